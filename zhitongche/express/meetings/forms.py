"""What the pages of meetings send: shape, type and limits, nothing else."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import MomentField, ReasonForm, day, text
from zhitongche.foundation.web.rows import RowsField

from .models import Invitation
from .queries import MOST_DEPARTMENTS, MOST_FREE, MOST_ITEMS, MOST_ROOMS, MOST_WAYS, Filters
from .states import AnswerKind, State

__all__ = ["ReasonForm"]

NUMBER, TITLE, HOST, NAME, TEXT = 40, 60, 60, 100, 1000
ANY = ("", _("Any"))


class HourField(forms.TimeField):
    """An hour of the meeting's own day."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    input_formats = ("%H:%M", "%H:%M:%S")


class WayField(forms.TypedChoiceField):
    """Two rooms by their places in `Meeting.rooms`, sent as `0-1` and cleaned to a list of two numbers."""

    def __init__(self, **told: Any) -> None:
        super().__init__(coerce=lambda value: [int(place) for place in value.split("-")], **told)

    def prepare_value(self, value: Any) -> Any:
        return "-".join(map(str, value)) if isinstance(value, list | tuple) else value


class LinesInput(forms.Textarea):
    """Words one a line, or one an input of the same name: ticked boxes send as many as are ticked."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return "\n".join(data.getlist(name)) if hasattr(data, "getlist") else data.get(name)


class LinesField(forms.CharField):
    """Words one a line; cleaned to a list of at most `limit`, none longer than `longest`."""

    widget = LinesInput(attrs={"rows": 3})
    default_error_messages = {"too_many": _("At most %(limit)d lines.")}

    def __init__(self, *, limit: int, longest: int, **told: Any) -> None:
        super().__init__(validators=[MaxLengthValidator(longest)], **told)
        self.limit = limit

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # several words, not one text
        if isinstance(value, list):
            return [str(one).strip() for one in value if str(one).strip()]
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        if len(value) > self.limit:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.limit})
        for one in value:
            super().run_validators(one)


class ReviseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE)
    starts_at = MomentField(label=_("Day and hour"))
    place = forms.CharField(label=_("Place"), max_length=NAME)
    host = forms.CharField(label=_("Host"), max_length=HOST, required=False)
    slot_minutes = forms.IntegerField(label=_("Minutes for one item"), min_value=1, max_value=240, initial=10)
    rooms = LinesField(
        label=_("Rooms"),
        limit=MOST_ROOMS,
        longest=NAME,
        required=False,
        help_text=_("One a line, where there are several. Left empty, everything is heard in one room."),
    )
    note = text(_("Note"), 500, required=False, rows=3)


class PlanForm(ReviseForm):
    region = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)


class AddItemForm(forms.Form):
    problems = LinesField(
        label=_("Numbers of problems"),
        limit=MOST_ITEMS,
        longest=NUMBER,
        help_text=_("One a line, in the order they should be heard."),
    )
    departments = LinesField(
        label=_("Codes of departments"),
        limit=MOST_DEPARTMENTS,
        longest=NUMBER,
        required=False,
        help_text=_("One a line. Left empty, each problem is for whom it concerns."),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, required=False)


class AmendItemForm(forms.Form):
    problem = forms.CharField(max_length=NUMBER, widget=forms.HiddenInput)
    departments = LinesField(
        label=_("Codes of departments"),
        limit=MOST_DEPARTMENTS,
        longest=NUMBER,
        required=False,
        help_text=_("One a line; the first speaks first."),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, required=False)


class ItemForm(forms.Form):
    problem = forms.CharField(label=_("Number of the problem"), max_length=NUMBER)


class CallUpForm(ItemForm):
    """In the item's own room unless another is named."""

    room = forms.IntegerField(min_value=0, max_value=MOST_ROOMS, required=False, widget=forms.HiddenInput)


class ShowClockForm(forms.Form):
    """The host decides whether the screen of the room shows the time."""

    is_shown = forms.TypedChoiceField(
        label=_("Clock on the screen"),
        choices=[("true", pgettext_lazy("clock", "Shown")), ("false", pgettext_lazy("clock", "Not shown"))],
        coerce=lambda value: value == "true",
    )


class ArrangeForm(forms.Form):
    order = LinesField(
        label=_("The agenda in order"),
        limit=MOST_ITEMS,
        longest=NUMBER,
        help_text=_("Numbers of problems, one a line."),
    )


