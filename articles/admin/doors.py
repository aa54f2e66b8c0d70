"""The doors of the desk, for people who are not in yet: an invitation accepted, a forgotten password set anew."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordResetForm, UserCreationForm
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from articles import audit, invitations, mail
from articles.imprint import imprint
from articles.invitations import InvitationRefused
from articles.models import Invitation
from articles.visitors import Limit, allow, visitor

RESETS = Limit("reset", most=5, seconds=3600)
# The link stays on this site; a browser told to name no referrer names no origin either, and no form would be taken.
HEADERS = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
log = logging.getLogger(__name__)


class AcceptForm(UserCreationForm):
    """A name to sign in with and a password, held against Django's validators; the account is the invitation's."""

    class Meta(UserCreationForm.Meta):
        fields = ("username",)


@sensitive_post_parameters()
@never_cache
@csrf_protect
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Nobody needs an account to open it, but whoever has the link."""
    invitation = invitations.by_token(token)
    if invitation is None:
        raise Http404(token)
    now = timezone.now()
    if not invitation.is_open(now):
        return _page(request, invitation, refusal=invitations.CLOSED, status=410)
    if request.user.is_authenticated:
        return _page(request, invitation)
    form = AcceptForm(request.POST or None, instance=invitations.new_account(invitation))
    if request.method == "POST" and form.is_valid():
        try:
            account = invitations.accept(invitation, form.save(commit=False), now)
        except InvitationRefused as refused:
            return _page(request, invitation, refusal=refused.reason, status=409)
        login(request, account, backend=MODEL_BACKEND)
        messages.success(request, _("Welcome, %(name)s. This is your desk.") % {"name": account.first_name})
        return redirect(reverse("admin:index"))
    return _page(request, invitation, form=form, status=400 if request.method == "POST" else 200)


def _page(request: HttpRequest, invitation: Invitation, status: int = 200, **shown: Any) -> HttpResponse:
    context = {
        "title": _("Invitation"),
        "invitation": invitation,
        "roles": invitations.roles(invitation),
        "site": imprint().name,
    }
    response = render(request, "admin/invited.html", context | shown, status=status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


class ResetForm(PasswordResetForm):
    """Its mail is a letter like the others, and its link leads to this site whatever the request called it."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Never raises for a mail server: the page says the same whether there is such an account or not."""
        _subject, _text, context, _sender, to = args[:5]
        path = reverse("password_reset_confirm", args=[context["uid"], context["token"]])
        letter = mail.Letter(
            heading=_("Set a new password"),
            says=(
                _("Somebody, probably you, asked for a new password for the account “%(name)s”.")
                % {"name": context["user"].get_username()},
            ),
            links=(mail.Link(_("Set a new password"), path),),
            why=_("If that was not you, do nothing: your password stays as it is."),
        )
        try:
            mail.message(letter, to).send()
        except (OSError, ValueError) as error:
            log.warning("The mail for a new password was not sent: %s", error)


@method_decorator([never_cache, csrf_protect], name="dispatch")
class PasswordReset(auth.PasswordResetView):
    """A few times an hour for each household: every one of them is a mail to somebody."""

    form_class = ResetForm

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        now = timezone.now()
        if not allow(RESETS, visitor(self.request, now).household, now):
            form.add_error(None, _("That was asked for too often. Please try again in an hour."))
            response = self.form_invalid(form)
            response.status_code = 429
            response.headers["Retry-After"] = str(RESETS.left(now))
            return response
        return super().form_valid(form)


class PasswordConfirm(auth.PasswordResetConfirmView):
    """The log says that it was changed, and by whom: by whoever has the link."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record_password(form.user, audit.Deed(form.user, timezone.now()))
            return response


__all__ = ["PasswordConfirm", "PasswordReset", "invited"]
