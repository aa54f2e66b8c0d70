"""The form of an article: which fields whom it lets edit in each stage, and that a forged form changes nothing."""

from typing import Any

from django.urls import reverse

from articles import manuscript
from articles.editing import EVERYTHING
from articles.models import Article, Category, Claim, Publication
from articles.stages import Stage
from tests.admin.form import address, form
from tests.desk import NOON, DeskCase

LIST = reverse("admin:articles_article_changelist")
TEXT = {"title", "summary", "body", "category", "tags", "cover"}
SOURCE = {"source_url", "source_title", "source_body", "licence"}
ROLES = ("selector", "translator", "reviewer", "publisher", "chief")
ALL = set(EVERYTHING)
# Who may edit what; the translator of tests.desk holds what is drafted, the reviewer what is in review.
EDITABLE: dict[Stage, dict[str, set[str]]] = {
    Stage.TOPIC: {"selector": TEXT - {"body", "cover"} | SOURCE | {"kind"}, "chief": ALL},
    Stage.DRAFTING: {"translator": TEXT | SOURCE, "chief": ALL},
    Stage.REVIEW: {"reviewer": TEXT, "chief": ALL},
    Stage.READY: {"publisher": TEXT | SOURCE | {"credits"}, "chief": ALL},
    Stage.PUBLISHED: {"publisher": TEXT | SOURCE | {"credits"}, "reviewer": TEXT, "chief": ALL},
    Stage.WITHDRAWN: {"publisher": TEXT | SOURCE | {"credits"}, "chief": ALL},
    Stage.ARCHIVED: {},
}
FORGED = {
    "title": "篡改",
    "summary": "篡改",
    "body": "篡改",
    "tags": "篡改",
    "cover": "/uploads/x.png",
    "kind": "brief",
    "source_title": "篡改",
    "source_body": "篡改",
    "licence": "篡改",
}


class ArticleFormTests(DeskCase):
    def state(self, article: Article) -> dict[str, Any]:
        """All that a form could change, by field."""
        article = Article.objects.get(pk=article.pk)
        names = [field.attname for field in Article._meta.concrete_fields]
        row = {name: getattr(article, name) for name in names if name not in {"updated_at", "version", "source_key"}}
        row["category"] = row.pop("category_id")
        held = manuscript.fields_of(article)
        return {**row, "tags": held["tags"], "credits": held["credits"]}

    def forge(self, article: Article) -> Any:
        """Every field changed, and each credit deleted."""
        other = Category.objects.get_or_create(name="篡改")[0]
        shown = form(article, **FORGED, category=other.pk, source_url=f"https://example.org/forged/{article.pk}")
        shown |= {f"credits-{n}-DELETE": "on" for n in range(article.credits.count())}
        return self.client.post(address(article), {**shown, "stage": "published", "number": "1", "version": "99"})

    def test_in_each_stage_each_role_changes_its_fields_and_nothing_else(self) -> None:
        for stage, allowed in EDITABLE.items():
            for role in ROLES:
                Claim.objects.open().update(closed_at=NOON)
                article = self.desk.in_stage(stage)
                before, fields = self.state(article), allowed.get(role, set())
                self.client.force_login(self.person(role))
                answer = self.forge(article)
                changed = {name for name, value in self.state(article).items() if value != before[name]}
                self.assertEqual(changed, fields, (stage, role))
                self.assertEqual(answer.status_code, 302 if fields else 403, (stage, role))

    def test_the_form_shows_what_can_be_edited_and_the_rest_as_text(self) -> None:
        for stage, allowed in EDITABLE.items():
            Claim.objects.open().update(closed_at=NOON)
            article = self.desk.in_stage(stage)
            for role in ROLES:
                self.client.force_login(self.person(role))
                page = self.client.get(address(article)).content.decode()
                fields = allowed.get(role, set()) - {"credits"}
                for name in ALL - {"credits"}:
                    self.assertEqual(f'name="{name}"' in page, name in fields, (stage, role, name))
                self.assertEqual('name="_save"' in page, bool(fields), (stage, role))

    def test_a_stranger_and_nobody_see_and_change_nothing(self) -> None:
        article = self.desk.drafting(title="秘密的草稿")
        before = self.state(article)
        for user in (self.cast.stranger, None):
            self.client.force_login(user) if user else self.client.logout()
            for view in (LIST, address(article)):
                self.assertEqual(self.client.get(view).status_code, 302)
            self.assertEqual(self.forge(article).status_code, 302)
            self.assertEqual(self.state(article), before)

    def test_somebody_elses_draft_is_read_only_for_another_translator(self) -> None:
        article = self.desk.drafting()
        article.claims.update(holder=self.cast.reviewer)
        self.client.force_login(self.cast.translator)
        self.assertEqual(self.forge(article).status_code, 403)

    def test_a_save_changes_nothing_for_readers(self) -> None:
        article = self.desk.published()
        before = Publication.objects.values().get(), Publication.objects.get().text.html
        self.client.force_login(self.cast.publisher)
        self.assertEqual(self.client.post(address(article), form(article, title="新题", body="新")).status_code, 302)
        self.assertEqual((Publication.objects.values().get(), Publication.objects.get().text.html), before)

    def test_what_was_published_cannot_be_deleted_even_by_a_superuser(self) -> None:
        article = self.desk.published()
        self.cast.chief.is_superuser = True
        self.cast.chief.save()
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.client.post(address(article, "delete"), {"post": "yes"}).status_code, 403)
        self.client.post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})
        self.assertTrue(Article.objects.filter(pk=article.pk).exists())

    def test_the_form_holds_no_inline_script_or_style(self) -> None:
        article = self.desk.drafting()
        self.client.force_login(self.cast.translator)
        page = self.client.get(address(article)).content.decode()
        self.assertNotIn(" style=", page)
        self.assertNotIn("<style", page)
        self.assertNotRegex(page, r"<script(?![^>]*\bsrc=)(?![^>]*application/json)")
        self.assertNotRegex(page, r"\son[a-z]+=\"")
