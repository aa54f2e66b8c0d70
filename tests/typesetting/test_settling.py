"""Tests of what is settled when a template is compiled: the page says the same, and Python has less to do."""

from traceback import extract_tb

from django.test import SimpleTestCase
from jinja2 import DictLoader, Environment

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
