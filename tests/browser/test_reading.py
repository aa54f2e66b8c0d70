"""Tests of reading an article in a browser: its text, its contents, its code, and nothing else."""

from articles.models import Publication
from tests import builders

from .reader import PHONE, BrowserCase

CODE = 'echo "你好"\nsudo apt install tree\n'
PARAGRAPHS = "\n\n".join("一段足够长的文字，好让每一节都占去大半个屏幕。" * 12 for _ in range(4))
LONG = f"""\
## 先看全貌

{PARAGRAPHS}

```bash
{CODE}```

## 再看细节

{PARAGRAPHS}

| 命令 | {" | ".join(f"第 {n} 列的名字" for n in range(9))} |
|---|{"---|" * 9}
| tree | {" | ".join("不会折行的内容" for _ in range(9))} |

## 最后看尾声

{PARAGRAPHS}
"""


class ReadingTest(BrowserCase):
    article: Publication

    def setUp(self) -> None:
        super().setUp()
        self.article = builders.published("一棵目录树", body=LONG, summary="从全貌到细节。", tags=["目录"])

    @property
    def path(self) -> str:
        return self.article.get_absolute_url()

    def test_an_article_is_read_from_its_row_on_the_front_page(self) -> None:
        page = self.reader()
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name="一棵目录树").first.click()
        page.wait_for_url(f"**{self.path}")
        self.assertEqual(page.get_by_role("heading", level=1).inner_text(), "一棵目录树")
        self.assertEqual(page.locator("html").get_attribute("lang"), "zh-Hans")
        self.assertIn("一段足够长的文字", page.get_by_role("article").inner_text())

    def test_nothing_is_kept_in_the_browser(self) -> None:
        page = self.reader()
        page.goto("/")
        page.goto(self.path)
        self.assertEqual(page.context.cookies(), [])
        self.assertEqual(page.evaluate("localStorage.length + sessionStorage.length"), 0)

    def test_a_line_of_the_contents_leads_to_its_heading(self) -> None:
        page = self.reader()
        page.goto(self.path)
        page.locator(".contents-side").get_by_role("link", name="再看细节").click()
        heading = page.get_by_role("heading", name="再看细节").bounding_box()
        assert heading
        self.assertTrue(0 <= heading["y"] < 100, heading)

    def test_the_contents_follow_the_reader(self) -> None:
        page = self.reader()
        page.goto(self.path)
        current = page.locator(".contents-side a[aria-current]")
        for title in ("先看全貌", "最后看尾声", "再看细节"):
            page.locator("h2", has_text=title).evaluate("heading => heading.scrollIntoView()")
            current.filter(has_text=title).wait_for()
            self.assertEqual(current.all_inner_texts(), [title])

    def test_code_is_copied_as_it_was_written(self) -> None:
        page = self.reader(permissions=["clipboard-read", "clipboard-write"])
        page.goto(self.path)
        page.locator(".text .code button").click()
        page.get_by_role("status").filter(has_text=page.locator(".text").get_attribute("data-code-copied")).wait_for()
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"), CODE.rstrip())

    def test_a_wide_table_scrolls_and_the_page_does_not(self) -> None:
        page = self.reader(viewport=PHONE)
        page.goto(self.path)
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        self.assertGreater(page.locator("table").evaluate("table => table.parentElement.scrollWidth"), PHONE["width"])

    def test_the_keyboard_stops_at_what_scrolls_and_at_nothing_that_does_not(self) -> None:
        page = self.reader(viewport=PHONE)
        page.goto(self.path)
        for width, stops in ((PHONE["width"], "DIV"), (150, "PRE,DIV"), (PHONE["width"], "DIV")):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            page.wait_for_function(
                "stops => [...document.querySelectorAll('.text [tabindex]')].map(box => box.tagName).join() === stops",
                arg=stops,
            )
