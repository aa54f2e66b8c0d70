"""People, tags and categories in the admin: who renames, what a name may be, lists, names while one types."""

from typing import Any
from unittest.mock import patch

from django.contrib.admin.models import LogEntry
from django.test import TestCase
from django.urls import reverse

from articles.models import Alias, Article, Category, Contributor, OldPath, Tag, TagAlias
from tests import builders
from tests.admin.form import address, form
from tests.cast import Cast, cast

KINDS = {Contributor: "contributor", Tag: "tag", Category: "category"}
OTHERS = ("selector", "translator", "reviewer", "publisher", "stranger")


class NamingCase(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        for hour in range(2):
            builders.published(
                f"文章{hour}", hour=hour, number=hour + 1, tags=["内核", "容器"], credits=[("translator", "mulan")]
            )
        builders.draft("草稿", tags=["内核", "秘密"], credits=[("translator", "mulan"), ("reviewer", "mulan")])

    def setUp(self) -> None:
        self.client.force_login(self.cast.chief)

    def address(self, row: Any, view: str = "change", *more: Any) -> str:
        return reverse(f"admin:articles_{KINDS[type(row)]}_{view}", args=[row.pk] if row.pk else [])

    def save(self, row: Any, *others: str, **fields: Any) -> Any:
        """Post the form: `others` are new other names, those that are there stay."""
        kept = list(row.aliases.order_by("pk")) if row.pk else []
        inline: dict[str, Any] = {"aliases-TOTAL_FORMS": len(kept) + len(others), "aliases-INITIAL_FORMS": len(kept)}
        for place, alias in enumerate(kept):
            inline |= {f"aliases-{place}-id": alias.pk, f"aliases-{place}-name": alias.name}
        inline |= {f"aliases-{len(kept) + place}-name": name for place, name in enumerate(others)}
        return self.client.post(
            self.address(row, "change" if row.pk else "add"), {"name": row.name, **inline, **fields}
        )


class RenamingTest(NamingCase):
    def test_a_chief_renames_and_the_old_name_and_address_stay_good(self) -> None:
        self.assertEqual(self.save(builders.tag("内核"), name=" Linux  内核 ").status_code, 302)
        self.assertEqual(Tag.objects.get(slug="linux_内核").name, "Linux 内核")
        self.assertEqual(list(TagAlias.objects.values_list("name", "tag__name")), [("内核", "Linux 内核")])
        moved = self.client.get("/tag/内核/")
        self.assertEqual((moved.status_code, moved["Location"]), (301, "/tag/linux_%E5%86%85%E6%A0%B8/"))
        self.assertEqual(LogEntry.objects.get().user, self.cast.chief)

    def test_the_english_admin_leaves_the_same_addresses(self) -> None:
        row = builders.tag("内核")
        form = {"name": "x", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
        self.client.post("/en" + self.address(row), form)
        self.assertEqual(list(OldPath.objects.values_list("path", "target")), [("/tag/内核/", "/tag/x/")])

    def test_nobody_else_renames_or_adds(self) -> None:
        rows = (Contributor.objects.get(name="mulan"), builders.tag("内核"), Category.objects.get())
        for role in OTHERS:
            self.client.force_login(getattr(self.cast, role))
            expected = 302 if role == "stranger" else 403
            for row in rows:
                name = row.name
                answer = self.save(row, name="篡改")
                self.assertEqual(answer.status_code, expected, (role, row))
                self.assertEqual(self.save(type(row)(name="新的")).status_code, expected)
                self.assertEqual(type(row).objects.get(pk=row.pk).name, name)
        self.assertFalse(OldPath.objects.exists())

    def assert_refused(self, answer: Any, reason: str) -> None:
        self.assertContains(answer, reason)
        self.assertEqual(OldPath.objects.count(), 0)

    def test_a_name_that_is_there_already_is_refused(self) -> None:
        with self.settings(LANGUAGE_CODE="zh-hans"):
            answer = self.save(builders.tag("容器"), name="内 核".replace(" ", ""))
        self.assert_refused(answer, "“内核”")

    def test_another_name_of_another_tag_is_refused_until_it_is_taken_away_there(self) -> None:
        TagAlias.objects.create(tag=builders.tag("内核"), name="Kernel")
        self.assert_refused(self.save(builders.tag("容器"), name="kernel"), "“kernel”")
        self.assert_refused(self.save(Tag(name="KERNEL")), "“KERNEL”")
        self.assert_refused(self.save(builders.tag("容器"), "Kernel"), "“Kernel”")
        TagAlias.objects.all().delete()
        self.assertEqual(self.save(Tag(name="KERNEL")).status_code, 302)

    def test_a_new_tag_takes_its_address_back(self) -> None:
        self.save(builders.tag("容器"), name="Container")
        TagAlias.objects.all().delete()
        self.save(Tag(name="容器"))
        self.assertFalse(OldPath.objects.exists())

    def test_its_own_former_name_can_be_taken_up_again(self) -> None:
        tag = builders.tag("容器")
        self.save(tag, name="Container")
        tag.refresh_from_db()
        self.assertEqual(self.save(tag, name="容器").status_code, 302)
        self.assertEqual(list(TagAlias.objects.values_list("name", flat=True)), ["Container"])
        self.assertEqual(list(OldPath.objects.values_list("path", flat=True)), ["/tag/container/"])

    def test_names_that_cannot_be_are_refused(self) -> None:
        for name in ("", " ", "a,b", "a，b", "\ufdfa" * 10):
            self.assertEqual(self.save(builders.tag("容器"), name=name).status_code, 200, name)
        self.assertEqual(self.save(Contributor.objects.get(name="mulan"), name="Doe, Jane").status_code, 302)

    def test_other_names_are_given_and_taken_away(self) -> None:
        person = Contributor.objects.get(name="mulan")
        self.assertEqual(self.save(person, "木兰", "花木兰").status_code, 302)
        alias = Alias.objects.get(name="木兰")
        form = {"aliases-0-DELETE": "on", "aliases-0-id": alias.pk, "aliases-0-name": "木兰"}
        inline = {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 1, **form}
        self.client.post(self.address(person), {"name": "mulan", **inline})
        self.assertEqual(list(Alias.objects.values_list("name", flat=True)), ["花木兰"])

    def test_an_other_name_that_is_somebody_or_comes_twice_is_refused(self) -> None:
        person = builders.person("beichen")
        for others in (["Mulan"], ["beichen"], ["木兰", "木兰"]):
            self.assertEqual(self.save(person, *others).status_code, 200, others)
        self.assertFalse(Alias.objects.exists())


def address_of(tag: Tag) -> str:
    return reverse("admin:articles_tag_change", args=[tag.pk])


class ListTest(NamingCase):
    def page(self, model: Any, query: str = "") -> str:
        return str(self.client.get(reverse(f"admin:articles_{KINDS[model]}_changelist") + query).content.decode())

    def test_it_counts_articles_and_publications_and_links_to_both(self) -> None:
        lookups = {
            Contributor: "credits__contributor__id__exact",
            Tag: "taggings__tag__id__exact",
            Category: "category__id__exact",
        }
        rows = {Contributor: "mulan", Tag: "内核", Category: "技术"}
        for model, lookup in lookups.items():
            row = model.objects.get(name=rows[model])  # type: ignore[attr-defined]
            page = self.page(model)
            address = f"{reverse('admin:articles_article_changelist')}?{lookup}={row.pk}"
            self.assertInHTML(f'<a href="{address}">3</a>', page)
            self.assertInHTML(f'<a href="{row.get_absolute_url()}">2</a>', page)
            self.assertContains(self.client.get(address), "field-title", 3)

    def test_beyond_a_number_it_counts_no_further(self) -> None:
        for most, shown in ((2, "2+"), (3, "3")):
            with self.subTest(most), patch("articles.admin.naming.MOST_COUNTED", most):
                address = f"{reverse('admin:articles_article_changelist')}?taggings__tag__id__exact="
                pk = Tag.objects.get(name="内核").pk
                self.assertInHTML(f'<a href="{address}{pk}">{shown}</a>', self.page(Tag))

    def test_it_is_searched_by_every_name_and_names_each_once(self) -> None:
        tag = builders.tag("内核")
        for name in ("Kernel", "KERNEL 5"):
            TagAlias.objects.create(tag=tag, name=name)
        page = self.page(Tag, "?q=kernel")
        self.assertEqual(page.count(f'href="{address_of(tag)}'), 1)
        self.assertIn("Kernel, KERNEL 5", page)

    def test_it_costs_the_same_with_more_on_it(self) -> None:
        self.page(Tag)
        costs = {}
        for model in KINDS:
            with self.assertNumQueries(9):
                self.page(model)
            costs[model] = 9
        for number in range(5):
            tags, credits = [f"标签{number}", f"另一个{number}"], [("author", f"人{number}")]
            builders.published(f"又一篇{number}", hour=number + 5, category=f"栏目{number}", tags=tags, credits=credits)
            Alias.objects.create(contributor=builders.person(f"人{number}"), name=f"别名{number}")
        for model in KINDS:
            with self.assertNumQueries(costs[model]):
                self.page(model)


class NamesTest(NamingCase):
    def names(self, typed: str, kind: str = "tag") -> list[str]:
        answer = self.client.get(reverse(f"admin:articles_{kind}_names"), {"q": typed})
        self.assertEqual((answer.status_code, "no-store" in answer["Cache-Control"]), (200, True))
        return [found["name"] for found in answer.json()["names"]]

    def test_those_that_begin_so_come_before_those_that_hold_it_and_the_most_used_first(self) -> None:
        builders.draft("另一篇", tags=["内存", "Linux 内核", "内"])
        builders.draft("再一篇", tags=["内存"])
        self.assertEqual(self.names("内"), ["内", "内核", "内存", "Linux 内核"])
        self.assertEqual(self.names("LINUX"), ["Linux 内核"])

    def test_by_another_name_it_offers_the_name_that_goes(self) -> None:
        TagAlias.objects.create(tag=builders.tag("内核"), name="Kernel")
        self.assertEqual(self.names("kern"), ["内核"])

    def test_it_offers_ten_at_most_and_nothing_for_nothing(self) -> None:
        for number in range(15):
            builders.tag(f"标签{number}")
        self.assertEqual(len(self.names("标签")), 10)
        self.assertEqual([self.names(typed) for typed in ("", " ", "\0", "%", "_", "没有")], [[]] * 6)

    def test_it_says_how_many_articles_there_are(self) -> None:
        answer = self.client.get(reverse("admin:articles_tag_names"), {"q": "内核"})
        self.assertEqual(answer.json(), {"names": [{"name": "内核", "uses": 3}]})

    def test_it_is_for_staff_alone(self) -> None:
        for kind in KINDS.values():
            address = reverse(f"admin:articles_{kind}_names") + "?q=秘"
            for role in ("chief", *OTHERS[:4]):
                self.client.force_login(getattr(self.cast, role))
                self.assertEqual(self.client.get(address).status_code, 200)
            self.assertEqual(self.client.post(address).status_code, 405)
            self.cast.stranger.is_staff = True
            self.cast.stranger.save()
            self.client.force_login(self.cast.stranger)
            self.assertEqual(self.client.get(address).status_code, 403)
            self.cast.stranger.is_staff = False
            self.cast.stranger.save()
            self.assertNotIn("秘密", self.client.get(address).content.decode())
            self.client.logout()
            answer = self.client.get(address)
            self.assertEqual((answer.status_code, "秘密" in answer.content.decode()), (302, False))

    def test_it_costs_as_many_queries_whatever_it_finds(self) -> None:
        self.names("内")
        for typed in ("内", "器", "没有"):
            with self.assertNumQueries(5):
                self.names(typed)


class TypedTagsTest(NamingCase):
    """The field of the article's form takes each tag by any of its names."""

    def test_another_name_and_another_spelling_are_the_tag_that_is_there(self) -> None:

        TagAlias.objects.create(tag=builders.tag("内核"), name="Kernel")
        article = Article.objects.get(title="文章0")
        answer = self.client.post(address(article), form(article, tags="全新, KERNEL, 内核，容器, ubuntu"))
        self.assertEqual(answer.status_code, 302)
        found = article.taggings.order_by("order").values_list("tag__name", flat=True)
        self.assertEqual(list(found), ["全新", "内核", "容器", "ubuntu"])
        builders.tag("Rust")
        self.client.post(address(article), form(Article.objects.get(pk=article.pk), tags="RUST"))
        self.assertEqual(list(found.all()), ["Rust"])

    def test_a_tag_that_is_too_long_is_refused(self) -> None:

        article = Article.objects.get(title="文章0")
        self.assertEqual(self.client.post(address(article), form(article, tags="长" * 101)).status_code, 200)

    def test_the_field_is_a_plain_one_with_the_address_of_the_names(self) -> None:

        page = self.client.get(address(Article.objects.get(title="文章0"))).content.decode()
        self.assertRegex(
            page, r'<input type="text" name="tags" value="内核, 容器"[^>]* data-complete="/admin/articles/tag/names/"'
        )
        self.assertRegex(page, r'<script src="/static/articles/complete[^"]*\.js" type="module"></script>')
