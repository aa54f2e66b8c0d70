"""The reader's templates in Jinja: compiled to Python, once for each language, with everything translated by then."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2, Template
from django.template.defaultfilters import linebreaks_filter
from django.utils.translation import get_language, gettext
from jinja2 import ChainableUndefined, Environment

from articles.imprint import CHINESE_TAG, ENGLISH
from articles.linked_data import absolute, moment, own_file
from articles.models.addresses import address_in, addresses
from articles.sharing import shares

from . import metadata, passages, pictures, reading
from .compiling import Lean, Placing
from .translating import Translating

# Django's own templates, what stands in their place, and the letters of the desk: their language is Django's.
DESK = ("admin/", "emails/")
FILTERS = {
    "attribute": metadata.attribute,
    "by_role": reading.by_role,
    "linebreaks": linebreaks_filter,
    "marked": passages.marked,
    "moment": moment,
    "one_line": reading.one_line,
    "opening": metadata.opening,
    "thousands": reading.thousands,
    "truncatechars": reading.truncatechars,
}
GLOBALS = {
    "_": gettext,
    "absolute": absolute,
    "address": metadata.address,
    "article_data": metadata.article_data,
    "breadcrumb_data": metadata.breadcrumb_data,
    "card_of": metadata.card_of,
    "copies": pictures.copies,
    "path_in": reading.path_in,
    "profile_data": metadata.profile_data,
    "shares": shares,
    "site_data": metadata.site_data,
    "static": own_file,
}


def context(request: HttpRequest) -> dict[str, Any]:
    """Gives a page a `url` of its own, which need not ask again at each address what is the same on all of the page."""
    return {"url": addresses()}


class Readers(Jinja2):
    """Django's backend for Jinja with an environment for each language instead of one."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._by_language: dict[str, Environment] = {}
        super().__init__(params)

    @property
    def env(self) -> Environment:
        """That of the active language."""
        language = get_language()
        return self._by_language[language if language in self._by_language else settings.LANGUAGE_CODE]

    @env.setter
    def env(self, made: Environment) -> None:
        self._by_language = {language: _in_language(made, language) for language, _ in settings.LANGUAGES}

    def get_template(self, template_name: str) -> Template:
        if template_name.startswith(DESK):
            raise TemplateDoesNotExist(template_name, backend=self)
        return super().get_template(template_name)


def environment(**options: Any) -> Environment:
    # Who edits templates wants to see what was included change, and mistakes where they stand.
    extensions = [Translating] if options["auto_reload"] else [Placing, Translating]
    options |= {"extensions": extensions, "undefined": ChainableUndefined, "keep_trailing_newline": True}
    made = Lean(**options)
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made


def _in_language(environment: Environment, language: str) -> Environment:
    """With a memory of compiled templates of its own, `language` as HTML spells it, and its addresses by url()."""
    made = environment.overlay()
    made.extend(language=language)
    own = {"language": ENGLISH if language == ENGLISH else CHINESE_TAG, "url": partial(address_in, language)}
    made.globals = environment.globals | own
    made.filters = environment.filters | {"date": partial(reading.date, language)}
    return made
