"""The facets beside the hits of a search: what was chosen, and what else can be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.functional import Promise

from articles.filters import Facets

from .counting import Option, options


@dataclass(frozen=True, slots=True)
class Choice:
    """`query` leads to it, seen from the list itself; `count` is empty where nobody counted."""

    label: str | Promise
    query: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: Promise
    choices: list[Choice]

    @property
    def is_named(self) -> bool:
        """Whether the labels are names, which no interface translates."""
        return self.name in {"category", "tag", "person"}


@dataclass(frozen=True)
class Narrowing:
    """A search as it was narrowed: `given` are the values of its facets, `keep` the other parameters of its address."""

    facets: Facets
    given: Mapping[str, str]
    keep: Mapping[str, str]

    def chosen(self) -> Iterator[Facet]:
        """Each facet with its value, which leads to the address without it."""
        for name, value in self.given.items():
            rest = {other: given for other, given in self.given.items() if other != name}
            yield self._facet(name, [Choice(self._label(name, value), "?" + urlencode({**self.keep, **rest}))])

    def offered(self, newest: Sequence[int], oldest: int) -> Iterator[Facet]:
        """What leaves fewer hits than there are. Takes what counting.options() takes."""
        values = self.facets.values
        counted = options(newest, oldest, values.get("person"), values.get("role", ""))
        here = "?" + urlencode({**self.keep, **self.given})
        for name, found in counted.items():
            narrower = [option for option in found if option.is_least or option.count < len(newest)]
            if narrower and name not in self.given:
                links = [f"{here}&{name}={quote(option.value, safe='')}" for option in narrower]
                yield self._facet(name, [_choice(option, link) for option, link in zip(narrower, links, strict=True)])

    def _facet(self, name: str, choices: list[Choice]) -> Facet:
        return Facet(name, self.facets.filters[name].label, choices)

    def _label(self, name: str, value: str) -> str | Promise:
        """The name that readers know it by; of an unknown one what they gave."""
        found = self.facets.values.get(name)
        labels = dict(self.facets.filters[name].extra.get("choices", ()))
        return labels.get(found) or str(found or value)


def _choice(option: Option, link: str) -> Choice:
    count = f"{option.count:,}" if option.count else ""
    return Choice(option.label, link, f"{count}+" if option.is_least else count)
