"""Tests of the shelf: bounded in bytes, least recently used out."""

import os
from collections import OrderedDict

from django.test import SimpleTestCase

from cms.page_cache.asked import Key
from cms.page_cache.kept import OVERHEAD, Kept
from cms.page_cache.news import News
from cms.page_cache.shelf import Shelf, Shelves

NEWS = News(number=1, hard=0, token=1, due=2e9, at=1e9, call=None)


def key(path: str, query: str = "") -> Key:
    return Key("https", "yibao.example", path, query)


def page(size: int) -> Kept:
    """One that cannot be packed: it takes a little more than `size`."""
    return Kept([], os.urandom(size - OVERHEAD), NEWS)


class Dropped(OrderedDict[Key, Kept]):
    """As where another thread drops a page between two steps."""

    def move_to_end(self, key: Key, last: bool = True) -> None:
        del self[key]
        super().move_to_end(key, last)


class ShelfTest(SimpleTestCase):
    def test_a_page_that_is_dropped_while_it_is_looked_up_is_given_once_more(self) -> None:
        shelf = Shelf(35_000)
        shelf.put(key("a"), page(10_000))
        shelf._kept = Dropped(shelf._kept)
        self.assertEqual([bool(shelf.get(key("a"))) for _ in range(2)], [True, False])

    def test_what_was_used_least_recently_goes_first(self) -> None:
        shelf = Shelf(35_000)
        for path in "abc":
            shelf.put(key(path), page(10_000))
        self.assertTrue(shelf.get(key("a")))
        shelf.put(key("d"), page(10_000))
        self.assertEqual([path for path in "abcd" if shelf.get(key(path))], ["a", "c", "d"])

    def test_it_never_holds_more_than_its_limit(self) -> None:
        shelf = Shelf(100_000)
        for number in range(200):
            shelf.put(key(str(number % 40)), page(3000 + 100 * number % 20_000))
            self.assertLessEqual(shelf.size, 100_000)
        self.assertEqual(shelf.size, sum(kept.size for number in range(40) if (kept := shelf.get(key(str(number))))))

    def test_what_is_larger_than_the_shelf_is_not_kept_and_pushes_nothing_out(self) -> None:
        shelf = Shelf(35_000)
        shelf.put(key("a"), page(10_000))
        shelf.put(key("b"), page(50_000))
        self.assertEqual((len(shelf), shelf.get(key("b"))), (1, None))

    def test_a_page_takes_the_place_of_its_older_self(self) -> None:
        shelf, new = Shelf(35_000), page(9000)
        shelf.put(key("a"), page(20_000))
        shelf.put(key("a"), new)
        self.assertEqual((len(shelf), shelf.size, shelf.get(key("a"))), (1, new.size, new))

    def test_pages_with_a_query_never_push_out_a_plain_one(self) -> None:
        shelves = Shelves(100_000)
        shelves.of(key("/")).put(key("/"), page(20_000))
        for number in range(100):
            cursor = key("/choice/", f"before={number}")
            shelves.of(cursor).put(cursor, page(6000))
        self.assertTrue(shelves.of(key("/")).get(key("/")))
        self.assertLessEqual(shelves.size, 46_000)
