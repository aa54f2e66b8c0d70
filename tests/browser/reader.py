"""A reader's browser on a live server, and everything it complains about."""

import os
import shutil
from typing import Any
from unittest import SkipTest

from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import tag

try:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
except ImportError as missing:
    raise SkipTest("The tests in a browser need playwright: pip install -r requirements-dev.txt") from missing

__all__ = ["DESK", "PHONE", "BrowserCase", "Page"]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# One process for all pages, which would each load the fonts. Root, as in a container, has no sandbox for a browser.
FLAGS = ["--disable-gpu", "--renderer-process-limit=1", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PATIENCE = 5000  # milliseconds until what should be on a page must be there


@tag("slow")
class BrowserCase(StaticLiveServerTestCase):
    """Each test ends with a look at the complaints: of the console, of the page's policy, and every foreign request."""

    browser: Browser
    pages: dict[str, Page]
    complaints: list[str]

    @classmethod
    def setUpClass(cls) -> None:
        if not CHROMIUM and not os.environ.get("CI"):
            raise SkipTest("There is no browser to test in. On Debian: apt-get install chromium fonts-noto-cjk")
        super().setUpClass()
        # Playwright keeps an event loop in this thread, and Django takes any for one that the database could block.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        cls.addClassCleanup(os.environ.pop, "DJANGO_ALLOW_ASYNC_UNSAFE")
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        cls.addClassCleanup(cls.browser.close)
        cls.pages, cls.complaints = {}, []

    def tearDown(self) -> None:
        """No page asks on, in the next test, with the session of this one."""
        for page in self.pages.values():
            self._forget(page)
        complaints = self.complaints.copy()
        self.complaints.clear()
        self.assertEqual(complaints, [])

    def reader(self, **options: Any) -> Page:
        """A page of a reader who was never here before; options are those of a browser's context.

        Windows are dear: there is one for all tests of a class that want the same, and it forgets what was.
        """
        key = repr(options)
        page = self.pages[key] = self.pages.get(key) or self._window(**options)
        self._forget(page)
        return page

    def _window(self, **options: Any) -> Page:
        defaults = {"base_url": self.live_server_url, "viewport": DESK, "reduced_motion": "reduce"}
        page = self.browser.new_context(**(defaults | options)).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        return page

    def _forget(self, page: Page) -> None:
        page.unroute_all()
        if page.url.startswith(self.live_server_url):
            page.evaluate("sessionStorage.clear(), localStorage.clear()")
        page.goto("about:blank")
        page.context.clear_cookies()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.live_server_url, "data:", "about:blank")):
            self.complaints.append(f"fetched {request.url}")
