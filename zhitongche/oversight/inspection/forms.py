"""What an auditor may ask the log for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.web.forms import DateInput

from . import wording
from .queries import Filters

LONGEST_ID = 60
LARGEST_ID = 2**63 - 1


def _events() -> list[tuple[str, Any]]:
    """Every event by its sentence, so that the list grows with the product and not with its use."""
    named = sorted(wording.SENTENCES.items())
    return [
        ("", _("All events")),
        *((action, f"{wording.kind(action.split('.')[0])}: {said}") for action, said in named),
    ]


class FilterForm(forms.Form):
    """Filters of the operation log; all may be left empty."""

    since = forms.DateField(label=_("From"), required=False, widget=DateInput())
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput())
    action = forms.ChoiceField(label=_("Event"), required=False, choices=_events)
    chain = forms.RegexField(
        r"^(system|\d{2}|\d{4}|\d{6})$",
        label=_("Place's code"),
        required=False,
        max_length=6,
        error_messages={"invalid": _("Write a province's, city's or county's code, or “system”.")},
    )
    subject = forms.CharField(label=_("Number of what it is about"), required=False, max_length=LONGEST_ID)
    person = forms.IntegerField(label=_("Person's number"), required=False, min_value=1, max_value=LARGEST_ID)

    def filters(self) -> Filters | None:
        """What is asked for; None where it cannot be understood."""
        return Filters(**self.cleaned_data) if self.is_valid() else None

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
