"""Invitations in the admin: a chief invites, sees what is outstanding, sends it again or takes it back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import invitations, known
from articles.admin.accounts import RolesField
from articles.admin.recorded import Recorded
from articles.admin.sides import user_of
from articles.conditions import moment
from articles.members import name_of
from articles.models import Contributor, Invitation
from articles.roles import GROUPS


class InvitationForm(forms.ModelForm):
    groups = RolesField(
        Group.objects.filter(name__in=GROUPS.values()).order_by("pk"),
        label=gettext_lazy("Roles"),
        widget=forms.CheckboxSelectMultiple,
    )
    byline = forms.CharField(
        label=gettext_lazy("Contributor"),
        help_text=gettext_lazy("Who was credited here before: their name. Left empty, a new contributor is made."),
        max_length=150,
        required=False,
    )

    class Meta:
        model = Invitation
        fields = ["email", "name", "groups"]
        help_texts = {"name": gettext_lazy("As it will stand in bylines.")}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if account := invitations.account_of(email):
            raise ValidationError(_("The account “%(name)s” has this address already.") % {"name": account})
        if Invitation.objects.outstanding().filter(email__iexact=email).exists():
            raise ValidationError(_("This address was invited already: send that invitation again."))
        return email

    def clean_byline(self) -> Contributor | None:
        name: str = self.cleaned_data["byline"].strip()
        if not name:
            return None
        found = known.one(Contributor, name)
        if found is None:
            raise ValidationError(_("There is no contributor of this name."))
        if found.user_id:
            raise ValidationError(_("This contributor has an account already."))
        if Invitation.objects.outstanding().filter(contributor=found).exists():
            raise ValidationError(_("This contributor was invited already."))
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        name = given.get("name", "")
        if name and "byline" not in self.errors:
            self.instance.contributor = given.get("byline")
            if self.instance.contributor is None and known.one(Contributor, name):
                self.add_error("byline", _("There is a contributor of this name: enter the name here to link them."))
        return given


@admin.register(Invitation)
class InvitationAdmin(Recorded, admin.ModelAdmin):
    form = InvitationForm
    fields = ["email", "name", "byline", "groups"]
    list_display = ["email", "who", "roles", "state", "invited_by", "deeds"]
    list_display_links = None
    list_select_related = ["contributor", "by", "user"]
    ordering = [F("withdrawn_at").asc(nulls_first=True), F("accepted_at").asc(nulls_first=True), "-sent_at", "pk"]
    actions = None
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """What was sent is not edited: it is sent again, or taken back."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_invitation_changelist"),
            path("add/", view(self.add_view), name="articles_invitation_add"),
            path("<int:pk>/send/", view(require_POST(self.send_view)), name="articles_invitation_send"),
            path("<int:pk>/withdraw/", view(require_POST(self.withdraw_view)), name="articles_invitation_withdraw"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        rows: QuerySet[Invitation] = super().get_queryset(request).prefetch_related("groups")
        return rows

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": _("Invitations"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        shown = {
            "title": _("Invite somebody"),
            "subtitle": _("A mail goes out at once; its link opens for seven days."),
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        try:
            return super().add_view(request, form_url, {**shown, **(extra_context or {})})
        except IntegrityError:  # another chief invited the same address at the same moment
            messages.error(request, _("This address was invited already: send that invitation again."))
            return self._back()

    def save_model(self, request: HttpRequest, obj: Invitation, form: InvitationForm, change: bool) -> None:
        invitations.invite(obj, form.cleaned_data["groups"], user_of(request), timezone.now())

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None) -> HttpResponse:
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": obj.email})
        return self._back()

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = self._asked_for(request, pk)
        if invitations.send_again(invitation, user_of(request), timezone.now()):
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
        else:
            self._too_late(request)
        return self._back()

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = self._asked_for(request, pk)
        if invitations.withdraw(invitation, user_of(request), timezone.now()):
            messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": invitation.email})
        else:
            self._too_late(request)
        return self._back()

    def _asked_for(self, request: HttpRequest, pk: int) -> Invitation:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Invitation, pk=pk)

    def _too_late(self, request: HttpRequest) -> None:
        messages.error(request, _("It was accepted or taken back meanwhile."))

    def _back(self) -> HttpResponse:
        return redirect(reverse("admin:articles_invitation_changelist"))

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def who(self, invitation: Invitation) -> str:
        """Their byline, where they have one."""
        return str(invitation.contributor or invitation.name)

    @admin.display(description=gettext_lazy("invited by"))
    def invited_by(self, invitation: Invitation) -> str:
        return name_of(invitation.by)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, invitation: Invitation) -> str:
        return invitations.roles(invitation)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("accepted: %(name)s") % {"name": invitation.user or invitation.name}
        if invitation.withdrawn_at:
            return _("taken back")
        if timezone.now() >= invitation.until:
            return _("too old since %s") % moment(invitation.until)
        if not invitation.mailed:
            return _("not mailed yet")
        return _("open until %s") % moment(invitation.until)

    @admin.display(description=gettext_lazy("next"), empty_value="")
    def deeds(self, invitation: Invitation) -> SafeString | None:
        if invitation.accepted_at or invitation.withdrawn_at:
            return None
        return render_to_string("admin/articles/invitation/_deeds.html", {"invitation": invitation})
