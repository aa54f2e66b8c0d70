"""The site itself in the admin: who may change it, that readers see it at once, and which addresses a menu may hold."""

from typing import Any

from django.test import TestCase
from django.urls import reverse

from articles.models import Edition, MenuItem, Page, SiteSettings
from tests.cast import Cast, cast

LIST = reverse("admin:articles_sitesettings_changelist")
PAGES = reverse("admin:articles_page_changelist")
ADD_PAGE = reverse("admin:articles_page_add")
PREVIEW = reverse("admin:articles_page_preview")


class SiteCase(TestCase):
    cast: Cast
    site: SiteSettings
    address: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.site = SiteSettings.objects.get()
        cls.address = reverse("admin:articles_sitesettings_change", args=[cls.site.pk])

    def setUp(self) -> None:
        self.client.force_login(self.cast.chief)

    def others(self) -> list[Any]:
        return [self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher]


class SiteSettingsAdminTests(SiteCase):
    def form(self, *added: dict[str, str], **changes: str) -> dict[str, str]:
        """What the browser sends: the settings, the lines of the menus as they are, and `added` ones."""
        fields = ("name", "name_en", "tagline", "tagline_en", "licence", "licence_url", "record_number")
        given = {name: str(getattr(self.site, name)) for name in fields}
        items = list(MenuItem.objects.values("id", "place", "order", "label", "label_en", "address"))
        new = [{"place": "top", "order": "90", "label": "新", "label_en": "", **item} for item in added]
        for number, item in enumerate([*items, *new]):
            given |= {f"menu_items-{number}-{name}": str(value) for name, value in item.items()}
            given[f"menu_items-{number}-site"] = str(self.site.pk)
        total = {"menu_items-TOTAL_FORMS": str(len(items) + len(new)), "menu_items-INITIAL_FORMS": str(len(items))}
        return {**given, **total, **changes}

    def test_the_list_is_the_one_row(self) -> None:
        self.assertRedirects(self.client.get(LIST), self.address)

    def test_everybody_on_the_staff_may_look_and_a_stranger_may_not(self) -> None:
        for user, status in [*((user, 200) for user in self.others()), (self.cast.stranger, 302)]:
            self.client.force_login(user)
            for address in (self.address, PAGES):
                self.assertEqual(self.client.get(address).status_code, status, user)

    def test_nobody_but_the_chief_changes_it(self) -> None:
        for user in self.others():
            self.client.force_login(user)
            self.assertEqual(self.client.post(self.address, self.form(name="改")).status_code, 403, user)
        self.assertEqual(SiteSettings.objects.get().name, "译报")

    def test_there_is_no_second_site_and_no_end_of_the_first_even_for_a_superuser(self) -> None:
        self.cast.chief.is_superuser = True
        self.cast.chief.save()
        self.assertEqual(self.client.get(reverse("admin:articles_sitesettings_add")).status_code, 403)
        delete = reverse("admin:articles_sitesettings_delete", args=[self.site.pk])
        self.assertEqual(self.client.post(delete, {"post": "yes"}).status_code, 403)

    def test_readers_see_a_change_at_once(self) -> None:
        self.assertContains(self.client.get("/tags/"), "译报</title>")
        changes = {"name": "开源译丛", "record_number": "沪ICP备2025000000号-1"}
        self.assertRedirects(self.client.post(self.address, self.form(**changes)), LIST, target_status_code=302)
        self.assertContains(self.client.get("/tags/"), "开源译丛</title>")
        self.assertContains(self.client.get("/en/tags/"), "沪ICP备2025000000号-1")

    def test_a_line_of_the_menu_can_be_added_and_taken_out_by_the_chief(self) -> None:
        self.client.post(self.address, self.form({"label": "星球", "address": "https://example.org/?a=b#c"}))
        self.assertContains(self.client.get("/tags/"), '<a href="https://example.org/?a=b#c">星球</a>', html=True)
        last = MenuItem.objects.count() - 1
        order = list(MenuItem.objects.values_list("label", flat=True)).index("星球")
        self.assertLessEqual(order, last)
        self.client.post(self.address, self.form(**{f"menu_items-{order}-DELETE": "on"}))
        self.assertNotContains(self.client.get("/tags/"), "星球")

    def test_addresses_that_leave_the_site_unseen_or_run_scripts_are_refused(self) -> None:
        bad = [
            "//evil.example/",
            "/\\evil.example",
            "javascript:alert(1)",
            "tags/",
            "data:text/html,x",
            "ftp://a.example",
        ]
        for address in [*bad, "https://", "https:///x", "/a b", "/a\tb", "\x01/tags/"]:
            response = self.client.post(self.address, self.form({"address": address}))
            self.assertEqual(response.status_code, 200, address)
            self.assertFalse(MenuItem.objects.filter(label="新").exists(), address)
            self.assertContains(response, "errorlist")

    def test_addresses_of_ours_and_of_others_are_taken(self) -> None:
        for address in (
            "/",
            "/tag/内核/",
            "/search/?q=内核&order=relevance",
            "http://example.org",
            "https://例子.中国/路",
        ):
            self.client.post(self.address, self.form({"address": address}))
            self.assertEqual(MenuItem.objects.filter(label="新", address=address).count(), 1, address)

    def test_a_refused_change_starts_no_edition(self) -> None:
        before = Edition.objects.get().number
        self.client.post(self.address, self.form(name=""))
        self.assertEqual(Edition.objects.get().number, before)


