"""The side views of an article in the admin: who may open them, and what each page holds."""

from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from articles import editing
from articles.models import Article

ArticleAdmin = admin.ModelAdmin
P = ParamSpec("P")
View = Callable[Concatenate[ArticleAdmin, HttpRequest, Article, P], HttpResponse]


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def side(model_admin: ArticleAdmin, route: str, view: View[...], name: str) -> URLPattern:
    """An address below an article, for every member of staff; views ask for more with may_edit()."""
    wrapped = model_admin.admin_site.admin_view(partial(_opened, model_admin, view))
    return path(f"<int:pk>/{route}", wrapped, name=f"articles_article_{name}")


def _opened(model_admin: ArticleAdmin, view: View[...], request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    article = Article.objects.select_related("category").filter(pk=pk).first()
    if article is None:
        raise Http404(pk)
    return view(model_admin, request, article, **kwargs)


def editable(request: HttpRequest, article: Article) -> editing.Fields:
    """Asked often in one request, and looked up once for each state of the article."""
    known: dict[tuple[int, str], editing.Fields] = request.__dict__.setdefault("editable", {})
    key = (article.pk, article.stage)
    if key not in known:
        user = request.user
        is_known = isinstance(user, User) and article.pk
        known[key] = editing.editable(article, user, timezone.now()) if is_known else editing.NOTHING  # type: ignore[arg-type]
    return known[key]


def may_edit(request: HttpRequest, article: Article, *names: str) -> editing.Fields:
    """The fields that this person may edit. Raises PermissionDenied where one of `names` is not among them, or none."""
    fields = editing.editable(article, user_of(request), timezone.now())
    if not fields or not fields.issuperset(names):
        raise PermissionDenied
    return fields


def page(
    model_admin: ArticleAdmin, request: HttpRequest, article: Article, template: str, **context: Any
) -> TemplateResponse:
    shown = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "article": article}
    return TemplateResponse(request, f"admin/articles/article/{template}.html", {**shown, **context})
