"""How well and how fast the search finds: fills an empty database with posts, asks for words that stand in them."""

import argparse
import math
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.filled import database, fill, place, texts_of  # isort: skip  it sets Django up
from django.db import connection

from articles import search
from articles.text import cjk
from bench import archive
from bench.machine import machine, pace

NOW = datetime(2040, 1, 1, tzinfo=UTC)
SAMPLES = 60  # queries of each kind that is drawn from the posts
MOST_TEXTS = 3000  # articles to make posts from; more posts hold their texts again
SHOWN = 20
RUNS = 5
COUNTED = 500  # hits of a lone character that are held against the truth: nearly every post holds 的
SIGNS = ["C++", "C#", ".NET", "5.15", "4.15", "systemd-resolved", "README.md", "/etc/fstab", "CI/CD", "node.js"]
MIXED = ["Docker 容器", "Linux 内核", "Python 编程", "Ubuntu 系统", "SSH 密钥", "Git 仓库", "Kubernetes 集群"]
LONE = "one character"
CJK = f"[{cjk.WORD}]"
LETTER = rf"[^\W_{cjk.WORD}]"
LATIN_WORD = f"(?<!{LETTER})[A-Za-z]{{2,12}}(?!{LETTER})"
KINDS = ("newest", "busy", "shown", "best")
HEADING = f"{'':<23}{'recall':>8}" + "".join(f"{f'{kind} p50':>12}{'p99':>8}" for kind in KINDS)
LEGEND = """\
Milliseconds, the middle of five runs. Newest: the positions of the first 20 hits; shown: with their rows; best:
those by relevance. Busy: for how long this process, and with it the server of PostgreSQL where it is on this machine,
had a processor for the newest 20: what is above it is waiting for others."""
# Posts → milliseconds that the engine may take newest first: at the 50th and at the 99th percentile.
TARGETS = {13_500: ("≤ 2 ms", "≤ 20 ms"), 135_000: ("", "≤ 60 ms")}
CONTEXT = """\
For comparison: Wagtail takes 387 ms and 3.6 to 9 s, finding 3 to 34 % of the posts; WordPress takes 483 ms and 10 s."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many posts hold the words, how many of these were found, and milliseconds."""

    true: int
    found: int
    newest: float
    busy: float
    shown: float
    best: float


def main() -> None:
    options = arguments()
    print(machine(connection.display_name), flush=True)
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as folder:
        texts = texts_of(archive.archive(options, Path(folder), MOST_TEXTS))
        with database(Path(folder)):
            spent = fill(texts, options.posts)
            print(f"{options.posts:,} posts of {len(texts):,} texts; indexing took {spent * 1000:.2f} ms a post\n")
            asked = measure(texts, options.posts)
    print(f"{pace()}\n{LEGEND}\n\n{table(asked, options.posts)}\n\n{CONTEXT}")
    sys.exit(recall(asked) < 1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    archive.add_arguments(parser, posts=min(TARGETS))
    options = parser.parse_args()
    archive.check(options, "bench-search")
    return options


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
        LONE: drawn(CJK),
    }


def holding(query: str, texts: Sequence[str]) -> set[int]:
    """The truth, found without the index: the numbers of the texts that hold every word of the query."""
    folded = query.casefold()
    words = [folded.strip('"')] if folded.startswith('"') else folded.split()
    patterns = [re.compile(beginning_of_a_word(word)) for word in words]
    near = ((number, text) for number, text in enumerate(texts) if all(word in text for word in words))
    return {number for number, text in near if all(pattern.search(text) for pattern in patterns)}


def beginning_of_a_word(word: str) -> str:
    """Latin letters count where a word begins with them; fewer than four, and digits, only where they are all of it."""
    last = re.findall("[a-z0-9]*$", word)[0]
    whole = last and not (last.isalpha() and len(last) >= 4)
    before = f"(?<!{LETTER})" if re.match("[a-z0-9]", word) else ""
    return f"{before}{re.escape(word)}{f'(?!{LETTER})' if whole else ''}"


def measure(texts: Sequence[tuple[str, str]], posts: int) -> list[Asked]:
    """Print a row for each kind of query; what is returned is all of them but the lone characters."""
    folded = [f"{title}\n{plain}".casefold() for title, plain in texts]
    together: list[Asked] = []
    print(HEADING)
    for kind, wanted in queries(texts).items():
        asked = [ask(query, folded, posts, COUNTED if kind == LONE else posts) for query in wanted]
        print(row(kind, asked), flush=True)
        together += asked if kind != LONE else []
    print(row("all but the last", together), end="\n\n")
    return together


def ask(query: str, folded: Sequence[str], posts: int, counted: int) -> Asked:
    hold = holding(query, folded)
    true = {place(n) for n in range(posts) if n % len(folded) in hold}
    hits, best = search.search(query, now=NOW), search.search(query, now=NOW, order="relevance")
    expected = set(sorted(true, reverse=True)[:counted])
    found = expected.intersection(hits.positions(counted))
    newest, busy = timed(lambda: hits.positions(SHOWN))
    shown, _ = timed(lambda: hits.page(SHOWN))
    relevant, _ = timed(lambda: best.positions(SHOWN))
    return Asked(len(expected), len(found), newest, busy, shown, relevant)


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds, and those with a processor: the middle of some runs, since the machine does other things too."""
    runs = []
    for _ in range(RUNS):
        begun, busy = time.perf_counter(), processor()
        call()
        runs.append(((time.perf_counter() - begun) * 1000, (processor() - busy) * 1000))
    middle, busy = (statistics.median(times) for times in zip(*runs, strict=True))
    return middle, busy


def processor() -> float:
    """Seconds for which this thread and the server of its connection had one."""
    return time.thread_time() + server()


def server() -> float:
    """On Linux, where it runs beside us; else nothing."""
    backend: Any = getattr(connection.connection, "info", None)
    path = Path(f"/proc/{backend.backend_pid}/schedstat") if backend else None
    return int(path.read_text().split()[0]) / 1e9 if path and path.exists() else 0


def row(kind: str, asked: Sequence[Asked]) -> str:
    columns = [[getattr(one, column) for one in asked] for column in KINDS]
    times = "".join(f"{middle:>12.2f}{worst:>8.2f}" for middle, worst in map(percentiles, columns))
    return f"{kind:<16}{len(asked):>7}{recall(asked):>8.4f}{times}"


def recall(asked: Sequence[Asked]) -> float:
    return sum(one.found for one in asked) / max(1, sum(one.true for one in asked))


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[math.ceil(len(ordered) * 0.99) - 1]


def table(asked: Sequence[Asked], posts: int) -> str:
    middle, worst = percentiles([one.newest for one in asked])
    busy, busiest = percentiles([one.busy for one in asked])
    targets = TARGETS.get(posts, ("", ""))
    rows = [
        (f"{len(asked)} queries, {posts:,} posts", "measured", "target"),
        ("recall, against the texts themselves", f"{recall(asked):.4f}", "1"),
        ("newest first, p50", f"{middle:.2f} ms", targets[0]),
        ("newest first, p99", f"{worst:.2f} ms", targets[1]),
        ("newest first, p50, busy", f"{busy:.2f} ms", targets[0]),
        ("newest first, p99, busy", f"{busiest:.2f} ms", targets[1]),
    ]
    return "\n".join(f"{name:<40}{measured:<14}{target}".rstrip() for name, measured, target in rows)


if __name__ == "__main__":
    main()
