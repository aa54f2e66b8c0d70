"""Tests of articles/text/render.py against golden/: <quirk>.md must give <quirk>.html, letter for letter."""

from html.parser import HTMLParser
from pathlib import Path
from unittest import TestCase

from articles.text.render import render
from tests.text.page import Page
from tests.text.site import SITE

GOLDEN = Path(__file__).parent / "golden"


class Words(HTMLParser):
    """The text of our HTML without what stands in for a picture, and without any blanks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._found: list[str] = []
        self._picture = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if str(dict(attrs).get("class")).startswith("picture-"):
            self._picture = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._picture:
            self._picture = ""

    def handle_data(self, data: str) -> None:
        if not self._picture:
            self._found.append(data)

    def text(self) -> str:
        return "".join("".join(self._found).split())


class GoldenTests(TestCase):
    """Bytes in, bytes out: the archive's line ends are part of the quirks."""

    def test_each_quirk_gives_its_golden_html(self) -> None:
        for path in sorted(GOLDEN.glob("*.md")):
            with self.subTest(path.stem):
                golden = path.with_suffix(".html").read_bytes().decode()
                self.assertEqual(render(path.read_bytes().decode(), SITE).html, golden)

    def test_every_golden_html_has_its_quirk(self) -> None:
        files = sorted(GOLDEN.iterdir())
        self.assertEqual({path.stem for path in files if path.suffix == ".html"}, {path.stem for path in files})
        self.assertEqual({path.suffix for path in files}, {".html", ".md"})

    def test_golden_html_holds_what_an_article_may_hold_and_nothing_else(self) -> None:
        for path in sorted(GOLDEN.glob("*.html")):
            with self.subTest(path.stem):
                self.assertEqual(Page(path.read_text("utf-8")).forbidden, [])

    def test_the_text_is_the_words_of_the_html(self) -> None:
        for path in sorted(GOLDEN.glob("*.md")):
            rendered = render(path.read_bytes().decode(), SITE)
            if not rendered.images:  # what stands in for a picture inside a link carries no mark
                with self.subTest(path.stem):
                    self.assertEqual("".join(rendered.text.split()), Words(rendered.html).text())
