"""The application `cms`: registers the checks of the configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  registering needs the apps to be loaded
