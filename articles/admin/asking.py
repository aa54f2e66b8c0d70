"""The form of a move: what its row of the table asks for, and what a chief must say to set a condition aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal
from articles.stages import STAGE_LABELS, Move, Stage
from articles.workflow import Asked

ROWS = {"rows": 3}


class MoveForm(forms.Form):
    """The stage and the version are those that the page showed, so that nobody moves what they have not seen."""

    stage = forms.ChoiceField(choices=[(stage.value, STAGE_LABELS[stage]) for stage in Stage], widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label=_("Public from"),
        help_text=_("Beijing time (Asia/Shanghai)."),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    correction = forms.CharField(
        label=_("Correction note"),
        help_text=_("For readers, where the update puts right something that was wrong. Otherwise leave it empty."),
        widget=forms.Textarea(ROWS),
        required=False,
    )
    override = forms.BooleanField(label=_("Go on all the same, as chief"), required=False)
    note = forms.CharField(
        label=_("Reason"), help_text=_("It is kept in the history of the article."), widget=forms.Textarea(ROWS)
    )

    def __init__(self, move: Move, refusal: Refusal | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_override = refusal is not None and refusal.overridable
        self.fields["note"].required = move.needs_reason
        asked = {
            "at": move.asks_date,
            "correction": move.asks_correction,
            "override": may_override,
            "note": move.needs_reason or may_override,
        }
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("override") and not given.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", _("Say why."))
        return given

    def asked(self) -> Asked:
        """For perform()."""
        given = self.cleaned_data
        return {
            "note": given.get("note", ""),
            "at": given.get("at"),
            "correction": given.get("correction", ""),
            "override": given.get("override", False),
        }
