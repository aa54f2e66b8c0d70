"""Who may open which address, and what everybody else is told: one row for every address of the site.

A row says for GET and for POST which answer is whose. Whoever is not named is sent to the login, or, as a member of
staff, told 403. A view that is not declared here fails tests/test_audiences.py, and so does a row without a view.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.admin.form import form
from tests.world import World

LOGIN: Final = "login"
ROLES: Final = "selector translator reviewer publisher chief superuser"
STAFF: Final = f"newcomer {ROLES}"
OUTSIDE: Final = "visitor stranger"
EVERYBODY: Final = f"{OUTSIDE} {STAFF}"
CHIEFS: Final = "chief superuser"
SUPERUSER: Final = "superuser"
# The translator holds the article that the addresses name.
HOLDER: Final = "translator chief superuser"

Answers = dict[int | str, str]
NONE: Final[Answers] = {}


@dataclass(frozen=True)
class Row:
    """`at` says what arguments of the address are where they are not the world's own; `sent` is what is posted."""

    get: Answers
    post: Answers
    query: str = ""
    at: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] | Callable[[World], dict[str, Any]] = field(default_factory=dict)
    # A signed link is the one way to a draft that needs no account.
    shows_drafts: bool = False


def read(got: int = 200, **more: Any) -> Row:
    """A page for everybody."""
    return Row({got: EVERYBODY}, {405: EVERYBODY}, **more)


def model(
    name: str, *, view: str = SUPERUSER, add: str = "", change: str = "", delete: str = "", saved: int = 200
) -> dict[str, Row]:
    """The standard views of a model. A form that was sent empty is shown again, or, with 302, was all it took."""
    rows = {
        "changelist": Row({200: view}, {200: view}),
        "add": Row({200: add}, {200: add}),
        "change": Row({200: view}, {saved: change}),
        "delete": Row({200: delete}, {200: delete}),
        "history": Row({200: CHIEFS}, {200: CHIEFS}),
    }
    route = f"admin/{name.replace('_', '/')}/<path:object_id>/"
    return {f"admin:{name}_{each}": row for each, row in rows.items()} | {route: Row({302: STAFF}, {302: STAFF})}


def named(name: str) -> dict[str, Row]:
    """The views of people, tags and categories."""
    return model(name, view=ROLES, add=CHIEFS, change=CHIEFS, delete=SUPERUSER) | {
        f"admin:{name}_merge": Row({200: CHIEFS}, {302: CHIEFS}),
        f"admin:{name}_names": Row({200: ROLES}, {405: ROLES}, query="?q=内"),
    }


def side(post: Answers | None = None, get: Answers | None = None, **more: Any) -> Row:
    """A page below an article."""
    return Row({200: ROLES} if get is None else get, {200: ROLES} if post is None else post, **more)


def known(world: World) -> dict[str, Any]:
    return {"stage": world.article.stage, "version": world.article.version}


