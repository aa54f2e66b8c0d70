"""Previews: a manuscript as readers would see it now, for editors, and by a signed link for those without account."""

from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.core import signing

from articles import manuscript
from articles import prepared as rows
from articles.models import Article, Counts, Publication, PublishedText, Revision
from articles.pages import ArticlePage, shown_page
from articles.prepared import NO_MARKS, marks_of, own_site, prepare
from articles.text.render import render

SALT: Final = "articles.previews"
LASTS: Final = timedelta(days=7)


def markdownify(markdown: str) -> str:
    """Named by MARKDOWNX_MARKDOWNIFY_FUNCTION."""
    return render(markdown, own_site()).html


def page_of(article: Article, now: datetime, revision: Revision | None = None) -> ArticlePage:
    """The page that readers would get, were the manuscript (or that revision) published or updated now."""
    shown = Publication.objects.select_related("text", "revision").filter(article=article).first()
    numbered = copy(article)
    numbered.number = article.number or 0
    revision = revision or manuscript.snapshot(article)
    entry = prepare(
        revision,
        published_at=shown.published_at if shown else now,
        updated_at=_updated(shown, revision, now) if shown else now,
        marks=marks_of(shown) if shown else NO_MARKS,
    )
    entry = replace(entry, article=numbered)
    publication = Publication(**dict(zip(rows.PUBLICATION, rows.publication_row(entry), strict=True)))
    publication.category = entry.category
    publication.counts = Counts.objects.filter(article=article).first() or Counts(article_id=article.pk)
    publication.text = PublishedText(**dict(zip(rows.TEXT, rows.text_row(entry), strict=True)))
    return shown_page(publication, entry.credits, entry.tags, now)


def _updated(shown: Publication, revision: Revision, now: datetime) -> datetime:
    """Where nothing differs from what is public, nothing would be updated."""
    held = shown.revision
    ours = (revision.title, revision.summary, revision.body, revision.fields)
    is_same = ours == (held.title, held.summary, held.body, held.fields)
    return shown.updated_at if is_same else max(now, shown.published_at)


def token(article: Article) -> str:
    """For an address that shows the manuscript as it stands, to whoever has it, while it lasts."""
    return signing.dumps(article.pk, salt=SALT)


def by_token(token: str, now: datetime) -> ArticlePage | None:
    """None where the token is not ours, or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    article = Article.objects.select_related("category").filter(pk=pk).first()
    return page_of(article, now) if article else None
