"""Articles in the admin: who may do what, and that a save changes nothing for readers."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles.models import Article, Publication, Revision
from tests import builders
from tests.cast import Cast, cast

LIST = reverse("admin:articles_article_changelist")
ADD = reverse("admin:articles_article_add")


def form(article: Article, **changes: Any) -> dict[str, Any]:
    """What the browser sends for this article."""
    inline = {f"credits-{name}": value for name, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}.items()}
    given = {"kind": article.kind, "title": article.title, "summary": "", "body": article.body, "cover": ""}
    source = {"source_url": "", "source_title": "", "source_body": "", "licence": "", "tags": "内核, C++"}
    return {**inline, **given, **source, "category": article.category_id or "", **changes}


class ArticleAdminTests(TestCase):
    cast: Cast
    publication: Publication
    article: Article
    address: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.publication = builders.published("旧题", credits=())
        cls.article = cls.publication.article
        cls.address = reverse("admin:articles_article_change", args=[cls.article.pk])

    def test_every_role_may_look_and_a_stranger_may_not(self) -> None:
        staff = [self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher, self.cast.chief]
        for user, status in [*((user, 200) for user in staff), (self.cast.stranger, 302)]:
            self.client.force_login(user)
            self.assertEqual(self.client.get(LIST).status_code, status, user)
            self.assertEqual(self.client.get(self.address).status_code, status, user)

    def test_nobody_but_the_chief_changes_an_article_by_this_form(self) -> None:
        for user in (self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher):
            self.client.force_login(user)
            self.assertEqual(self.client.post(self.address, form(self.article, title="改")).status_code, 403, user)
            self.assertEqual(self.client.get(ADD).status_code, 403, user)
        self.assertEqual(Article.objects.get().title, "旧题")

    def test_a_save_leaves_a_revision_and_nothing_new_for_readers(self) -> None:
        self.client.force_login(self.cast.chief)
        before = Revision.objects.count()
        self.assertEqual(self.client.post(self.address, form(self.article, title="新题")).status_code, 302)
        revision = Revision.objects.latest("number")
        self.assertEqual((Revision.objects.count(), revision.title, revision.by), (before + 1, "新题", self.cast.chief))
        self.assertEqual(revision.fields["tags"], ["内核", "C++"])
        self.assertEqual(Article.objects.get().version, self.article.version + 1)
        self.assertEqual(Publication.objects.get().title, "旧题")

    def test_a_new_article_is_a_draft_without_a_number(self) -> None:
        self.client.force_login(self.cast.chief)
        self.assertEqual(self.client.post(ADD, form(Article(title="草稿", body="正文"))).status_code, 302)
        article = Article.objects.get(title="草稿")
        self.assertEqual((article.stage, article.number, article.version), ("drafting", None, 1))

    def test_what_was_published_cannot_be_deleted_even_by_a_superuser(self) -> None:
        self.cast.chief.is_superuser = True
        self.cast.chief.save()
        self.client.force_login(self.cast.chief)
        delete = reverse("admin:articles_article_delete", args=[self.article.pk])
        self.assertEqual(self.client.post(delete, {"post": "yes"}).status_code, 403)
        chosen = {"action": "delete_selected", "_selected_action": [self.article.pk], "post": "yes"}
        self.client.post(LIST, chosen)
        self.assertTrue(Article.objects.filter(pk=self.article.pk).exists())

    def marked(self, user: User, action: str, *articles: Article) -> tuple[bool, bool]:
        """The marks of the publication after `user` chose this action for it and for `articles` in the list."""
        self.client.force_login(user)
        chosen = [self.article.pk, *(article.pk for article in articles)]
        self.client.post(LIST, {"action": action, "_selected_action": chosen})
        publication = Publication.objects.get(pk=self.article.pk)
        return publication.pinned, publication.editors_choice

    def test_the_chief_and_the_publisher_mark_what_is_published(self) -> None:
        for user in (self.cast.chief, self.cast.publisher):
            self.assertEqual(self.marked(user, "pin"), (True, False))
            self.assertEqual(self.marked(user, "choose"), (True, True))
            self.assertContains(self.client.get(LIST), "编辑推荐 · ")
            self.assertEqual(self.marked(user, "unpin"), (False, True))
            self.assertEqual(self.marked(user, "no_longer_choose"), (False, False))

    def test_nobody_else_marks_anything(self) -> None:
        for user in (self.cast.stranger, self.cast.selector, self.cast.translator, self.cast.reviewer):
            for action in ("pin", "choose"):
                self.assertEqual(self.marked(user, action), (False, False), user)
        self.assertNotContains(self.client.get(LIST), "no_longer_choose")

    def test_a_mark_is_no_update_and_is_recorded_once(self) -> None:
        draft = builders.draft("草稿")
        before = Article.objects.get(pk=self.article.pk).version, Revision.objects.count()
        self.marked(self.cast.chief, "pin", draft)
        self.marked(self.cast.chief, "pin", draft)
        self.assertEqual((Article.objects.get(pk=self.article.pk).version, Revision.objects.count()), before)
        entry = LogEntry.objects.get()
        self.assertEqual((entry.user, entry.object_id), (self.cast.chief, str(self.article.pk)))

    def test_the_list_can_be_narrowed_to_what_is_marked(self) -> None:
        builders.published("推荐的", chosen=True)
        self.client.force_login(self.cast.chief)
        response = self.client.get(f"{LIST}?publication__editors_choice__exact=1")
        self.assertEqual([article.title for article in response.context["cl"].result_list], ["推荐的"])

    def test_the_list_costs_the_same_for_one_article_and_for_three(self) -> None:
        self.client.force_login(self.cast.chief)
        self.client.get(LIST)
        with self.assertNumQueries(7):
            self.client.get(LIST)
        builders.published("二")
        builders.published("三")
        with self.assertNumQueries(7):
            self.client.get(LIST)
