"""The people, tags and categories that articles name, found or made, many at a time."""

from collections.abc import Iterable
from typing import TypeVar

from articles.bulk import update
from articles.known import all_by_name
from articles.models import Category, Contributor, Tag
from articles.text.names import key

from .credits import Named

K = TypeVar("K", Contributor, Tag, Category)

LONGEST_URL = 500


class Lookup:
    """Knows every name once it was learnt; later rows for one key do not change the first one."""

    def __init__(self) -> None:
        self._people = all_by_name(Contributor)
        self._tags = all_by_name(Tag)
        self._categories = all_by_name(Category)

    def person(self, name: str) -> Contributor:
        return self._people[key(name)]

    def category(self, name: str) -> Category | None:
        return self._categories.get(key(name))

    def tags(self, names: Iterable[str]) -> list[Tag]:
        """In their order, each once under however many names; an empty name is no tag."""
        keys = [key(name) for name in names]
        return list(dict.fromkeys(self._tags[known] for known in keys if known))

    def learn_tags(self, names: Iterable[str]) -> None:
        _learn(self._tags, Tag, names)

    def learn_categories(self, names: Iterable[str]) -> None:
        _learn(self._categories, Category, names)

    def learn_people(self, people: Iterable[Named]) -> None:
        """Also the address of a person of whom none was known."""
        people = list(people)
        _learn(self._people, Contributor, [named.name for named in people])
        found = {}
        for named in people:
            person = self.person(named.name)
            if named.url and not person.url and len(named.url) <= LONGEST_URL:
                person.url = found[person.id] = named.url
        update(Contributor, "url", found.items())


def _learn(known: dict[str, K], model: type[K], names: Iterable[str]) -> None:
    new: dict[str, K] = {}
    for name in names:
        wanted = key(name)
        if wanted and wanted not in known and wanted not in new:
            new[wanted] = model(name=" ".join(name.split()))
            new[wanted].set_keys()
    if new:
        model._default_manager.bulk_create(new.values())
    known |= new