READERS = {
    **dict.fromkeys("home tags choice archive people ranking".split(), read()),
    **dict.fromkeys("article comments qr year month person".split(), read()),
    **dict.fromkeys("feed choice_feed person_feed".split(), read()),
    **dict.fromkeys("healthz ready robots sitemap sitemap_pages sitemap_part".split(), read()),
    **dict.fromkeys("attachment upload rendition".split(), read(404)),
    "page": read(at={"slug": "about"}),
    **dict.fromkeys(("tag", "tag_feed"), read(at={"slug": "内核"})),
    **dict.fromkeys(("category", "category_feed"), read(at={"slug": "技术"})),
    "search": read(query="?q=内核"),
    "shared": read(shows_drafts=True),
    "report": Row({200: EVERYBODY}, {200: EVERYBODY}),
    # Only from a page of the site: by Origin, which no other site can set.
    **dict.fromkeys(("like", "view"), Row({405: EVERYBODY}, {403: EVERYBODY})),
    "markdownx_markdownify": Row({405: EVERYBODY}, {200: ROLES, 403: f"{OUTSIDE} newcomer"}),
    "markdownx_upload": Row({405: EVERYBODY}, {400: ROLES, 403: f"{OUTSIDE} newcomer"}),
}
DOORS = {
    "invited": Row({200: EVERYBODY}, {400: "visitor", 200: f"stranger {STAFF}"}, at={"token": "invitation_token"}),
    "admin_password_reset": Row({200: EVERYBODY}, {200: EVERYBODY}),
    "password_reset_done": read(),
    "password_reset_confirm": Row({200: EVERYBODY}, {200: EVERYBODY}, at={"uidb64": "x", "token": "x"}),
    "password_reset_complete": read(),
}
BEGINNERS = "selector translator publisher chief superuser"
ARTICLE = {
    **model("articles_article", view=ROLES, delete=SUPERUSER),
    "admin:articles_article_add": Row({200: BEGINNERS}, {400: BEGINNERS}),
    "admin:articles_article_change": side({302: HOLDER}, sent=lambda world: form(world.article)),
    "admin:articles_article_history": side(),
    "admin:articles_article_calendar": side(),
    "admin:articles_article_autosave": side({200: HOLDER}, sent={"title": "题"}),
    "admin:articles_article_discard": side({302: ROLES}, {405: ROLES}),
    "admin:articles_article_notes": side(NONE, sent={"text": "太生硬"}),
    "admin:articles_article_resolve": side({302: HOLDER}, {405: HOLDER}, at={"number": "note"}),
    "admin:articles_article_preview": side(),
    "admin:articles_article_preview_link": side({200: HOLDER}, {200: HOLDER}),
    "admin:articles_article_revisions": side(),
    "admin:articles_article_compare": side(query="?from=1&to=now"),
    "admin:articles_article_restore": side({302: HOLDER}, {200: HOLDER}, at={"number": 1}, sent=known),
    "admin:articles_article_move": side({302: "translator"}, at={"name": "submit"}, sent=known),
}
DESK = {
    "admin:index": Row({200: STAFF}, {200: STAFF}),
    "admin:app_list": Row({200: ROLES, 404: "newcomer"}, {200: ROLES, 404: "newcomer"}),
    "admin:login": Row({200: OUTSIDE, 302: STAFF}, {200: EVERYBODY}),
    "admin:logout": Row({302: OUTSIDE, 405: STAFF}, {302: OUTSIDE, 200: STAFF}),
    "admin:password_change": Row({200: STAFF}, {200: STAFF}),
    "admin:password_change_done": Row({200: STAFF}, {405: STAFF}),
    "admin:jsi18n": Row({200: STAFF}, {405: STAFF}),
    "admin:autocomplete": Row(
        {200: ROLES}, {405: STAFF}, query="?app_label=articles&model_name=credit&field_name=contributor&term=x"
    ),
    "admin:articles_change_changelist": Row({200: CHIEFS}, {200: CHIEFS}),
    "admin/(?P<url>.*)$": Row({404: STAFF}, {404: STAFF}),
}
OTHERS = "selector reviewer publisher chief superuser"
NOTICES = {
    "admin:articles_notice_changelist": Row({200: ROLES}, {200: ROLES}),
    # Of the translator's.
    "admin:articles_notice_open": Row({302: "translator", 404: OTHERS}, {405: STAFF}, at={"pk": "notice"}),
    "admin:articles_notice_read": Row({405: STAFF}, {302: "translator", 404: OTHERS}, at={"pk": "notice"}),
    "admin:articles_notice_read_all": Row({405: STAFF}, {302: ROLES}),
    "admin:articles_notice_switches": Row({200: ROLES}, {302: ROLES}),
}
INVITATIONS = {
    "admin:articles_invitation_changelist": Row({200: CHIEFS}, {200: CHIEFS}),
    "admin:articles_invitation_add": Row({200: CHIEFS}, {200: CHIEFS}),
    "admin:articles_invitation_send": Row({405: STAFF}, {302: CHIEFS}, at={"pk": "invitation"}),
    "admin:articles_invitation_withdraw": Row({405: STAFF}, {302: CHIEFS}, at={"pk": "invitation"}),
}
RECORDS = {
    **model("auth_user", view=CHIEFS, add=SUPERUSER, change=SUPERUSER, delete=SUPERUSER),
    "admin:auth_user_password_change": Row({200: SUPERUSER}, {200: SUPERUSER}),
    **model("auth_group", add=SUPERUSER, change=SUPERUSER, delete=SUPERUSER),
    **model("articles_importrun", view=ROLES),
    **model("articles_importedfile", view=ROLES),
    **named("articles_contributor"),
    **model("articles_readerreport", view=ROLES, change=f"reviewer publisher {CHIEFS}", saved=302, delete=SUPERUSER),
    **model("articles_sitesettings", view=ROLES, change=CHIEFS),
    "admin:articles_sitesettings_changelist": Row({302: ROLES}, {302: ROLES}),
    **model("articles_page", view=ROLES, add=CHIEFS, change=CHIEFS, delete=SUPERUSER),
    "admin:articles_page_preview": Row({405: STAFF}, {200: CHIEFS}),
    **named("articles_category"),
    **named("articles_tag"),
}
TABLE: Final[dict[str, Row]] = {**READERS, **DOORS, **ARTICLE, **DESK, **NOTICES, **INVITATIONS, **RECORDS}
