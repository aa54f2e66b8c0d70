"""The form of an article: texts that come back byte for byte where nobody edited them, and the version it was shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import MarkdownxWidget
from taggit.forms import TagField

from articles import known, reasons
from articles.admin.completing import TagsInput
from articles.models import Article, Kind, Tag
from articles.stages import OPEN_STAGES, Stage
from articles.text import names
from articles.text.diff import is_same, unix
from articles.text.sources import source_key

LONG = ("body", "source_body", "summary")
TEXTS = (*LONG, "title", "cover", "source_title", "licence")
LONGEST_TAG = 100
VERSION = ("base_version", "base_revision")


class KeptText(forms.CharField):
    """Line ends are the browser's and no change; blanks at the ends belong to the text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, strip=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and not is_same(initial or "", data or "")


class Tags(TagField):  # type: ignore[misc]
    """In the order in which they were given."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = [names.key(name) for name in names.split_names(data or "")]
        return [tag.key for tag in initial or []] != typed


class BodyWidget(MarkdownxWidget):  # type: ignore[misc]
    """markdownx's box and addresses; its own script would keep the Tab key from whoever has no mouse."""

    class Media:
        extend = False


class ArticleForm(forms.ModelForm):
    base_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base_revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    # What somebody typed and did not save, offered back.
    draft: dict[str, Any] | None = None

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007  the admin leaves out what this person may not edit
        field_classes = {**dict.fromkeys(TEXTS, KeptText), "tags": Tags}
        widgets = {
            "title": forms.TextInput({"class": "vLargeTextField"}),
            "summary": forms.Textarea({"rows": 3}),
            "body": BodyWidget({"rows": 30}),
            "source_body": forms.Textarea({"rows": 12}),
            "tags": TagsInput(reverse_lazy("admin:articles_tag_names")),
        }
        help_texts = {"tags": _("Separated by commas; one to five.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base_version"], self.initial["base_revision"] = self.instance.version, last_number(self.instance)
        if "tags" in self.fields:
            self.initial["tags"] = [tagging.tag for tagging in self.instance.taggings.select_related("tag")]
        if self.draft:
            for name in self.draft.keys() & self.fields.keys():
                self.initial[name] = self.draft[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in TEXTS:
            if name not in cleaned:
                continue
            before, typed = getattr(self.instance, name), cleaned[name]
            if is_same(before, typed):
                cleaned[name] = before
            else:
                cleaned[name] = unix(typed) if name in LONG else typed.strip()
        return cleaned

    def clean_tags(self) -> list[str]:
        """Those that are there by the names that they go by, however they were typed."""
        typed: list[str] = self.cleaned_data["tags"]
        if any(len(names.key(name)) > LONGEST_TAG for name in typed):
            raise ValidationError(_("A tag is too long."))
        found = known.by_name(Tag, typed)
        return list(dict.fromkeys(found[key].name if (key := names.key(name)) in found else name for name in typed))

    def clean_source_url(self) -> str:
        """Two works of one source are refused here as they are by the moves; what has its source already keeps it."""
        url: str = self.cleaned_data["source_url"]
        key = source_key(url)
        if key and key != self.instance.source_key and Stage(self.instance.stage) in OPEN_STAGES:
            rivals = Article.objects.filter(source_key=key).exclude(pk=self.instance.pk).only("title")
            if rival := rivals.filter(stage__in=[stage.value for stage in OPEN_STAGES]).first():
                raise ValidationError(linked(_("Somebody works on this source already: “%(title)s”."), rival))
            rival = rivals.filter(stage=Stage.PUBLISHED.value).first()
            if rival and self.instance.kind == Kind.TRANSLATION:
                raise ValidationError(linked(reasons.SOURCE_NEW.reason, rival))
        return url

    @property
    def edited(self) -> list[str]:
        """What differs from the manuscript."""
        return [name for name in self.changed_data if name not in VERSION]


def linked(reason: Promise, rival: Article) -> SafeString:
    """The reason, with a link to the other article."""
    address = reverse("admin:articles_article_change", args=[rival.pk])
    return format_html('{} <a href="{}">{}</a>', str(reason) % {"title": rival.title}, address, rival.title)


def last_number(article: Article) -> int:
    last = article.revisions.order_by("number").last()
    return last.number if last else 0


def values_of(article: Article) -> dict[str, str]:
    """The manuscript as a form holds it."""
    values = {name: getattr(article, name) for name in (*TEXTS, "source_url", "kind")}
    tags = [tagging.tag.name for tagging in article.taggings.select_related("tag")]
    return {**values, "category": str(article.category_id or ""), "tags": names.join_names(tags)}
