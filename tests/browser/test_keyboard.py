"""Tests that readers without a mouse get everywhere, and see where they are."""

from tests import builders

from .reader import DESK, PHONE, BrowserCase, Page

# Where the keyboard stands, and what is wrong there: no ring, a ring that a box cuts off, something lying above it.
STOP = """() => {
    const stop = document.activeElement, style = getComputedStyle(stop);
    if (stop === document.body) return null;
    const name = (stop.ariaLabel || stop.textContent || stop.name).trim();
    const width = parseFloat(style.outlineWidth), ring = width + parseFloat(style.outlineOffset);
    if (style.outlineStyle === "none" || width < 2) return [name, "no ring"];
    const [box] = stop.getClientRects();
    for (let around = stop.parentElement; around !== document.body; around = around.parentElement) {
        const edge = around.getBoundingClientRect();
        const isCut = box.left - ring < edge.left || box.right + ring > edge.right || box.top - ring < edge.top;
        if (getComputedStyle(around).overflowX !== "visible" && isCut) return [name, `cut off by ${around.className}`];
    }
    const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return [name, stop.contains(seen) || seen?.contains(stop) ? "" : "not seen"];
}"""
WORDS = "一段文字，" * 200
BODY = f"""\
## 先看全貌

{WORDS}一个[链接](https://example.org/)。{WORDS}

## 再看细节

{WORDS}

```bash
tree
```

## 最后看尾声

{WORDS}
"""
MOST = 100


class KeyboardTest(BrowserCase):
    def stops(self, page: Page, key: str = "Tab", most: int = MOST) -> list[str]:
        """The names of all that the key comes to, each of them looked at: the whole page, or `most` stops."""
        names = []
        for _ in range(most):
            page.keyboard.press(key)
            if not (stop := page.evaluate(STOP)):
                break
            name, wrong = stop
            names.append(name)
            with self.subTest(key=key, stop=name, path=page.url):
                self.assertEqual(wrong, "")
        return names

    def test_every_stop_on_an_article_is_seen(self) -> None:
        article = builders.published("一棵目录树", body=BODY, tags=["目录"])
        builders.comments(article, 2)
        for size in (DESK, PHONE):
            page = self.reader(viewport=size)
            page.goto(article.get_absolute_url())
            stops = self.stops(page)
            self.assertTrue({"链接", "mulan"} <= set(stops), stops)
            self.assertLess(len(stops), MOST)
            self.assertEqual(self.stops(page, "Shift+Tab", len(stops)), stops[::-1])

    def test_every_stop_of_a_search_is_seen(self) -> None:
        for hour, category in enumerate(("云计算", "网络")):
            builders.published(f"容器与{category}", category=category, tags=["容器"], hour=hour)
        page = self.reader()
        page.goto("/search/?q=容器")
        stops = self.stops(page)
        self.assertTrue({"容器与云计算", "网络"} <= set(stops), stops)
