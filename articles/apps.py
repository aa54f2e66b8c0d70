"""The application `articles`; after each migration its groups have their permissions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from .permissions import grant  # noqa: PLC0415  models are there only now

        post_migrate.connect(grant, sender=self)
