"""XML put together from strings: what Django's generator writes by SAX, in a fraction of the time."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from django.utils.xmlutils import SimplerXMLGenerator

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


class Elements(SimplerXMLGenerator):
    """The methods that Django's feeds call. Texts must hold no character that XML cannot hold."""

    def __init__(self) -> None:
        self._parts = [DECLARATION]

    @property
    def document(self) -> str:
        return "".join(self._parts)

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  Django's name
        self._parts.append(f"<{name}{_attributes(attrs)}>")

    def endElement(self, name: str) -> None:  # noqa: N802  the same
        self._parts.append(f"</{name}>")

    def addQuickElement(  # noqa: N802  the same
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None:
        begun = f"<{name}{_attributes(attrs or {})}"
        self._parts.append(f"{begun}>{_escaped(contents)}</{name}>" if contents else f"{begun}/>")


def _attributes(attrs: Mapping[str, str]) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in sorted(attrs.items()))


def _quoted(value: str) -> str:
    return f'"{_escaped(value)}"' if value.isprintable() and '"' not in value else quoteattr(value)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
