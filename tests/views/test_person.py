"""Tests of a contributor's page."""

from articles.models import Alias, Contributor
from tests import builders

from .case import PageCase, titles


class PersonTest(PageCase):
    def test_all_their_articles_are_listed_once_each_newest_first(self) -> None:
        builders.published("旧", hour=1, credits=[("translator", "mulan"), ("publisher", "mulan")])
        builders.published("新", hour=2, credits=[("reviewer", "mulan")])
        builders.published("别人的", credits=[("reviewer", "wxy")])
        builders.hide_from_readers(credits=[("reviewer", "mulan")])
        html = self.page("/people/mulan/")
        self.assertEqual(titles(html), ["mulan", "新", "旧"])
        self.assert_tells_nothing(html)
        self.assertInHTML('<a href="?role=translator">翻译 <span class="count">1</span></a>', html)
        self.assertInHTML('<a href="?role=reviewer">校对 <span class="count">1</span></a>', html)

    def test_one_role_can_be_asked_for(self) -> None:
        builders.published("译的", credits=[("translator", "mulan")])
        builders.published("校的", credits=[("reviewer", "mulan")])
        self.assertEqual(titles(self.page("/people/mulan/?role=translator")), ["mulan", "译的"])

    def test_the_role_stays_when_the_page_is_turned(self) -> None:
        for hour in range(21):
            builders.published(f"第 {hour} 篇", hour=hour, credits=[("translator", "mulan")])
        self.assertRegex(self.page("/people/mulan/?role=translator"), r'href="\?role=translator&amp;before=\d+"')

    def test_a_role_they_do_not_have_is_404(self) -> None:
        builders.published(credits=[("translator", "mulan")])
        for role in ("reviewer", "x", ""):
            self.assert_missing(f"/people/mulan/?role={role}")

    def test_the_home_page_is_linked_where_it_is_a_web_address(self) -> None:
        builders.person("mulan", url="https://example.com/~mulan")
        builders.person("evil", url="javascript:alert(1)")
        builders.published(credits=[("translator", "mulan"), ("author", "evil")])
        self.assertIn('href="https://example.com/~mulan" rel="nofollow noopener"', self.page("/people/mulan/"))
        self.assertNotIn("javascript:", self.page("/people/evil/"))

    def test_names_aliases_and_old_addresses_lead_to_the_one_address(self) -> None:
        builders.published(credits=[("translator", "Mulan Hua")])
        Alias.objects.create(contributor=Contributor.objects.get(), name="花木兰")
        for path in (
            "/people/Mulan Hua/",
            "/people/MULAN_HUA/",
            "/people/花木兰/",
            "/lctt/Mulan Hua",
            "/space/mulan hua/",
            "/lctt/花木兰",
        ):
            self.assert_moved(path, "/people/mulan_hua/")
        self.assert_moved("/lctt-list", "/people/")

    def test_who_is_hidden_unknown_or_worked_on_nothing_public_is_404_everywhere(self) -> None:
        builders.published(credits=[("author", "隐姓")])
        Contributor.objects.filter(name="隐姓").update(hidden=True)
        Alias.objects.create(contributor=Contributor.objects.get(name="隐姓"), name="Anon")
        builders.hide_from_readers(credits=[("author", "Ghost")])
        for name in ("隐姓", "Anon", "anon", "Ghost", "ghost", "14763", "%00"):
            for folder in ("people", "lctt", "space"):
                self.assert_missing(f"/{folder}/{name}/")

    def test_four_queries_for_one_article_and_for_more(self) -> None:
        credits = [("translator", "mulan")]
        builders.published("一", credits=credits)

        def more() -> None:
            for hour in (1, 2):
                builders.published(f"第 {hour} 篇", hour=hour, credits=[*credits, ("author", "甲")], category=f"{hour}")

        self.assert_costs(4, "/people/mulan/", more)
