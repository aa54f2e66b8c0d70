"""Words of Django's own pages that its Chinese catalogue lacks or says otherwise than we do, marked for ours."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MARKED: Final = (
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Error:"),
    _("Forgotten your login credentials?"),
    _("In case you’ve forgotten, you are:"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    # Titles and buttons: Chinese has no space between what is done and to what.
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add %s"),
    _("Add %(name)s"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _("Change %s"),
    _("View %s"),
    _(" By %(filter_title)s "),
)
