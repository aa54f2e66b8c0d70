"""Tests of articles/formats/front_matter.py."""

import json
import pickle
import re
import unittest
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from articles.formats import front_matter
from articles.formats.document import Document, Layout, UnreadableFile
from articles.formats.flaws import Reason
from tests.formats import values
from tests.formats.expected import ACCEPTED, FOLDER, REFUSED

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
LAYOUTS: tuple[Layout, ...] = ("A", "B", "C")


def read(data: bytes | str, path: str = "content/2021/03/4001.md") -> Document:
    return front_matter.read(data if isinstance(data, bytes) else data.encode(), path)


def read_fixture(name: str) -> tuple[bytes, Document]:
    data = (FOLDER / "accepted" / name).read_bytes()
    return data, front_matter.read(data, name)


def dumped(document: Document) -> bytes:
    return front_matter.dump(document.layout, document.front_matter, document.body)


class Refusals(unittest.TestCase):
    def refused(self, data: bytes | str, path: str = "content/2021/03/4001.md") -> tuple[str, int, str]:
        with self.assertRaises(UnreadableFile) as caught:
            read(data, path)
        return caught.exception.path, caught.exception.line, caught.exception.reason

    def test_each_fixture_is_refused_with_its_path_line_and_reason(self) -> None:
        for name, (line, reason) in REFUSED.items():
            with self.subTest(name):
                path = FOLDER / "refused" / name
                self.assertEqual(self.refused(path.read_bytes(), str(path)), (str(path), line, reason))

    def test_every_fixture_is_expected(self) -> None:
        found = {path.relative_to(FOLDER / "refused").as_posix() for path in (FOLDER / "refused").rglob("*.md")}
        self.assertEqual(found, set(REFUSED))

    def test_every_reason_has_a_fixture(self) -> None:
        met = " ".join(reason for _, reason in REFUSED.values())
        for reason in set(Reason) - {Reason.TOO_LONG}:  # whose fixture is made below
            with self.subTest(reason.name):
                longest = max(re.split(r"\{\w+\}", reason), key=len)
                self.assertIn(longest, met)

    def test_a_front_matter_of_one_mebibyte_is_read_and_a_byte_more_is_refused(self) -> None:
        data = front_matter.dump("A", values.front_matter(mirror=""), "正文")
        room = 2**20 - (data.index(b"\n---\n") + 1 - len("---\n"))
        filled = data.replace(b"mirror: ''", b"mirror: ''" + b" " * room, 1)
        self.assertEqual(front_matter.write(read(filled)), filled)
        self.assertEqual(
            self.refused(filled.replace(b"mirror: ''", b"mirror: '' ", 1)),
            ("content/2021/03/4001.md", 1, "The front matter is longer than 1 MiB."),
        )

    def test_deep_nesting_is_refused_before_it_is_read_to_its_end(self) -> None:
        for opening in ("[", "{a: ", "- ", "? "):
            with self.subTest(opening):
                text = f"---\nmirror:\n {opening * 200_000}\n---\n\n正文"
                self.assertEqual(self.refused(text)[1:], (3, "The YAML is nested deeper than 16 levels."))

    def test_nothing_of_a_long_value_stands_in_a_reason_but_its_beginning(self) -> None:
        data = front_matter.dump("A", values.front_matter(), "").replace(b"thumb: false", b"thumb: " + b"x" * 5000)
        self.assertEqual(self.refused(data)[2], f'thumb must be true or false, not "{"x" * 58}….')

    def test_an_unreadable_file_crosses_to_another_process_whole(self) -> None:
        error = pickle.loads(pickle.dumps(UnreadableFile("2021/03/4001.md", 7, "The key id is missing.")))  # noqa: S301
        self.assertEqual((error.path, error.line, error.reason), ("2021/03/4001.md", 7, "The key id is missing."))
        self.assertEqual(str(error), "2021/03/4001.md:7: The key id is missing.")

    @values.examples
    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        self.read_or_refused(data)

    @values.examples
    @given(st.sampled_from(sorted(ACCEPTED)), st.integers(0, 1200), st.integers(0, 40), st.binary(max_size=12))
    def test_any_damage_to_a_post_is_read_or_refused(self, name: str, start: int, length: int, damage: bytes) -> None:
        data = (FOLDER / "accepted" / name).read_bytes()
        self.read_or_refused(data[:start] + damage + data[start + length :], name)

    def read_or_refused(self, data: bytes, path: str = "4001.md") -> None:
        try:
            document = front_matter.read(data, path)
        except UnreadableFile as error:
            self.assertTrue(1 <= error.line <= data.count(b"\n") + 1)
        else:
            self.assertEqual(front_matter.write(document), data)


