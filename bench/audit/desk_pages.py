"""The pages of the desk: who looks at which, and what they do there before the look."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from playwright.sync_api import BrowserContext, Page

LIST = "/admin/articles/article/"
NOTICES, INVITATIONS, RESET = "/admin/articles/notice/", "/admin/articles/invitation/", "/admin/password_reset"
PEOPLE = ("selector", "translator", "reviewer", "publisher", "chief")
BOARDS = {"translator": "mine", "reviewer": "reviews", "publisher": "scheduled", "chief": "overdue"}
ENGLISH = "/en"
IN_ENGLISH = ("admin", "article", "change", "compare", "notes", "history", "submit")


@dataclass(frozen=True, slots=True)
class DeskPage:
    who: str
    path: str
    act: Callable[[Page], None] | None = None
    status: int = 200


def log_in(context: BrowserContext, site: str, who: str) -> None:
    """Everybody's password is their name: furnish_desk.py."""
    page = context.new_page()
    page.goto(f"{site}/admin/login/?next=/admin/")
    page.fill("#id_username", who)
    page.fill("#id_password", who)
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")
    page.close()


def desk_pages(context: BrowserContext, site: str, links: dict[str, str]) -> list[DeskPage]:
    """All in Chinese, and in English one of the kinds that hold most words. `links`: what was mailed, by address."""
    at = articles(context, site)
    found, people = list(_pages(at)), [*_people(at), *_doors(links)]
    english = {_kind(page): page for page in found if _kind(page) in IN_ENGLISH and not page.act}
    return [*found, *people, *(_in_english(page) for page in (*english.values(), *people))]


def _in_english(page: DeskPage) -> DeskPage:
    return replace(page, path=ENGLISH + page.path)


def _kind(page: DeskPage) -> str:
    return page.path.partition("?")[0].strip("/").rpartition("/")[2]


def articles(context: BrowserContext, site: str) -> dict[str, str]:
    """The address of each article by its title."""
    page = context.new_page()
    page.goto(f"{site}{LIST}")
    rows = "all => all.map(one => [one.textContent, new URL(one.href).pathname.replace('change/', '')])"
    found: list[tuple[str, str]] = page.eval_on_selector_all("#result_list .field-title a", rows)
    page.close()
    return dict(found)


def _pages(at: dict[str, str]) -> Iterator[DeskPage]:
    yield DeskPage("", "/admin/login/")
    for who in ("translator", "chief"):
        yield DeskPage(who, "/admin/")
    for who, board in BOARDS.items():
        yield DeskPage(who, f"{LIST}?board={board}")
    yield DeskPage("chief", LIST)
    yield DeskPage("publisher", f"{LIST}calendar/")
    for name in ("contributor", "tag", "category"):
        yield DeskPage("chief", f"/admin/articles/{name}/")
        yield DeskPage("chief", f"/admin/articles/{name}/merge/")
    yield DeskPage("selector", f"{LIST}add/")
    yield DeskPage("selector", f"{LIST}add/", send_empty)
    yield from _forms(at)
    yield from _sides(at["退修"])
    for who, title, move in (
        *(("translator", "选题", "claim"), ("translator", "退修", "submit"), ("reviewer", "待校对", "take")),
        *(("publisher", "待发布", "schedule"), ("publisher", "公开", "update"), ("chief", "公开", "withdraw")),
    ):
        yield DeskPage(who, f"{at[title]}move/{move}/")
    yield DeskPage("translator", f"{at['公开']}move/withdraw/")  # refused, with its reason


def _forms(at: dict[str, str]) -> Iterator[DeskPage]:
    holders = {
        "选题": "selector",
        "退修": "translator",
        "校对中": "reviewer",
        "待发布": "publisher",
        "公开": "publisher",
    }
    for title, who in holders.items():
        yield DeskPage(who, f"{at[title]}change/")
    for title, who in (("退修", "chief"), ("校对中", "translator"), ("排期", "chief")):
        yield DeskPage(who, f"{at[title]}change/")
    yield DeskPage("reviewer", f"{at['校对中']}change/", open_dialog)
    yield DeskPage("translator", f"{at['退修']}change/", meet)


def _sides(article: str) -> Iterator[DeskPage]:
    for side in ("revisions/", "compare/?from=2&to=3", "revisions/2/restore/", "history/", "notes/", "preview/link/"):
        yield DeskPage("translator", article + side)
    yield DeskPage("translator", f"{article}preview/")


def _people(at: dict[str, str]) -> Iterator[DeskPage]:
    """What comes for each, who is invited, and who changed what."""
    for who in ("translator", "publisher"):
        yield DeskPage(who, NOTICES)
    yield DeskPage("translator", f"{NOTICES}mail/")
    yield DeskPage("chief", INVITATIONS)
    yield DeskPage("chief", f"{INVITATIONS}add/")
    yield DeskPage("chief", f"{INVITATIONS}add/", save_empty)
    yield DeskPage("chief", "/admin/articles/change/")
    yield DeskPage("chief", "/admin/articles/change/?kind=articles.sitesettings&key=1")
    yield DeskPage("chief", "/admin/articles/sitesettings/1/history/")
    yield DeskPage("chief", f"{at['公开']}history/")


def _doors(links: dict[str, str]) -> Iterator[DeskPage]:
    """For whoever is not in yet; and what whoever is in, or comes late, is told."""
    yield DeskPage("", links["mulan@example.org"])
    yield DeskPage("", links["mulan@example.org"], send_empty)
    yield DeskPage("translator", links["mulan@example.org"])
    yield DeskPage("", links["withdrawn@example.org"], status=410)
    yield DeskPage("", f"{RESET}/")
    yield DeskPage("", f"{RESET}/done/")
    yield DeskPage("", links["forgetful@example.org"])
    yield DeskPage("", links["forgetful@example.org"], send_differing)
    yield DeskPage("", "/admin/reset/MQ/used-before/")
    yield DeskPage("", "/admin/reset/done/")


def send_empty(page: Page) -> None:
    page.locator(".move-form input[type=submit]").click()
    page.locator(".errorlist").first.wait_for()


def save_empty(page: Page) -> None:
    page.locator("input[name=_save]").click()
    page.locator(".errorlist").first.wait_for()


def send_differing(page: Page) -> None:
    page.fill("#id_new_password1", "changcheng-27")
    page.fill("#id_new_password2", "changcheng-72")
    page.locator("input[type=submit]").click()
    page.locator(".errorlist").first.wait_for()


def open_dialog(page: Page) -> None:
    page.locator(".note-here").click()


def meet(page: Page) -> None:
    """As if the text had been changed by somebody else after this form was opened."""
    page.locator("#article_form").evaluate("form => { form.base_version.value = form.base_revision.value = 1 }")
    page.locator("#id_body").fill("## 另一种写法\n\n容器只看见自己的进程。\n")
    page.locator("input[name=_save]").click()
    page.locator(".meeting").first.wait_for()
