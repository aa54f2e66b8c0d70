"""Values that no column could hold are refused, and nothing of their file comes in."""

from typing import Any

from articles.models import Article, Contributor, Tag

from .case import ImportCase
from .posts import post


class LimitTests(ImportCase):
    def refused(self, number: int = 1, **changes: Any) -> tuple[str, str]:
        """The reason, and the key on the line that it names."""
        path = post(self.folder, number, **changes)
        code, report = self.run_import()
        self.assertEqual(code, 1)
        self.assertFalse(Article.objects.exists() or Tag.objects.exists() or Contributor.objects.exists())
        file = report["files"][0]
        return file["reason"], path.read_text().split("\n")[file["line"] - 1].partition(":")[0]

    def test_an_overlong_title(self) -> None:
        self.assertEqual(self.refused(title="长" * 301), ("title is longer than 300 characters.", "title"))

    def test_an_overlong_tag(self) -> None:
        self.assertEqual(self.refused(tags=["长" * 101]), ("A tag is longer than 100 characters.", "tags"))

    def test_an_overlong_name(self) -> None:
        self.assertEqual(self.refused(reviewer="长" * 151), ("A name is longer than 150 characters.", "reviewer"))

    def test_a_date_out_of_reach(self) -> None:
        self.assertEqual(self.refused(date="2301-01-01 00:00:00"), ("date is before 1971 or after 2199.", "date"))

    def test_a_name_that_grows_when_it_is_compared(self) -> None:
        self.assertEqual(self.refused(author="\ufdfa" * 100), ("author is longer than 150 characters.", "author"))

    def test_more_tags_than_anybody_gives(self) -> None:
        self.assertEqual(self.refused(tags=[str(n) for n in range(1001)]), ("tags has more than 1000 entries.", "tags"))

    def test_an_overlong_picture(self) -> None:
        self.assertEqual(self.refused(pic="/" * 401), ("pic is longer than 400 characters.", "pic"))

    def test_a_number_out_of_reach(self) -> None:
        self.assertEqual(self.refused(10**9), ("id is above 999999999.", "id"))
