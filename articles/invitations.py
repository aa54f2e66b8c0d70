"""Invitations to the desk: sent by a chief, accepted once by the link that was mailed, within seven days."""

import logging
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import audit, known, mail
from articles.audit import Deed
from articles.conditions import listed, moment
from articles.imprint import imprint
from articles.members import name_of, role_name
from articles.models import Contributor, Invitation

CLOSED: Final = gettext_lazy("This invitation was used, taken back or sent again, or it is older than seven days.")
HAS_ACCOUNT: Final = gettext_lazy("There is an account with this address already.")
BYLINE_TAKEN: Final = gettext_lazy("The byline belongs to another account now.")
log = logging.getLogger(__name__)


class InvitationRefused(Exception):
    """It cannot be accepted, and `reason` says why; nothing is changed."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def invite(invitation: Invitation, groups: Iterable[Group], by: User, now: datetime) -> None:
    """Save a new one and mail it when the transaction is through."""
    invitation.by, invitation.sent_at = by, now
    invitation.save()
    invitation.groups.set(groups)
    _mail_later(invitation)


def send_again(invitation: Invitation, by: User, now: datetime) -> bool:
    """With a new link, for seven days more: the old one opens no longer. False where it is not outstanding."""
    outstanding = Invitation.objects.outstanding().filter(pk=invitation.pk)
    with transaction.atomic():
        if not audit.update(outstanding, Deed(by, now), by=by, sent_at=now, mailed=False):
            return False
        _mail_later(Invitation.objects.get(pk=invitation.pk))
    return True


def withdraw(invitation: Invitation, by: User, now: datetime) -> bool:
    """False where it is not outstanding."""
    outstanding = Invitation.objects.outstanding().filter(pk=invitation.pk)
    return bool(audit.update(outstanding, Deed(by, now), withdrawn_at=now))


def _signer() -> signing.Signer:
    return signing.Signer(salt="articles.invitations")


def token(invitation: Invitation) -> str:
    return _signer().sign_object([invitation.pk, invitation.sent_at.timestamp()])


def by_token(token: str) -> Invitation | None:
    """Also one that is open no longer. None where the token is not ours, or not the last one."""
    try:
        pk, sent = _signer().unsign_object(token)
    except signing.BadSignature:
        return None
    found = Invitation.objects.select_related("by", "contributor").filter(pk=pk).first()
    return found if found and found.sent_at.timestamp() == sent else None


def new_account(invitation: Invitation) -> User:
    """Not saved, and without a name to sign in and a password: for a form to fill."""
    return User(email=invitation.email, first_name=invitation.name, is_staff=True)


@transaction.atomic
def accept(invitation: Invitation, account: User, now: datetime) -> User:
    """Save the account with its roles and its byline. Whoever does it at the same time waits here. Raises a refusal."""
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not held.is_open(now) or held.sent_at != invitation.sent_at:
        raise InvitationRefused(CLOSED)
    if account_of(held.email):
        raise InvitationRefused(HAS_ACCOUNT)
    account.save()
    account.groups.set(held.groups.all())
    audit.record(account, {}, audit.state(account), Deed(account, now, audit.ADD))
    _link(held, account, now)
    held.accepted_at, held.user = now, account
    held.save(update_fields=["accepted_at", "user"])
    return account


def account_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def _link(invitation: Invitation, account: User, now: datetime) -> None:
    if invitation.contributor_id:
        free = Contributor.objects.filter(pk=invitation.contributor_id, user=None)
        if not audit.update(free, Deed(account, now), user=account):
            raise InvitationRefused(BYLINE_TAKEN)
    elif known.one(Contributor, invitation.name):
        raise InvitationRefused(BYLINE_TAKEN)
    else:
        person = Contributor.objects.create(name=invitation.name, user=account)
        audit.record(person, {}, audit.state(person), Deed(account, now, audit.ADD))


def _mail_later(invitation: Invitation) -> None:
    # No partial: where it fails, Django logs the name of the function.
    transaction.on_commit(lambda: _mail(invitation), robust=True)


def _mail(invitation: Invitation) -> None:
    """A mail server that fails is logged, and the list of invitations shows it."""
    with translation.override(settings.LANGUAGE_CODE):
        message = mail.message(_letter(invitation), invitation.email)
        try:
            message.send()
        except (OSError, ValueError) as error:
            log.warning("Invitation %d was not mailed: %s", invitation.pk, error)
            return
    Invitation.objects.filter(pk=invitation.pk).update(mailed=True)


def roles(invitation: Invitation) -> str:
    return listed(role_name(group) for group in sorted(invitation.groups.all(), key=attrgetter("pk")))


def _letter(invitation: Invitation) -> mail.Letter:
    by, site = invitation.by, imprint().name
    said = {
        "by": name_of(by),
        "site": site,
        "roles": roles(invitation),
        "until": moment(invitation.until),
    }
    return mail.Letter(
        heading=_("%(by)s invites you to %(site)s") % said,
        says=(
            _("%(by)s invites you to work on %(site)s as: %(roles)s.") % said,
            _("The link opens once, until %(until)s: choose a name to sign in with, and a password.") % said,
        ),
        links=(mail.Link(_("Accept the invitation"), reverse("invited", args=[token(invitation)])),),
        why=_("You get this because somebody entered your address. If you do not want to come, do nothing."),
    )
