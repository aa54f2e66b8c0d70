"""The pictures of docs/editors.zh-CN.md: a newsroom of its own, served for as long as they are taken.

python -m bench.guide (needs Debian's chromium and fonts-noto-cjk)
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

from bench.audit.chromium import chromium, flags
from bench.audit.desk_pages import INVITATIONS, LIST, NOTICES, articles, log_in
from bench.audit.own_site import own_site

FURNISH = Path(__file__).with_name("furnish.py")
DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "editors"
PEOPLE = ("wangshu", "xiaobei", "asheng", "laolin", "anan", "zhubian")
WIDE, PHONE = 1240, 390
RETURNED, IN_REVIEW, PUBLIC = "容器是怎样隔离进程的", "为什么我仍在用 Vim", "给新手的 systemd 定时器"
READY = "用 nftables 写第一条防火墙规则"
STIFF = "最后的最后还限制处理器"


@dataclass(frozen=True, slots=True)
class Picture:
    """`height` in CSS pixels. `act` is what is done on the page before."""

    name: str
    who: str
    path: str
    height: int
    act: Callable[[Page], object] | None = None
    width: int = WIDE


def pictures(at: dict[str, str]) -> Iterator[Picture]:
    """`at`: the address of each article by its title."""
    yield Picture("desk", "xiaobei", "/admin/", 640)
    yield Picture("topic", "wangshu", f"{LIST}add/?kind=translation", 820, propose)
    yield Picture("topics", "asheng", f"{LIST}?board=topics", 560)
    yield Picture("form", "xiaobei", f"{at[RETURNED]}change/", 780, to_the_text)
    yield Picture("note", "laolin", f"{at[IN_REVIEW]}change/", 780, note_a_passage)
    yield Picture("returned", "xiaobei", f"{at[RETURNED]}change/", 620)
    yield Picture("changes", "xiaobei", f"{at[RETURNED]}change/", 760, what_the_reviewer_changed)
    yield Picture("submit", "xiaobei", f"{at[RETURNED]}move/submit/", 620)
    yield Picture("ready", "anan", f"{at[READY]}change/", 420)
    yield Picture("calendar", "anan", f"{LIST}calendar/", 800)
    yield Picture("update", "anan", f"{at[PUBLIC]}move/update/", 520)
    yield Picture("merge", "zhubian", f"{at[RETURNED]}change/", 800, meet)
    yield Picture("history", "zhubian", f"{at[RETURNED]}history/", 520)
    yield Picture("inbox", "xiaobei", NOTICES, 640)
    yield Picture("switches", "xiaobei", f"{NOTICES}mail/", 640)
    yield Picture("invite", "zhubian", f"{INVITATIONS}add/", 680, invite)
    yield Picture("invitations", "zhubian", INVITATIONS, 400)
    yield Picture("log", "zhubian", "/admin/articles/change/", 640)
    yield Picture("phone", "laolin", f"{LIST}?board=reviews", 780, width=PHONE)


def propose(page: Page) -> None:
    page.locator("#id_title").fill("为什么 Linux 内核需要 Rust")
    page.locator("#id_source_url").fill("https://example.org/rust-in-the-kernel")
    page.locator("#id_source_title").fill("Rust in the kernel")
    page.locator("#id_source_body").fill("Rust has been part of the Linux kernel since version 6.1 …")


def invite(page: Page) -> None:
    page.locator("#id_email").fill("mulan@example.org")
    page.locator("#id_name").fill("木兰")
    for role in ("译者", "校对"):
        page.get_by_label(role, exact=True).check()


def to_the_text(page: Page) -> None:
    page.frame_locator(".live-page").get_by_role("heading", name="控制组").wait_for()
    page.locator("#id_body").evaluate("box => scrollTo(0, box.getBoundingClientRect().top + scrollY - 60)")


def note_a_passage(page: Page) -> None:
    page.frame_locator(".live-page").get_by_text(STIFF).click(click_count=3)
    page.locator(".note-here").click()
    page.locator("#note-text").fill("“最后的最后”读不通，请改得顺一些。")


def what_the_reviewer_changed(page: Page) -> None:
    page.get_by_role("link", name="校对改了什么").click()
    page.locator(".diff").first.wait_for()


def meet(page: Page) -> None:
    """As if somebody else had saved after this form was opened."""
    page.locator("#article_form").evaluate("form => { form.base_version.value = 2; form.base_revision.value = 2 }")
    body = page.locator("#id_body")
    body.fill(body.input_value().replace("也限制它能用多少处理器", "还管着处理器时间"))
    page.locator("input[name=_save]").click()
    page.locator(".meeting").first.wait_for()


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    with own_site(FURNISH) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags())
        states = {who: state(browser, site, who) for who in PEOPLE}
        chief = browser.new_context(storage_state=states["zhubian"])
        for picture in pictures(articles(chief, site)):
            take(browser, site, picture, states[picture.who])
        browser.close()


def state(browser: Browser, site: str, who: str) -> StorageState:
    context = browser.new_context()
    log_in(context, site, who)
    return context.storage_state()


def take(browser: Browser, site: str, picture: Picture, storage_state: StorageState) -> None:
    size = ViewportSize(width=picture.width, height=picture.height)
    context = browser.new_context(viewport=size, storage_state=storage_state, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(site + picture.path)
    if picture.act:
        picture.act(page)
    page.wait_for_load_state("networkidle")
    file = DOCS / f"{picture.name}.webp"
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(file, quality=72, method=6)
    print(file.relative_to(DOCS.parent.parent), file.stat().st_size)
    context.close()


if __name__ == "__main__":
    main()
