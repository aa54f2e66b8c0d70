"""What is compared of each post and its article without asking for the page; each comparison yields its differences.

What the columns should hold is derived from the file anew, not by the code that imported it (save the cover).
"""

import hashlib
import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings

from articles.formats import attribution
from articles.models import (
    Article,
    Category,
    Comment,
    CommentOrigin,
    Contributor,
    Counts,
    Publication,
    PublishedText,
    Revision,
    Tag,
)

from .pair import Holder, Pair, local, moment, plain, told, unequal
from .reading import MASK, cover_of

COUNTS: Final = {
    "viewnum": "base_views",
    "likes": "base_likes",
    "favtimes": "base_favourites",
    "sharetimes": "base_shares",
    "commentnum": "base_comments",
}
SEPARATOR: Final = re.compile("[,，、]")
ADDRESS: Final = re.compile(r"(?<![0-9A-Za-z_.:])[0-9A-Fa-f:.]+(?![0-9A-Za-z_:])")


def front_matter(pair: Pair) -> Iterator[str]:
    kept = pair.record.front_matter
    given = {name: value for name, value in pair.matter.items() if name != "comments_data"}
    for name in sorted(given.keys() | kept.keys()):
        if name not in kept or name not in given:
            yield f"{name} is only in the {'file' if name in given else 'record'}"
        elif plain(kept[name]) != plain(given[name]):  # 1 and true are equal, but not the same
            yield f"{name}: the record has {told(kept[name], given[name])}, the file {told(given[name], kept[name])}"


def comments(pair: Pair) -> Iterator[str]:
    found, given = list(pair.article.comments.all()), pair.matter["comments_data"]
    if len(found) != len(given):
        yield f"there are {len(found)}, in the file {len(given)}"
    for place, (comment, archived) in enumerate(zip(found, given, strict=False)):
        origin: CommentOrigin | None = getattr(comment, "origin", None)
        differences = [*_comment(comment, archived, place), *_public_name(comment, archived["username"])]
        differences += _origin(comment, origin, archived, dropped=pair.record.addresses_dropped)
        yield from (f"comment {place}: {what}" for what in differences)


def _comment(comment: Comment, archived: dict[str, str], place: int) -> Iterator[str]:
    if comment.position != place:
        yield f"stands at {comment.position}"
    yield from unequal("message", comment.message, archived["message"])
    if comment.posted_at != moment(archived["date"]):
        yield f"posted at {local(comment.posted_at)}, in the file {archived['date']}"


def _public_name(comment: Comment, archived: str) -> Iterator[str]:
    if any(map(_is_address, ADDRESS.findall(comment.username))):
        yield "the public name holds an address"
    elif ADDRESS.sub("", archived) != ADDRESS.sub("", comment.username.replace(MASK, "")):
        yield "the public name differs in more than an address"


def _origin(
    comment: Comment, origin: CommentOrigin | None, archived: dict[str, str], *, dropped: bool
) -> Iterator[str]:
    if dropped:
        if origin:
            yield "an address is kept, and addresses were dropped"
    elif origin is None or origin.address != archived["postip"]:
        yield "the address differs"
    elif (origin.username or comment.username) != archived["username"]:
        yield "the name differs"


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def title(pair: Pair) -> Iterator[str]:
    return pair.differing(pair.matter["title"], lambda holder: holder.title)


def summary(pair: Pair) -> Iterator[str]:
    return pair.differing(pair.matter["summary"], lambda holder: holder.summary)


def category(pair: Pair) -> Iterator[str]:
    def of(holder: Holder) -> str:
        if isinstance(holder, Revision):
            return "".join(pair.meant(Category, [holder.fields["category"]]))
        return holder.category.key if holder.category else ""

    return pair.differing("".join(pair.meant(Category, [pair.matter["category"]])), of)


def tags(pair: Pair) -> Iterator[str]:
    def of(holder: Holder) -> list[str]:
        if isinstance(holder, Revision):
            return pair.meant(Tag, holder.fields["tags"])
        return [tagging.tag.key for tagging in sorted(holder.taggings.all(), key=lambda row: row.order)]

    return pair.differing(pair.meant(Tag, pair.matter["tags"]), of)