class RoundTrips(unittest.TestCase):
    def test_each_fixture_is_written_back_byte_for_byte(self) -> None:
        for name, (layout, exact) in ACCEPTED.items():
            with self.subTest(name):
                data, document = read_fixture(name)
                self.assertEqual(front_matter.write(document), data)
                self.assertEqual((document.layout, dumped(document) == data), (layout, exact))
                self.assertEqual(data.decode(), document.head + document.body)
                self.assertEqual(front_matter.write(pickle.loads(pickle.dumps(document))), data)  # noqa: S301

    def test_every_fixture_is_expected(self) -> None:
        found = {path.relative_to(FOLDER / "accepted").as_posix() for path in (FOLDER / "accepted").rglob("*.md")}
        self.assertEqual(found, set(ACCEPTED))

    def test_what_was_dumped_needs_neither_its_head_nor_the_order_of_its_keys(self) -> None:
        for name, (_, exact) in ACCEPTED.items():
            if exact:
                with self.subTest(name):
                    data, document = read_fixture(name)
                    stored = json.loads(json.dumps(document.front_matter, sort_keys=True))
                    self.assertEqual(front_matter.write(document._replace(front_matter=stored, head="")), data)

    def test_a_layout_is_converted_by_its_keys_alone(self) -> None:
        _, document = read_fixture("layout_a/4101.md")
        for layout in LAYOUTS:
            converted = front_matter.write(document._replace(layout=layout, head=""))
            self.assertEqual(read(converted, "4101.md").front_matter, document.front_matter)
            self.assertEqual(b"\ncategory: " in converted, layout == "A")
            self.assertEqual(b"\ncategories: " in converted, layout != "A")
            self.assertEqual(
                b"\nlargepic: "
                + converted.partition(b"\nlargepic: ")[2].partition(b"\n")[0]
                + (b"\nurl: " if layout == "C" else b"\npermalink: ")
                in converted,
                True,
            )

    @values.examples
    @given(st.sampled_from(LAYOUTS), values.front_matters(), values.texts)
    def test_whatever_a_post_may_hold_is_dumped_and_read_again(
        self, layout: Layout, given_values: dict[str, Any], body: str
    ) -> None:
        data = front_matter.dump(layout, given_values, body)
        document = read(data, f"{given_values['id']}.md")
        self.assertEqual((document.front_matter, document.body), (given_values, body))
        self.assertEqual((document.layout, dumped(document), front_matter.write(document)), (layout, data, data))

    @unittest.skipUnless(CORPUS.is_dir(), "the shared corpus is not here")
    def test_the_shared_corpus_is_written_back_byte_for_byte(self) -> None:
        paths = [*CORPUS.glob("archive-samples/*.md"), *CORPUS.glob("whole/*.md")]
        self.assertEqual(len(paths), 26)
        for path in paths:
            with self.subTest(path.name):
                data = path.read_bytes()
                document = front_matter.read(data, str(path))
                self.assertEqual(front_matter.write(document), data)
                # Samples cut off after the closing line were not written by PyYAML alone.
                self.assertEqual(dumped(document) == data, bool(document.body))


