"""How Jinja makes Python of the reader's templates: parts in their places, calls as calls, text as mere text."""

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]  # of a mere text, in C; not public

from .settling import Settling

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
    if type(value) is str:
        return escaped(value)
    return value if type(value) is Markup else escape(value)


class Plain(CodeGenerator):
    """Without what Jinja does at each call for functions that want its context: ours do not.

    A template gives one text, and so does each block of it: Jinja yields every bit, through all that the bit stands in.
    """

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        if node.scoped or node.required or self.extends_so_far:
            super().visit_Block(node, frame)
            return
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0](context))", node)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        if not node.with_context:  # Jinja would write it before all that it stands in
            self.fail("what is included has its context", node.lineno)
        super().visit_Include(node, frame)

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

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("written, attribute = environment.written, environment.getattr")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("written(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("attribute(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")


class Lean(Environment):
    """Escapes everything."""

    code_generator_class = Plain
    written = staticmethod(written)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(Settling(self).visit(source), *args, **kwargs)
