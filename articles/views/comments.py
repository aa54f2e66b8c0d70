"""The archived comments of an article beyond those on its own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.comments import COMMENTS_SHOWN, shown_comment
from articles.models import Comment
from articles.paging import HIGHEST, Page, Pager

from .article import ArticleGone, find, gone


@require_safe
def comments(request: HttpRequest, number: int) -> HttpResponse:
    try:
        publication = find(number, timezone.now())
    except ArticleGone:
        return gone(request)
    rows = Comment.objects.filter(article_id=publication.pk).defer("message")
    on_article = rows.order_by("position").values_list("position", flat=True)[:COMMENTS_SHOWN]
    found = Pager(order="position", size=COMMENTS_SHOWN).turn(
        rows.filter(position__gt=max(on_article, default=HIGHEST)), request.GET
    )
    if not found.rows:
        raise Http404(number)
    page = Page([shown_comment(comment) for comment in found.rows], found.previous, found.next)
    return render(request, "articles/comments.html", {"publication": publication, "page": page})
