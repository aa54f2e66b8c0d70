"""The pages that are asked for at every size: so many addresses of each kind, different ones where there are any."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from bench.generated import WHOLE_TEXTS, sample  # isort: skip  it sets Django up
from django.db.models import Max

from articles.models import Byline, Category, Contributor, Publication, PublicationTag, Tag, Total
from articles.models.publication import Listing
from articles.parts import SIZE
from articles.years import date_of

ARTICLES = "/admin/articles/article/"
DEEP, LISTED = 20, 50  # a page of the admin's list, and how much is on one
DEEPEST = 0.95  # of a list: below it no page is full at the smallest size
COMMON, RARE = 0.6, 2  # a common word is in most texts of the sample, a rare one in two at most


def of_readers(count: int) -> dict[str, list[str]]:
    """By kind; `count` addresses each."""
    tag = Tag.objects.get(pk=busiest(Total.Kind.TAG))
    person = Contributor.objects.get(pk=busiest(Total.Kind.PERSON))
    category = Category.objects.get(pk=busiest(Total.Kind.CATEGORY))
    taggings, bylines = PublicationTag.objects.filter(tag=tag), Byline.objects.filter(contributor=person, first=True)
    in_category = Publication.objects.in_category(category)
    common, rare = searched_words(count)
    return {
        "article": articles(count),
        "home": ["/"] * count,
        "category": [category.get_absolute_url()] * count,
        "deep page": pages(category.get_absolute_url(), in_category, count, DEEPEST / 2),
        "tag": pages(tag.get_absolute_url(), taggings, count),
        "person": pages(person.get_absolute_url(), bylines, count),
        "archive month": months(count),
        "archive year": pages("/archive/2024/", Publication.objects.all(), count, 0.35, 0.6),
        "search, common word": [f"/search/?q={word}" for word in common],
        "search, rare word": [f"/search/?q={word}" for word in rare],
        "feed": ["/feed.atom"] * count,
        "sitemap part": parts(count),
        "sitemap index": ["/sitemap.xml"] * count,
        "archive": ["/archive/"] * count,
        "tags": ["/tags/"] * count,
        "people": ["/people/"] * count,
        "ranking": ["/ranking/"] * count,
    }


def of_staff(count: int) -> dict[str, list[str]]:
    common, rare = searched_words(count)
    numbers = spread(Publication.objects.aggregate(most=Max("number"))["most"], count)
    return {
        **{f"admin {name}": [address] * count for name, address in lists_of_staff().items()},
        f"admin articles: page {DEEP}": [f"{ARTICLES}?p={min(DEEP, numbers[-1] // LISTED)}"] * count,
        "admin articles: common word": [f"{ARTICLES}?q={word}" for word in common],
        "admin articles: rare word": [f"{ARTICLES}?q={word}" for word in rare],
        "admin articles: number": [f"{ARTICLES}?q={number}" for number in numbers],
        "admin files: number": [f"/admin/articles/importedfile/?q={number}" for number in numbers],
        "admin reports: word": [f"/admin/articles/readerreport/?q={word}" for word in common],
    }


def lists_of_staff() -> dict[str, str]:
    return {
        "desk": "/admin/",
        "articles": ARTICLES,
        "articles: published": f"{ARTICLES}?stage__exact=published",
        "articles: in review": f"{ARTICLES}?stage__exact=review",
        "articles: briefs": f"{ARTICLES}?kind__exact=brief",
        "articles: one category": f"{ARTICLES}?category__id__exact={busiest(Total.Kind.CATEGORY)}",
        "articles: chosen": f"{ARTICLES}?publication__editors_choice__exact=1",
        "articles: pinned": f"{ARTICLES}?publication__pinned__exact=1",
        "articles: board of topics": f"{ARTICLES}?board=topics",
        "articles: board of overdue": f"{ARTICLES}?board=overdue",
        "calendar": f"{ARTICLES}calendar/?month=2024-05",
        "people": "/admin/articles/contributor/",
        "tags": "/admin/articles/tag/",
        "reports": "/admin/articles/readerreport/",
        "reports: open": "/admin/articles/readerreport/?state=open",
        "files": "/admin/articles/importedfile/",
        "files: refused": "/admin/articles/importedfile/?outcome__exact=refused",
    }


def busiest(kind: Total.Kind) -> int:
    """Its primary key."""
    return Total.objects.filter(kind=kind, year=0, role="").order_by("-count", "key")[0].key


def pages(address: str, rows: Listing[Any], count: int, begin: float = 0.0, end: float = DEEPEST) -> list[str]:
    """Pages of one list from its beginning to its end: each begins at a date, evenly spread over those of its rows."""
    oldest = rows.order_by("position").values_list("position", flat=True)[0]
    newest = rows.newest().values_list("position", flat=True)[0]
    depths = [begin + (end - begin) * n / count for n in range(count)]
    cursors = [newest - int((newest - oldest) * depth) + 1 for depth in depths]
    return [f"{address}?before={cursor}" for cursor in cursors]


def articles(count: int) -> list[str]:
    """Those with whole texts, at every size."""
    highest = Publication.objects.filter(pk__lte=WHOLE_TEXTS).aggregate(highest=Max("pk"))["highest"]
    return [f"/article-{number}-1.html" for number in spread(highest, count)]


def spread(highest: int, count: int) -> list[int]:
    return [1 + (highest - 1) * n // count for n in range(count)]


def months(count: int) -> list[str]:
    ends = Publication.objects.filter(pk__lte=WHOLE_TEXTS).order_by("position").values_list("position", flat=True)
    first = date_of(ends[0])
    numbers = [first.year * 12 + first.month + n for n in range(count)]
    return [f"/archive/{number // 12}/{number % 12 + 1:02}/" for number in numbers]


def parts(count: int) -> list[str]:
    most = Publication.objects.filter(pk__lte=10 * WHOLE_TEXTS).aggregate(most=Max("number"))["most"]
    full = max(1, most // SIZE)
    return [f"/sitemap-{full * n // count}.xml" for n in range(count)]


def searched_words(count: int) -> tuple[list[str], list[str]]:
    """Of two characters: those that most texts of the sample hold, and those that one or two of them hold."""
    texts = [body for _, body in sample()]
    found = Counter(word for text in texts for word in set(pairs(text)))
    common = [word for word, number in found.most_common() if number >= COMMON * len(texts)]
    rare = sorted(word for word, number in found.items() if number <= RARE)
    drawn = [rare[len(rare) * n // count] for n in range(count)]
    return [quote(word) for word in common[:count]], [quote(word) for word in drawn]


def pairs(text: str) -> Iterable[str]:
    return (
        text[n : n + 2] for n in range(len(text) - 1) if all("\u4e00" <= sign <= "\u9fff" for sign in text[n : n + 2])
    )
