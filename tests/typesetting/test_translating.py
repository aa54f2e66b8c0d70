"""Tests of Django's tags for translations in the reader's templates."""

from django.template import engines
from django.test import SimpleTestCase
from django.utils import translation
from jinja2 import TemplateSyntaxError

COUNTED = """{% blocktranslate count counter=n with number=n|thousands trimmed %}
  {{ number }} view{% plural %}{{ number }} views{% endblocktranslate %}"""
TAGGED = "{% blocktranslate with name=who %}Articles tagged {{ name }}, newest first.{% endblocktranslate %}"


def page(template: str, /, **values: object) -> str:
    return engines["readers"].from_string(template).render(values)


class TranslatingTest(SimpleTestCase):
    def test_a_message_is_translated(self) -> None:
        self.assertEqual(page("{% translate 'Archive' %}"), "往期")
        with translation.override("en"):
            self.assertEqual(page("{% translate 'Archive' %}"), "Archive")

    def test_a_message_may_have_a_context_and_a_name(self) -> None:
        self.assertEqual(page("{% translate 'Feed' context 'footer' %}"), translation.pgettext("footer", "Feed"))
        self.assertEqual(page("{% translate 'Archive' as word %}<{{ word }}>"), "<往期>")

    def test_what_is_counted_chooses_the_form_and_values_are_filtered(self) -> None:
        with translation.override("en"):
            self.assertEqual([page(COUNTED, n=n) for n in (1, 1200)], ["1 view", "1,200 views"])
        self.assertNotIn("view", page(COUNTED, n=1200))

    def test_values_are_escaped_and_may_hold_what_looks_like_a_placeholder(self) -> None:
        with translation.override("en"):
            self.assertEqual(page(TAGGED, who="<%(name)s>"), "Articles tagged &lt;%(name)s&gt;, newest first.")

    def test_a_per_cent_sign_is_one(self) -> None:
        self.assertEqual(page("{% blocktranslate %}100 % of {{ n }}{% endblocktranslate %}", n=3), "100 % of 3")

    def test_a_word_that_it_does_not_know_is_a_mistake_of_the_template(self) -> None:
        with self.assertRaises(TemplateSyntaxError):
            page("{% blocktranslate asvar x %}y{% endblocktranslate %}")
