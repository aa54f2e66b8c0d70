"""How well and how fast the search finds: fills an empty database with posts, asks for words that stand in them."""

import argparse
import math
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import starmap
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "lctt-sample.tar.xz"
MAKER = SHARED / "bench" / "make_archive.py"

sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  the settings must be named first

from articles import search  # noqa: E402
from articles.formats import front_matter  # noqa: E402
from articles.models import Article, Kind, Publication, PublishedText, Revision, position  # noqa: E402
from articles.stages import Stage  # noqa: E402
from articles.text import bigrams, cjk  # noqa: E402
from articles.text.render import Site, render  # noqa: E402

FIRST = datetime(2008, 1, 1, tzinfo=UTC)
NOW = datetime(2040, 1, 1, tzinfo=UTC)
SAMPLES = 60  # queries of each kind that is drawn from the posts
MOST_TEXTS = 3000  # articles to make posts from; more posts hold their texts again
SHOWN = 20
SIGNS = ["C++", "C#", ".NET", "5.15", "4.15", "systemd-resolved", "README.md", "/etc/fstab", "CI/CD", "node.js"]
MIXED = ["Docker 容器", "Linux 内核", "Python 编程", "Ubuntu 系统", "SSH 密钥", "Git 仓库", "Kubernetes 集群"]
CJK = f"[{cjk.WORD}]"
LETTER = rf"[^\W_{cjk.WORD}]"
LATIN_WORD = f"(?<!{LETTER})[A-Za-z]{{2,12}}(?!{LETTER})"
HEADING = f"{'':<23}{'recall':>10}{'newest p50':>14}{'p99':>9}{'shown p50':>14}{'p99':>9}{'best p50':>14}{'p99':>9}"
TARGETS = """
In milliseconds. Newest: the positions of the first 20 hits, shown: with their rows, best: positions by relevance.
Targets, newest: 13,500 posts p50 2, p99 20; 135,000 posts p99 60; recall 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many posts hold the words, how many of these were found, and milliseconds."""

    true: int
    found: int
    newest: float
    shown: float
    best: float


def main() -> None:
    options = arguments()
    print(f"Python {platform.python_version()}, {connection.display_name}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as folder:
        texts = texts_of(options.corpus, min(options.posts, MOST_TEXTS), Path(folder))
        with database(Path(folder)):
            spent = fill(texts, options.posts)
            print(f"{options.posts} posts of {len(texts)} texts; indexing took {spent * 1000:.2f} ms a post\n")
            measure(texts, options.posts)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=13500, help="how many to fill the database with")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="articles to make them from: a folder or a .tar.xz")
    options = parser.parse_args()
    missing = [str(path) for path in (options.corpus, MAKER) if not path.exists()]
    if missing:
        sys.exit(f"Not there: {', '.join(missing)}. Name a folder of Markdown articles: --corpus FOLDER")
    return options