def credits(pair: Pair) -> Iterator[str]:
    def of(holder: Holder) -> list[str]:
        if isinstance(holder, Revision):
            named = [(role, *pair.meant(Contributor, [name])) for role, name in holder.fields["credits"]]
            return [" ".join(credit) for credit in dict.fromkeys(named)]
        if isinstance(holder, Article):
            rows = [(row.order, row.role, row.contributor) for row in holder.credits.all()]
        else:
            rows = [(row.order, row.role, row.contributor) for row in holder.bylines.all()]
        return [f"{role} {person.key}" for _, role, person in sorted(rows, key=lambda row: row[0])]

    return pair.differing(_credits(pair), of)


def _credits(pair: Pair) -> list[str]:
    """Those of the front matter; for a role that it leaves empty, those of the block at the end of the body."""
    matter, block = pair.matter, attribution.find(pair.document.body)
    named = {
        "author": ([matter["author"]], block.authors),
        "selector": (SEPARATOR.split(matter["selector"]), block.selectors),
        "translator": (SEPARATOR.split(matter["translator"]), block.translators),
        "reviewer": (SEPARATOR.split(matter["reviewer"]), block.reviewers),
    }
    found = []
    for role, (given, people) in named.items():
        keys = pair.meant(Contributor, given) or pair.meant(Contributor, [person.name for person in people])
        found += [f"{role} {name}" for name in keys]
    return found


def source(pair: Pair) -> Iterator[str]:
    def of(holder: Holder) -> str:
        if isinstance(holder, Revision):
            return str(holder.fields["source"]["url"])
        if isinstance(holder, Article):
            return holder.source_url
        text: PublishedText | None = getattr(holder, "text", None)
        return text.source_url if text else ""

    return pair.differing(pair.matter["fromurl"].strip() or attribution.find(pair.document.body).source_url, of)


def cover(pair: Pair) -> Iterator[str]:
    def of(holder: Holder) -> str:
        return str(holder.fields["cover"]) if isinstance(holder, Revision) else holder.cover

    return pair.differing(cover_of(pair.matter, settings.OWN_HOSTS), of)


def counts(pair: Pair) -> Iterator[str]:
    found: Counts | None = getattr(pair.article, "counts", None)
    if found is None:
        yield "the article has none"
        return
    for name, column in COUNTS.items():
        yield from unequal(column, getattr(found, column), pair.matter["count"][name])


def related(pair: Pair) -> Iterator[str]:
    given = sorted(pair.matter["related"], key=lambda item: int(item["displayorder"]))  # stable: then as they stand
    found = [row.number for row in sorted(pair.article.related_numbers.all(), key=lambda row: row.order)]
    return unequal("the article", found, [item["raid"] for item in given])


def dates(pair: Pair) -> Iterator[str]:
    shown = pair.publication if pair.is_shown else pair.gone
    for column, name in (("published_at", "date"), ("updated_at", "updated")):
        if shown and getattr(shown, column) != moment(pair.matter[name]):
            yield f"{column} is {local(getattr(shown, column))}, {name} in the file {pair.matter[name]}"


def editors_choice(pair: Pair) -> Iterator[str]:
    if shown := pair.publication or pair.gone:
        yield from unequal("the publication", shown.editors_choice, pair.matter["editorchoice"])


def body(pair: Pair) -> Iterator[str]:
    given = _sha256(pair.document.body)
    yield from unequal("the record", pair.record.body_sha256, given)
    for where, holder in pair.holders().items():
        if not isinstance(holder, Publication):
            yield from unequal(where, _sha256(holder.body), given)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


COMPARISONS: Final[dict[str, Callable[[Pair], Iterator[str]]]] = {
    "front matter": front_matter,
    "comments": comments,
    "title": title,
    "summary": summary,
    "category": category,
    "tags": tags,
    "credits": credits,
    "source": source,
    "cover": cover,
    "counts": counts,
    "related": related,
    "dates": dates,
    "editor's choice": editors_choice,
    "body": body,
}
