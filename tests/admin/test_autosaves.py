"""What is typed and not saved: kept in the person's own row, offered back, seen by others as a name."""

from datetime import timedelta
from typing import Any

from articles import manuscript
from articles.models import Article, Autosave, Contributor, Revision
from tests.admin.form import address, form
from tests.desk import DeskCase


class AutosaveTests(DeskCase):
    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.drafting()
        self.desk.written(self.article, body="保存的。\n")
        self.client.force_login(self.cast.translator)

    def keep(self, **changes: str) -> Any:
        return self.client.post(address(self.article, "autosave"), form(self.article, **changes))

    def test_what_is_typed_is_kept_and_disturbs_nobody(self) -> None:
        before = Article.objects.values().get(), Revision.objects.count()
        answer = self.keep(body="打了一半").json()
        self.assertEqual((answer["editors"], answer["version"]), ([], self.article.version))
        self.keep(body="打了一多半")
        self.assertEqual((Article.objects.values().get(), Revision.objects.count()), before)
        draft = Autosave.objects.get()
        self.assertEqual((draft.user, draft.fields["body"]), (self.cast.translator, "打了一多半"))
        self.assertEqual(draft.base_version, self.article.version)

    def test_after_a_crash_it_is_offered_and_can_be_saved(self) -> None:
        self.keep(body="打了一半")
        draft = Autosave.objects.get()
        self.assertContains(self.client.get(address(self.article)), f"?draft={draft.pk}")
        page = self.client.get(f"{address(self.article)}?draft={draft.pk}")
        self.assertContains(page, "打了一半")
        self.client.post(address(self.article), form(self.article, body="打了一半"))
        self.assertEqual(Article.objects.get().body, "打了一半")
        self.assertFalse(Autosave.objects.exists())

    def test_a_draft_that_says_what_is_saved_is_not_offered(self) -> None:
        self.keep()
        self.assertNotContains(self.client.get(address(self.article)), "?draft=")

    def test_a_draft_of_an_older_version_is_put_together_with_what_was_saved_since(self) -> None:
        shown = form(self.article, body="我的")
        self.client.post(address(self.article, "autosave"), shown)
        other = Article.objects.get()
        other.body = "主编的"
        manuscript.save(other, by=self.cast.chief, now=self.desk.now)
        page = self.client.get(f"{address(self.article)}?draft={Autosave.objects.get().pk}")
        self.assertContains(page, f'name="base_version" value="{shown["base_version"]}"')
        self.assertContains(page, "我的")

    def test_it_can_be_discarded_by_its_owner(self) -> None:
        self.keep(body="打了一半")
        self.assertEqual(self.client.get(address(self.article, "discard")).status_code, 405)
        self.client.force_login(self.cast.chief)
        self.client.post(address(self.article, "discard"))
        self.assertTrue(Autosave.objects.exists())
        self.client.force_login(self.cast.translator)
        self.client.post(address(self.article, "discard"))
        self.assertFalse(Autosave.objects.exists())

    def test_others_see_who_is_editing_now_and_no_longer_a_minute_later(self) -> None:
        self.keep(body="打了一半")
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.client.get(address(self.article, "autosave")).json()["editors"], ["translator"])
        self.assertContains(self.client.get(address(self.article)), "<strong>translator</strong>")
        draft = Autosave.objects.get()
        Autosave.objects.update(at=draft.at - timedelta(minutes=1))
        self.assertEqual(self.client.get(address(self.article, "autosave")).json()["editors"], [])

    def test_only_whoever_may_edit_keeps_drafts_and_only_of_their_fields(self) -> None:
        for name in ("selector", "reviewer", "publisher"):
            self.client.force_login(self.person(name))
            self.assertEqual(self.keep(body="打了一半").status_code, 403, name)
            self.assertEqual(self.client.get(address(self.article, "autosave")).status_code, 200, name)
        self.assertFalse(Autosave.objects.exists())
        self.client.force_login(self.cast.translator)
        self.keep(body="打了一半", kind="brief", stage="published")
        self.assertLessEqual({"kind", "stage"} & Autosave.objects.get().fields.keys(), set())

    def test_nobody_opens_somebody_elses_draft_while_they_work(self) -> None:
        self.keep(body="还没给人看")
        self.client.force_login(self.cast.chief)
        page = self.client.get(f"{address(self.article)}?draft={Autosave.objects.get().pk}")
        self.assertNotContains(page, "还没给人看")


