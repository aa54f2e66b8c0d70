"""People, tags and categories in the admin: names that nothing else has, their other names, lists that count."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import editions, renaming
from articles.admin.lists import on_list
from articles.admin.recorded import Recorded
from articles.known import ALIASES, AnyNamed
from articles.merging import HOLDS, Hold
from articles.models import Byline, Category, Contributor, Credit, Tag
from articles.text import names

OFFERED: Final = 10
MOST_COUNTED: Final = 500  # articles of one name, on lists of names
ARTICLES_OF: Final[dict[type[AnyNamed], str]] = {
    Contributor: "credits__contributor__id__exact",
    Tag: "taggings__tag__id__exact",
    Category: "category__id__exact",
}
THERE_ALREADY = _("“%(name)s” is there already. To make one of the two, merge them.")
ANOTHER_NAME = _("“%(name)s” is another name of “%(other)s”. Take it away there first.")
TOO_LONG = _("This name is too long.")
COMMA = _("A comma would make two tags of it.")
# A row with what on_list() puts on it.
Row = Any


def check(model: type[AnyNamed], name: str, row: AnyNamed | None, *, is_other: bool = False) -> None:
    """Raises ValidationError where `row` cannot have this name, or cannot have it as another one beside its own."""
    key, (aliases, column) = names.key(name), ALIASES[model]
    if len(key) > (model._meta.get_field("key").max_length or 0):
        raise ValidationError(TOO_LONG)
    if model is Tag and names.SEPARATORS.search(name):
        raise ValidationError(COMMA)
    held = model._default_manager.filter(key=key)
    if (held if is_other or row is None else held.exclude(pk=row.pk)).exists():
        raise ValidationError(THERE_ALREADY, params={"name": name})
    alias: Any = aliases._default_manager.select_related(column).filter(key=key).first()
    if alias and (row is None or getattr(alias, column).pk != row.pk):
        raise ValidationError(ANOTHER_NAME, params={"name": name, "other": getattr(alias, column)})


class NameForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        check(type(self.instance), name, self.instance)
        return name


class OtherNameForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if "name" in self.changed_data:
            named = next(model for model, (aliases, _) in ALIASES.items() if aliases is type(self.instance))
            check(named, name, getattr(self.instance, ALIASES[named][1], None), is_other=True)
        return name


class OtherNames(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        given = [form.cleaned_data["name"] for form in self.forms if form.cleaned_data.get("name")]
        keys = [names.key(name) for name in given]
        for name, key in zip(given, keys, strict=True):
            if keys.count(key) > 1:
                raise ValidationError(_("“%(name)s” comes twice."), params={"name": name})


class OtherNamesInline(admin.TabularInline):
    """Whoever may change what is named may give it other names and take them away."""

    form, formset = OtherNameForm, OtherNames
    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class Named(Recorded):
    """Saving keeps the old name and address, the list counts, names are completed."""

    form = NameForm
    list_display = ["name", "named_in", "shown_in", "other_names"]
    list_per_page = 50
    search_fields = ["name", "key", "aliases__name", "aliases__key"]
    ordering = ["key"]
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_names"
        return [path("names/", self.admin_site.admin_view(self.names_view), name=name), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        renaming.rename(obj) if change else renaming.add(obj)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The last step of a save, inside its transaction: pages show the name, and no page one that was hidden."""
        super().save_related(request, form, formsets, change)
        editions.start(hard=getattr(form.instance, "hidden", False))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return with_counts(rows, MOST_COUNTED).prefetch_related("aliases") if on_list(request) else rows

    @admin.display(description=_("articles"), ordering="in_articles")
    def named_in(self, row: Row) -> SafeString | int:
        if not row.in_articles:
            return 0
        address = f"{reverse('admin:articles_article_changelist')}?{ARTICLES_OF[self.model]}={row.pk}"
        return format_html('<a href="{}">{}</a>', address, _counted(row.in_articles))

    @admin.display(description=_("public"), ordering="in_publications")
    def shown_in(self, row: Row) -> SafeString | int:
        if not row.in_publications:
            return 0
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _counted(row.in_publications))

    @admin.display(description=_("aliases"), empty_value="")
    def other_names(self, row: Row) -> str:
        return names.join_names(alias.name for alias in sorted(row.aliases.all(), key=lambda alias: alias.key))

    def names_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _names(request, self.model)


def _counted(number: int) -> str:
    return f"{number:,}" if number <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


@require_safe
def _names(request: HttpRequest, model: type[AnyNamed]) -> HttpResponse:
    """Names that begin with what was typed before those that hold it elsewhere; of these the most used first."""
    typed = names.key(request.GET.get("q", "").replace("\0", "")[:100])
    rows = offered(model, typed) if typed else ()
    found = [{"name": row.name, "uses": row.in_articles} for row in rows]
    return JsonResponse({"names": found})


def offered(model: type[AnyNamed], typed: str) -> Iterable[Row]:
    aliases, column = ALIASES[model]
    others = aliases._default_manager.filter(key__contains=typed).values(column)
    place = Case(When(key=typed, then=0), When(key__startswith=typed, then=1), default=2)
    rows = model._default_manager.filter(Q(key__contains=typed) | Q(pk__in=others)).annotate(place=place)
    counted = rows.annotate(in_articles=_count(HOLDS[model][0], MOST_COUNTED))
    return counted.order_by("place", "-in_articles", "key")[:OFFERED]


def with_counts(rows: QuerySet[Any], most: int | None = None) -> QuerySet[Any]:
    """In how many articles and publications each is named; where there are more than `most`, one more than these."""
    in_articles, in_publications = (_count(hold, most) for hold in HOLDS[rows.model])
    counted: QuerySet[Any] = rows.annotate(in_articles=in_articles, in_publications=in_publications)
    return counted


class Rows(Subquery):
    """How many rows there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _count(hold: Hold, most: int | None = None) -> Rows:
    """Each article and publication once, also where somebody has several roles."""
    rows: Any = hold.model._default_manager.filter(**{hold.column: OuterRef("pk")}).order_by()
    if hold.model is Byline:  # at its position, which its index holds
        rows = rows.filter(first=True).values("position")
    elif hold.model is Credit:
        rows = rows.values("article_id").distinct()
    else:
        rows = rows.values(hold.once[0] if hold.once else "pk")
    return Rows(rows[: most + 1] if most else rows)
