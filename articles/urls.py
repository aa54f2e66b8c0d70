"""The addresses of the reader's pages, below the language's prefix, and of what has no language."""

from django.contrib.auth import views as auth
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles import feeds, sitemaps
from articles.admin import doors, previews, uploads
from articles.views import (
    archive,
    article,
    attachment,
    category,
    choice,
    comments,
    home,
    like,
    page,
    people,
    person,
    plain,
    qr,
    ranking,
    ready,
    rendition,
    report,
    search,
    shared,
    tag,
    tags,
    view,
)


class NumberConverter:
    """An article's public number: no leading zero, and never more than a position can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class YearConverter(NumberConverter):
    regex = "19[7-9][0-9]|2[01][0-9]{2}"


class MonthConverter(NumberConverter):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class NameConverter(StringConverter):
    """A slug of any script; no NUL, which databases refuse."""

    regex = r"[^/\0]+"


class FormConverter(StringConverter):
    """The two forms of a feed."""

    regex = "atom|rss"


class PartConverter(NumberConverter):
    regex = "0|[1-9][0-9]{0,5}"


register_converter(NumberConverter, "number")
register_converter(FormConverter, "form")
register_converter(PartConverter, "part")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(NameConverter, "name")

# All that the pages below read of a query, search and what says no-store apart: whoever keeps pages need not look at
# anything else that stands behind a question mark.
PARAMETERS = frozenset({"before", "after", "role", "year", "all"})

urlpatterns = [
    path("", home.home, name="home"),
    path("article-<number:number>-1.html", article.article, name="article"),
    path("article-<number:number>/comments/", comments.comments, name="comments"),
    path("article-<number:number>/like/", like.like, name="like"),
    path("article-<number:number>/report/", report.report, name="report"),
    path("category/<name:slug>/", category.category, name="category"),
    path("tag/<name:slug>/", tag.tag, name="tag"),
    path("tags/", tags.tags, name="tags"),
    path("search/", search.search, name="search"),
    path("choice/", choice.choice, name="choice"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.year, name="year"),
    path("archive/<year:year>/<month:month>/", archive.month, name="month"),
    path("page/<slug:slug>/", page.page, name="page"),
    path("people/", people.people, name="people"),
    path("people/<name:handle>/", person.person, name="person"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("feed.<form:form>", feeds.feed, name="feed"),
    path("choice/feed.<form:form>", feeds.choice_feed, name="choice_feed"),
    path("category/<name:slug>/feed.<form:form>", feeds.category_feed, name="category_feed"),
    path("tag/<name:slug>/feed.<form:form>", feeds.tag_feed, name="tag_feed"),
    path("people/<name:handle>/feed.<form:form>", feeds.person_feed, name="person_feed"),
]

# Below the admin's address, for people who are not in yet.
doors_of_the_desk = [
    path("invited/<str:token>/", doors.invited, name="invited"),
    path("password_reset/", doors.PasswordReset.as_view(), name="admin_password_reset"),
    path("password_reset/done/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", doors.PasswordConfirm.as_view(), name="password_reset_confirm"),
    path("reset/done/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]

without_language = [
    path("article-<number:number>/view/", view.view, name="view"),
    path("article-<number:number>/qr.svg", qr.qr, name="qr"),
    path("data/attachment/<path:path>", attachment.attachment, name="attachment"),
    path("uploads/<path:path>", attachment.upload, name="upload"),
    path("preview/<str:token>/", shared.shared, name="shared"),
    path("markdownx/markdownify/", previews.markdownify, name="markdownx_markdownify"),
    path("markdownx/upload/", uploads.upload, name="markdownx_upload"),
    path("renditions/<number:width>/<path:path>.webp", rendition.rendition, name="rendition"),
    path("healthz", plain.healthz, name="healthz"),
    path("healthz/ready", ready.ready, name="ready"),
    path("robots.txt", plain.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<part:part>.xml", sitemaps.sitemap_part, name="sitemap_part"),
]
