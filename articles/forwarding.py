"""Old addresses that lead to new ones: always in one hop, never in a circle."""

from urllib.parse import unquote

from django.conf import settings
from django.utils import translation

from articles.known import AnyNamed
from articles.models import OldPath


def path_of(row: AnyNamed) -> str:
    """The address of its page as people read it, without the prefix of a language."""
    with translation.override(settings.LANGUAGE_CODE):
        return unquote(row.get_absolute_url())


def forward(old: str, new: str) -> None:
    """What led to the old address leads to the new one too, and the new one nowhere else."""
    reclaim(new)
    if old != new:
        OldPath.objects.filter(target=old).update(target=new)
        OldPath.objects.update_or_create(path=old, defaults={"target": new})


def reclaim(path: str) -> None:
    """The address is somebody's own again."""
    OldPath.objects.filter(path=path).delete()
