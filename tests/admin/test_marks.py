"""The marks of what is published: who sets them from the list, and that they are no update."""

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles.models import Article, Change, Publication, Revision
from tests import builders
from tests.cast import Cast, cast

LIST = reverse("admin:articles_article_changelist")


class MarkTests(TestCase):
    cast: Cast
    article: Article

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.article = builders.published("旧题", credits=()).article

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
        change = Change.objects.get()
        said = (change.by, change.kind, change.key, change.label, change.field, change.before, change.after)
        where = ("articles.article", str(self.article.pk), "旧题")
        self.assertEqual(said, (self.cast.chief, *where, "pinned", "False", "True"))
