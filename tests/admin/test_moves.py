"""The pages of the moves: what they ask, what they make, and whom they refuse; alone and together."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client, tag
from django.urls import reverse
from django.utils import timezone

from articles import stages
from articles.admin.moves import stage_bar
from articles.admin.together import TOGETHER
from articles.models import Article, Claim, Gone, PublishedText, StageChange
from articles.roles import GROUPS
from articles.stages import MOVES, Move, Who
from tests import builders
from tests.desk import WHY, DeskCase

LIST = reverse("admin:articles_article_changelist")
MOVED = tuple(move for move in MOVES if move.sources)


def url_of(article: Article, move: Move) -> str:
    return reverse("admin:articles_article_move", args=[article.pk, move.name])


class MoveCase(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.desk.now = timezone.now()

    def form(self, article: Article, move: Move, **changes: Any) -> dict[str, Any]:
        """What the browser sends."""
        article = Article.objects.get(pk=article.pk)
        given: dict[str, Any] = {"stage": article.stage, "version": article.version}
        if move.needs_reason:
            given["note"] = WHY
        if move.asks_date:
            given["at"] = timezone.localtime(self.desk.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        return {**given, **changes}

    def send(self, user: User, article: Article, move: Move, **changes: Any) -> Any:
        self.client.force_login(user)
        return self.client.post(url_of(article, move), self.form(article, move, **changes))

    def stage(self, article: Article) -> str:
        return Article.objects.values_list("stage", flat=True).get(pk=article.pk)


@tag("slow")
class AudienceTest(MoveCase):
    def entitled(self, move: Move) -> set[str]:
        """Who of the cast makes this move of the article that stands for it: the holder is the translator."""
        holds = {Who.HOLDER: "translator", Who.HOLDING_REVIEWER: "reviewer", Who.CLOCK: ""}
        return {holds.get(who, who.value) for who in move.who} - {""}

    def test_each_move_is_made_by_whom_the_table_names_and_refused_to_all_others(self) -> None:
        for move in MOVED:
            article = self.desk.standing(move)
            before = StageChange.objects.count()
            for name in sorted(set(GROUPS) - self.entitled(move)):
                with self.subTest(move=move.name, by=name):
                    self.assertEqual(self.send(self.person(name), article, move).status_code, 403)
                    self.assertEqual(StageChange.objects.count(), before)
            name = min(self.entitled(move))
            with self.subTest(move=move.name, by=name):
                self.assertEqual(self.send(self.person(name), article, move).status_code, 302)
                self.assertEqual(StageChange.objects.latest("pk").move, move.name)
                self.assertEqual(StageChange.objects.latest("pk").by, self.person(name))
            article = Article.objects.get(pk=article.pk)
            if move is stages.CLAIM:
                self.desk.do(article, stages.GIVE_BACK, self.cast.translator)
            elif article.stage == "drafting":
                self.desk.do(article, stages.ARCHIVE, self.cast.chief)

    def test_every_role_may_ask_and_a_stranger_learns_nothing(self) -> None:
        article = self.desk.topic("秘密的选题")
        url = url_of(article, stages.CLAIM)
        for name in GROUPS:
            self.client.force_login(self.person(name))
            self.assertContains(self.client.get(url), "秘密的选题", msg_prefix=name)
        stranger = Client()
        stranger.force_login(self.cast.stranger)
        for client in (Client(), stranger):
            for ask in (client.get, client.post):
                response = ask(url)
                self.assertRedirects(response, f"{reverse('admin:login')}?next={url}", fetch_redirect_response=False)
        self.assertEqual(self.stage(article), "topic")

    def test_what_is_no_move_of_an_article_is_not_found(self) -> None:
        article = self.desk.topic()
        self.client.force_login(self.cast.chief)
        for name in ("propose", "import", "nothing"):
            url = reverse("admin:articles_article_move", args=[article.pk, name])
            self.assertEqual(self.client.get(url).status_code, 404, name)
        self.assertEqual(self.client.get(reverse("admin:articles_article_move", args=[9999, "claim"])).status_code, 404)


class AskingTest(MoveCase):
    def page(self, user: User, article: Article, move: Move) -> Any:
        self.client.force_login(user)
        return self.client.get(url_of(article, move))

    def test_a_page_asks_for_what_its_row_of_the_table_needs(self) -> None:
        for move, name in (
            (stages.SCHEDULE, "publisher"),
            (stages.UPDATE, "publisher"),
            (stages.WITHDRAW, "publisher"),
        ):
            form = self.page(self.person(name), self.desk.standing(move), move).context["form"]
            asked = {"at": move.asks_date, "correction": move.asks_correction, "note": move.needs_reason}
            visible = {field.name for field in form.visible_fields()}
            self.assertEqual(visible, {name for name, is_asked in asked.items() if is_asked}, move.name)

    def test_it_says_what_the_move_leaves_behind(self) -> None:
        response = self.page(self.cast.translator, self.desk.topic(), stages.CLAIM)
        self.assertContains(response, str(stages.CLAIM.leaves))

    def test_a_refusal_is_shown_with_its_reasons_and_without_a_button(self) -> None:
        self.desk.drafting()
        response = self.page(self.cast.translator, self.desk.topic("第二个"), stages.CLAIM)
        self.assertEqual(response.context["button"].refusal.names, ["below_limit"])
        self.assertContains(response, response.context["button"].why[0])
        self.assertNotContains(response, 'type="submit" class="default"')

    def test_the_same_source_in_work_is_linked(self) -> None:
        article = self.desk.archived()
        rival = Article(title="抢先的", source_url=article.source_url)
        self.desk.do(rival, stages.PROPOSE, self.cast.selector)
        response = self.page(self.cast.selector, article, stages.REOPEN)
        self.assertContains(response, reverse("admin:articles_article_change", args=[rival.pk]))

    def test_a_missing_reason_is_asked_for_again(self) -> None:
        article = self.desk.published()
        self.assertEqual(self.send(self.cast.publisher, article, stages.WITHDRAW, note=" ").status_code, 400)
        self.assertEqual(self.stage(article), "published")

    def test_a_date_that_is_past_is_refused(self) -> None:
        article = self.desk.ready()
        self.assertEqual(
            self.send(self.cast.publisher, article, stages.SCHEDULE, at="2020-01-01T08:00").status_code, 409
        )
        self.assertEqual(self.send(self.cast.publisher, article, stages.SCHEDULE, at="").status_code, 400)
        self.assertEqual(self.stage(article), "ready")


class MadeTest(MoveCase):
    def test_after_a_date_that_is_past_another_one_can_be_chosen_on_the_same_page(self) -> None:
        article = self.desk.ready()
        past = timezone.localtime(self.desk.now - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        page = self.send(self.cast.publisher, article, stages.SCHEDULE, at=past)
        self.assertContains(page, f'name="at" value="{past}"', status_code=409)
        self.assertContains(page, "请选择一个将来的时间。", status_code=409)

    def test_a_date_is_one_of_beijing(self) -> None:
        article = self.desk.ready()
        self.send(self.cast.publisher, article, stages.SCHEDULE, at=f"{self.desk.now.year + 1}-03-02T09:30")
        at = Article.objects.get(pk=article.pk).publication.published_at
        self.assertEqual(at.strftime("%m-%d %H:%M %z"), "03-02 01:30 +0000")

    def test_a_correction_is_for_readers(self) -> None:
        article = self.desk.published()
        self.send(self.cast.publisher, article, stages.UPDATE, correction="日期写错了。")
        self.assertEqual(PublishedText.objects.get(pk=article.pk).correction, "日期写错了。")

    def test_a_reason_is_kept(self) -> None:
        article = self.desk.published()
        self.send(self.cast.chief, article, stages.WITHDRAW, note="译者要求")
        self.assertTrue(Gone.objects.filter(article=article).exists())
        self.assertEqual(StageChange.objects.latest("pk").note, "译者要求")

    def test_whoever_was_slower_is_told_who_was_faster(self) -> None:
        article = self.desk.submitted()
        seen = self.form(article, stages.TAKE)
        self.desk.now += timedelta(minutes=1)
        self.desk.do(article, stages.TAKE, self.cast.reviewer)
        other = User.objects.create_user("other", is_staff=True)
        other.groups.set(self.cast.reviewer.groups.all())
        self.client.force_login(other)
        response = self.client.post(url_of(article, stages.TAKE), seen, follow=True)
        self.assertEqual(response.redirect_chain[0][0], url_of(article, stages.TAKE))
        self.assertIn("reviewer", str(next(iter(response.context["messages"]))))
        self.assertEqual(Claim.objects.open().of_review().get().holder, self.cast.reviewer)

    def test_a_chief_sets_aside_what_can_be_set_aside_and_says_why(self) -> None:
        self.desk.drafting()
        article = self.desk.topic()
        for missing in ({}, {"override": "on"}, {"note": WHY}):
            self.assertIn(self.send(self.cast.chief, article, stages.CLAIM, **missing).status_code, {400, 403}, missing)
        self.assertEqual(self.send(self.cast.chief, article, stages.CLAIM, override="on", note=WHY).status_code, 302)
        change = StageChange.objects.latest("pk")
        self.assertEqual((change.override, change.note, change.by), (True, WHY, self.cast.chief))

    def test_nobody_else_overrides_anything(self) -> None:
        self.desk.drafting()
        article = self.desk.topic()
        self.assertEqual(
            self.send(self.cast.translator, article, stages.CLAIM, override="on", note=WHY).status_code, 409
        )

    def test_whoever_claims_goes_to_the_form_and_whoever_publishes_back_to_the_list(self) -> None:
        topic, ready = self.desk.topic(), self.desk.ready()
        query = "?_changelist_filters=board%3Dready"
        self.client.force_login(self.cast.translator)
        response = self.client.post(url_of(topic, stages.CLAIM) + query, self.form(topic, stages.CLAIM))
        self.assertEqual(response["Location"], reverse("admin:articles_article_change", args=[topic.pk]))
        self.client.force_login(self.cast.publisher)
        response = self.client.post(url_of(ready, stages.PUBLISH) + query, self.form(ready, stages.PUBLISH))
        self.assertEqual(response["Location"], f"{LIST}?board=ready")

    def test_a_post_without_the_forms_token_is_refused(self) -> None:
        article, strict = self.desk.topic(), Client(enforce_csrf_checks=True)
        strict.force_login(self.cast.translator)
        response = strict.post(url_of(article, stages.CLAIM), self.form(article, stages.CLAIM))
        self.assertEqual((response.status_code, self.stage(article)), (403, "topic"))


class StageBarTest(MoveCase):
    def names(self, buttons: list[Any]) -> list[str]:
        return [button.move.name for button in buttons]

    def test_it_offers_what_can_be_done_and_says_why_not(self) -> None:
        article = self.desk.drafting()
        bar = stage_bar(article, self.cast.translator, self.desk.now)
        self.assertEqual(self.names(bar["stage_moves"]), ["give_back", "extend"])
        self.assertEqual(self.names(bar["stage_refused"]), ["submit"])
        self.assertEqual([claim.holder for claim, _ in bar["stage_claims"]], [self.cast.translator])

    def test_whoever_reviews_it_is_not_told_that_somebody_reviews_it(self) -> None:
        bar = stage_bar(self.desk.taken(), self.cast.reviewer, self.desk.now)
        self.assertEqual(self.names(bar["stage_moves"]), ["approve", "put_back", "return"])
        self.assertEqual(self.names(bar["stage_refused"]), ["withdraw_submission"])

    def test_what_is_another_groups_business_is_not_shown_except_to_a_chief(self) -> None:
        article = self.desk.topic()
        bar = stage_bar(article, self.cast.reviewer, self.desk.now)
        self.assertEqual([bar["stage_moves"], bar["stage_refused"], bar["stage_overrides"]], [[], [], []])
        bar = stage_bar(article, self.cast.chief, self.desk.now)
        self.assertEqual(self.names(bar["stage_moves"]), ["archive"])
        self.assertEqual(self.names(bar["stage_overrides"]), ["claim"])


class TogetherTest(MoveCase):
    def choose(self, user: User, move: Move, *articles: Article, **more: Any) -> Any:
        self.client.force_login(user)
        chosen = {"action": f"move_{move.name}", "_selected_action": [article.pk for article in articles]}
        return self.client.post(LIST, {**chosen, **more}, follow=True)

    def test_a_group_is_offered_its_moves_and_no_others(self) -> None:
        self.desk.topic()
        expected = {
            "selector": ["archive", "reopen"],
            "translator": ["claim", "give_back", "extend", "submit", "withdraw_submission"],
            "reviewer": ["take", "put_back", "return", "approve"],
            "chief": [move.name for move in TOGETHER],
        }
        for name, moves in expected.items():
            self.client.force_login(self.person(name))
            choices = self.client.get(LIST).context["action_form"].fields["action"].choices
            self.assertEqual([value[5:] for value, _ in choices if value.startswith("move_")], moves, name)

    def test_it_asks_first_and_lists_what_stays(self) -> None:
        ready, topic = self.desk.ready(title="能发布的"), self.desk.topic("不能发布的")
        response = self.choose(self.cast.publisher, stages.PUBLISH, ready, topic)
        self.assertEqual([article.title for article in response.context["going"]], ["能发布的"])
        self.assertEqual([each.refusal.names for each in response.context["staying"]], [["stage"]])
        self.assertEqual(self.stage(ready), "ready")

    def test_it_moves_each_that_can_be_moved_and_tells_of_the_others(self) -> None:
        first, second, topic = self.desk.ready(title="一"), self.desk.ready(title="二"), self.desk.topic("选题")
        response = self.choose(self.cast.publisher, stages.PUBLISH, first, second, topic, confirmed=1)
        self.assertEqual([self.stage(each) for each in (first, second, topic)], ["published", "published", "topic"])
        said = [str(message) for message in get_messages(response.wsgi_request)] or [
            str(message) for message in response.context["messages"]
        ]
        self.assertEqual(len(said), 2)
        self.assertIn("选题", said[0])

    def test_a_reason_is_asked_for_where_the_table_needs_one(self) -> None:
        article = self.desk.topic()
        self.choose(self.cast.selector, stages.ARCHIVE, article, confirmed=1)
        self.assertEqual(self.stage(article), "topic")
        self.choose(self.cast.selector, stages.ARCHIVE, article, confirmed=1, note=WHY)
        self.assertEqual((self.stage(article), StageChange.objects.latest("pk").note), ("archived", WHY))

    def test_what_somebody_changed_since_the_page_was_shown_stays(self) -> None:
        article = self.desk.ready()
        version = {f"version_{article.pk}": article.version}
        self.desk.written(article)
        response = self.choose(self.cast.publisher, stages.PUBLISH, article, confirmed=1, **version)
        self.assertEqual(self.stage(article), "ready")
        self.assertContains(response, "translator")

    def test_another_group_cannot_move_them(self) -> None:
        article = self.desk.ready()
        for name in ("selector", "translator", "reviewer", "stranger"):
            self.choose(self.person(name), stages.PUBLISH, article, confirmed=1)
        self.assertEqual(self.stage(article), "ready")

    def test_nothing_is_deleted_from_a_list(self) -> None:
        article = builders.draft()
        self.cast.chief.is_superuser = True
        self.cast.chief.save()
        self.client.force_login(self.cast.chief)
        self.client.post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})
        self.assertTrue(Article.objects.filter(pk=article.pk).exists())


class ManyTest(MoveCase):
    def test_more_than_a_hundred_are_not_moved_at_once(self) -> None:
        articles = [
            Article(title=str(n), created_at=self.desk.now, updated_at=self.desk.now, stage="topic") for n in range(101)
        ]
        Article.objects.bulk_create(articles)
        self.client.force_login(self.cast.selector)
        chosen = {"_selected_action": [article.pk for article in articles], "note": WHY, "confirmed": 1}
        self.client.post(LIST, {"action": "move_archive", **chosen})
        self.assertFalse(Article.objects.filter(stage="archived").exists())
