"""A reader reports a mistake: a page of its own, so that no other page needs a cookie."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import notices
from articles.models import Publication, ReaderReport
from articles.visitors import Limit, allow, visitor

from .visits import SeeOther, of_live_article

REPORTS = Limit("report", most=10, seconds=3600)
PASSAGE, MESSAGE = 1000, 5000


class Text(forms.CharField):
    """Several lines, which browsers send with the line ends of Windows."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class ReportForm(forms.Form):
    """`subject` is for machines, which fill in whatever has a name: nobody sees it."""

    passage = Text(
        label=_("The passage"), help_text=_("Copied from the article."), max_length=PASSAGE, required=False, rows=3
    )
    message = Text(label=_("What is wrong"), max_length=MESSAGE, rows=6)
    contact = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Not needed. Only the editors see it, to ask you back."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        max_length=254,
        required=False,
    )
    subject = forms.CharField(required=False)

    @property
    def written(self) -> list[forms.BoundField]:
        return [self["passage"], self["message"], self["contact"]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_live_article
def report(request: HttpRequest, publication: Publication, now: datetime) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    initial = {"passage": request.GET.get("passage", "").strip()[:PASSAGE]}
    form = ReportForm(sent, initial=initial, label_suffix="")
    status = 200
    if form.is_valid():
        if form.cleaned_data["subject"] or _keep(form, publication, visitor(request, now).household, now):
            return SeeOther(f"{reverse('report', args=[publication.number])}?thanks")
        status = 429
    shown = {"publication": publication, "form": form, "thanks": sent is None and "thanks" in request.GET}
    response = render(request, "articles/report.html", shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    if status == 429:
        response["Retry-After"] = str(REPORTS.left(now))
    return response


def _keep(form: ReportForm, publication: Publication, household: str, now: datetime) -> bool:
    """Keep the report, unless there were too many: then the form says so, and keeps what was written."""
    if not allow(REPORTS, household, now):
        form.add_error(None, _("Many reports came from your network. Please send yours again in an hour."))
        return False
    words = {name: form.cleaned_data[name] for name in ("passage", "message", "contact")}
    with transaction.atomic():
        notices.reported(ReaderReport.objects.create(article_id=publication.pk, at=now, **words))
    return True
