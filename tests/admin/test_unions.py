"""The page that merges: what it shows before, what it does, who may, and what it refuses."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles.forwarding import path_of
from articles.models import Category, Change, Contributor, Tag, TagAlias
from tests import builders
from tests.cast import Cast, cast

KINDS = {"contributor": Contributor, "tag": Tag, "category": Category}


def address(kind: str, *pks: int, **more: Any) -> str:
    query = "&".join([f"pk={pk}" for pk in pks] + [f"{name}={value}" for name, value in more.items()])
    return reverse(f"admin:articles_{kind}_merge") + f"?{query}"


class MergingTest(TestCase):
    cast: Cast
    pairs: dict[str, tuple[Any, Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        many: Any = {"category": "技术", "tags": ["内核"], "credits": [("translator", "Mulan")]}
        few: Any = {
            "category": "软件",
            "tags": ["Kernel", "内核"],
            "credits": [("translator", "mu-lan"), ("translator", "Mulan")],
        }
        for number in range(2):
            builders.published(f"文章{number}", hour=number, **many)
        builders.published("另一篇", hour=5, **few)
        builders.draft("草稿", category="软件", tags=["Kernel"], credits=[("reviewer", "mu-lan")])
        names = {"contributor": ("Mulan", "mu-lan"), "tag": ("内核", "Kernel"), "category": ("技术", "软件")}
        cls.pairs = {
            kind: (KINDS[kind].objects.get(name=stays), KINDS[kind].objects.get(name=goes))  # type: ignore[attr-defined]
            for kind, (stays, goes) in names.items()
        }

    def setUp(self) -> None:
        self.client.force_login(self.cast.chief)

    def merge(self, kind: str, survivor: Any, *rows: Any) -> Any:
        sent = {"pk": [row.pk for row in rows], "survivor": survivor.pk}
        return self.client.post(reverse(f"admin:articles_{kind}_merge"), sent)

    def test_it_shows_what_will_happen_and_changes_nothing(self) -> None:
        for kind, (stays, goes) in self.pairs.items():
            page = self.client.get(address(kind, goes.pk, stays.pk))
            self.assertEqual(page.context["union"].survivor, stays)
            self.assertEqual((page.context["union"].articles, page.context["union"].publications), (2, 1))
            self.assertEqual(page.context["union"].doubles, 0 if kind == "category" else 1)
            self.assertContains(page, path_of(goes))
            self.assertContains(page, '<input type="submit" class="default"')
            self.assertEqual(KINDS[kind].objects.filter(pk=goes.pk).count(), 1)  # type: ignore[attr-defined]

    def test_the_other_one_can_stay(self) -> None:
        stays, goes = self.pairs["tag"]
        page = self.client.get(address("tag", stays.pk, goes.pk, survivor=goes.pk))
        self.assertEqual(page.context["union"].survivor, goes)

    def test_a_chief_merges_and_it_is_logged(self) -> None:
        for kind, (stays, goes) in self.pairs.items():
            answer = self.merge(kind, stays, stays, goes)
            self.assertRedirects(answer, reverse(f"admin:articles_{kind}_change", args=[stays.pk]))
            self.assertFalse(KINDS[kind].objects.filter(pk=goes.pk).exists())  # type: ignore[attr-defined]
            entries = LogEntry.objects.filter(content_type__model=kind).order_by("pk")
            logged = [(entry.user, entry.object_id, entry.action_flag) for entry in entries]
            self.assertEqual(logged, [(self.cast.chief, str(goes.pk), 3), (self.cast.chief, str(stays.pk), 2)])
            self.assertIn(f"“{goes.name}” ({goes.pk})", entries[1].change_message)
            changes = Change.objects.filter(kind=f"articles.{kind}", by=self.cast.chief)
            told = set(changes.values_list("deed", "key", "field", "before", "after"))
            gone, grown = (str(goes.pk), "name", goes.name, ""), (str(stays.pk), "aliases", "", goes.name)
            self.assertLessEqual({("delete", *gone), ("change", *grown)}, told)
            moved = self.client.get(goes.get_absolute_url())
            self.assertEqual((moved.status_code, moved["Location"]), (301, stays.get_absolute_url()))

    def test_nobody_else_sees_or_does_it(self) -> None:
        for role in ("selector", "translator", "reviewer", "publisher", "stranger"):
            self.client.force_login(getattr(self.cast, role))
            expected = 302 if role == "stranger" else 403
            for kind, (stays, goes) in self.pairs.items():
                self.assertEqual(self.client.get(address(kind, stays.pk, goes.pk)).status_code, expected, (role, kind))
                self.assertEqual(self.merge(kind, stays, stays, goes).status_code, expected, (role, kind))
                listed = self.client.get(reverse(f"admin:articles_{kind}_changelist"))
                self.assertNotIn("merge_selected", listed.content.decode())
        self.client.logout()
        self.assertEqual(self.merge("tag", *[self.pairs["tag"][0]] * 2).status_code, 302)
        self.assertEqual([KINDS[kind].objects.count() for kind in KINDS], [2, 2, 2])  # type: ignore[attr-defined]

    def test_two_accounts_are_refused_with_the_reason(self) -> None:
        stays, goes = self.pairs["contributor"]
        for person, name in ((stays, "m1"), (goes, "m2")):
            Contributor.objects.filter(pk=person.pk).update(user=User.objects.create_user(name))
        page = self.client.get(address("contributor", stays.pk, goes.pk))
        self.assertContains(page, 'class="refusal"')
        self.assertNotContains(page, '<input type="submit" class="default"')
        answer = self.merge("contributor", stays, stays, goes)
        self.assertContains(answer, 'class="refusal"', status_code=409)
        self.assertEqual(Contributor.objects.count(), 2)

    def test_what_is_gone_meanwhile_is_said_and_nothing_else_is_merged(self) -> None:
        stays, goes = self.pairs["tag"]
        third = builders.tag("第三个")
        self.merge("tag", stays, stays, goes)
        answer = self.merge("tag", stays, stays, goes, third)
        self.assertRedirects(answer, reverse("admin:articles_tag_changelist"))
        self.assertTrue(Tag.objects.filter(pk=third.pk).exists())
        self.assertEqual(TagAlias.objects.count(), 1)

    def test_one_alone_or_a_survivor_from_elsewhere_merges_nothing(self) -> None:
        stays, goes = self.pairs["tag"]
        other = builders.tag("第三个")
        self.assertEqual(self.merge("tag", stays, stays).status_code, 409)
        self.assertEqual(self.merge("tag", other, stays, goes).status_code, 409)
        self.assertEqual(self.client.post(reverse("admin:articles_tag_merge"), {"pk": "x"}).status_code, 302)
        self.assertEqual(Tag.objects.count(), 3)

    def test_the_list_leads_there(self) -> None:
        stays, goes = self.pairs["tag"]
        chosen = {"action": "merge_selected", "_selected_action": [stays.pk, goes.pk]}
        answer = self.client.post(reverse("admin:articles_tag_changelist"), chosen)
        self.assertRedirects(answer, address("tag", *sorted([stays.pk, goes.pk])))

    def test_the_form_leads_there_and_others_are_found_by_any_of_their_names(self) -> None:
        stays, goes = self.pairs["tag"]
        TagAlias.objects.create(tag=goes, name="Linux 核心")
        form = self.client.get(reverse("admin:articles_tag_change", args=[stays.pk]))
        self.assertContains(form, f'href="{address("tag", stays.pk)}"')
        page = self.client.get(address("tag", stays.pk, q="linux"))
        self.assertEqual(page.context["candidates"], [goes])
        self.assertContains(page, f"?pk={stays.pk}&amp;pk={goes.pk}&amp;survivor={stays.pk}")
        for nonsense in ("%00", "没有", "内核"):
            self.assertEqual(self.client.get(address("tag", stays.pk, q=nonsense)).context["candidates"], [])

    def test_it_costs_as_many_queries_for_two_as_for_ten(self) -> None:
        rows = [builders.tag(f"标签{number}") for number in range(10)]
        self.client.get(address("tag"))
        for some in (rows[:2], rows):
            with self.assertNumQueries(9):
                self.client.get(address("tag", *(row.pk for row in some)))

    def test_it_holds_no_inline_script_or_style(self) -> None:
        stays, goes = self.pairs["tag"]
        page = self.client.get(address("tag", stays.pk, goes.pk)).content.decode()
        self.assertNotRegex(page, r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)")
