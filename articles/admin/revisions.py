"""Revisions of an article in the admin: their list, what changed between two, and taking one up again."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import manuscript
from articles.admin.sides import ArticleAdmin, may_edit, page, side, user_of
from articles.models import Article, Publication, Revision
from articles.roles import ROLE_LABELS, Role
from articles.stages import MOVE
from articles.text.diff import Line, Skipped, compare, folded

NOW, PUBLIC = "now", "public"
# More lines than that are no help to anybody, and a burden to the browser.
MOST_LINES = 3000


class Change(NamedTuple):
    label: str
    lines: list[Line | Skipped]
    is_cut: bool


def urls(model_admin: ArticleAdmin) -> list[URLPattern]:
    return [
        side(model_admin, "revisions/", listed, "revisions"),
        side(model_admin, "compare/", compared, "compare"),
        side(model_admin, "revisions/<int:number>/restore/", restored, "restore"),
    ]


def listed(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    rows = list(article.revisions.select_related("by").defer("body", "summary", "fields").order_by("-number"))
    shown = Publication.objects.filter(article=article).values_list("revision__number", flat=True).first()
    newest = [row.number for row in rows[:2]]
    return page(
        *(model_admin, request, article, "revisions"),
        title=_("Revisions"),
        revisions=[(row, said_of(row)) for row in rows],
        public=shown,
        preselected=(newest[-1] if newest else None, newest[0] if newest else None),
    )


def said_of(revision: Revision) -> str:
    """Its note in words: the move that it was saved by, or the revision that was taken up again."""
    note = revision.note
    if note in MOVE:
        return str(MOVE[note].label)
    taken = note.removeprefix(manuscript.TAKEN_UP)
    return _("Restored from revision %s") % taken if taken != note else note


def compared(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """`from` and `to` are numbers of revisions, `now` for the manuscript, or `public` for what readers see."""
    older = _revision(article, request.GET.get("from", ""))
    newer = _revision(article, request.GET.get("to", NOW))
    return page(
        *(model_admin, request, article, "compare"),
        title=_("What changed"),
        older=older,
        newer=newer,
        changes=list(changes(older, newer)),
        can_restore=_can_restore(request, article),
        restorable=[each for each in (older, newer) if each.pk],
    )


def restored(model_admin: ArticleAdmin, request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """As a new revision, of the fields that this person may edit; what stood there before stays in its own."""
    fields = may_edit(request, article, "body")
    found = article.revisions.filter(number=number).first()
    if found is None:
        raise Http404(number)
    if request.method == "POST":
        return _take_up(request, article, found, fields)
    return page(
        *(model_admin, request, article, "restore"),
        title=_("Restore a revision"),
        revision=found,
        changes=list(changes(manuscript.snapshot(article), found)),
    )


def _take_up(request: HttpRequest, article: Article, found: Revision, fields: frozenset[str]) -> HttpResponse:
    back = redirect(reverse("admin:articles_article_change", args=[article.pk]))
    version = request.POST.get("version", "")
    if version != str(article.version):
        messages.error(request, _("Somebody saved the article meanwhile. Nothing was restored."))
        return back
    try:
        with transaction.atomic():
            held = fields & manuscript.HELD
            made = manuscript.take_up(
                found, by=user_of(request), now=timezone.now(), only=held, base_version=int(version)
            )
    except manuscript.SavedMeanwhile:
        messages.error(request, _("Somebody saved the article meanwhile. Nothing was restored."))
        return back
    said = {"old": found.number, "new": made.number}
    messages.success(request, _("Revision %(old)d is the manuscript again, as revision %(new)d.") % said)
    return back


def changes(older: Revision, newer: Revision) -> Iterator[Change]:
    """Field by field, only those that differ."""
    older_fields, newer_fields = manuscript.renamed([older.fields, newer.fields])  # a new name is nobody's change
    before, after = dict(_values(older, older_fields)), dict(_values(newer, newer_fields))
    for label, value in after.items():
        lines = compare(before[label], value)
        if any(line.kind != "same" for line in lines):
            shown = folded(lines)
            yield Change(label, shown[:MOST_LINES], len(shown) > MOST_LINES)


def since_revision(article: Article, number: int) -> Iterator[Change]:
    """What differs between a revision and the manuscript."""
    return changes(_revision(article, str(number)), manuscript.snapshot(article))


def _values(revision: Revision, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    values = manuscript.plain_values(revision)
    for name in ("title", "summary", "body"):
        yield _label(name), values[name]
    yield _label("category"), fields["category"]
    yield _label("tags"), "\n".join(fields["tags"])
    for name in ("cover", "kind", "source_url", "source_title", "licence"):
        yield _label(name), values[name]
    yield _("Credits"), "\n".join(f"{ROLE_LABELS[Role(role)]} {name}" for role, name in fields["credits"])


def _label(name: str) -> str:
    field: Any = Article._meta.get_field(name)
    return str(field.verbose_name)


def _revision(article: Article, asked: str) -> Revision:
    if asked == NOW:
        return manuscript.snapshot(article)
    if asked == PUBLIC:
        shown = Publication.objects.select_related("revision__by").filter(article=article).first()
        if shown is None:
            raise Http404(asked)
        return shown.revision
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Http404(asked)
    found = article.revisions.select_related("by").filter(number=int(asked)).first()
    if found is None:
        raise Http404(asked)
    return found


def _can_restore(request: HttpRequest, article: Article) -> bool:
    try:
        return bool(may_edit(request, article, "body"))
    except PermissionDenied:
        return False
