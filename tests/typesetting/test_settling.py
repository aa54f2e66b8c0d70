"""Tests of what is settled when a template is compiled: the page says the same, and Python has less to do."""

from traceback import extract_tb

from django.test import SimpleTestCase
from jinja2 import DictLoader, Environment, TemplateAssertionError

from articles.linked_data import own_file
from articles.typesetting.backend import environment

LANGUAGES = """{% if language == "en" %}English{% elif other %}Other{% else %}中文{% endif %}
{{ "e" if language == "en" else "z" }}<p lang="{{ language }}">"""
SCOPES = """{% with %}{% set word = "in" %}{{ word }}{% endwith %}{% with word = "two" %}{{ word }}{% endwith %}
{%- with %}<{{ word }}>{% for one in some %}{{ one }}{% endfor %}{% endwith %}"""
BASE = "{% block title %}base{% endblock %} {% block main %}{% block inner %}<i>{% endblock %}{% endblock %}.{{ word }}"
CHILD = """{% extends "base" %}lost{% block title %}{{ super() }} & {{ word }}{% endblock %}
{% block main %}[{{ super() }}]{% for one in some %}{{ one }}{% endfor %}{% endblock %}"""


class SettlingTest(SimpleTestCase):
    def environment(self, language: str = "", **templates: str) -> Environment:
        made = environment(loader=DictLoader(templates), auto_reload=False, autoescape=True)
        made.globals |= {"language": language} if language else {}
        return made

    def code(self, source: str) -> str:
        made = self.environment("en")
        return str(made.compile(source, raw=True))

    def test_the_language_decides_as_it_would_on_the_page(self) -> None:
        for language, other, expected in (
            ("en", True, 'English\ne<p lang="en">'),
            ("zh-Hans", True, 'Other\nz<p lang="zh-Hans">'),
            ("zh-Hans", False, '中文\nz<p lang="zh-Hans">'),
        ):
            page = self.environment(language).from_string(LANGUAGES)
            self.assertEqual(page.render(other=other), expected)
            given = self.environment().from_string(LANGUAGES)
            self.assertEqual(given.render(other=other, language=language), expected)

    def test_what_cannot_come_about_in_a_language_is_not_in_its_code(self) -> None:
        made = self.code(LANGUAGES)
        self.assertIn("English", made)
        for absent in ("中文", "Other", "if "):
            self.assertNotIn(absent, made.partition("if 0: yield None")[2], absent)

    def test_addresses_of_our_own_files_stand_in_the_code_and_those_of_others_are_asked_for(self) -> None:
        source = "{{ static('articles/site.css') }} {{ static(name) }}"
        page = self.environment("en").from_string(source)
        css, icon = own_file("articles/site.css"), own_file("articles/icon.png")
        self.assertEqual(page.render(name="articles/icon.png"), f"{css} {icon}")
        self.assertIn(f"{css} ", self.code(source))

    def test_what_stands_together_is_written_at_once(self) -> None:
        made = self.code('a{% if language == "en" %}b{% endif %}{% with %}c{{ x }}d{% endwith %}e')
        self.assertEqual(made.count(".extend("), 1)
        self.assertIn("'abc'", made)
        self.assertIn("'de'", made)

    def test_a_part_that_sets_a_name_keeps_it_to_itself(self) -> None:
        page = self.environment("en").from_string(SCOPES)
        self.assertEqual(page.render(word="out", some=["<", 2]), "intwo<out>&lt;2")

    def test_a_name_that_one_language_sets_is_what_it_was_before(self) -> None:
        loop = "{% for one in some %}{{ t }}{% endfor %}{% if language == 'en' %}{% set t = 'en' %}{% endif %}{{ t }}"
        block = "{% if language == 'en' %}{% set t %}{{ t }}!{% endset %}{% endif %}{{ t }}"
        for language, expected in (("en", ["TTen", "T!"]), ("zh-Hans", ["TTT", "T"])):
            for source, page in zip((loop, block), expected, strict=True):
                self.assertEqual(self.environment(language).from_string(source).render(t="T", some="12"), page)

    def test_macros_of_a_part_stay_in_it(self) -> None:
        macro = "{{% macro m() %}}{}{{% endmacro %}}"
        page = f'{macro.format("out")}{{% include "part" %}}{{{{ m() }}}}'
        made = self.environment("en", part=macro.format("in") + "{{ m() }}", page=page)
        self.assertEqual(made.get_template("page").render(), "inout")

    def test_what_would_not_be_as_it_says_is_refused_with_its_line(self) -> None:
        for source in (
            "\n{% set language = 'en' %}",
            "\n{% for language in some %}{% endfor %}",
            "\n{% with language = 'en' %}{% endwith %}",
            "\n{% macro m(language) %}{% endmacro %}",
            "\n{% include 'x' without context %}",
        ):
            with self.assertRaises(TemplateAssertionError) as refused:
                self.environment("en").from_string(source)
            self.assertEqual(refused.exception.lineno, 2, source)

    def test_a_file_that_is_not_named_is_a_mistake_of_the_page_and_not_of_the_template(self) -> None:
        page = self.environment("en").from_string("{% if wanted %}{{ static() }}{% endif %}")
        self.assertEqual(page.render(), "")
        with self.assertRaises(TypeError):
            page.render(wanted=True)

    def test_blocks_replace_and_quote_those_of_the_template_below(self) -> None:
        made = self.environment("en", base=BASE, child=CHILD)
        self.assertEqual(made.get_template("base").render(word="w"), "base <i>.w")
        page = made.get_template("child").render(word="<w>", some=[1, "&"])
        self.assertEqual(page, "base & &lt;w&gt; [<i>]1&amp;.&lt;w&gt;")

    def test_a_mistake_is_found_in_its_line(self) -> None:
        page = self.environment("en", page="a{{ 1 }}\n{{ 2 }}\n{{ f() }}\n{{ 3 }}").get_template("page")
        try:
            page.render(f=lambda: 1 // 0)
        except ZeroDivisionError as failed:  # assertRaises would take the frames away
            frames = extract_tb(failed.__traceback__)
        self.assertEqual([frame.lineno for frame in frames if frame.name == "top-level template code"], [3])
