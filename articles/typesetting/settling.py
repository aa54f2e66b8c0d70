"""What is the same on every page of a language is settled when a template is compiled, instead of on each page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeVar, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from articles.linked_data import own_file

Visited = TypeVar("Visited", bound=nodes.Node)
SETS = (nodes.Assign, nodes.AssignBlock)


class Settling(NodeTransformer):
    """Writes the language and the addresses of our own files, drops what neither can come about, joins what is left.

    The environment's global `language` is that of all its templates, which do not set it.
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
        return nodes.Const(known, lineno=node.lineno) if known else node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        called, given = node.node, node.args
        if isinstance(called, nodes.Name) and called.name == "static" and isinstance(given[0], nodes.Const):
            return nodes.Const(own_file(given[0].value), lineno=node.lineno)
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
        return node.body if is_so else node.else_

    def visit_With(self, node: nodes.With) -> nodes.With | list[nodes.Node]:  # noqa: N802
        """A part that sets no name needs no scope of its own."""
        self.generic_visit(node)
        is_scope = bool(node.targets) or any(node.find_all(SETS))
        return node if is_scope else node.body


def _joined(found: list[Any]) -> Iterable[Any]:
    for is_output, group in groupby(found, key=lambda each: isinstance(each, nodes.Output)):
        if is_output:
            first, *others = group
            yield nodes.Output([part for each in (first, *others) for part in each.nodes], lineno=first.lineno)
        else:
            yield from group
