"""Posts made up for measurements: post n is the same each time, whatever the size of the archive that it stands in.

What is busy grows with the archive: one tag stands on a tenth of all posts, one contributor reviewed half of them, and
all of them came out in the same three years: post by post in the order of their numbers, once more from each power of
ten on. Texts are those of the sample, whole or a few of their sentences.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.filled import PICTURELESS, Post  # isort: skip  it sets Django up
from articles.formats import front_matter
from articles.models import Article, Category, Contributor, Kind, Revision, Tag
from articles.prepared import Marks, Prepared, once, tokens_of
from articles.roles import Role
from articles.stages import Stage
from articles.text import bigrams, reading
from articles.text.render import Rendered, render

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "content"
FIRST, DAYS = datetime(2023, 1, 1, tzinfo=UTC), 1095
WHOLE_TEXTS = 100_000  # posts from here on have short ones, save the newest
NEWEST = 0.999  # of the time that the archive spans
SHORT_TEXTS, SENTENCES = 1999, 2
CATEGORIES, TAGS, PEOPLE = 10, 2000, 600
SPREAD = 20  # the larger, the more tags and people share the work that the busiest one leaves
GOLDEN = 0x9E3779B97F4A7C15
WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    summary: str
    body: str
    rendered: Rendered
    minutes: int
    line: str  # as the index is told of it


class Generator:
    """Makes posts for a database that holds `shelves()` already."""

    def __init__(self, tags: Sequence[Tag], people: Sequence[Contributor], categories: Sequence[Category]) -> None:
        self.tags, self.people, self.categories = tags, people, categories
        self.whole = [text_of(title, body) for title, body in sample()]
        self.short = [text_of(sentences[0][:40], "".join(sentences)) for sentences in short_texts(self.whole)]

    def post(self, n: int) -> Post:
        """Its primary keys and its number are n + 1."""
        passed = age(n)
        texts = self.whole if n < WHOLE_TEXTS or passed > NEWEST else self.short
        text = texts[n % len(texts)]
        at = FIRST + timedelta(seconds=int(passed * DAYS * 86400))
        title = f"{text.title}（{n}）"
        tags, credits = self._tags(n), self._credits(n)
        category = self.categories[int(len(self.categories) * share(n, 1) ** 2)]
        article = self._article(n, text, title, at, category)
        prepared = Prepared(
            article=article,
            revision=revision(article, tags, credits, at),
            rendered=text.rendered,
            tokens=(bigrams.line(title), text.line),
            minutes=text.minutes,
            published_at=at,
            updated_at=at,
            category=category,
            tags=tags,
            credits=credits,
            cover_size=(1200, 675) if article.cover else None,
            marks=Marks(editors_choice=share(n, 2) < 0.05),
        )
        views = int(2000 * share(n, 3))
        related = [int(n * share(n, 4)) + 1] if n and share(n, 5) < 0.3 else []
        return Post(prepared, (views, views // 100), related)

    def _article(self, n: int, text: Text, title: str, at: datetime, category: Category) -> Article:
        kind = share(n, 6)
        return Article(
            pk=n + 1,
            number=n + 1,
            kind=Kind.BRIEF if kind < 0.02 else Kind.ORIGINAL if kind < 0.1 else Kind.TRANSLATION,
            stage=Stage.PUBLISHED.value,
            title=title,
            summary=text.summary,
            body=text.body,
            category=category,
            cover=f"/data/attachment/album/202301/{n}.png" if n % 2 else "",
            source_url=f"https://example.com/{n}",
            source_key=f"example.com/{n}",
            created_at=at,
            updated_at=at,
        )

    def _tags(self, n: int) -> list[Tag]:
        """Two or three; the first one of all on a tenth of the posts."""
        chosen = [rank(share(n, 10 + place), TAGS) for place in range(2)]
        return [self.tags[place] for place in dict.fromkeys([*([0] if share(n, 12) < 0.1 else []), *chosen])]

    def _credits(self, n: int) -> list[tuple[Contributor, str]]:
        """A selector, a translator, a reviewer and a publisher; the first person of all does half of the reviewing."""
        busy = {Role.REVIEWER: 0.5, Role.PUBLISHER: 0.5, Role.TRANSLATOR: 0.1, Role.SELECTOR: 0.1}
        done = []
        for place, (role, part) in enumerate(busy.items()):
            is_first = share(n, 20 + place) < part
            done.append((self.people[0 if is_first else rank(share(n, 30 + place), PEOPLE)], role.value))
        return once(done)


def shelves() -> tuple[list[Tag], list[Contributor], list[Category]]:
    """What posts are sorted under, not yet saved."""
    tags = [Tag(pk=n + 1, name=f"标签 {n}") for n in range(TAGS)]
    people = [Contributor(pk=n + 1, name=f"person{n}") for n in range(PEOPLE)]
    categories = [Category(pk=n + 1, name=f"分类 {n}") for n in range(CATEGORIES)]
    named: list[Tag | Contributor | Category] = [*tags, *people, *categories]
    for each in named:
        each.set_keys()
    return tags, people, categories


def age(n: int) -> float:
    """Of the time that the archive spans, how much had passed when post n came out."""
    high: int = 10 ** len(str(n))
    low = high // 10 if n > 9 else 0
    return (n - low) / (high - low)


def share(n: int, salt: int) -> float:
    """A number from 0 to 1 that belongs to post n, by SplitMix64."""
    mixed = ((n + 1) * GOLDEN + salt * 0xD1B54A32D192ED03) & WORD
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & WORD
    return (mixed ^ (mixed >> 31)) / (WORD + 1)


def rank(part: float, count: int) -> int:
    """From 1 on; the second has about as many as the first divided by two, and so on, from SPREAD on."""
    return min(count - 1, int(SPREAD * ((count + SPREAD) / SPREAD) ** part) - SPREAD + 1)


def revision(
    article: Article, tags: Sequence[Tag], credits: Sequence[tuple[Contributor, str]], at: datetime
) -> Revision:
    return Revision(
        pk=article.pk,
        article=article,
        number=1,
        title=article.title,
        summary=article.summary,
        body=article.body,
        fields={
            "kind": str(article.kind),
            "category": article.category.name if article.category else "",
            "tags": [tag.name for tag in tags],
            "cover": article.cover,
            "credits": [[role, person.name] for person, role in credits],
            "source": {"url": article.source_url, "title": "", "licence": ""},
        },
        at=at,
    )


def sample() -> list[tuple[str, str]]:
    """Title and Markdown of each article of the sample."""
    documents = [front_matter.read(path.read_bytes(), path.name) for path in sorted(SAMPLE.rglob("*.md"))]
    return [(str(document.front_matter["title"]), document.body) for document in documents]


def text_of(title: str, body: str) -> Text:
    rendered = render(body, PICTURELESS)
    summary = rendered.text[:80]
    line = tokens_of("", summary, rendered.text)[1]
    return Text(title, summary, body, rendered, reading.minutes(rendered.text), line)


def short_texts(whole: Sequence[Text]) -> list[list[str]]:
    """Some sentences each, from anywhere in the sample."""
    draw = random.Random(1)  # noqa: S311  nothing here is secret
    found = [each for text in whole for each in re.findall(r"[\u4e00-\u9fff][^。\n`]{15,80}。", text.rendered.text)]
    return [draw.sample(found, SENTENCES) for _ in range(SHORT_TEXTS)]
