"""Adding an article: a topic is proposed, an own text is begun; both are moves of the table."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk import KIND_LABELS, MOVE_OF, kinds_for
from articles.models import Article, Kind
from articles.refusals import Refusal
from articles.stages import Move
from articles.workflow import MoveRefused, perform


class AddForm(forms.ModelForm):
    """`kinds` are those that this person may add. The last two fields are for a chief whom the table refuses."""

    kind = forms.ChoiceField(label=_("What to add"), widget=forms.RadioSelect)
    override = forms.BooleanField(label=_("Go on all the same, as chief"), required=False)
    note = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), required=False)

    class Meta:
        model = Article
        fields = ["kind", "title", "source_url", "source_title", "source_body"]
        help_texts = {
            "title": _("In Chinese; it can still change."),
            "source_url": _("A topic needs it; it shows at once whether somebody works on this source already."),
            "source_body": _("Of a topic. Its length decides how long a translator has."),
        }

    def __init__(self, kinds: list[Kind], may_override: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KIND_LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0].value
        self.fields["source_body"].widget.attrs["rows"] = 8
        if not may_override:
            del self.fields["override"], self.fields["note"]

    @property
    def move(self) -> Move:
        return MOVE_OF[Kind(self.cleaned_data["kind"])]

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("override", "note") if name in self.cleaned_data}


class Adding(admin.ModelAdmin):
    """The add view of the articles."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and bool(kinds_for(request.user, timezone.now()))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        now = timezone.now()
        assert isinstance(request.user, User)
        kinds = kinds_for(request.user, now)
        if not kinds:
            raise PermissionDenied
        if request.method != "POST":
            asked = request.GET.get("kind")
            initial = {"kind": asked} if asked in kinds else {}
            return self.add_page(request, AddForm(kinds, False, initial=initial))
        return self.added(request, kinds, now)

    def added(self, request: HttpRequest, kinds: list[Kind], now: datetime) -> HttpResponse:
        form = AddForm(kinds, "note" in request.POST, request.POST)
        if not form.is_valid():
            return self.add_page(request, form, status=400)
        assert isinstance(request.user, User)
        try:
            perform(form.instance, form.move, request.user, now=now, **form.asked())
        except MoveRefused as refused:
            again = AddForm(kinds, refused.refusal.overridable, request.POST, instance=Article())
            return self.add_page(request, again, refused.refusal, status=409)
        messages.success(request, gettext("Added: “%(title)s”.") % {"title": form.instance})
        return redirect(reverse("admin:articles_article_change", args=[form.instance.pk]))

    def add_page(
        self, request: HttpRequest, form: AddForm, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Add article"),
            "form": form,
            "refusal": refusal,
            "rival": refusal.data.get("rival") if refusal else None,
        }
        return TemplateResponse(request, "admin/articles/article/add.html", context, status=status)
