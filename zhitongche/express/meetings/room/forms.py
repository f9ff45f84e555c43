"""What the clerk sends: an answer whose day is typed as people say it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.workdays import Workdays

from ..forms import NUMBER, TEXT, AnswerForm
from ..states import AnswerKind
from .spoken_days import day_said

# No way of saying a day is longer.
LONGEST_DAY = 40


class SpokenDayField(forms.DateField):
    """A day in words. `today`, on which they are said, and `days`, which gives the working days, are set by the form."""

    widget = forms.TextInput(attrs={"maxlength": LONGEST_DAY, "autocomplete": "off"})
    default_error_messages = {"unread": _("No day can be read from this. Try 7.31, 31 July, next friday, 10 days.")}
    today: date
    days: Callable[[], Workdays]

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        said = day_said(str(value)[:LONGEST_DAY], self.today, self.days())
        if said is None:
            raise ValidationError(self.error_messages["unread"], code="unread")
        return said


class TypedForm(forms.Form):
    """What the clerk is typing at this moment."""

    problem = forms.CharField(max_length=NUMBER)
    department = forms.CharField(max_length=NUMBER)
    seen = forms.IntegerField(min_value=0)
    kind = forms.ChoiceField(choices=AnswerKind.choices, required=False)
    text = forms.CharField(max_length=TEXT, required=False)


class ClerkForm(AnswerForm):
    """An answer as the clerk sets it down; the city's own meeting raises nothing to the city."""

    department = forms.CharField(max_length=NUMBER, widget=forms.HiddenInput)
    due_on = SpokenDayField(
        label=_("By"), required=False, help_text=_("As people say it: 7.31, 31 July, next friday, 10 days.")
    )

    def __init__(self, *args: Any, today: date, days: Callable[[], Workdays], is_city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["due_on"]
        day.today, day.days = today, days
        if is_city:
            kind: Any = self.fields["kind"]
            kind.choices = [one for one in AnswerKind.choices if one[0] != AnswerKind.RAISED_TO_CITY]
