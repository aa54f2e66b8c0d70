"""A test case with one imported post, in which a test breaks something for verify_import to find."""

import json

from articles.models import Article

from .case import ImportCase
from .posts import comment, post

RELATED = [{"displayorder": 1, "raid": 9}, {"displayorder": 0, "raid": 8}, {"displayorder": 0, "raid": 7}]
COMMENTS = [comment(), comment(username="qinghe", message="第二条")]


class VerifyCase(ImportCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = post(self.folder, 11025, comments_data=COMMENTS, related=RELATED, editorchoice=True)
        self.run_import()
        self.article = Article.objects.get()

    def verify(self, *arguments: str) -> int:
        self.report_path.unlink(missing_ok=True)
        code = self.call("verify_import", str(self.folder), f"--report={self.report_path}", *arguments)
        if self.report_path.exists():
            self.report = json.loads(self.report_path.read_text())
        return code

    def found(self, check: str, *whats: str) -> None:
        """The verification finds exactly these differences, all in this check."""
        self.assertEqual(self.verify(), 1)
        expected = [{"path": str(self.path), "number": 11025, "check": check, "what": what} for what in whats]
        self.assertEqual(self.report["differences"], expected)
        self.assertEqual([row["check"] for row in self.report["checks"] if row["different"]], [check])
        for what in whats:
            self.assertIn(f"{self.path}: {check}: {what}\n", self.output)

    def equal(self, **facts: int) -> None:
        """The verification finds no difference, and these facts."""
        self.assertEqual(self.verify(), 0, self.output)
        self.assertEqual(self.report["differences"], [])
        named = {" ".join(fact.split()[:3]).rstrip(":"): number for fact, number in self.report["facts"].items()}
        self.assertEqual({name: number for name, number in named.items() if number}, facts)

    def row(self, check: str) -> tuple[int, int, int]:
        """How many posts were compared, equal, different."""
        row = next(row for row in self.report["checks"] if row["check"] == check)
        return row["compared"], row["equal"], row["different"]
