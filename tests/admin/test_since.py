"""What changed since last time: offered to the translator, to the reviewer, and on the page that submits again."""

from datetime import timedelta
from typing import Any

from articles import stages
from articles.admin.since import comparisons
from articles.models import Article
from tests.admin.form import address
from tests.desk import DeskCase


class SinceTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.written(self.desk.drafting(), body="今天的天气很好。\n")

    def do(self, move: stages.Move, by: Any) -> None:
        self.desk.now += timedelta(hours=1)
        self.desk.do(self.article, move, by)

    def write(self, body: str, by: Any) -> None:
        self.desk.now += timedelta(minutes=1)
        self.desk.written(self.article, by=by, body=body)

    def return_it(self, *, changed: bool = True) -> None:
        self.do(stages.SUBMIT, self.cast.translator)
        self.do(stages.TAKE, self.cast.reviewer)
        if changed:
            self.write("今天的天气真好。\n", self.cast.reviewer)
        self.desk.note(self.article)
        self.do(stages.RETURN, self.cast.reviewer)

    def offered(self) -> list[tuple[int, int]]:
        return [(each.older, each.newer) for each in comparisons(Article.objects.get(pk=self.article.pk))]

    def test_nothing_is_offered_before_there_is_anything_to_compare(self) -> None:
        self.assertEqual(self.offered(), [])
        self.do(stages.SUBMIT, self.cast.translator)
        self.assertEqual(self.offered(), [])
        self.do(stages.TAKE, self.cast.reviewer)
        self.assertEqual(self.offered(), [])

    def test_the_translator_is_offered_what_the_reviewer_changed(self) -> None:
        self.return_it()
        self.assertEqual(self.offered(), [(2, 3)])
        self.client.force_login(self.cast.translator)
        page = self.client.get(address(self.article))
        found = page.context["comparisons"][0].url
        self.assertContains(page, found.replace("&", "&amp;"))
        self.assertContains(self.client.get(found), "天气<ins>真</ins>好")

    def test_a_review_that_changed_nothing_is_not_compared(self) -> None:
        self.return_it(changed=False)
        self.assertEqual(self.offered(), [])

    def test_the_reviewer_is_offered_what_changed_since_the_return_and_since_the_last_submission(self) -> None:
        self.return_it()
        self.write("今天天气真好。\n", self.cast.translator)
        self.assertEqual(self.offered(), [(2, 3), (3, 4)])
        self.do(stages.SUBMIT, self.cast.translator)
        self.assertEqual(self.offered(), [(3, 4), (2, 4)])
        self.client.force_login(self.cast.reviewer)
        self.assertContains(self.client.get(address(self.article, "move", "take")), 'class="since"')

    def test_the_page_that_submits_again_shows_what_changed_since_the_return(self) -> None:
        submit = address(self.article, "move", "submit")
        self.client.force_login(self.cast.translator)
        self.assertIsNone(self.client.get(submit).context["since"])
        self.return_it()
        self.write("今天天气真好。\n", self.cast.translator)
        self.assertContains(self.client.get(submit), "今天<del>的</del>天气真好。")

    def test_of_what_is_public_nothing_is_looked_up(self) -> None:
        self.return_it()
        self.do(stages.SUBMIT, self.cast.translator)
        self.do(stages.TAKE, self.cast.reviewer)
        self.do(stages.APPROVE, self.cast.reviewer)
        self.do(stages.PUBLISH, self.cast.publisher)
        with self.assertNumQueries(0):
            self.assertEqual(comparisons(self.article), [])
