"""Tests of what the reader's templates are compiled to: it says what Jinja's own code says."""

from django.test import SimpleTestCase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from articles.typesetting.backend import environment
from articles.typesetting.compiling import written

TEMPLATES = {
    "page": "{% set word = 'out' %}{% for one in some %}{% include \"part\" %}{% endfor %}|{{ word }}|{{ other }}",
    "part": '{% set word = one %}{% set other = one %}[{{ word }}{% include "deep" %}]',
    "deep": "{% with two=one ~ word %}{{ two }}{% endwith %}\n",
}
CALLS = """{{ f(1, b='<') }}{{ f(*[2], **{'b': '>'}) }}{{ f(3)|upper -}}
{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m('&') }}"""


def said(a: int, b: str = "") -> str:
    return f"a{a}{b}"


class CompilingTest(SimpleTestCase):
    def environment(self, *, auto_reload: bool = False) -> Environment:
        made = environment(loader=DictLoader(self.templates), auto_reload=auto_reload, autoescape=True)
        made.extend(language="en")
        return made

    def setUp(self) -> None:
        self.templates = dict(TEMPLATES)

    def test_what_is_included_sees_what_stands_around_it_and_leaves_nothing_there(self) -> None:
        for auto_reload in (True, False):  # as Jinja includes, and as we do
            page = self.environment(auto_reload=auto_reload).get_template("page").render(some=["<", "b"])
            self.assertEqual(page, "[&lt;&lt;&lt;\n][bbb\n]|out|")

    def test_who_edits_templates_sees_a_change_of_what_is_included(self) -> None:
        for auto_reload, expected in ((True, "new"), (False, "old")):
            self.templates |= {"a": '{% include "b" %}', "b": "old"}
            made = self.environment(auto_reload=auto_reload)
            self.assertEqual(made.get_template("a").render(), "old")
            self.templates["b"] = "new"
            self.assertEqual(made.get_template("a").render(), expected)

    def test_a_call_is_a_call_with_whatever_arguments(self) -> None:
        plain = Environment(autoescape=True)
        expected = plain.from_string(CALLS).render(f=said)
        self.assertEqual(self.environment().from_string(CALLS).render(f=said), expected)
        self.assertEqual(expected, "a1&lt;a2&gt;A3<&amp;>")

    def test_text_is_escaped_and_nothing_twice(self) -> None:
        text = "<a href='x' title=\"y\">&amp;"
        for value in (text, Markup("<b>"), mark_safe("<i>"), 5, None, gettext_lazy("Archive"), ""):
            self.assertEqual(str(written(value)), str(escape(value)))
