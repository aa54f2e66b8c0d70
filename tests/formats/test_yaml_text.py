"""Tests of articles/formats/yaml_text.py: it must mean what PyYAML means."""

from typing import Any
from unittest import TestCase

import yaml
from hypothesis import given
from hypothesis import strategies as st

from articles.formats import yaml_text
from articles.formats.flaws import Flaw
from tests.formats import values


class PlainLoader(yaml.CSafeLoader):
    """PyYAML's own loader, but for dates."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


class PlainDumper(yaml.CSafeDumper):
    """PyYAML's own dumper, but for anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


# What YAML is made of, so that random texts are often YAML.
LETTERS = "ab字0179._+ex"
SIGNS = ":-,[]{}'\"#|>?!&*%@`~=<\\\n\t"
SYNTAX = [*LETTERS, *SIGNS, "\r\n", "\u2028", "yes", "no", "null", "---", "...", " ", ": ", "- ", "\n  ", "\n- ", "a: "]
snippets = st.one_of(
    st.lists(st.sampled_from(SYNTAX), max_size=25).map("".join),
    st.text("0123456789+-._:xobeEinfaNyYtTuUlL~", max_size=12),
    values.plain_values.map(lambda value: yaml.dump(value, Dumper=PlainDumper, default_flow_style=True)),
)


class Parsing(TestCase):
    @values.examples
    @given(snippets)
    def test_what_is_accepted_means_what_pyyaml_makes_of_it(self, text: str) -> None:
        try:
            found = yaml_text.parse(text)
        except Flaw as flaw:
            self.assertTrue(1 <= flaw.line <= text.count("\n") + 1)
        else:
            expected = yaml.load(text, Loader=PlainLoader)  # noqa: S506 it derives from the safe one
            self.assertEqual(repr(found), repr(expected))

    @values.examples
    @given(values.plain_values)
    def test_what_pyyaml_dumps_is_read(self, value: Any) -> None:
        for flow in (True, False):
            text = yaml.dump(value, Dumper=PlainDumper, allow_unicode=True, default_flow_style=flow)
            self.assertEqual(yaml_text.parse(text), value)

    def test_plain_scalars_are_what_yaml_1_1_says(self) -> None:
        cases = {
            "12:30": 750,
            "010": 8,
            "0x1F": 31,
            "0b11": 3,
            "1_000": 1000,
            "+5": 5,
            "-0": 0,
            "1.5": 1.5,
            "1.0e+3": 1000.0,
            "190:20:30.15": 685230.15,
            "yes": True,
            "Off": False,
            "~": None,
            "Null": None,
            "": None,
            **{text: text for text in ("y", "08", "1e3", "2021-03-05", "2021-03-05 10:00:00")},
        }
        for text, value in cases.items():
            with self.subTest(text):
                self.assertEqual(repr(yaml_text.parse(f"a: {text}")), repr({"a": value}))

    def test_numbers_that_are_none_are_refused(self) -> None:
        for text in ("0x_", "0b_", ".inf", "-.INF", ".nan", "9" * 41, "1" + ":59" * 20, "1:1" * 400_000, "<<", "="):
            with self.subTest(text[:50]), self.assertRaises(Flaw) as caught:
                yaml_text.parse(f"a: 1\nb: {text}")
            self.assertEqual(caught.exception.line, 2)
            self.assertLess(len(caught.exception.reason), 120)

    def test_sixteen_levels_are_read_and_one_more_is_refused(self) -> None:
        self.assertEqual(yaml_text.parse("[" * 16 + "]" * 16), eval("[" * 16 + "]" * 16))  # noqa: S307
        with self.assertRaisesRegex(Flaw, "nested deeper than 16 levels"):
            yaml_text.parse("[" * 17 + "]" * 17)

    def test_anchors_aliases_and_tags_are_refused_and_their_signs_in_text_are_not(self) -> None:
        for text in (
            "&a 1",
            "*a",
            "!!str 1",
            "! 1",
            '! "1"',
            "!x 1",
            "&a [1]",
            "! [1]",
            "!!set {a}",
            "&a {b: 1}",
            "[&a 1]",
        ):
            with self.subTest(text), self.assertRaisesRegex(Flaw, "which no post needs"):
                yaml_text.parse(f"a: {text}")
        self.assertEqual(
            yaml_text.parse("a: R&D *nix!\nb: '!x'\nc: \"&a *b\""), {"a": "R&D *nix!", "b": "!x", "c": "&a *b"}
        )

    def test_lines_are_ended_by_line_feeds_alone(self) -> None:
        with self.assertRaises(Flaw) as caught:
            yaml_text.parse('a: "x\u2028y\x85z"\nb: "\u2028"\nc: [1\nd: 2\n')
        self.assertEqual(caught.exception.line, 4)


class Emitting(TestCase):
    @values.examples
    @given(st.dictionaries(values.texts, values.plain_values, max_size=5))
    def test_the_text_is_what_pyyaml_dumps(self, value: dict[str, Any]) -> None:
        expected = yaml.dump(value, Dumper=PlainDumper, allow_unicode=True, default_flow_style=False)
        text = yaml_text.emit(sorted(value.items()))
        if value:
            self.assertEqual(text, expected)
        self.assertEqual(yaml_text.parse(text), value)

    def test_a_value_that_stands_twice_is_written_twice(self) -> None:
        tags = ["内核"]
        self.assertEqual(yaml_text.emit([("b", tags), ("a", tags)]), "b:\n- 内核\na:\n- 内核\n")

    def test_what_is_no_plain_value_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "not of <class 'set'>"):
            yaml_text.emit([("a", {1})])


class LineAt(TestCase):
    def test_each_place_has_the_line_of_its_key_or_item(self) -> None:
        text = '---\na: 1\nb:\n- c: x\n  d: y\n-\n  c: z\n"e": [1,\n  2]\n'
        cases: dict[tuple[str | int, ...], int] = {
            (): 1,
            ("a",): 2,
            ("b",): 3,
            ("b", 0): 4,
            ("b", 0, "d"): 5,
            ("b", 1): 7,
            ("b", 1, "c"): 7,
            ("e",): 8,
            ("e", 1): 9,
            ("f",): 1,
        }
        for place, line in cases.items():
            with self.subTest(place):
                self.assertEqual(yaml_text.line_at(text, place), line)
