"""The pictures of README.md: pages of a running site, taken with Debian's chromium.

python bench/screenshots.py [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
CHROMIUM = "/usr/bin/chromium"
# File → page, width and height in CSS pixels, colour scheme.
PICTURES: dict[str, tuple[str, int, int, Literal["light", "dark"]]] = {
    "screenshot.png": ("/", 1280, 900, "light"),
    "screenshot-article.png": ("/article-459-1.html", 1280, 900, "light"),
    "screenshot-phone.png": ("/article-459-1.html", 390, 844, "dark"),
    "screenshot-search.png": ("/search/?q=Linux", 1280, 900, "light"),
}


def main(site: str) -> None:
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, width, height, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(site + path)
            page.screenshot(path=DOCS / name)
            print(DOCS / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
