"""How Jinja makes Python of the reader's templates: parts in their places, calls as calls, text as mere text."""

import re
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup, escape

INCLUDE = re.compile(r'\{% include "([^"]+)" %\}')


class Placing(Extension):
    """{% include %} is done when a template is compiled; what is included has a scope of its own, as in Jinja."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return INCLUDE.sub(lambda found: self._placed(found[1]), source)

    def _placed(self, name: str) -> str:
        loader = self.environment.loader
        assert loader is not None
        source, _, _ = loader.get_source(self.environment, name)
        return f"{{% with %}}{self.preprocess(source, name)}{{% endwith %}}"


def written(value: object) -> str:
    """What escape() says, mostly as mere text: nobody asks a part of a page any more whether it is safe."""
    if type(value) is not str:
        return value if type(value) is Markup else escape(value)
    text = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


class Plain(CodeGenerator):
    """Without what Jinja does at each call for functions that want its context: ours do not."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  Jinja's
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(")


class Lean(Environment):
    """Escapes everything."""

    code_generator_class = Plain
    written = staticmethod(written)
