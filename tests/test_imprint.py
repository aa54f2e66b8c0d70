"""Tests of the imprint: the site's own words and menus, in either language, asked of the database once an edition."""

from collections.abc import Callable

from django.test import TestCase
from django.utils import translation

from articles import editions, imprint
from articles.imprint import Imprint, Link
from articles.models import Edition, MenuItem, SiteSettings

ONE_EDITION = 1
EDITION_AND_SITE = 3


def in_english() -> Imprint:
    with translation.override("en"):
        return imprint.imprint()


class ImprintTests(TestCase):
    site: SiteSettings

    @classmethod
    def setUpTestData(cls) -> None:
        cls.site = SiteSettings.objects.get()
        MenuItem.objects.all().delete()
        editions.start()

    def changed(self, **fields: str) -> None:
        SiteSettings.objects.update(**fields)
        editions.start()

    def item(
        self, address: str, label: str = "条目", label_en: str = "Item", place: str = "top", order: int = 0
    ) -> None:
        fields = {"label": label, "label_en": label_en, "place": place, "order": order}
        MenuItem.objects.create(site=self.site, address=address, **fields)
        editions.start()

    def test_the_name_and_tagline_stand_in_the_language_of_the_page(self) -> None:
        found, english = imprint.imprint(), in_english()
        self.assertEqual((found.name, found.tagline), ("译报", "来自世界各地的技术文章，用中文读"))
        self.assertEqual(
            (english.name, english.tagline), ("Yibao", "Technology writing from around the world, in Chinese")
        )

    def test_where_the_english_field_is_empty_the_other_stands_in_its_place(self) -> None:
        self.changed(name="开源译丛", name_en="", tagline="译文", tagline_en="")
        self.assertEqual((in_english().name, in_english().tagline), ("开源译丛", "译文"))

    def test_terms_are_the_same_in_both(self) -> None:
        self.changed(licence="CC0", licence_url="https://example.org/cc0", record_number="沪ICP备2025000000号-1")
        for found in (imprint.imprint(), in_english()):
            self.assertEqual(
                (found.licence, found.licence_url, found.record_number),
                ("CC0", "https://example.org/cc0", "沪ICP备2025000000号-1"),
            )

    def test_menus_keep_their_order_and_their_places(self) -> None:
        self.item("/tags/", "二", order=2)
        self.item("/choice/", "一", order=1)
        self.item("/page/about/", "关于", place="foot")
        found = imprint.imprint()
        self.assertEqual([link.label for link in found.top], ["一", "二"])
        self.assertEqual([link.label for link in found.foot], ["关于"])

    def test_own_paths_lead_english_readers_to_the_english_page(self) -> None:
        self.item("/choice/?before=1#top", "推荐", "Choice")
        address = "/en/choice/?before=1#top"
        self.assertEqual(in_english().top, (Link("Choice", address, "/en/choice/", ""),))
        self.assertEqual(imprint.imprint().top, (Link("推荐", "/choice/?before=1#top", "/choice/", ""),))

    def test_what_has_no_english_address_keeps_its_own(self) -> None:
        for address in ("/sitemap.xml", "/en/tags/", "https://example.org/", "/no/such/page/"):
            self.item(address)
        self.assertEqual(
            [link.address for link in in_english().top],
            ["/sitemap.xml", "/en/tags/", "https://example.org/", "/no/such/page/"],
        )

    def test_a_path_is_known_again_however_it_is_written_and_another_site_has_none(self) -> None:
        for address in ("/tag/内核/", "/tag/%E5%86%85%E6%A0%B8/", "https://example.org/tags/"):
            self.item(address)
        self.assertEqual([link.path for link in imprint.imprint().top], ["/tag/内核/", "/tag/内核/", ""])
        self.assertEqual(imprint.imprint().top[0].address, "/tag/%E5%86%85%E6%A0%B8/")

    def test_a_label_without_a_translation_says_that_it_is_chinese(self) -> None:
        self.item("/tags/", "栏目", "")
        self.assertEqual([(link.label, link.language) for link in in_english().top], [("栏目", "zh-Hans")])
        self.assertEqual([link.language for link in imprint.imprint().top], [""])

    def costs(self, queries: int, ask: Callable[[], object]) -> None:
        with self.assertNumQueries(queries):
            ask()

    def test_it_is_read_once_an_edition_and_language(self) -> None:
        self.item("/tags/")
        self.costs(EDITION_AND_SITE, imprint.imprint)
        self.costs(ONE_EDITION, imprint.imprint)
        self.costs(EDITION_AND_SITE, in_english)
        self.costs(ONE_EDITION, in_english)
        for _ in range(2):
            self.item("/choice/")
        self.costs(EDITION_AND_SITE, imprint.imprint)
        self.costs(ONE_EDITION, imprint.imprint)

    def test_memory_holds_one_imprint_a_language_however_many_editions_there_were(self) -> None:
        for number in range(5):
            self.changed(name=str(number))
            self.assertEqual(imprint.imprint().name, str(number))
            in_english()
        self.assertEqual(len(imprint._kept), 2)

    def test_an_edition_of_the_same_number_but_another_token_is_another_one(self) -> None:
        number = Edition.objects.get().number
        self.assertEqual(imprint.imprint().name, "译报")
        self.changed(name="新名")
        Edition.objects.update(number=number)  # as a restored copy of the database may have it
        self.assertEqual(imprint.imprint().name, "新名")

    def test_an_emptied_database_has_defaults_and_nothing_is_kept_of_them(self) -> None:
        SiteSettings.objects.all().delete()
        Edition.objects.all().delete()
        found = imprint.imprint()
        self.assertEqual((found.name, found.licence, found.top, found.foot), ("译报", "CC BY-NC-SA 4.0", (), ()))
        SiteSettings.objects.create(name="又有了")
        self.assertEqual(imprint.imprint().name, "又有了")
