"""Text fields that offer what exists while one types; without scripts they are plain text fields."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagWidget


class NameInput(forms.TextInput):
    """`address` answers with names that hold what was typed: Named.names_view."""

    is_list = False

    class Media:
        css = {"all": ["articles/complete.css"]}
        js = [Script("articles/complete.js", type="module")]

    def __init__(self, address: str | Promise, attrs: dict[str, Any] | None = None) -> None:
        given = {"data-complete": address, "data-found": _("Suggestions:"), "autocomplete": "off"}
        super().__init__({**given, **({"data-list": ""} if self.is_list else {}), **(attrs or {})})


class TagsInput(NameInput, TagWidget):  # type: ignore[misc]
    """Several, separated by commas."""

    is_list = True
