"""How a logged change is shown: in the words that people know, line ends to be seen, long texts folded."""

from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import audit
from articles.conditions import moment
from articles.models import Change, Claim
from articles.roles import ROLE_LABELS, Role
from articles.stages import MOVE, STAGE_LABELS, Stage

# What is longer, or has more lines, is folded behind its beginning.
LONGEST: Final = 120
DEEDS: Final[dict[str, str | Promise]] = {
    audit.ADD: gettext_lazy("added"),
    audit.CHANGE: gettext_lazy("changed"),
    audit.DELETE: gettext_lazy("deleted"),
    "restore_revision": gettext_lazy("revision restored"),
}
# Of an article, what is no column of its own.
BESIDE: Final[dict[str, str | Promise]] = {
    "claims": gettext_lazy("held by"),
    "credits": gettext_lazy("credits"),
    "editors_choice": gettext_lazy("editor's choice"),
    "pinned": gettext_lazy("pinned"),
    "published_at": gettext_lazy("public from"),
    "revision": gettext_lazy("revision shown to readers"),
}


def deed(change: Change) -> str:
    move = MOVE.get(change.deed)
    return str(move.label if move else DEEDS.get(change.deed, change.deed))


def kind(name: str) -> str:
    model = _model(name)
    return str(model._meta.verbose_name) if model else name


def field(change: Change) -> str:
    if change.kind == "articles.article" and change.field in BESIDE:
        return str(BESIDE[change.field])
    found = _field(change)
    if found is None:
        return change.field
    return str(found.related_model._meta.verbose_name_plural if found.auto_created else found.verbose_name)


def difference(change: Change) -> SafeString:
    """From → to."""
    if change.field == audit.PASSWORD:
        return render_to_string("admin/articles/change/_password.html")
    sides = [_side(value(change, text)) for text in (change.before, change.after)]
    return render_to_string("admin/articles/change/_difference.html", {"sides": sides, "change": change})


def value(change: Change, text: str) -> str:
    """For people: of what was chosen its name, of moments their time in Beijing."""
    if not text:
        return ""
    if change.kind == "articles.article" and change.field in SHOWN:
        return "\n".join(SHOWN[change.field](line) for line in text.split("\n"))
    return _value(_field(change), text)


def _value(found: Any, text: str) -> str:
    if isinstance(found, models.DateTimeField):
        return _moment(text)
    if isinstance(found, models.BooleanField):
        return _yes(text)
    choices = dict(getattr(found, "flatchoices", ()))
    return str(choices.get(text, text))


def _side(text: str) -> dict[str, Any]:
    lines = text.replace("\r\n", "␍␊\n").replace("\r", "␍")
    lines = "\n".join(line if line.endswith("␍␊") or last else f"{line}↵" for line, last in _lines(lines))
    is_long = len(text) > LONGEST or text.count("\n") > 3
    return {"text": lines, "is_long": is_long, "begins": " ".join(text[:LONGEST].split()), "size": len(text)}


def _lines(text: str) -> list[tuple[str, bool]]:
    lines = text.split("\n")
    return [(line, number == len(lines)) for number, line in enumerate(lines, 1)]


def _model(name: str) -> Any:
    try:
        return apps.get_model(name)
    except (LookupError, ValueError):
        return None


def _field(change: Change) -> Any:
    model = _model(change.kind)
    try:
        return model._meta.get_field(change.field) if model else None
    except FieldDoesNotExist:
        return None


def _moment(text: str) -> str:
    at = parse_datetime(text)
    return moment(at) if at else text


def _yes(text: str) -> str:
    return str({"True": _("yes"), "False": _("no")}.get(text, text))


def _credit(line: str) -> str:
    role, _space, name = line.partition(" ")
    return f"{ROLE_LABELS[Role(role)]} {name}" if role in set(Role) else line


def _claim(line: str) -> str:
    name, due, holder = line.split(" ", 2)
    label = Claim.Kind(name).label if name in Claim.Kind.values else name
    return f"{label}: {holder} · {_('due %(due)s') % {'due': _moment(due)}}"


def _revision(text: str) -> str:
    number = text.removeprefix("#")
    return _("revision %s") % number if number != text else text


def _stage(text: str) -> str:
    return str(STAGE_LABELS[Stage(text)]) if text in set(Stage) else text


SHOWN: Final[dict[str, Callable[[str], str]]] = {
    "body": _revision,
    "claims": _claim,
    "credits": _credit,
    "editors_choice": _yes,
    "pinned": _yes,
    "published_at": _moment,
    "revision": _revision,
    "stage": _stage,
}
