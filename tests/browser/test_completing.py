"""Tests of the tags field: it completes what exists, by keyboard and by mouse, and is a plain field without scripts."""

from django.contrib.auth.models import User
from django.test import tag
from django.urls import reverse

from articles.models import Article
from tests import builders

from .reader import PHONE, BrowserCase, Page


@tag("slow")
class CompletingTest(BrowserCase):
    article: Article

    def setUp(self) -> None:
        super().setUp()
        self.article = builders.draft("草稿", tags=["容器"])
        builders.draft("另一篇", tags=["内核", "内存", "Linux 内核"])
        builders.draft("再一篇", tags=["内存"])
        self.client.force_login(User.objects.create_superuser("root"))

    def form(self, **options: object) -> Page:
        page = self.reader(**options)
        page.context.add_cookies(
            [{"name": "sessionid", "value": self.client.cookies["sessionid"].value, "url": self.live_server_url}]
        )
        page.goto(reverse("admin:articles_article_change", args=[self.article.pk]))
        return page

    def saved(self) -> list[str]:
        return list(self.article.taggings.order_by("order").values_list("tag__name", flat=True))

    def test_by_keyboard(self) -> None:
        page = self.form()
        field, options = page.get_by_role("combobox", name="标签"), page.get_by_role("listbox").get_by_role("option")
        self.assertEqual(field.get_attribute("aria-expanded"), "false")
        field.press("End")
        field.press_sequentially("，内")
        options.first.wait_for()
        self.assertEqual(field.get_attribute("aria-expanded"), "true")
        self.assertEqual(
            [text.rstrip("0123456789") for text in options.all_inner_texts()], ["内存\n", "内核\n", "Linux 内核\n"]
        )
        field.press("ArrowDown")
        field.press("ArrowDown")
        chosen = options.nth(1)
        self.assertEqual(chosen.get_attribute("aria-selected"), "true")
        self.assertEqual(field.get_attribute("aria-activedescendant"), chosen.get_attribute("id"))
        field.press("Enter")
        self.assertEqual(field.input_value(), "容器， 内核, ")
        self.assertEqual(options.count(), 0)
        field.press_sequentially("内")
        options.first.wait_for()
        self.assertEqual(options.count(), 2)
        field.press("Escape")
        self.assertEqual(field.get_attribute("aria-expanded"), "false")
        field.press("Backspace")
        page.locator("[name=_continue]").click()
        page.locator(".messagelist .success").wait_for()
        self.assertEqual(self.saved(), ["容器", "内核"])

    def test_by_mouse_in_the_middle_on_a_phone(self) -> None:
        page = self.form(viewport=PHONE)
        field = page.get_by_role("combobox", name="标签")
        field.press("Home")
        field.press_sequentially("linu")
        option = page.get_by_role("listbox").get_by_role("option")
        option.wait_for()
        self.assertTrue(
            page.evaluate("element => element.getBoundingClientRect().right <= innerWidth", option.element_handle())
        )
        # What stands behind the caret belongs to the same name and goes.
        option.click()
        self.assertEqual(field.input_value(), "Linux 内核, ")
        self.assertTrue(page.evaluate("document.activeElement.name === 'tags'"))

    def test_without_scripts_it_is_a_plain_field(self) -> None:
        page = self.form(java_script_enabled=False)
        page.locator("#id_tags").fill("内核, 全新")
        page.locator("[name=_continue]").click()
        self.assertEqual(self.saved(), ["内核", "全新"])
