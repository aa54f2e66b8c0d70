"""What is the same on every page of a language is settled when a template is compiled, instead of on each page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeVar, cast

from jinja2 import Environment, TemplateAssertionError, nodes
from jinja2.visitor import NodeTransformer

from articles.linked_data import own_file

Visited = TypeVar("Visited", bound=nodes.Node)
SETS = (nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport, nodes.Extends)


class Settling(NodeTransformer):
    """Writes the language and the addresses of our own files, drops what neither can come about, joins what is left.

    The environment's global `language` is that of all its templates; one that sets it is refused.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def generic_visit(self, node: Visited, *args: Any, **kwargs: Any) -> Visited:
        super().generic_visit(node, *args, **kwargs)
        for _, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = _joined(value)
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802  Jinja's name, as those below
        known = self._environment.globals.get("language") if node.name == "language" else None
        if known and node.ctx != "load":
            raise TemplateAssertionError("the language is that of all templates", node.lineno)
        return nodes.Const(known, lineno=node.lineno) if known else node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        is_static = isinstance(node.node, nodes.Name) and node.node.name == "static"
        if not is_static or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        match node.args:
            case [nodes.Const() as name]:
                return nodes.Const(own_file(name.value), lineno=node.lineno)
        return node

    def visit_If(self, node: nodes.If) -> nodes.If | list[nodes.Node]:  # noqa: N802
        if node.elif_:
            first, *others = node.elif_
            node.elif_, node.else_ = [], [nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno)]
        self.generic_visit(node)
        try:
            is_so = cast("nodes.Expr", node.test).as_const(nodes.EvalContext(self._environment))
        except nodes.Impossible:
            return node
        kept = node.body if is_so else node.else_
        if not any(_sets(each) for each in kept):
            return kept
        # Jinja distinguishes names that may be set from those that are; Python drops the condition.
        return nodes.If(nodes.Const(True), kept, [], [], lineno=node.lineno)

    def visit_With(self, node: nodes.With) -> nodes.With | list[nodes.Node]:  # noqa: N802
        """A part that sets no name needs no scope of its own."""
        self.generic_visit(node)
        return node if node.targets or any(map(_sets, node.body)) else node.body


def _sets(node: nodes.Node) -> bool:
    """Whether it gives a name a meaning for what stands behind it."""
    return isinstance(node, SETS) or any(node.find_all(SETS))


def _joined(found: list[Any]) -> Iterable[Any]:
    for is_output, group in groupby(found, key=lambda each: isinstance(each, nodes.Output)):
        if is_output:
            first, *others = group
            yield nodes.Output([part for each in (first, *others) for part in each.nodes], lineno=first.lineno)
        else:
            yield from group
