"""Tests that the colours of the site can be told apart in light, in dark and on paper, by the formula of WCAG 2.2."""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from django.conf import settings
from django.test import SimpleTestCase

STATIC = settings.BASE_DIR / "articles/static/articles"
STYLES = ("site.css", "lists.css", "reading.css")
TOKEN = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6});")
ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
DARK, PRINT = "@media (prefers-color-scheme: dark)", "@media print"
TINTED = re.compile(r"background: color-mix\(in srgb, var\(--(\w+)\) (\d+)%, transparent\)")
TEXT, GRAPHIC = 4.5, 3.0


class Colour(NamedTuple):
    red: float
    green: float
    blue: float

    @property
    def luminance(self) -> float:
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def over(self, ground: "Colour", share: float) -> "Colour":
        return Colour(*(share * mine + (1 - share) * its for mine, its in zip(self, ground, strict=True)))


def colour(digits: str) -> Colour:
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    return Colour(*(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)))


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def style(name: str) -> str:
    text: str = (STATIC / name).read_text("utf-8")
    return text


def tokens(css: str, medium: str) -> dict[str, Colour]:
    """What :root says in the medium, "" being every one; nothing where it is not spoken of."""
    for ground in ROOT.finditer(css):
        before = css[: ground.start()].rstrip()
        if before.endswith(f"{medium} {{") if medium else ground.start() == css.index(":root {"):
            return {name: colour(digits) for name, digits in TOKEN.findall(ground.group(1))}
    return {}


def schemes() -> Iterator[tuple[str, dict[str, Colour]]]:
    """Each medium with its colours, those of code too."""
    css = [style(name) for name in STYLES]
    light = {name: value for text in css for name, value in tokens(text, "").items()}
    for medium in ("", DARK, PRINT):
        yield medium, light | {name: value for text in css for name, value in tokens(text, medium).items()}


class ContrastTest(SimpleTestCase):
    def assert_readable(self, text: Colour, ground: Colour, what: str, least: float = TEXT) -> None:
        ratio = contrast(text, ground)
        self.assertGreaterEqual(ratio, least, f"{what}: {ratio:.2f}")

    def test_the_formula_is_that_of_the_guidelines(self) -> None:
        self.assertAlmostEqual(contrast(colour("000"), colour("ffffff")), 21)
        self.assertAlmostEqual(contrast(colour("767676"), colour("fff")), 4.54, places=2)

    def test_each_medium_has_colours_of_its_own(self) -> None:
        names = [set(tokens(style("site.css"), medium)) for medium in ("", DARK, PRINT)]
        self.assertLessEqual({"paper", "tint", "ink", "soft", "hair", "accent"}, names[0] & names[1] & names[2])

    def test_text_reads_on_every_ground(self) -> None:
        for medium, colours in schemes():
            for text, ground in product(("ink", "soft", "accent"), ("paper", "tint")):
                self.assert_readable(colours[text], colours[ground], f"--{text} on --{ground} {medium}")

    def test_text_reads_on_marks(self) -> None:
        shades = {(name, int(share)) for name, share in TINTED.findall("".join(map(style, STYLES)))}
        self.assertTrue(shades)
        for (medium, colours), (name, share) in product(schemes(), shades):
            ground = colours[name].over(colours["paper"], share / 100)
            for text in ("ink", "soft"):
                self.assert_readable(colours[text], ground, f"--{text} on {share} % --{name} {medium}")

    def test_what_is_turned_over_reads(self) -> None:
        for medium, colours in schemes():
            for ground in ("ink", "accent"):  # the skip link and buttons; what is selected
                self.assert_readable(colours["paper"], colours[ground], f"--paper on --{ground} {medium}")

    def test_code_reads(self) -> None:
        for medium, colours in schemes():
            for name in (name for name in colours if name.startswith("code-")):
                self.assert_readable(colours[name], colours["tint"], f"--{name} on --tint {medium}")

    def test_outlines_fields_and_the_seal_are_seen(self) -> None:
        for medium, colours in schemes():
            for line, ground in product(("accent", "soft"), ("paper", "tint")):
                self.assert_readable(colours[line], colours[ground], f"--{line} on --{ground} {medium}", GRAPHIC)
            self.assert_readable(colour("faf8f3"), colours["seal"], f"the sign of the seal {medium}", GRAPHIC)

    def test_no_colour_stands_outside_the_tokens(self) -> None:
        """Else these tests would not know of it. The sign of the seal is paper in either scheme."""
        for name in STYLES:
            rules = ROOT.sub("", style(name))
            self.assertEqual(set(re.findall(r"#[0-9a-f]{3,8}\b(?=[;, ])", rules)) - {"#faf8f3"}, set(), name)