def texts_of(corpus: Path, count: int, folder: Path) -> list[tuple[str, str]]:
    """Title and plain text of each article."""
    source = corpus if corpus.is_dir() else folder / "corpus"
    if source != corpus:
        with tarfile.open(corpus) as packed:
            packed.extractall(source, filter="data")
    subprocess.run([sys.executable, MAKER, source, folder / "archive", str(count)], check=True)
    site = Site(hosts=frozenset({"linux.cn"}), picture_size=lambda _path: None)
    found = []
    for path in sorted((folder / "archive").rglob("*.md")):
        document = front_matter.read(path.read_bytes(), path.name)
        found.append((str(document.front_matter["title"]), render(document.body, site).text))
    return found


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """An empty database of the kind that DATABASE_URL names, gone afterwards."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    usual = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def fill(texts: Sequence[tuple[str, str]], posts: int) -> float:
    """Publish so many posts, an hour apart; seconds for each in the index. Post n holds text n modulo their count."""
    lines = [(bigrams.line(title), bigrams.line(text)) for title, text in texts]
    spent = 0.0
    with search.bulk():
        for start in range(0, posts, 200):
            numbers = range(start, min(start + 200, posts))
            insert(numbers, texts)
            begun = time.perf_counter()
            with transaction.atomic():
                search.index([search.Entry(n + 1, place(n), *lines[n % len(lines)]) for n in numbers])
            spent += time.perf_counter() - begun
    return spent / posts


def at(number: int) -> datetime:
    return FIRST + timedelta(hours=number)


def place(number: int) -> int:
    return position(at(number), number + 1)


@transaction.atomic
def insert(numbers: Sequence[int], texts: Sequence[tuple[str, str]]) -> None:
    """The fewest rows with which a publication can be shown in a list."""
    rows = [(n, *texts[n % len(texts)]) for n in numbers]
    Article.objects.bulk_create(starmap(article, rows))
    Revision.objects.bulk_create(starmap(revision, rows))
    Publication.objects.bulk_create(starmap(publication, rows))
    PublishedText.objects.bulk_create(starmap(text, rows))


def article(n: int, title: str, plain: str) -> Article:
    stage = Stage.PUBLISHED.value
    return Article(pk=n + 1, number=n + 1, stage=stage, title=title, created_at=at(n), updated_at=at(n))


def revision(n: int, title: str, plain: str) -> Revision:
    return Revision(pk=n + 1, article_id=n + 1, number=1, title=title, at=at(n))


def publication(n: int, title: str, plain: str) -> Publication:
    dates = {"published_at": at(n), "updated_at": at(n)}
    return Publication(pk=n + 1, number=n + 1, position=place(n), revision_id=n + 1, title=title, minutes=1, **dates)


def text(n: int, title: str, plain: str) -> PublishedText:
    return PublishedText(pk=n + 1, kind=Kind.TRANSLATION, text=plain, renderer_version=1)


def queries(texts: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """By kind; the same ones each time."""
    draw = random.Random(1)  # noqa: S311  nothing here is secret

    def one(pattern: str, plain: str) -> str:
        found: list[str] = re.findall(pattern, plain)
        return draw.choice(found or [""])

    def drawn(*patterns: str) -> list[str]:
        found = [[one(pattern, plain) for pattern in patterns] for _, plain in draw.choices(texts, k=2 * SAMPLES)]
        return [" ".join(words) for words in found if all(words)][:SAMPLES]

    two = f"{CJK}{{2}}"
    return {
        "two characters": drawn(two),
        "four characters": drawn(f"{CJK}{{4}}"),
        "Latin": drawn(LATIN_WORD),
        "mixed": [*MIXED, *drawn(LATIN_WORD, two)],
        "signs": SIGNS,
        "three words": drawn(two, two, two),
        "phrases": [f'"{phrase}"' for phrase in drawn(f'{CJK}[^"“”\\n]{{6,20}}{CJK}')],
        "one character": drawn(CJK),
    }


def holding(query: str, texts: Sequence[str]) -> set[int]:
    """The truth, found without the index: the numbers of the texts that hold every word of the query."""
    words = [query.strip('"')] if query.startswith('"') else query.split()
    patterns = [re.compile(beginning_of_a_word(word.casefold())) for word in words]
    return {number for number, plain in enumerate(texts) if all(pattern.search(plain) for pattern in patterns)}


def beginning_of_a_word(word: str) -> str:
    """Latin letters count where a word begins with them; fewer than four, and digits, only where they are all of it."""
    last = re.findall("[a-z0-9]*$", word)[0]
    whole = last and not (last.isalpha() and len(last) >= 4)
    before = f"(?<!{LETTER})" if re.match("[a-z0-9]", word) else ""
    return f"{before}{re.escape(word)}{f'(?!{LETTER})' if whole else ''}"


def measure(texts: Sequence[tuple[str, str]], posts: int) -> None:
    """Print a row for each kind of query, and one for all of them but the lone characters."""
    folded = [f"{title}\n{plain}".casefold() for title, plain in texts]
    together: list[Asked] = []
    print(HEADING)
    for kind, wanted in queries(texts).items():
        asked = [ask(query, folded, posts) for query in wanted]
        print(row(kind, asked))
        together += asked if kind != "one character" else []
    print(row("all but those", together))
    print(TARGETS)


def ask(query: str, folded: Sequence[str], posts: int) -> Asked:
    hold = holding(query, folded)
    true = {place(n) for n in range(posts) if n % len(folded) in hold}
    hits, best = search.search(query, now=NOW), search.search(query, now=NOW, order="relevance")
    calls = (lambda: hits.positions(SHOWN), lambda: hits.page(SHOWN), lambda: best.positions(SHOWN))
    return Asked(len(true), len(true.intersection(hits.positions(posts))), *map(timed, calls))


def timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def row(kind: str, asked: Sequence[Asked]) -> str:
    recall = sum(one.found for one in asked) / max(1, sum(one.true for one in asked))
    columns = ([one.newest for one in asked], [one.shown for one in asked], [one.best for one in asked])
    times = "".join(f"{middle:>14.2f}{worst:>9.2f}" for middle, worst in map(percentiles, columns))
    return f"{kind:<16}{len(asked):>7}{recall:>10.4f}{times}"


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[math.ceil(len(ordered) * 0.99) - 1]


if __name__ == "__main__":
    main()
