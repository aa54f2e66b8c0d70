"""Tests of the site that the migration makes: once, and only where editors have made nothing themselves."""

from importlib import import_module

from django.apps import apps
from django.db import connection
from django.test import TestCase

from articles.models import Edition, MenuItem, Page, SiteSettings

migration = import_module("articles.migrations.0005_site")


class SiteTest(TestCase):
    def run_again(self) -> None:
        editor = connection.schema_editor()
        migration.make_site(apps, editor)
        migration.start_edition(apps, editor)

    def test_a_new_site_has_a_name_menus_and_pages(self) -> None:
        self.assertEqual(SiteSettings.objects.get().name, "译报")
        self.assertEqual(list(Page.objects.values_list("slug", flat=True)), ["about", "contact", "copyright"])
        self.assertEqual(MenuItem.objects.filter(place="top").count(), 4)

    def test_every_line_of_its_menus_leads_somewhere_and_has_an_english_label(self) -> None:
        for item in MenuItem.objects.all():
            self.assertEqual(self.client.get(item.address).status_code, 200, item.address)
            self.assertTrue(item.label_en, item)

    def test_every_link_in_its_pages_leads_somewhere(self) -> None:
        for page in Page.objects.all():
            for address in ("/people/", "/archive/", "/page/contact/", "/page/copyright/"):
                if f"({address})" in page.body:
                    self.assertIn(f'href="{address}"', page.html)
            self.assertIn("<h2", page.html)

    def test_taken_back_and_come_again_it_changes_nothing_that_editors_made(self) -> None:
        SiteSettings.objects.update(name="开源译丛")
        MenuItem.objects.all().delete()
        Page.objects.filter(slug="about").update(title="我们", html="<p>我们的话</p>")
        Page.objects.filter(slug="contact").delete()
        self.run_again()
        self.assertEqual(SiteSettings.objects.get().name, "开源译丛")
        self.assertFalse(MenuItem.objects.exists())
        self.assertEqual(Page.objects.get(slug="about").html, "<p>我们的话</p>")
        self.assertTrue(Page.objects.filter(slug="contact").exists())

    def test_what_was_kept_before_it_is_out_of_date(self) -> None:
        before = Edition.objects.get()
        self.run_again()
        after = Edition.objects.get()
        self.assertEqual(after.number, before.number + 1)
        self.assertNotEqual(after.token, before.token)
