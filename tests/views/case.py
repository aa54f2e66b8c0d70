"""What the tests of every page share: asking for it, what it names, and that it costs the same with more on it."""

import re
from collections.abc import Callable
from html import unescape

from django.test import TestCase
from django.test.client import Client

HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")


def titles(html: str) -> list[str]:
    """The texts of the headings, in order."""
    return [" ".join(unescape(TAGS.sub("", heading)).split()) for heading in HEADING.findall(html)]


class PageCase(TestCase):
    client: Client

    def page(self, path: str) -> str:
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, path)
        return response.content.decode()

    def assert_moved(self, path: str, target: str) -> None:
        response = self.client.get(path)
        self.assertEqual((response.status_code, response.headers.get("Location")), (301, target), path)

    def assert_missing(self, path: str) -> None:
        self.assertEqual(self.client.get(path).status_code, 404, path)

    def assert_costs(self, queries: int, path: str, more: Callable[[], object]) -> None:
        """The page at `path` costs so many queries, and as many after more() put more on it.

        The first page of an edition reads the imprint too, which stands in memory from then on.
        """
        self.page(path)
        with self.assertNumQueries(queries):
            before = self.page(path)
        more()
        self.page(path)
        with self.assertNumQueries(queries):
            after = self.page(path)
        self.assertGreater(len(after), len(before))

    def assert_tells_nothing(self, html: str) -> None:
        """No word of what tests/builders.hide_from_readers() made."""
        self.assertNotIn("秘密", html)
