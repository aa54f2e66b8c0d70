"""Tests of articles/text/sources.py."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.sources import source_key

queries = st.lists(
    st.sampled_from(["a=1", "id=7", "utm_source=x", "fbclid=1", "spm", "utm", "", "#x", "?"]), max_size=5
)


class SourceKeyTests(TestCase):
    def test_tracking_parameters_go(self) -> None:
        tracked = "https://example.org/a?utm_source=x&id=7&fbclid=abc&utm_medium=y"
        self.assertEqual(source_key(tracked), "https://example.org/a?id=7")

    def test_a_query_of_nothing_else_goes_with_its_question_mark(self) -> None:
        self.assertEqual(source_key("https://example.org/a?spm=1.2#part"), "https://example.org/a#part")

    def test_parameters_that_only_begin_alike_stay(self) -> None:
        address = "https://example.org/a?spmx=1&utm=2&ref_srcs=3&my_utm_x=4"
        self.assertEqual(source_key(address), address)

    def test_what_may_name_another_article_stays(self) -> None:
        addresses = ["http://example.org/a", "https://example.org/a", "https://example.org/A", "https://example.org/a/"]
        self.assertEqual([source_key(address) for address in addresses], addresses)

    def test_blanks_around_an_address_go(self) -> None:
        self.assertEqual(source_key(" https://example.org/a \n"), "https://example.org/a")

    @given(queries.map("&".join))
    def test_the_key_of_a_key_is_itself(self, query: str) -> None:
        once = source_key(f"https://example.org/a?{query}")
        self.assertEqual(source_key(once), once)
