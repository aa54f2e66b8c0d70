"""Where a reader may take an article."""

from django import template

from articles import sharing
from articles.pages import ArticlePage

register = template.Library()


@register.simple_tag
def shares(page: ArticlePage) -> sharing.Shares:
    return sharing.shares(page.number, page.title)
