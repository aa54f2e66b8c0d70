"""The proof that an import lost nothing: files read again, held against the record and against their pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Prefetch

from articles.formats import front_matter
from articles.formats.document import Document, UnreadableFile
from articles.known import ALIASES, other_names
from articles.models import Article, Byline, Credit, PublicationTag, Revision

from .asking import GONE, NOT_FOUND, OK, Asking
from .comparing import COMPARISONS
from .files import Found, find
from .pair import Pair
from .parallel import in_processes
from .second_route.page import page_text
from .second_route.words import missing, words, words_of_body
from .verdict import Verdict

BATCH = 100
SKIPPED = "files are no posts"
ELSEWHERE = "imported articles are not among the files"
EDITED = "articles were edited since the import: compared by the revision that was imported"
LATER = "pages show a later revision and were not compared with the file"
SCHEDULED = "articles are scheduled: their pages answer 404"
WITHDRAWN = "articles were withdrawn: their pages answer 410"
DROPPED = "articles were imported without their posters' addresses"

Progress = Callable[[int, int], None]


class NoPosts(Exception):
    """There is nothing to verify below these paths."""


def verify(paths: Sequence[Path], *, now: datetime, processes: int, progress: Progress) -> Verdict:
    """Raises files.UnusablePath and NoPosts."""
    found = find(paths)
    posts = [file for file in found if file.is_post]
    if not posts:
        raise NoPosts
    verdict = Verdict()
    done = 0
    batches = [(posts[start : start + BATCH], now) for start in range(0, len(posts), BATCH)]
    for (batch, _), told in zip(batches, in_processes(_verify, batches, processes), strict=True):
        verdict.join(told)
        done += len(batch)
        progress(done, len(posts))
    verdict.facts[SKIPPED] = len(found) - len(posts)
    verdict.facts[ELSEWHERE] = _elsewhere(posts)
    return verdict


def _verify(batch: tuple[Sequence[Found], datetime]) -> Verdict:
    posts, now = batch
    verification = Verification(now)
    verification.verify(posts)
    return verification.verdict


def _elsewhere(posts: Sequence[Found]) -> int:
    numbers = {post.stem for post in posts}
    imported = Article.objects.filter(archive_record__isnull=False).values_list("number", flat=True)
    return sum(str(number) not in numbers for number in imported.iterator())


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read again."""

    path: str
    document: Document


class Verification:
    def __init__(self, now: datetime) -> None:
        self.verdict, self.now = Verdict(), now
        self.asking = Asking()
        self.names = {model: other_names(model) for model in ALIASES}

    def verify(self, posts: Sequence[Found]) -> None:
        read = [Read(str(post.path), document) for post in posts if (document := self._read(post))]
        articles = _articles([one.document.number for one in read])
        for one in read:
            number = one.document.number
            article = articles.get(number)
            absent = list(_why_absent(article, number))
            self.verdict.add(one.path, number, "number", absent)
            if article and not absent:
                self._compare(one, article)

    def _read(self, post: Found) -> Document | None:
        try:
            return front_matter.read(post.path.read_bytes(), str(post.path))
        except UnreadableFile as unreadable:
            what = f"the file cannot be read, line {unreadable.line}: {unreadable.reason}"
        except OSError as error:
            what = f"the file cannot be read: {error.strerror}"
        number = post.number
        self.verdict.add(str(post.path), number, "number", [what])
        return None

    def _compare(self, one: Read, article: Article) -> None:
        number = one.document.number
        pair = Pair(one.document, article, _imported(article)[0], self.names)
        for check, differences in COMPARISONS.items():
            self.verdict.add(one.path, number, check, differences(pair))
        self.verdict.facts[EDITED] += pair.is_edited
        self.verdict.facts[DROPPED] += pair.record.addresses_dropped
        self._ask(one, pair)

    def _ask(self, one: Read, pair: Pair) -> None:
        number = one.document.number
        status, html = self.asking.page(one.document.front_matter["permalink"])
        expected = self._expected_status(pair)
        if status != expected or status != OK:
            wrong = [] if status == expected else [f"it answers {status}, not {expected}"]
            self.verdict.add(one.path, number, "page", wrong)
            return
        page = page_text(html)
        self.verdict.add(one.path, number, "page", _wrong_title(pair, page.title))
        if pair.is_shown:
            self.verdict.add(one.path, number, "text", _lost(one.document.body, page.body))
        else:
            self.verdict.facts[LATER] += 1

    def _expected_status(self, pair: Pair) -> int:
        if pair.publication and pair.publication.published_at > self.now:
            self.verdict.facts[SCHEDULED] += 1
            return NOT_FOUND
        if pair.publication is None and pair.gone:
            self.verdict.facts[WITHDRAWN] += 1
            return GONE
        return OK


def _articles(numbers: Sequence[int]) -> dict[int | None, Article]:
    """The articles of these numbers with all that is compared, in a dozen queries."""
    credits = Prefetch("credits", Credit.objects.select_related("contributor"))
    bylines = Prefetch("publication__bylines", Byline.objects.select_related("contributor"))
    taggings = Prefetch("publication__taggings", PublicationTag.objects.select_related("tag"))
    found = (
        Article.objects.filter(number__in=numbers)
        .select_related("archive_record", "category", "counts", "gone", "publication__category", "publication__text")
        .defer("publication__text__html", "publication__text__text", "source_body")
        .prefetch_related(
            "taggings__tag", credits, bylines, taggings, "related_numbers", "comments__origin", "revisions"
        )
    )
    return {article.number: article for article in found}


def _why_absent(article: Article | None, number: int) -> Iterator[str]:
    if article is None:
        yield f"there is no article {number}"
    elif not hasattr(article, "archive_record"):
        yield f"article {number} was not imported"
    elif not _imported(article):
        yield f"article {number} has lost the revision that was imported"


def _imported(article: Article) -> list[Revision]:
    """The revision that holds what was imported, unless it is lost."""
    return [revision for revision in article.revisions.all() if revision.number == article.archive_record.revision]


def _wrong_title(pair: Pair, found: str) -> Iterator[str]:
    assert pair.publication
    expected = " ".join(pair.publication.title.split())
    if found != expected:
        yield f"its headline is “{found}”, not “{expected}”"


def _lost(body: str, shown: str | None) -> Iterator[str]:
    if shown is None:
        yield "the page has no text"
    else:
        for lost in missing(words_of_body(body), words(shown)):
            yield f"the page lacks “{lost}”"
