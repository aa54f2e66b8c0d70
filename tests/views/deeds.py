"""What the tests of readers' deeds share: posting as a page of ours does, and no address for what is not public."""

from typing import Any

from django.db import connection
from django.http.response import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.deeds import WAITING
from tests import builders

from .case import PageCase

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
FOREIGN: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


class DeedCase(PageCase):
    def setUp(self) -> None:
        self.publication = builders.published("文章", number=1)
        self.addCleanup(lambda: WAITING.write(timezone.now()))

    def deed(self, path: str, agent: str = "Firefox", **headers: str) -> Any:
        return self.client.post(path, headers={**OURS, "User-Agent": agent, **headers})

    def assert_only_posted(self, path: str) -> None:
        for method in (self.client.get, self.client.head, self.client.put, self.client.delete):
            self.assertEqual(method(path, headers=OURS).status_code, 405)

    def assert_refused_from_elsewhere(self, path: str) -> None:
        for headers in FOREIGN:
            self.assertEqual(self.client.post(path, headers=headers).status_code, 403, headers)

    def assert_only_for_live_articles(self, path: str, *, posted: bool) -> None:
        """`path` with {} for the number."""
        builders.draft("秘密的草稿", number=2)
        builders.scheduled("秘密的明天", number=3)
        builders.withdrawn("秘密的过去", number=4)
        for number, status in ((2, 404), (3, 404), (4, 410), (5, 404), (0, 404)):
            send = self.client.post if posted else self.client.get
            response = send(path.format(number), headers=OURS)
            self.assertEqual(response.status_code, status, number)
            self.assert_tells_nothing(response.content.decode())

    def assert_sets_no_cookie(self, response: HttpResponseBase) -> None:
        self.assertFalse(response.cookies)
        self.assertNotIn("Cookie", response.headers.get("Vary", ""))

    def assert_writes_nothing(self, path: str) -> None:
        with CaptureQueriesContext(connection) as asked:
            self.page(path)
        self.assertTrue(asked.captured_queries)
        verbs = {query["sql"].lstrip("(").split()[0] for query in asked}
        self.assertLessEqual(verbs, {"SELECT", "WITH"})
