"""What is changed in the admin is logged: one place for forms, lists that are edited, deletions and passwords."""

from contextlib import nullcontext
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles import audit
from articles.admin.changes import history_page, may_see
from articles.admin.sides import user_of


class Recorded(admin.ModelAdmin):
    """A mixin, before ModelAdmin: compares each row before and after, in the transaction that changes it.

    Django calls save_form() before a row is written, and the log_…() methods when all that hangs on it is.
    """

    def state_of(self, row: models.Model) -> audit.State:
        """As the database holds it, with the rows that are edited in the same form."""
        held = self.model._base_manager.get(pk=row.pk)
        return audit.state(held, [_relation(inline.model, self.model) for inline in self.inlines])

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Any:
        if change:
            self.remember(request, form.instance)
        return super().save_form(request, form, change)

    def remember(self, request: HttpRequest, row: models.Model) -> None:
        """As it is before this request changes it: log_change() compares."""
        _before(request)[row.pk] = self.state_of(row)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, obj, {}, audit.ADD)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Without a form of its own it was a password that changed: nothing else comes here so."""
        before = _before(request).pop(obj.pk, None)
        if before is not None:
            self.record(request, obj, before, audit.CHANGE)
        elif isinstance(obj, User):
            audit.record_password(obj, self.deed(request))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Called while the rows are still there."""
        for row in queryset:
            audit.record(row, self.state_of(row), {}, self.deed(request, audit.DELETE))
        return super().log_deletions(request, queryset)

    def record(self, request: HttpRequest, row: models.Model, before: audit.State, name: str) -> None:
        audit.record(row, before, self.state_of(row), self.deed(request, name))

    def deed(self, request: HttpRequest, name: str = audit.CHANGE) -> audit.Deed:
        return audit.Deed(user_of(request), timezone.now(), name)

    def view_on_site(self, obj: Any) -> str | None:
        """Straight to the page: Django's way there tells of any row, whoever asks."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any) -> HttpResponse | None:
        """Rows that are deleted together go with their log or not at all."""
        is_deletion = "delete_selected" in request.POST.getlist("action")
        with transaction.atomic() if is_deletion else nullcontext():
            return super().response_action(request, queryset, *args)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """For chiefs; of a row that is gone, too."""
        if not may_see(request):
            raise PermissionDenied
        key = unquote(object_id)
        return history_page(self, request, key, self.get_object(request, key))


def _before(request: HttpRequest) -> dict[Any, audit.State]:
    """By primary key, what the rows of this request were."""
    found: dict[Any, audit.State] = request.__dict__.setdefault("states_before", {})
    return found


def _relation(child: type[models.Model], parent: type[models.Model]) -> str:
    """The name of the relation from a row to those that are edited in its form."""
    key: Any = next(field for field in child._meta.concrete_fields if field.related_model is parent)
    return str(key.remote_field.name)
