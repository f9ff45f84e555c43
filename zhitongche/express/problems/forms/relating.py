"""What the township's check and tying problems to each other ask for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.forms import Option, PickerField

from .. import queries
from ..models import Problem
from .fields import SHORT, text


class ProblemField(PickerField):
    """The number of another problem, found by it or by words of the title among those near; `about` says near which."""

    default_error_messages = {
        "none": _("Nothing found. Try the number, or two characters of the title."),
        "gone": _("You see no problem with this number."),
    }

    def __init__(self, *, near: str, **kwargs: Any) -> None:
        """`near` is what is offered before anything is typed: `open` or `closed` problems of the same village."""
        super().__init__(source="problems:pick", **kwargs)
        self.near = near
        self.max_length = 40

    def about(self, problem: Problem, postings: Iterable[Posting]) -> None:
        held = tuple(postings)
        self.find = lambda words: options_of(queries.found_near(problem, held, words))
        self.get = lambda number: number if queries.found_near(problem, held, number) else None
        self.widget.source = f"{self.widget.source}?near={problem.number}"
        if near := options_of(queries.neighbours_of(problem, held, is_open=self.near == "open")):
            # Never the only card, which would be chosen by itself: a person chooses.
            self.widget.options = (*near, Option("", _("None of these")))

    def clean(self, value: tuple[str, str] | None) -> str:
        return super().clean(value) or ""


def options_of(problems: Iterable[Problem]) -> tuple[Option, ...]:
    """Problems as cards: the title, and under it the number and where it stands."""
    return tuple(Option(one.number, one.title, f"{one.number} · {one.get_state_display()}") for one in problems)


class CheckForm(forms.Form):
    opinion = text(
        _("Opinion of the township"),
        SHORT,
        rows=3,
        help_text=_("Whether it is so, and what the township can do itself."),
    )


class MergeForm(forms.Form):
    into = ProblemField(
        near="open",
        label=_("Merge into"),
        help_text=_("It stands for both from now on. Search by number or title, or choose one of the village's."),
    )
    reason = text(_("Reason"), SHORT, rows=3)


class LinkForm(forms.Form):
    parent = ProblemField(
        near="open",
        label=_("Put under"),
        help_text=_("It is closed after this one. Search by number or title, or choose one of the village's."),
    )


class CommonForm(forms.Form):
    """Which of the problems chosen is the one that the others stand under; `chosen` are their numbers with words."""

    def __init__(self, *args: Any, chosen: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(
            label=_("The others stand under"), choices=chosen, widget=forms.RadioSelect
        )


class RelapseForm(forms.Form):
    earlier = ProblemField(
        near="closed", label=_("Come back from"), help_text=_("A problem of the same village, closed within 90 days.")
    )
