"""The index on PostgreSQL: common words are met in the newest texts, others in all, and both give the same."""

from itertools import product
from typing import Any
from unittest import skipIf
from unittest.mock import patch

from django.db import connection
from django.test import SimpleTestCase, TestCase

from articles import search
from articles.models import Publication
from articles.search import lexemes, postgres
from articles.search.words import parse
from articles.text import bigrams
from tests import builders

MONTH = 31 * 24  # hours


@skipIf(connection.vendor == "sqlite", "the index of another database")
class PostgresTests(TestCase):
    def setUp(self) -> None:
        for month in range(12):
            words = ("内核" * (month % 2), "容器" * (month % 3 == 0), "Docker" * (month == 3))
            builders.published(str(month), hour=month * MONTH, body="。".join(["这是", *words]))
        builders.hide_from_readers(body="内核。容器。Docker")

    def test_every_way_to_the_hits_gives_the_same(self) -> None:
        expected = {
            "内核": ["11", "9", "7", "5", "3", "1"],
            "内核 容器": ["9", "3"],
            "容器 docker": ["3"],
            '"docker" 这是': ["3"],
            "器": ["9", "6", "3", "0"],
            "容器 别处": [],
        }
        first: tuple[dict[str, int], ...] = ({"FEWEST": 1}, {"FEWEST": 2}, {"FEWEST": 500}, {"FEWEST": 1, "PARTS": 0})
        for asked, complete, (words, titles) in product(first, (True, False), expected.items()):
            with (
                patch.multiple(postgres, **dict[str, Any](asked)),
                patch.object(lexemes, "MOST_BYTES", complete * 1000),
            ):
                search.rebuild()
                for limit in (1, 2, 20):
                    self.assertEqual([hit.title for hit in search.search(words).page(limit)], titles[:limit])
                upwards = search.search(words).upwards(20)
                self.assertEqual(upwards, search.search(words).positions(20)[::-1])
                few = search.search(words, among=Publication.objects.filter(title__in=["3", "9", "秘密的明天"]))
                self.assertEqual([hit.title for hit in few], [title for title in titles if title in {"3", "9"}])

    def test_the_first_texts_are_met_however_far_apart_they_were_published(self) -> None:
        for hour in range(30):
            builders.published(f"又 {hour}", hour=20 * MONTH + hour, body="内核的镜像")
        hours = [f"又 {hour}" for hour in reversed(range(30))]
        for fewest, limit in product((1, 5, 29, 40), (1, 3, 31)):
            with patch.object(postgres, "FEWEST", fewest):
                self.assertEqual([hit.title for hit in search.search("内核").page(limit)], [*hours, "11"][:limit])
                self.assertEqual([hit.title for hit in search.search("镜像").page(limit)], hours[:limit])

    def test_the_oldest_hit_is_found_without_reading_all_where_none_is_in_the_oldest_texts(self) -> None:
        for hour in range(30):
            builders.published(f"又 {hour}", hour=20 * 24 + hour, body="镜像")
        search.rebuild()
        found = search.search("镜像")
        for parts, is_asked in ((0, False), (1000, True)):
            with patch.multiple(postgres, FEWEST=1, PARTS=parts):
                every = plan_of(found).partition("CTE every")[2].partition("Bitmap Heap Scan")[2].splitlines()[0]
            self.assertEqual("never executed" not in every, is_asked, every)

    def test_the_index_is_asked_for_words_and_for_their_time_apart_so_that_it_leaps_from_one_to_the_other(self) -> None:
        with connection.cursor() as cursor:  # so few texts would be read one by one
            cursor.execute("SET LOCAL enable_seqscan = off")
        of_index = plan_of(search.search("内核")).partition("CTE first")[2].partition("Bitmap Index Scan")[2]
        condition = of_index.splitlines()[1]
        self.assertEqual(condition.count("words @@"), 2, condition)

    def test_an_index_that_is_being_made_anew_finds_nothing_and_does_not_fail(self) -> None:
        search.clear()
        for words in ("内核", "内核 容器"):
            self.assertEqual(search.search(words).positions(20), [])
            self.assertEqual(search.search(words, order="relevance").positions(20), [])

    def test_a_text_with_more_tokens_than_a_tsvector_has_room_for_is_read(self) -> None:
        body = f"开头 {' '.join(str(number) for number in range(1_000_000, 1_160_000))} 结尾 Docker容器"
        builders.published("长", hour=12 * MONTH, body=body)
        with connection.cursor() as cursor:
            cursor.execute("SELECT octet_length(words::text) FROM articles_searchtext WHERE NOT complete")
            self.assertLess(cursor.fetchone()[0], 100)
        for words, titles in (
            ("开头 1159999 结尾", ["长"]),
            ('"1000001 1000002" docker', ["长"]),
            ('"1000001 1000003"', []),
            ("容", ["长", "9", "6", "3", "0"]),
            ("长", ["长"]),
            ("1160000", []),
        ):
            self.assertEqual([hit.title for hit in search.search(words)], titles, words)
        self.assertEqual([hit.title for hit in search.search("长 docker", order="relevance")], ["长"])


def plan_of(found: search.Hits) -> str:
    """As it is carried out for the oldest hit."""
    lines: list[str] = []

    def explained(sql: str, parameters: list[Any], *, prepared: bool) -> list[int]:
        with postgres._preparing() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sql}", parameters)
            lines.extend(line for (line,) in cursor.fetchall())
        return []

    with patch.object(postgres, "_positions", explained):
        found.upwards(1)
    return "\n".join(lines)


class LexemeTests(SimpleTestCase):
    def test_a_text_is_its_tokens_their_characters_and_neighbours_and_when_it_was_published(self) -> None:
        words, complete = lexemes.vector(1 << lexemes.SPANS[-1], "c", bigrams.line("容器 C#"))
        neighbours, times = ["'=904'", "'=e3b9'", "'=f9bb'"], ["'>43.256'", "'>47.16'", "'>51.1'"]
        expected = ["'#'", *neighbours, *times, "'^c'", "'c'", "'器'", "'容'", "'容器'"]
        self.assertEqual((sorted(words.split()), complete), (expected, True))

    def test_a_word_is_asked_for_with_its_signs(self) -> None:
        for text, expected in (
            ("内核", "('内核') | '*'"),
            ("文件系统", "('文件' & '件系' & '系统') | '*'"),
            ("容", "('容') | '*'"),
            ("docker", "('docker':*) | '*'"),
            ("C#", "('c' & '#' & '=f9bb') | '*'"),
            ("内核 内核", "('内核') | '*'"),
        ):
            self.assertEqual(lexemes.holding(parse(text)), expected, text)
