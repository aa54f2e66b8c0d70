"""The site's own pages: rendered when saved, and again when the renderer changes."""

from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from articles import editions, own_pages
from articles.models import Page
from tests.builders import LONG_AGO


class OwnPagesTests(TestCase):
    def outdated(self) -> Page:
        page = Page(slug="rules", title="守则", body="**友善**")
        own_pages.save(page, now=LONG_AGO)
        Page.objects.update(html="旧")
        return page

    def test_pages_are_rendered_anew_and_keep_their_dates(self) -> None:
        page = self.outdated()
        self.assertEqual(own_pages.renew(), Page.objects.count())
        page.refresh_from_db()
        self.assertEqual((page.html.strip(), page.updated_at), ("<p><strong>友善</strong></p>", LONG_AGO))

    def test_where_nothing_looks_different_there_is_no_new_edition(self) -> None:
        self.outdated()
        own_pages.renew()
        edition = editions.current().token
        self.assertEqual((own_pages.renew(), editions.current().token), (0, edition))

    def test_render_posts_renders_them_too(self) -> None:
        self.outdated()
        out = StringIO()
        call_command("render_posts", stdout=out)
        self.assertEqual(out.getvalue(), f"0 articles and {Page.objects.count()} pages rendered again\n")

    def test_a_removed_page_begins_a_hard_edition(self) -> None:
        own_pages.remove(Page.objects.filter(slug="about"))
        edition = editions.current()
        self.assertEqual(edition.hard, edition.number)
        self.assertFalse(Page.objects.filter(slug="about").exists())
