"""The rounds of a review: which revisions were submitted, returned and submitted again."""

from datetime import timedelta

from articles import stages
from articles.models import Article
from articles.rounds import rounds
from tests.desk import DeskCase


class RoundTests(DeskCase):
    def later(self) -> None:
        self.desk.now += timedelta(hours=1)

    def numbers(self, article: Article) -> list[tuple[int, int, bool]]:
        return [(each.text, each.left, each.was_returned) for each in rounds(article)]

    def test_nothing_was_submitted_nothing_is_told(self) -> None:
        article = self.desk.drafting()
        with self.assertNumQueries(1):
            self.assertEqual(rounds(article), [])

    def test_each_submission_is_a_round_with_what_the_review_made_of_it(self) -> None:
        article = self.desk.drafting()  # revision 1 is the topic
        self.desk.written(article)
        self.later()
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.assertEqual(self.numbers(article), [(2, 2, False)])
        self.later()
        self.desk.do(article, stages.TAKE, self.cast.reviewer)
        self.desk.note(article)
        self.desk.written(article, by=self.cast.reviewer, body="校对过的译文。\n")
        self.assertEqual(self.numbers(article), [(2, 3, False)])
        self.later()
        self.desk.do(article, stages.RETURN, self.cast.reviewer)
        self.later()
        self.desk.written(article, body="再改的译文。\n")
        self.assertEqual(self.numbers(article), [(2, 3, True)])
        self.later()
        self.desk.do(article, stages.SUBMIT, self.cast.translator)
        self.assertEqual(self.numbers(article), [(2, 3, True), (4, 4, False)])

    def test_a_submission_that_was_taken_back_was_not_returned(self) -> None:
        article = self.desk.submitted()
        self.later()
        self.desk.do(article, stages.WITHDRAW_SUBMISSION, self.cast.translator)
        self.assertEqual(self.numbers(article), [(2, 2, False)])

    def test_any_number_of_rounds_costs_two_queries(self) -> None:
        article = self.desk.submitted()
        for _ in range(2):
            with self.assertNumQueries(2):
                rounds(article)
            self.later()
            self.desk.do(article, stages.WITHDRAW_SUBMISSION, self.cast.translator)
            self.desk.do(article, stages.SUBMIT, self.cast.translator)
