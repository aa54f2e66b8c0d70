"""The site's own pages, such as 关于: rendered when they are saved, and again when the renderer changes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from articles import editions
from articles.models import Page
from articles.prepared import own_site
from articles.text.render import render


def save(page: Page, *, now: datetime) -> None:
    """Readers see it from now on."""
    with transaction.atomic():
        draw(page, now=now)
        page.save()
        editions.start()


def draw(page: Page, *, now: datetime) -> None:
    """Make of the text what readers would see, without saving anything."""
    page.html = render(page.body, own_site()).html
    page.updated_at = now


def remove(pages: QuerySet[Page]) -> None:
    with transaction.atomic():
        pages.delete()
        editions.start(hard=True)


def renew() -> int:
    """Render every page again; when each was saved stays. How many look different now."""
    changed = 0
    with transaction.atomic():
        for page in Page.objects.all():
            before = page.html
            draw(page, now=page.updated_at)
            if page.html != before:
                page.save(update_fields=["html"])
                changed += 1
        if changed:
            editions.start()
    return changed
