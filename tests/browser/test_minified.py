"""Tests that a browser takes what collectstatic leaves of our CSS and JavaScript for what was written."""

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

import articles

from .reader import BrowserCase

FOLDER = Path(articles.__file__).parent / "static" / "articles"
# Of a custom property the browser keeps the text as it was written, spaces after signs included.
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:])\\s+/g, "$1"));
}"""
# The engine's own reading of a program, without names of places: what it throws is of the program.
PARSES = "text => { new Function(text); return true }"


class MinifiedTest(BrowserCase):
    def test_the_rules_of_css_are_the_same(self) -> None:
        page = self.reader()
        for file in sorted(FOLDER.glob("*.css")):
            written = page.evaluate(RULES, file.read_text())
            self.assertGreater(len(written), 5, file.name)
            self.assertEqual(page.evaluate(RULES, cssmin(file.read_text())), written, file.name)

    def test_programs_are_still_programs(self) -> None:
        page = self.reader()
        files = sorted(FOLDER.glob("*.js"))
        self.assertIn("reading.js", [file.name for file in files])
        for file in files:
            self.assertTrue(page.evaluate(PARSES, jsmin(file.read_text())), file.name)
