"""The desk's index: boards as cards with exact counts, in few queries, in two languages."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.test import Client, tag
from django.urls import reverse
from django.utils import timezone

from articles import stages
from articles.boards import REPORTS, Tally
from articles.models import Article, Claim, Publication, ReaderReport
from tests import builders
from tests.desk import DAY, DeskCase
from tests.tampering import tampering

INDEX = reverse("admin:index")
BOARDS = ["mine", "topics", "reviews", "ready", "scheduled", "overdue", REPORTS]


@tag("slow")
class CardsTest(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.desk.now = timezone.now() - timedelta(days=40)
        self.desk.original()
        self.desk.now = timezone.now()
        self.desk.topic("旧选题")
        self.desk.topic("新选题")
        self.desk.submitted()
        self.desk.taken()
        self.desk.ready()
        self.desk.scheduled()
        self.desk.published()
        self.desk.withdrawn()
        self.desk.archived()
        builders.scheduled("没有发布者的排期")
        self.desk.drafting()

    def tallies(self, user: User) -> dict[str, Tally]:
        self.client.force_login(user)
        return {card.name: card.tally for card in self.client.get(INDEX).context["cards"]}

    def test_every_card_counts_what_its_board_holds(self) -> None:
        article = Publication.objects.latest("pk").article
        ReaderReport.objects.create(article=article, message="错字", at=self.desk.now)
        ReaderReport.objects.create(article=article, message="旧的", at=self.desk.now, handled_at=self.desk.now)
        counts = {name: tally.count for name, tally in self.tallies(self.cast.translator).items()}
        self.assertEqual(list(counts), BOARDS)
        self.assertEqual(counts, dict(zip(BOARDS, [2, 2, 1, 1, 2, 1, 1], strict=True)))
        self.assertEqual(self.tallies(self.cast.reviewer)["mine"].count, 1)
        self.assertEqual(self.tallies(self.cast.selector)["mine"].count, 0)

    def test_every_card_leads_to_a_list_of_as_many(self) -> None:
        for name in ("selector", "translator", "reviewer", "publisher", "chief"):
            self.client.force_login(self.person(name))
            for card in self.client.get(INDEX).context["cards"]:
                listed = self.client.get(card.url).context["cl"].result_list
                self.assertEqual(len(listed), card.tally.count, (name, card.name))

    def test_a_card_shows_the_oldest(self) -> None:
        found = self.tallies(self.cast.translator)
        self.assertEqual(found["mine"].oldest, Claim.objects.earliest("opened_at").opened_at)
        self.assertEqual(found["overdue"].oldest, Claim.objects.earliest("due").due)
        self.assertEqual(
            found["scheduled"].oldest,
            Publication.objects.order_by("published_at")
            .filter(published_at__gt=self.desk.now)
            .values_list("published_at", flat=True)[0],
        )

    def test_age_is_counted_from_the_stage_and_not_from_the_last_save(self) -> None:
        article = Article.objects.get(title="旧选题")
        with tampering():
            article.stage_changes.update(at=self.desk.now - 9 * DAY)
        self.desk.do(Article.objects.filter(title="新选题")[0], stages.CLAIM, self.cast.chief, override=True, note="急")
        self.assertEqual(self.tallies(self.cast.chief)["topics"], Tally(1, self.desk.now - 9 * DAY))

    def test_it_takes_ten_queries_however_much_there_is(self) -> None:
        for user in (self.cast.chief, self.cast.translator):
            self.client.force_login(user)
            self.client.get(INDEX)
            with self.assertNumQueries(10):
                self.client.get(INDEX)
        for number in range(3):
            self.desk.topic(f"选题 {number}")
            builders.scheduled(f"排期 {number}")
        with self.assertNumQueries(10):
            self.client.get(INDEX)


class EmptyDeskTest(DeskCase):
    def test_an_empty_desk_counts_nothing(self) -> None:
        self.client.force_login(self.cast.chief)
        cards = self.client.get(INDEX).context["cards"]
        self.assertEqual([card.tally for card in cards], [Tally()] * 7)

    def test_each_is_offered_what_they_may_begin(self) -> None:
        own = ["original", "brief"]
        expected = {
            "selector": ["translation"],
            "translator": own,
            "reviewer": [],
            "publisher": own,
            "chief": ["translation", *own],
        }
        for name, kinds in expected.items():
            self.client.force_login(self.person(name))
            offered = [url.partition("kind=")[2] for url, _ in self.client.get(INDEX).context["additions"]]
            self.assertEqual(offered, kinds, name)

    def test_nobody_else_sees_the_desk(self) -> None:
        stranger = Client()
        stranger.force_login(self.cast.stranger)
        for client in (Client(), stranger):
            for index in (INDEX, f"/en{INDEX}"):
                response = client.get(index)
                self.assertRedirects(response, f"{index}login/?next={index}", fetch_redirect_response=False)

    def test_it_speaks_both_languages_and_leads_from_one_to_the_other(self) -> None:
        self.client.force_login(self.cast.chief)
        chinese, english = self.client.get(INDEX), self.client.get(f"/en{INDEX}")
        self.assertContains(english, "To be claimed")
        self.assertContains(english, f'href="{INDEX}"')
        self.assertContains(chinese, f'href="/en{INDEX}"')
        self.assertContains(english, "/en/admin/articles/article/?board=topics")

    def test_no_page_of_it_holds_an_inline_style_or_script(self) -> None:
        self.client.force_login(self.cast.chief)
        for url in (INDEX, reverse("admin:articles_article_changelist")):
            response = self.client.get(url)
            self.assertNotContains(response, "style=")
            self.assertNotContains(response, "<style")
            self.assertNotContains(response, "<script>")
