"""What a search can be narrowed to by the parameters of its address: the facets, by django-filter."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter, FilterSet, ModelChoiceFilter

from articles.models import Byline, Category, Contributor, Publication, PublicationTag, Tag
from articles.models.people import ROLE_CHOICES
from articles.models.publication import Publications

SHANGHAI = timezone.get_fixed_timezone(timedelta(hours=8))
YEAR = "19[7-9][0-9]|2[01][0-9]{2}"
CHOSEN = "1"


class YearFilter(Filter):  # type: ignore[misc]  # django-filter has no types
    field_class = forms.RegexField


class Facets(FilterSet):  # type: ignore[misc]  # the same
    """Each facet takes one value. A name is known only where something that readers may see stands behind it."""

    category = ModelChoiceFilter(label=_("Category"), queryset=Category.objects.all(), to_field_name="slug")
    tag = ModelChoiceFilter(label=_("Tag"), queryset=Tag.objects.all(), to_field_name="slug", method="tagged")
    year = YearFilter(label=_("Year"), regex=rf"\A(?:{YEAR})\Z", method="in_year")
    person = ModelChoiceFilter(
        label=_("Person"),
        queryset=Contributor.objects.filter(hidden=False),
        to_field_name="handle",
        method="by_person",
    )
    role = ChoiceFilter(label=_("Role"), choices=ROLE_CHOICES, method="in_role")
    choice = ChoiceFilter(label=_("Editor's choice"), choices=[(CHOSEN, _("Editor's choice"))], method="chosen")

    class Meta:
        model = Publication
        fields: tuple[str, ...] = ()

    def __init__(self, given: Mapping[str, str], now: datetime) -> None:
        super().__init__(dict(given) or None)
        for name, shown in (
            ("category", Publication.objects.filter(category=OuterRef("pk"))),
            ("tag", PublicationTag.objects.filter(tag=OuterRef("pk"))),
            ("person", Byline.objects.filter(contributor=OuterRef("pk"))),
        ):
            self.filters[name].queryset = self.filters[name].queryset.filter(Exists(shown.live(now)))

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen, by facet: rows, or text; without what is unknown."""
        self.form.is_valid()
        return dict(self.form.cleaned_data) if self.is_bound else {}

    def chosen(self, rows: Publications, name: str, value: str) -> Publications:
        return rows.chosen()

    def tagged(self, rows: Publications, name: str, tag: Tag) -> Publications:
        return rows.filter(position__in=PublicationTag.objects.filter(tag=tag).values("position"))

    def in_year(self, rows: Publications, name: str, year: str) -> Publications:
        start, end = (datetime(number, 1, 1, tzinfo=SHANGHAI) for number in (int(year), int(year) + 1))
        return rows.between(start, end)

    def by_person(self, rows: Publications, name: str, person: Contributor) -> Publications:
        """With a role: that person in that role."""
        role = self.values.get("role")
        credited: dict[str, Any] = {"role": role} if role else {"first": True}
        bylines = Byline.objects.filter(contributor=person, **credited)
        return rows.filter(position__in=bylines.values("position"))

    def in_role(self, rows: Publications, name: str, role: str) -> Publications:
        if self.values.get("person"):
            return rows
        return rows.filter(position__in=Byline.objects.filter(role=role).values("position"))
