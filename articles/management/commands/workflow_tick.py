"""The clock of the desk: `manage.py workflow_tick`, to be run every few minutes or hours."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.clock import tick
from articles.models import Claim


class Command(BaseCommand):
    help = "Remind of leases that run out and take back those that ran out. Safe to run twice and at any interval."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tick(timezone.now())
        for deed, claims in (("2 days left", done.soon), ("time is up", done.over), ("taken back", done.released)):
            for claim in claims:
                self.stdout.write(f"{deed}: {described(claim)}")
        if done.mailed:
            self.stdout.write(f"{done.mailed} mailed that could not be mailed before")
        self.stdout.write(f"{len(done.soon) + len(done.over)} reminded, {len(done.released)} taken back")


def described(claim: Claim) -> str:
    due = timezone.localtime(claim.due)
    return f"{claim.article.title} ({claim.kind}, {claim.holder.get_username()}, due {due:%Y-%m-%d %H:%M})"
