"""Tests of a tag's page."""

from tests import builders

from .case import PageCase, titles


class TagTest(PageCase):
    def test_its_articles_are_listed_newest_first_and_no_others(self) -> None:
        builders.published("旧", hour=1, tags=["内核"])
        builders.published("新", hour=2, tags=["内核", "C"])
        builders.published("别的", hour=3, tags=["C"])
        builders.hide_from_readers(tags=["内核"])
        html = self.page("/tag/内核/")
        self.assertEqual(titles(html), ["内核", "新", "旧"])
        self.assert_tells_nothing(html)

    def test_names_that_differ_only_in_signs_are_different_tags(self) -> None:
        for name, path in (("C", "/tag/c/"), ("C++", "/tag/c++/"), ("C#", "/tag/c~23~/"), (".NET", "/tag/.net/")):
            builders.published(f"关于 {name}", tags=[name])
            self.assertEqual(titles(self.page(path)), [name, f"关于 {name}"])

    def test_a_raw_name_leads_to_the_one_address(self) -> None:
        builders.published(tags=["C#", "Linux", "CI/CD", "Linux 中国"])
        self.assert_moved("/tag/C%23/", "/tag/c~23~/")
        self.assert_moved("/tag/C~23~/", "/tag/c~23~/")
        self.assert_moved("/tag/Linux/", "/tag/linux/")
        self.assert_moved("/tag/CI/CD/", "/tag/ci~2f~cd/")
        self.assert_moved(
            "/tag/Linux%20中国/?before=9111111111111111111", "/tag/linux_%E4%B8%AD%E5%9B%BD/?before=9111111111111111111"
        )

    def test_old_addresses_of_tags_lead_there(self) -> None:
        builders.published(tags=["C#", "nmap"])
        self.assert_moved("/tag-nmap.html", "/tag/nmap/")
        self.assert_moved("/tag-C%23.html", "/tag/c~23~/")

    def test_a_tag_of_what_is_not_public_is_not_known_in_any_spelling(self) -> None:
        builders.hide_from_readers(tags=["Plan 9"])
        for path in ("/tag/plan_9/", "/tag/Plan 9/", "/tag-Plan 9.html", "/tag-plan_9.html"):
            self.assert_missing(path)

    def test_an_unknown_tag_is_404(self) -> None:
        for path in ("/tag/x/", "/tag/%00/", "/tag-x.html", "/tag-%00.html"):
            self.assert_missing(path)

    def test_four_queries_for_one_article_and_for_more(self) -> None:
        builders.published("一", tags=["内核"])

        def more() -> None:
            for hour in (1, 2):
                credits = [("author", f"作者 {hour}")]
                builders.published(f"第 {hour} 篇", hour=hour, tags=["内核"], category=f"栏目 {hour}", credits=credits)

        self.assert_costs(4, "/tag/内核/", more)
