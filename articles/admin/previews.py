"""Previews in the admin: the manuscript as saved, as it is being typed, and the link that shows it to others."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import editing, manuscript, previews
from articles.admin.sides import ArticleAdmin, page, side, user_of
from articles.models import Article, Category, Revision
from articles.text import names
from articles.views.shared import preview


def urls(model_admin: ArticleAdmin) -> list[URLPattern]:
    return [
        side(model_admin, "preview/", shown, "preview"),
        side(model_admin, "preview/link/", link, "preview_link"),
    ]


def shown(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """The manuscript as saved; a POST of the form shows what is typed and saves nothing."""
    now = timezone.now()
    revision = _typed(request, article) if request.method == "POST" else None
    return preview(request, previews.page_of(article, now, revision))


def link(model_admin: ArticleAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Only whoever may edit the article shows it to others."""
    now = timezone.now()
    if not editing.editable(article, user_of(request), now):
        raise PermissionDenied
    address = request.build_absolute_uri(reverse("shared", args=[previews.token(article)]))
    return page(
        *(model_admin, request, article, "preview_link"),
        title=_("A link to the preview"),
        address=address,
        until=now + previews.LASTS,
    )


@require_POST
def markdownify(request: HttpRequest) -> HttpResponse:
    """What markdownx's own view does, for members of staff alone."""
    only_staff(request)
    html = previews.markdownify(request.POST.get("content", ""))
    return HttpResponse(html, headers={"Cache-Control": "private, no-store"})


def only_staff(request: HttpRequest) -> None:
    if not (request.user.is_active and request.user.is_staff and request.user.has_perm("articles.view_article")):
        raise PermissionDenied


def _typed(request: HttpRequest, article: Article) -> Revision:
    """Of the form, what this person may edit."""
    fields = editing.editable(article, user_of(request), timezone.now())
    for name in fields & {"title", "summary", "body", "cover", "source_url", "source_title", "licence"}:
        setattr(article, name, request.POST.get(name, getattr(article, name)))
    category = request.POST.get("category", "")
    if "category" in fields and category.isdecimal():
        article.category = Category.objects.filter(pk=category).first()
    revision = manuscript.snapshot(article)
    if "tags" in fields and "tags" in request.POST:
        revision.fields["tags"] = names.split_names(request.POST["tags"])
    return revision