class CreditsTests(DeskCase):
    """Of an article that waits for its publisher: a credit is changed, one goes, one comes."""

    def setUp(self) -> None:
        super().setUp()
        self.article = self.desk.ready()
        self.client.force_login(self.cast.publisher)
        self.first, self.second = self.article.credits.order_by("order", "pk")[:2]
        self.mulan = Contributor.objects.create(name="Mulan")

    def typed(self) -> dict[str, Any]:
        shown = form(self.article)
        last = shown["credits-INITIAL_FORMS"]
        places = {shown[f"credits-{place}-id"]: place for place in range(last)}
        added = {"id": "", "article": self.article.pk, "contributor": self.mulan.pk, "role": "author", "order": 7}
        return {
            **shown,
            f"credits-{places[self.first.pk]}-order": 5,
            f"credits-{places[self.second.pk]}-DELETE": "on",
            **{f"credits-{last}-{name}": value for name, value in added.items()},
            "credits-TOTAL_FORMS": last + 1,
        }

    def test_typed_credits_are_kept_offered_and_saved(self) -> None:
        self.client.post(address(self.article, "autosave"), self.typed())
        offer = f"?draft={Autosave.objects.get().pk}"
        self.assertContains(self.client.get(address(self.article)), offer)
        page = self.client.get(address(self.article) + offer)
        rows = {str(row["id"].value() or ""): row for row in page.context["inline_admin_formsets"][0].formset.forms}
        self.assertEqual(rows[str(self.first.pk)]["order"].value(), "5")
        self.assertEqual(rows[str(self.second.pk)]["DELETE"].value(), "on")
        self.assertEqual((rows[""]["contributor"].value(), rows[""]["role"].value()), (str(self.mulan.pk), "author"))
        self.assertIn("Mulan", str(rows[""]["contributor"]))
        self.client.post(address(self.article), self.typed())
        self.assertEqual(self.article.credits.get(pk=self.first.pk).order, 5)
        self.assertFalse(self.article.credits.filter(pk=self.second.pk).exists())
        self.assertEqual(self.article.credits.get(role="author").contributor, self.mulan)
        self.assertFalse(Autosave.objects.exists())

    def test_the_credits_that_are_saved_are_no_draft(self) -> None:
        self.client.post(address(self.article, "autosave"), form(self.article))
        self.assertNotContains(self.client.get(address(self.article)), "?draft=")

    def test_rows_that_could_be_no_credit_are_left_out(self) -> None:
        odd = {"credits-0-contributor": "x", "credits-1-order": "-1", "credits-TOTAL_FORMS": "2"}
        for given, kept in (
            (odd, 0),
            ({"credits-TOTAL_FORMS": "1e9"}, 0),
            ({"credits-TOTAL_FORMS": "99999999"}, self.article.credits.count()),
        ):
            self.client.post(address(self.article, "autosave"), form(self.article) | given)
            self.assertEqual(self.client.get(address(self.article)).status_code, 200, given)
            self.assertEqual(len(Autosave.objects.get().fields["credits"]), kept, given)

    def test_whoever_may_not_edit_credits_keeps_none(self) -> None:
        article = self.desk.drafting()
        self.client.force_login(self.cast.translator)
        self.client.post(address(article, "autosave"), form(article))
        self.assertNotIn("credits", Autosave.objects.get(article=article).fields)
