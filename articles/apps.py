"""The application `articles`, whose groups get their permissions after each migration, and the admin as the desk."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(admin.AdminConfig):
    default = False
    default_site = "articles.desk.Desk"


class ArticlesConfig(AppConfig):
    default = True
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from .permissions import grant  # noqa: PLC0415  models are there only now

        post_migrate.connect(grant, sender=self)