class PageAdminTests(SiteCase):
    def page(self) -> Page:
        return Page.objects.get(slug="about")

    def change(self, page: Page, **fields: str) -> Any:
        address = reverse("admin:articles_page_change", args=[page.pk])
        given = {"slug": page.slug, "title": page.title, "title_en": page.title_en, "body": page.body}
        return self.client.post(address, {**given, **fields})

    def test_readers_see_a_saved_page_at_once_and_rendered(self) -> None:
        self.assertEqual(self.change(self.page(), title="关于我们", body="**我们**是谁。").status_code, 302)
        response = self.client.get("/page/about/")
        self.assertContains(response, "关于我们</h1>")
        self.assertContains(response, "<strong>我们</strong>是谁。")

    def test_a_new_page_has_an_address_which_it_keeps(self) -> None:
        given = {"slug": "rules", "title": "守则", "title_en": "", "body": "一"}
        self.assertEqual(self.client.post(ADD_PAGE, given).status_code, 302)
        self.change(Page.objects.get(slug="rules"), slug="other", body="二")
        self.assertContains(self.client.get("/page/rules/"), "<p>二</p>")
        self.assertEqual(self.client.get("/page/other/").status_code, 404)

    def test_each_save_starts_an_edition(self) -> None:
        before = Edition.objects.get()
        self.change(self.page(), body="新")
        after = Edition.objects.get()
        self.assertEqual(after.number, before.number + 1)
        self.assertNotEqual(after.token, before.token)

    def test_nobody_but_the_chief_writes_pages(self) -> None:
        for user in self.others():
            self.client.force_login(user)
            self.assertEqual(self.change(self.page(), body="篡改").status_code, 403, user)
            self.assertEqual(self.client.get(ADD_PAGE).status_code, 403, user)
            self.assertEqual(self.client.post(PREVIEW, {"body": "篡改"}).status_code, 403, user)
        self.assertNotIn("篡改", self.page().html)

    def test_the_form_links_to_the_page_and_offers_a_preview_to_those_who_write(self) -> None:
        address = reverse("admin:articles_page_change", args=[self.page().pk])
        self.assertContains(self.client.get(address), "viewsitelink")
        self.assertContains(self.client.get(address), f'formaction="{PREVIEW}"')
        self.client.force_login(self.cast.translator)
        self.assertNotContains(self.client.get(address), "formaction")

    def test_the_preview_shows_what_nobody_has_saved_and_saves_nothing(self) -> None:
        before = Edition.objects.get().number
        body = {"title": "预览的题目", "body": "**预览**<script>alert(1)</script>"}
        response = self.client.post(PREVIEW, body)
        self.assertContains(response, "预览的题目</h1>")
        self.assertContains(response, "<strong>预览</strong>")
        self.assertNotContains(response, "alert(1)")
        self.assertEqual(Edition.objects.get().number, before)
        self.assertEqual(self.client.get(PREVIEW).status_code, 405)

    def test_a_deleted_page_is_gone_in_a_hard_edition(self) -> None:
        self.cast.chief.is_superuser = True
        self.cast.chief.save()
        delete = reverse("admin:articles_page_delete", args=[self.page().pk])
        self.assertEqual(self.client.post(delete, {"post": "yes"}).status_code, 302)
        edition = Edition.objects.get()
        self.assertEqual(edition.hard, edition.number)
        self.assertEqual(self.client.get("/page/about/").status_code, 404)
        chosen = {"action": "delete_selected", "_selected_action": [Page.objects.get(slug="contact").pk], "post": "yes"}
        self.client.post(PAGES, chosen)
        self.assertEqual(Edition.objects.get().hard, edition.number + 1)
        self.assertEqual(self.client.get("/page/contact/").status_code, 404)
