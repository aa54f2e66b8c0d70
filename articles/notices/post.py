"""Notices by e-mail: after commit, and again by the clock where the mail server did not take them."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from articles import mail
from articles.models import Notice
from articles.notices.reading import letter

log = logging.getLogger(__name__)


def mail_first(pks: Iterable[int], now: datetime) -> int:
    """What was just written, as far as mail is wanted. Returns how many went out; never raises for a mail server."""
    return _mail_all(Notice.objects.unmailed(now).filter(pk__in=pks), now)


def mail_again(now: datetime) -> int:
    """What did not go out when it was written, unless it was read meanwhile or is no news any more."""
    return _mail_all(Notice.objects.unmailed(now), now)


def _mail_all(waiting: Iterable[Notice], now: datetime) -> int:
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).order_by("pk")
    notices = list(rows.select_related("recipient", "by", "article").defer("article__body", "article__source_body"))
    if not notices:
        return 0
    try:
        with django_mail.get_connection() as connection, translation.override(settings.LANGUAGE_CODE):
            return sum(_mail(notice, connection, now) for notice in notices)
    except OSError as error:
        log.warning("The mail server cannot be reached, and %d notices wait for the clock: %s", len(notices), error)
        return 0


def _mail(notice: Notice, connection: BaseEmailBackend, now: datetime) -> bool:
    """Taken before it is sent, so that two clocks never send it twice; given back where it was not sent."""
    message, row = mail.message(letter(notice), notice.recipient.email), Notice.objects.filter(pk=notice.pk)
    if not row.filter(mailed_at=None).update(mailed_at=now):
        return False
    try:
        connection.send_messages([message])
    except (OSError, ValueError) as error:  # the server, or an address that is none
        row.update(mailed_at=None)
        log.warning("Notice %d was not mailed and waits for the clock: %s", notice.pk, error)
        return False
    return True
