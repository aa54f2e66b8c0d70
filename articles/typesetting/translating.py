"""Django's tags for translations, for Jinja: translated when a template is compiled, found by makemessages as ever."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext, ngettext, override, pgettext, trim_whitespace
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup, escape


class Translating(Extension):
    """{% translate "…" [context "…"] [as name] %}; {% blocktranslate [count …] [with …] [trimmed] %}, {% plural %}.

    The environment's `language` is that of all its templates.
    """

    tags = {"translate", "blocktranslate"}

    def parse(self, parser: Parser) -> nodes.Node:
        tag = next(parser.stream)
        made = self._line(parser) if tag.value == "translate" else self._block(parser)
        return made.set_lineno(tag.lineno)

    def _line(self, parser: Parser) -> nodes.Node:
        message = _constant(parser)
        context = _constant(parser) if parser.stream.skip_if("name:context") else None
        with override(self.environment.language):  # type: ignore[attr-defined]  # by extend()
            text = pgettext(context, message) if context else gettext(message)
        said = nodes.Const(Markup(text))  # noqa: S704  ours, as is the message
        if parser.stream.skip_if("name:as"):
            return nodes.Assign(parser.parse_assign_target(), said)
        return nodes.Output([nodes.TemplateData(text)])

    def _block(self, parser: Parser) -> nodes.Node:
        given, counter, is_trimmed = _options(parser)
        singular, names, end = _message(parser, is_trimmed=is_trimmed)
        plural = ""
        if end == "plural":
            plural, more, _ = _message(parser, is_trimmed=is_trimmed)
            names |= more
        values = [nodes.Keyword(name, given.get(name) or nodes.Name(name, "load")) for name in sorted(names)]
        arguments: list[nodes.Expr] = [nodes.Const(singular), nodes.Const(plural), counter or nodes.Const(0)]
        return nodes.Output([self.call_method("said", arguments, values)])

    def said(self, singular: str, plural: str, count: int, **values: object) -> Markup:
        text = _text(self.environment.language, singular, plural, count)  # type: ignore[attr-defined]  # by extend()
        return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704  escaped here


@lru_cache(maxsize=1000)
def _text(language: str, singular: str, plural: str, count: int) -> str:
    with override(language):
        return ngettext(singular, plural, count) if plural else gettext(singular)


def _options(parser: Parser) -> tuple[dict[str, nodes.Expr], nodes.Expr | None, bool]:
    """What stands in the tag: values by name, what is counted, whether white space is trimmed."""
    given: dict[str, nodes.Expr] = {}
    counter, is_trimmed = None, False
    while parser.stream.current.type != "block_end":
        word = parser.stream.expect("name").value
        if word == "trimmed":
            is_trimmed = True
        elif word in {"with", "count"}:
            while parser.stream.current.type == "name" and parser.stream.look().type == "assign":
                name = next(parser.stream).value
                next(parser.stream)
                given[name] = parser.parse_expression(with_condexpr=False)
                counter = given[name] if word == "count" else counter
        else:
            parser.fail(f"blocktranslate knows no {word}")
    next(parser.stream)
    return given, counter, is_trimmed


def _message(parser: Parser, *, is_trimmed: bool) -> tuple[str, set[str], str]:
    """The message up to the next tag, the names in it, and that tag."""
    parts: list[str] = []
    names: set[str] = set()
    while not parser.stream.skip_if("block_begin"):
        if parser.stream.skip_if("variable_begin"):
            name = parser.stream.expect("name").value
            parser.stream.expect("variable_end")
            names.add(name)
            parts.append(f"%({name})s")
        else:
            parts.append(parser.stream.expect("data").value.replace("%", "%%"))
    end = parser.stream.expect("name").value
    if end == "plural":
        parser.stream.expect("block_end")
    text = "".join(parts)
    return (trim_whitespace(text) if is_trimmed else text), names, end


def _constant(parser: Parser) -> Any:
    return parser.parse_primary().as_const()
