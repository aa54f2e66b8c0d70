"""axe-core on each page: light and dark, as a phone and as a desk shows it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from bench.audit.chromium import flags
from bench.audit.desk_pages import PEOPLE, DeskPage, desk_pages, log_in
from bench.audit.letters import links
from bench.audit.public_pages import PublicPage

SCRIPT = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
# Widths, and what is done before the look: on a phone, the menu and all other folds are looked at as well.
STATES = ((1280, ""), (390, ""), (390, UNFOLD))
Look = tuple[int, str, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = tuple((width, prepare, scheme) for width, prepare in STATES for scheme in SCHEMES)
FEW_LOOKS: tuple[Look, ...] = ((1280, "", "light"), (390, UNFOLD, "dark"))
HEIGHT = 844
SHOWN = 3
# What watches the size of things is told with the frame that is drawn next, and all is done before the one after it.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
EMPTY_FORM = "form.form button"  # what it says where something is missing
# Everything of WCAG 2.2 AA and axe's best practices; the size of targets is off unless it is asked for.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}


def audit(
    site: str, pages: list[PublicPage], chromium: str, letters: Path | None, part: str = "", *, brief: bool = False
) -> list[str]:
    """One line for each violation, and for each page that answers what it should not.

    The desk is looked at where the folder `letters` is known. `part` is what the address of each page holds;
    `brief` looks at the desk in two ways instead of six.
    """
    if not SCRIPT.exists():
        sys.exit(f"{SCRIPT} is not there: make audit installs it")
    failures: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags())
        page = window(browser).new_page()
        for public in (each for each in pages if part in each.path):
            failures += told(public.path, failures_of(page, site, public))
        if letters:
            failures += audit_desk(browser, site, letters, part, FEW_LOOKS if brief else LOOKS)
        browser.close()
    print(f"axe-core: light and dark, as a phone and as a desk shows them: {len(failures)} violations", flush=True)
    return failures


def audit_desk(browser: Browser, site: str, letters: Path, part: str, looks: tuple[Look, ...]) -> list[str]:
    windows = {who: window(browser) for who in ("", *PEOPLE)}
    for who in PEOPLE:
        log_in(windows[who], site, who)
    failures: list[str] = []
    for shown in (each for each in desk_pages(windows["chief"], site, links(letters)) if part in each.path):
        page = windows[shown.who].new_page()
        name = f"{shown.path} ({shown.who or 'nobody'}{', ' + shown.act.__name__ if shown.act else ''})"
        failures += told(name, (f"{name} {each}" for each in failures_at_desk(page, site, shown, looks)))
        page.close()
    return failures


def window(browser: Browser) -> BrowserContext:
    """The site's policy keeps scripts of others out, and axe is one: only here is it passed by."""
    return browser.new_context(bypass_csp=True, reduced_motion="reduce")


def told(name: str, failures: Iterator[str]) -> list[str]:
    found = list(failures)
    print(f"  {'✗' if found else '✓'} {name}", flush=True)
    return found


def failures_at_desk(page: Page, site: str, shown: DeskPage, looks: tuple[Look, ...]) -> Iterator[str]:
    page.on("dialog", lambda dialog: dialog.accept())
    answer: Response | None = page.goto(site + shown.path)
    if answer is None or answer.status != shown.status:
        yield f"answered {answer and answer.status} instead of {shown.status}"
        return
    if shown.act:
        shown.act(page)
    yield from violations(page, looks)


def failures_of(page: Page, site: str, public: PublicPage) -> Iterator[str]:
    answer: Response | None = page.goto(site + public.path)
    if answer is None or answer.status != public.status:
        yield f"{public.path}: answered {answer and answer.status} instead of {public.status}"
        return
    yield from (f"{public.path} {violation}" for violation in violations(page))
    if page.locator(EMPTY_FORM).count():
        with page.expect_navigation():
            page.locator(EMPTY_FORM).click()
        yield from (f"{public.path}, sent empty, {violation}" for violation in violations(page))


def violations(page: Page, looks: tuple[Look, ...] = LOOKS) -> Iterator[str]:
    page.add_script_tag(path=SCRIPT)
    for width, prepare, scheme in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(prepare)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(DRAWN)
        result = page.evaluate("options => axe.run(document, options)", OPTIONS)
        for violation in result["violations"]:
            unfolded = ", unfolded" if prepare else ""
            yield f"({scheme}, {width} px{unfolded}): {described(violation)}"


def described(violation: dict[str, Any]) -> str:
    """The rule, and the first three elements that break it with the reason."""
    lines = [f"{violation['id']}: {violation['help']}"]
    for node in violation["nodes"][:SHOWN]:
        reasons = [" ".join(check["message"].split()) for check in node["any"][:1]]
        lines += [f"    {node['html'][:160]}", *(f"      {reason}" for reason in reasons)]
    if (more := len(violation["nodes"]) - SHOWN) > 0:
        lines.append(f"    and {more} more")
    return "\n".join(lines)