class Reading(unittest.TestCase):
    def test_keys_have_the_names_of_layout_a_in_every_layout(self) -> None:
        found = [read_fixture(name)[1] for name in ("layout_a/4101.md", "layout_b/4102.md", "layout_c/4103.md")]
        self.assertEqual([document.layout for document in found], ["A", "B", "C"])
        for document in found:
            self.assertEqual(set(document.front_matter), set(values.front_matter()))
            self.assertEqual(document.front_matter["category"], "技术")
            self.assertEqual(document.front_matter["permalink"], f"/article-{document.number}-1.html")

    def test_unknown_keys_are_kept(self) -> None:
        found = read_fixture("extra_keys/4110.md")[1].front_matter
        self.assertEqual(found["mirror"], {"a": {}, "b": [1, 2.5, None, True, "x"]})
        self.assertEqual((found["weight"], found["ratio"], found["alias_of"]), (-3, 1e20, ""))

    def test_carriage_returns_of_the_body_stay(self) -> None:
        body = read_fixture("crlf_in_fences/4104.md")[1].body
        self.assertEqual(body, "看看输出：\n\n\n```\n$ ls\r\na b c\r\n$ exit\n```\n\n\n到此为止。")

    def test_only_the_first_two_rules_enclose_the_front_matter(self) -> None:
        body = read_fixture("rules_in_body/4113.md")[1].body
        self.assertEqual(body, "---\n\n一条线之后。\n\n```\n---\n-----\n```\n\n---\n")

    def test_blank_lines_after_the_first_belong_to_the_body(self) -> None:
        self.assertTrue(read_fixture("several_blank_lines/4112.md")[1].body.startswith("\n\n\n进程停住时"))
        self.assertTrue(read_fixture("no_blank_line/4201.md")[1].body.startswith("进程停住时"))
        self.assertEqual(read_fixture("ends_at_closing_line/4202.md")[1].body, "")

    def test_other_spellings_of_yaml_mean_the_same(self) -> None:
        self.assertEqual(
            read_fixture("literal_block/4205.md")[1].front_matter["excerpt"], "第一行\n  缩进的第二行\n\n第四行"
        )
        self.assertEqual(read_fixture("folded_block/4206.md")[1].front_matter["summary"], "折叠的 两行\n")
        self.assertEqual(read_fixture("flow_style/4208.md")[1].front_matter["tags"], ["进程", "Linux 命令"])
        other = read_fixture("other_quotes/4210.md")[1].front_matter
        self.assertEqual((other["author"], other["thumb"]), ("Jane Roe", False))
        count = read_fixture("octal_number/4211.md")[1].front_matter["count"]
        self.assertEqual((count["viewnum"], count["favtimes"]), (8, 90))

    def test_a_file_has_front_matter_where_its_first_line_is_a_rule(self) -> None:
        for data in (b"---\n", b"---\r\nid: 1", b"--- \t\n", b"\xef\xbb\xbf---\n"):
            self.assertTrue(front_matter.has_front_matter(data), data)
        for data in (b"", b"---", b"----\n", b" ---\n", b"# README\n\n---\n", b"--- # x\n", b"\0\0\0\1Bud1---\n"):
            self.assertFalse(front_matter.has_front_matter(data), data)


class LineOf(unittest.TestCase):
    def test_the_line_counts_from_the_top_of_the_file(self) -> None:
        _, document = read_fixture("layout_a/4101.md")
        self.assertEqual(front_matter.line_of(document.head, "author"), 2)
        self.assertEqual(front_matter.line_of(document.head, "id"), document.head.split("\n").index("id: 4101") + 1)
        self.assertEqual(front_matter.line_of(document.head, "mirror"), 1)

    def test_a_key_is_found_under_the_name_that_the_layout_gives_it(self) -> None:
        head = read_fixture("layout_c/4103.md")[1].head
        lines = head.split("\n")
        self.assertEqual(front_matter.line_of(head, "permalink"), lines.index("url: /article-4103-1.html") + 1)
        self.assertEqual(front_matter.line_of(head, "category"), lines.index("categories: 技术") + 1)

    def test_a_value_that_looks_like_a_key_is_passed_over(self) -> None:
        head = (
            '---\nexcerpt: "第一行\ntitle: 不是标题"\n"title": 标题\nsummary: |-\n  title: 也不是\ntitle2: x\n---\n\n'
        )
        self.assertEqual(front_matter.line_of(head.replace('"title"', "title"), "title"), 4)
