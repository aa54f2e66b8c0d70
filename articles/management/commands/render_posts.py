"""Render published articles again: `manage.py render_posts`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import own_pages
from articles.importing.media import completed
from articles.models import Publication
from articles.publishing import renew
from articles.text.render import RENDERER_VERSION


class Command(BaseCommand):
    help = "Render again what an older renderer made or lacked pictures that are there now, and the site's own pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="render everything again")

    def handle(self, *args: Any, **options: Any) -> None:
        publications = Publication.objects.select_related("revision__article")
        outdated = publications if options["all"] else publications.exclude(text__renderer_version=RENDERER_VERSION)
        count = renew(outdated.iterator(chunk_size=200)) + renew(completed(settings.MEDIA_ROOT))
        self.stdout.write(f"{count} articles and {own_pages.renew()} pages rendered again")
