"""Adding an article: a topic is proposed and an own text begun, by whom the table names."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles import stages
from articles.models import Article, Claim, StageChange
from articles.stages import Stage
from tests.desk import WHY, DeskCase

ADD = reverse("admin:articles_article_add")
SOURCE = "https://example.org/a-story"


class AddingTest(DeskCase):
    def send(self, user: User, kind: str, **changes: Any) -> Any:
        self.client.force_login(user)
        given = {"kind": kind, "title": "新的", "source_url": SOURCE, "source_title": "A story", "source_body": "words"}
        return self.client.post(ADD, {**given, **changes})

    def test_each_role_may_add_what_the_table_says(self) -> None:
        own = {"original", "brief"}
        expected = {
            "selector": {"translation"},
            "translator": own,
            "publisher": own,
            "chief": {"translation", *own},
            "reviewer": set(),
        }
        for name, kinds in expected.items():
            self.client.force_login(self.person(name))
            response = self.client.get(ADD)
            self.assertEqual(response.status_code, 200 if kinds else 403, name)
            if kinds:
                self.assertEqual({value for value, _ in response.context["form"].fields["kind"].choices}, kinds, name)

    def test_what_somebody_may_not_add_is_not_added(self) -> None:
        for name, kind in (("selector", "original"), ("translator", "translation"), ("publisher", "translation")):
            self.assertEqual(self.send(self.person(name), kind).status_code, 400, name)
        self.assertEqual(self.send(self.cast.reviewer, "translation").status_code, 403)
        stranger = Client()
        stranger.force_login(self.cast.stranger)
        for client in (Client(), stranger):
            for ask in (client.get, client.post):
                self.assertRedirects(ask(ADD), f"{reverse('admin:login')}?next={ADD}", fetch_redirect_response=False)
        self.assertFalse(Article.objects.exists())

    def test_a_topic_is_proposed_with_its_credit_and_its_log_row(self) -> None:
        response = self.send(self.cast.selector, "translation")
        article = Article.objects.get()
        self.assertRedirects(
            response, reverse("admin:articles_article_change", args=[article.pk]), fetch_redirect_response=False
        )
        self.assertEqual((article.stage, article.source_key, article.number), ("topic", SOURCE, None))
        self.assertEqual(StageChange.objects.get().move, "propose")
        self.assertEqual(article.credits.get().role, "selector")
        self.assertEqual(article.revisions.count(), 1)

    def test_an_own_text_is_begun_by_its_author(self) -> None:
        self.send(self.cast.translator, "original", source_url="", source_title="", source_body="")
        article = Article.objects.get()
        self.assertEqual((article.stage, article.kind), ("drafting", "original"))
        self.assertEqual(Claim.objects.open().get().holder, self.cast.translator)

    def test_a_topic_needs_a_source_and_a_title(self) -> None:
        self.assertEqual(self.send(self.cast.selector, "translation", source_url="").status_code, 409)
        self.assertEqual(self.send(self.cast.selector, "translation", title="").status_code, 400)
        self.assertFalse(Article.objects.exists())

    def test_a_source_in_work_is_refused_with_a_link_and_nobody_overrides_it(self) -> None:
        self.send(self.cast.selector, "translation")
        rival = reverse("admin:articles_article_change", args=[Article.objects.get().pk])
        for user in (self.cast.selector, self.cast.chief):
            response = self.send(user, "translation", title="再来", override="on", note=WHY)
            self.assertContains(response, f'href="{rival}"', status_code=409)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_source_that_was_published_is_proposed_again_by_a_chief_with_a_reason(self) -> None:
        article = self.desk.published(source_url=SOURCE)
        self.assertEqual(article.stage, Stage.PUBLISHED)
        refused = self.send(self.cast.selector, "translation")
        self.assertEqual((refused.status_code, "override" in refused.context["form"].fields), (409, False))
        refused = self.send(self.cast.chief, "translation")
        self.assertTrue(refused.context["form"].fields["override"])
        self.assertEqual(self.send(self.cast.chief, "translation", override="on").status_code, 409)
        self.assertEqual(self.send(self.cast.chief, "translation", override="on", note=WHY).status_code, 302)
        change = StageChange.objects.filter(move=stages.PROPOSE.name).latest("pk")
        self.assertEqual((change.override, change.note), (True, WHY))

    def test_the_card_chose_the_kind(self) -> None:
        self.client.force_login(self.cast.translator)
        form = self.client.get(f"{ADD}?kind=brief").context["form"]
        self.assertEqual(form["kind"].value(), "brief")
        form = self.client.get(f"{ADD}?kind=translation").context["form"]
        self.assertEqual(form["kind"].value(), "original")