class MakeTimetableForm(forms.Form):
    """In sequence from the beginning unless every item is given its own time."""

    times = RowsField(
        {
            "problem": forms.CharField(label=_("Number of the problem"), max_length=NUMBER),
            "room": forms.IntegerField(label=_("Room, from 0"), min_value=0, max_value=MOST_ROOMS),
            "starts_at": MomentField(label=_("Begins")),
        },
        label=_("Times"),
        limit=MOST_ITEMS,
        required=False,
    )


class MoveItemForm(ItemForm):
    place = forms.IntegerField(label=_("Place on the agenda"), min_value=1, max_value=MOST_ITEMS)


class AskTimetableForm(forms.Form):
    """What the search is to keep to; an item named with room and hour stays there, and the rest changes little."""

    ends_at = HourField(label=_("Over by"), required=False, help_text=_("Left empty: eight hours."))
    free = RowsField(
        {
            "party": forms.ChoiceField(label=pgettext_lazy("timetable", "Who")),
            "from_": HourField(label=_("Free from"), required=False),
            "until": HourField(label=_("Free until"), required=False),
        },
        label=_("Who is not free all the time"),
        help_text=_(
            "One line for each time somebody is free; several lines for one who comes and goes."
            " An hour left empty is the beginning or the end of the day."
        ),
        limit=MOST_FREE,
        required=False,
    )
    ways = RowsField(
        {
            "rooms": WayField(label=_("Between the rooms")),
            "minutes": forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240),
        },
        label=_("How long it takes from room to room"),
        help_text=_("Who answers in both rooms gets this time between. Without a line rooms lie side by side."),
        limit=MOST_WAYS,
        required=False,
    )
    problem = forms.ChoiceField(label=_("Item to be moved"), required=False)
    room = forms.TypedChoiceField(
        label=pgettext_lazy("timetable", "To the room"), coerce=int, empty_value=None, required=False
    )
    starts_at = HourField(label=_("To the hour"), required=False)


class StopTimetableForm(forms.Form):
    """Nothing more is asked."""


class InviteForm(forms.Form):
    draft_due_on = day(
        _("Draft replies by"), required=False, help_text=_("Left empty: two working days before the meeting.")
    )


class AcknowledgeForm(forms.Form):
    attendees = forms.CharField(label=_("Who will come"), max_length=200, required=False)
    note = forms.CharField(label=_("What you ask for"), max_length=200, required=False)


class ReplyForm(forms.Form):
    """An answer as it is drafted and as it is given."""

    problem = forms.CharField(max_length=NUMBER, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=pgettext_lazy("answer", "Answer"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    text = text(_("In words"), TEXT)
    due_on = day(_("By"), required=False, help_text=_("For measures and site surveys."))


class DraftReplyForm(ReplyForm):
    """What the department means to answer."""


class ReturnReplyForm(forms.Form):
    problem = forms.CharField(max_length=NUMBER, widget=forms.HiddenInput)
    reason = text(_("What should be different"), 500, rows=3)


class OpenForm(forms.Form):
    """Nothing more is asked."""


class CloseForm(forms.Form):
    """Nothing more is asked."""


class AttendanceForm(forms.Form):
    attendance = RowsField(
        {
            "department": forms.CharField(label=_("Code of the department"), max_length=NUMBER, required=False),
            "village": forms.CharField(label=_("Code of the village"), max_length=12, required=False),
            "presence": forms.ChoiceField(
                label=_("Attendance"), choices=[("", "–"), *Invitation.Presence.choices], required=False
            ),
            "came": forms.CharField(label=_("Who came"), max_length=200, required=False),
        },
        label=_("Attendance"),
        limit=200,
    )


class AnswerForm(ReplyForm):
    """What the department answered in the room."""

    department = forms.CharField(label=_("Code of the department"), max_length=NUMBER)
    speaker = forms.CharField(label=_("Who spoke"), max_length=60, required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """The filters of the list; what is wrong in an address lets everything pass."""

    state = forms.ChoiceField(choices=[ANY, *State.choices], required=False, widget=forms.HiddenInput)
    region = forms.CharField(label=_("Code of a place"), max_length=12, required=False)
    since = day(_("From"), required=False)
    until = day(_("Before"), required=False)
    # Where the picture's figure leads: what was called off is closed, too, but was not held.
    held = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def filters(self) -> Filters:
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return Filters(
            state=given["state"] or "",
            region=scope_of(given["region"] or "") or "",
            since=given["since"],
            until=given["until"],
            is_held=bool(given["held"]),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("region", "since", "until"))
