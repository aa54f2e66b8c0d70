"""Tests that a page is dark where the reader's system is, and can be read either way."""

import re
from typing import Literal

from tests import builders

from .reader import BrowserCase, Page

COLOURS = """element => {
    const colours = [getComputedStyle(element).color];
    while (element && getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)") element = element.parentElement;
    return [...colours, getComputedStyle(element).backgroundColor];
}"""
READ = {"h1": 7.0, ".text p": 7.0, ".text a": 4.5, ".meta time": 4.5, ".credits a": 4.5}


def luminance(colour: str) -> float:
    """Of `rgb(31, 28, 24)`, as WCAG 2 reckons it."""
    channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class ColoursTest(BrowserCase):
    def article(self, scheme: Literal["light", "dark"]) -> Page:
        page = self.reader()
        page.emulate_media(color_scheme=scheme)
        page.goto(builders.published("明与暗", body="正文里有一个[链接](https://example.org/)。\n").get_absolute_url())
        return page

    def assert_readable(self, page: Page) -> None:
        for selector, least in READ.items():
            with self.subTest(selector):
                ink, paper = sorted(map(luminance, page.locator(selector).first.evaluate(COLOURS)))
                self.assertGreaterEqual((paper + 0.05) / (ink + 0.05), least)

    def test_paper_is_light(self) -> None:
        page = self.article("light")
        self.assertGreater(luminance(page.locator("body").evaluate(COLOURS)[1]), 0.85)
        self.assert_readable(page)

    def test_paper_is_dark_where_the_system_is(self) -> None:
        page = self.article("dark")
        self.assertLess(luminance(page.locator("body").evaluate(COLOURS)[1]), 0.02)
        self.assert_readable(page)
