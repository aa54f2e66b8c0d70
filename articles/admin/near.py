"""Lists of the admin that never count a whole table: they know how many rows there are on the next few pages."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest

PAGES_AHEAD = 5


class NearPages(Paginator):
    """Counts no further than some pages beyond the one that is shown."""

    page_shown = 1

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.limit].count())

    @property
    def limit(self) -> int:
        return int((self.page_shown + PAGES_AHEAD) * self.per_page)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than it counted."""
        return self.count == self.limit


class NearAdmin(admin.ModelAdmin):
    paginator = NearPages
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = list_max_show_all = 50

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pages = super().get_paginator(request, *args, **kwargs)
        if isinstance(pages, NearPages):
            number = request.GET.get("p", "1")
            pages.page_shown = int(number) if number.isdecimal() and len(number) < 7 else 1
        return pages
