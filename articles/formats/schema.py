"""The 23 keys of a front matter, named as in layout A: which values they take."""

from typing import Any

from articles.formats.document import moment
from articles.formats.flaws import Misfit, Reason, cut, shown

WHOLE = range(2**31)  # what an integer column of either database holds
TEXT, FLAG, LIST, MAPPING = str, bool, list, dict

KEYS: dict[str, type | range] = {
    "author": TEXT,
    "category": TEXT,
    "comments_data": LIST,
    "count": MAPPING,
    "date": TEXT,
    "editorchoice": FLAG,
    "excerpt": TEXT,
    "fromurl": TEXT,
    "id": range(1, 2**31),
    "islctt": FLAG,
    "largepic": TEXT,
    "permalink": TEXT,
    "pic": TEXT,
    "related": LIST,
    "reviewer": TEXT,
    "selector": TEXT,
    "summary": TEXT,
    "tags": LIST,
    "thumb": FLAG,
    "title": TEXT,
    "titlepic": FLAG,
    "translator": TEXT,
    "updated": TEXT,
}
COUNT: dict[str, type | range] = dict.fromkeys(("commentnum", "favtimes", "likes", "sharetimes", "viewnum"), WHOLE)
COMMENT: dict[str, type | range] = dict.fromkeys(("date", "message", "postip", "username"), TEXT)
RELATED: dict[str, type | range] = {"displayorder": range(-(2**31), 2**31), "raid": WHOLE}
KINDS = {TEXT: "text", FLAG: "true or false", LIST: "a list", MAPPING: "a mapping"}

Place = tuple[str | int, ...]


def check(values: dict[str, Any], spelling: dict[str, str]) -> None:
    """Raises Misfit for the first value that no post has. spelling: key → its name in the file, where they differ."""
    _check_mapping(values, KEYS, (), spelling)
    _check_mapping(values["count"], COUNT, ("count",))
    _check_items(values["comments_data"], COMMENT, "comments_data")
    _check_items(values["related"], RELATED, "related")
    for index, tag in enumerate(values["tags"]):
        _check_value(tag, TEXT, ("tags", index))
    _check_date(values["date"], ("date",))
    _check_date(values["updated"], ("updated",))
    for index, comment in enumerate(values["comments_data"]):
        _check_date(comment["date"], ("comments_data", index, "date"))
    expected, key = f"/article-{values['id']}-1.html", spelling.get("permalink", "permalink")
    if values["permalink"] != expected:
        value = shown(values["permalink"])
        raise Misfit((key,), Reason.BAD_PERMALINK.format(key=key, expected=expected, value=value))


def check_name(name: str, number: int) -> None:
    """Raises Misfit where a file of that name, without folder, cannot hold the post of that number."""
    expected = f"{number}.md"
    if name != expected:
        raise Misfit(("id",), Reason.BAD_FILE_NAME.format(expected=expected, name=cut(name)))


def _check_items(items: list[Any], kinds: dict[str, type | range], key: str) -> None:
    for index, item in enumerate(items):
        _check_value(item, MAPPING, (key, index))
        _check_mapping(item, kinds, (key, index))


def _check_mapping(
    values: dict[str, Any], kinds: dict[str, type | range], place: Place, spelling: dict[str, str] | None = None
) -> None:
    for name, kind in kinds.items():
        key = spelling.get(name, name) if spelling else name
        if name not in values:
            raise Misfit(place, Reason.KEY_MISSING.format(key=_named((*place, key))))
        value = values[name]
        if type(value) is not kind:
            _check_value(value, kind, (*place, key))


def _check_value(value: Any, kind: type | range, place: Place) -> None:
    if isinstance(kind, range):
        fits = type(value) is int and value in kind  # true and false are no numbers
        wanted = f"a whole number from {kind.start} to {kind.stop - 1}"
    else:
        fits, wanted = type(value) is kind, KINDS[kind]
    if not fits:
        raise Misfit(place, Reason.WRONG_TYPE.format(key=_named(place), kind=wanted, value=shown(value)))


def _check_date(text: str, place: Place) -> None:
    try:
        moment(text)
    except ValueError as error:
        raise Misfit(place, Reason.BAD_DATE.format(key=_named(place), value=shown(text))) from error


def _named(place: Place) -> str:
    """A place as reasons name it: comments_data[3].date."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
