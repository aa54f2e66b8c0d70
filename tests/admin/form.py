"""What a browser sends for the form of an article."""

from typing import Any

from django.urls import reverse

from articles.admin.writing import last_number, values_of
from articles.models import Article


def address(article: Article, view: str = "change", *more: Any) -> str:
    return reverse(f"admin:articles_article_{view}", args=[article.pk, *more])


def form(article: Article, **changes: Any) -> dict[str, Any]:
    """The form as it was shown, with line ends as browsers send them, and `changes`."""
    values = {name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in values_of(article).items()}
    rows = list(article.credits.order_by("pk").values("id", "contributor", "role", "order"))
    inline = {f"credits-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    inline |= {f"credits-{n}-article": article.pk for n in range(len(rows))}
    total = {"credits-TOTAL_FORMS": len(rows), "credits-INITIAL_FORMS": len(rows)}
    version = {"base_version": article.version, "base_revision": last_number(article)}
    return {**values, **inline, **total, **version, **changes}
