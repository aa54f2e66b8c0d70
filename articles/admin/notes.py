"""Review notes in the admin: what a reviewer wants changed, anchored to a passage, until somebody resolves it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import audit, editing
from articles.admin.sides import ArticleAdmin, may_edit, page, side, user_of
from articles.models import Article, Note
from articles.stages import Stage
from articles.text import passages

LONGEST_QUOTE = 2000


class NoteForm(forms.ModelForm):
    """Of an article's text as it stands."""

    class Meta:
        model = Note
        fields = ["quote", "text"]
        labels = {"text": gettext_lazy("What is to be changed")}
        widgets = {"quote": forms.Textarea({"rows": 3}), "text": forms.Textarea({"rows": 4})}
        help_texts = {
            "quote": gettext_lazy("Copied from the text. Empty where the note is about the text as a whole."),
        }

    def clean_quote(self) -> str:
        quote: str = self.cleaned_data["quote"].strip()[:LONGEST_QUOTE]
        if quote and not passages.is_there(quote, self.instance.article.body):
            raise ValidationError(_("The text holds no such passage. Copy it from the text as it is written there."))
        return quote


def urls(model_admin: ArticleAdmin) -> list[URLPattern]:
    return [
        side(model_admin, "notes/", listed, "notes"),
        side(model_admin, "notes/<int:number>/resolve/", resolve, "resolve"),
    ]


def around(request: HttpRequest, article: Article, fields: editing.Fields) -> dict[str, Any]:
    """For the form of the article: the notes that are open, and the form of a new one for whoever reviews."""
    found = article.notes.unresolved().select_related("by")
    return {
        "open_notes": [(note, is_gone(note, article)) for note in found],
        "can_resolve": "body" in fields,
        "note_form": NoteForm(instance=Note(article=article)) if is_reviewed_by(article, fields) else None,
    }


def is_gone(note: Note, article: Article) -> bool:
    return bool(note.quote) and not passages.is_there(note.quote, article.body)


def listed(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """The notes, and the form of a new one for whoever may edit the text in review."""
    form = NoteForm(request.POST or None, instance=Note(article=article))
    if request.method == "POST":
        if not can_add(request, article):
            raise PermissionDenied
        if form.is_valid():
            return _added(request, article, form)
    notes = list(article.notes.select_related("by", "resolved_by"))
    return page(
        *(model_admin, request, article, "notes"),
        title=_("Review notes"),
        form=form if can_add(request, article) else None,
        notes=[(note, is_gone(note, article)) for note in notes],
        can_resolve="body" in _fields(request, article),
    )


def resolve(model_admin: ArticleAdmin, request: HttpRequest, article: Article, number: int) -> HttpResponse:
    may_edit(request, article, "body")
    return _resolve(request, article, number)


@require_POST
def _resolve(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    if not article.notes.filter(pk=number).exists():
        raise Http404(number)
    now, user = timezone.now(), user_of(request)
    open_notes = article.notes.unresolved().filter(pk=number)
    audit.update(open_notes, audit.Deed(user, now), resolved_at=now, resolved_by=user)
    return _back(article, to_form=request.POST.get("next") == "form")


def can_add(request: HttpRequest, article: Article) -> bool:
    return is_reviewed_by(article, _fields(request, article))


def is_reviewed_by(article: Article, fields: editing.Fields) -> bool:
    """Of whoever may edit these fields of the article."""
    return article.stage == Stage.REVIEW and "body" in fields


def _added(request: HttpRequest, article: Article, form: NoteForm) -> HttpResponse:
    note: Note = form.save(commit=False)
    note.by, note.at = user_of(request), timezone.now()
    note.context = passages.context(note.quote, article.body)
    with transaction.atomic():
        note.save()
        audit.record(note, {}, audit.state(note), audit.Deed(note.by, note.at, audit.ADD))
    messages.success(request, _("The note is there for whoever translated or wrote the text."))
    return _back(article)


def _fields(request: HttpRequest, article: Article) -> editing.Fields:
    return editing.editable(article, user_of(request), timezone.now())


def _back(article: Article, *, to_form: bool = False) -> HttpResponse:
    view = "change" if to_form else "notes"
    return redirect(reverse(f"admin:articles_article_{view}", args=[article.pk]))
