"""Two who save the same article: the second sees who saved what, and puts both together; neither text is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import known, manuscript
from articles.admin import autosaves
from articles.admin.sides import ArticleAdmin, editable
from articles.admin.writing import LONG, last_number, values_of
from articles.models import Article, Category, Revision
from articles.text import names
from articles.text.diff import compare, folded, is_same
from articles.text.merging import merge

CHOSEN: Final = {"category", "kind"}  # from a list, not typed
CHOICES: Final = ("merged", "mine", "theirs", "base")


@dataclass(slots=True)
class Field:
    """One field that both changed. `choice` is what is chosen so far, or empty: then the person must choose."""

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    merged: str = ""
    choice: str = ""
    conflicts: int = 0
    is_long: bool = False
    changes: list[Any] = field(default_factory=list)

    @property
    def versions(self) -> list[tuple[str, str, str, str]]:
        """What can be chosen: its name, how it is called, the value, and the value for people."""
        called = {"mine": _("Mine"), "theirs": _("The other's"), "base": _("As it was before both")}
        values = {"mine": self.mine, "theirs": self.theirs, "base": self.base}
        return [(name, called[name], value, _shown(self.name, value)) for name, value in values.items()]

    @property
    def can_be_edited(self) -> bool:
        return self.name not in CHOSEN


@dataclass(slots=True)
class Meeting:
    """What somebody posted on top of a version that is no longer the last one."""

    article: Article
    post: QueryDict
    now: datetime
    both: list[Field] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    theirs: list[Field] = field(default_factory=list)

    @property
    def last(self) -> Revision | None:
        return self.article.revisions.select_related("by").order_by("number").last()


def meeting(article: Article, post: QueryDict, fields: Iterable[str], now: datetime) -> Meeting | None:
    """None where nobody else changed the text since: a move alone is no reason to ask."""
    number = _number(post, "base_revision")
    if _number(post, "base_version") in {article.version, None} or number in {last_number(article), None}:
        return None
    base = values_in(article.revisions.filter(number=number).first())
    theirs, found = values_of(article), Meeting(article, post, now)
    for name in fields:
        if name in theirs:
            mine = post.get(name, theirs[name])
            _weigh(found, name, base.get(name, ""), theirs[name], mine)
    return found if found.both or found.theirs else None


def _weigh(found: Meeting, name: str, base: str, theirs: str, mine: str) -> None:
    label = str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    here = Field(name, label, base, theirs, mine, is_long=name in LONG)
    here.changes = folded(compare(_shown(name, base), _shown(name, theirs)))
    if is_same(theirs, base) or is_same(theirs, mine):
        found.settled[name] = mine
        return
    if is_same(mine, base):
        found.settled[name] = theirs
        found.theirs.append(here)
        return
    marks = (_("【Saved by the other】"), _("【Mine】"), _("【End of both】"))
    merged = merge(base, theirs, mine, marks) if here.is_long else None
    here.merged, here.conflicts = merged or (mine, 1)
    here.choice = "" if here.conflicts else "merged"
    here.changes = folded(compare(_shown(name, theirs), _shown(name, mine)))
    found.both.append(here)


def chosen(article: Article, post: QueryDict) -> QueryDict:
    """What the merge page sent, as the form of the article would have sent it; without a choice, it asks again."""
    if "merging" not in post:
        return post
    made = post.copy()
    theirs = values_of(article)
    for name in theirs:
        choice = post.get(f"choice-{name}")
        if choice is not None and choice in CHOICES:
            made[name] = str(post.get(f"{choice}-{name}", theirs[name]))
        elif f"mine-{name}" in post:
            made[name] = str(post.get(f"mine-{name}"))
            for base, older in (("base_version", "older_version"), ("base_revision", "older_revision")):
                made[base] = str(post.get(older, ""))
    return made


def values_in(revision: Revision | None) -> dict[str, str]:
    """A revision as a form would hold it; it knows nothing of the source's text."""
    if revision is None:
        return {}
    fields = manuscript.renamed([revision.fields])[0]
    category = known.one(Category, fields["category"])
    tags = names.join_names(fields["tags"])
    return {**manuscript.plain_values(revision), "category": str(category.pk if category else ""), "tags": tags}


def merge_page(model_admin: ArticleAdmin, request: HttpRequest, found: Meeting) -> HttpResponse:
    """What was typed is also kept as a draft: whoever closes this page loses nothing."""
    article, post = found.article, found.post
    autosaves.keep(article, request, editable(request, article), found.now)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Put two texts together"),
        "article": article,
        "found": found,
        "last": found.last,
        "last_number": last_number(article),
        "hidden": [*found.settled.items(), *((name, post[name]) for name in post if name.startswith("credits-"))],
        "older": (post.get("base_version", ""), post.get("base_revision", "")),
        "address": reverse("admin:articles_article_change", args=[article.pk]),
    }
    return TemplateResponse(request, "admin/articles/article/merge.html", context, status=409)


def refused_page(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Nothing is saved, but what was typed and differs is shown, to be copied."""
    saved = {name: value for name, value in values_of(article).items() if name not in CHOSEN}
    typed = [(name, mine) for name in saved if (mine := request.POST.get(name)) and not is_same(mine, saved[name])]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("You cannot edit this article now"),
        "article": article,
        "typed": [(Article._meta.get_field(name).verbose_name, value) for name, value in typed],  # type: ignore[union-attr]
    }
    return TemplateResponse(request, "admin/articles/article/refused.html", context, status=403)


def _number(post: QueryDict, name: str) -> int | None:
    try:
        return int(post.get(name, ""))
    except ValueError:
        return None


def _shown(name: str, value: str) -> str:
    return _category(value) if name == "category" else value


def _category(value: str) -> str:
    found = Category.objects.filter(pk=value).first() if value.isdecimal() else None
    return found.name if found else ""
