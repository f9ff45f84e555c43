"""What the pages of contests and entries send: shape, type and limits, nothing else."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.arena.alliances import queries as alliances
from zhitongche.arena.indicators import queries as indicators
from zhitongche.arena.indicators.models import Aspect
from zhitongche.express.projects import queries as projects
from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.fields import LONG, MAX_PHOTOS, SHORT, ReasonForm, SecondField, choose_from, day, text
from zhitongche.foundation.web.rows import RowsField

from . import queries
from .fields import RulesField
from .models import Comment, Contest, Entry
from .states import State

__all__ = ["ReasonForm"]

TITLE = 80
REASON = 500
MOST_ALLIANCES = 200
MOST_JUDGES = 99
MOST_NOTICE = 30
MOST_FIGURES = 20
LABEL = 40
VALUE = 20
UNIT = 10
SOURCE = 60
MEASURE = 40
MOST_PROJECTS = 50


class ReviseForm(forms.Form):
    """A draft, said anew."""

    title = forms.CharField(label=pgettext_lazy("contest", "Title"), max_length=TITLE)
    item = forms.ChoiceField(label=_("Item of the library"), required=False)
    entries_close_at = SecondField(label=_("Entries close"))
    scores_close_at = SecondField(label=_("Scores close"))
    month = day(_("A day of the month it belongs to"), required=False, help_text=_("Left empty: when entries close."))
    judges_per_entry = forms.IntegerField(
        label=_("Judges for each entry"),
        min_value=1,
        max_value=MOST_JUDGES,
        required=False,
        help_text=_("Left empty: every judge judges all."),
    )
    is_hall = forms.BooleanField(label=_("In the hall: one after another, marks shown after each"), required=False)
    notice_days = forms.IntegerField(
        label=_("Working days of public notice"), min_value=1, max_value=MOST_NOTICE, initial=5
    )
    rules = RulesField(label=pgettext_lazy("contest", "Rules"), required=False)


class DrawUpForm(ReviseForm):
    """A whole contest, from a template or from an earlier one."""

    alliance = forms.ChoiceField(label=_("Alliance"))
    kind = forms.ChoiceField(label=pgettext_lazy("contest", "Kind"), choices=Contest.Kind.choices)
    item = forms.ChoiceField(label=_("Item of the library"))
    rules = RulesField(label=pgettext_lazy("contest", "Rules"))

    field_order = ("alliance", "kind", "item", "title", "entries_close_at", "scores_close_at")


class OpenForm(forms.Form):
    """Nothing more is asked."""


class ProposeRulesForm(forms.Form):
    """What should be another than it is, and why."""

    reason = text(_("Reason"), REASON, rows=3)
    entries_close_at = SecondField(label=_("Entries close"), required=False)
    scores_close_at = SecondField(label=_("Scores close"), required=False)
    rules = RulesField(label=pgettext_lazy("contest", "Rules"), required=False)


class SignRulesForm(forms.Form):
    """The digest of what the signer has read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=71, required=False)


class CloseEntriesForm(forms.Form):
    """A word to the members, where it is closed before its time."""

    reason = text(_("Reason"), REASON, required=False, rows=2)


class AskLateForm(forms.Form):
    """Why somebody was too late."""

    reason = text(_("Reason"), REASON, rows=3)


class DecideLateForm(forms.Form):
    """Whose request, yes or no, and why."""

    request = forms.TypedChoiceField(label=_("Request"), coerce=int)
    granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("true", _("May enter late")), ("false", _("May not"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    reason = text(_("Reason"), REASON, rows=3)
    until = SecondField(label=_("Until"), required=False, help_text=_("Left empty: one day from now."))


def figures() -> RowsField:
    """What the entrant says: named figures, each with where it comes from."""
    return RowsField(
        {
            "label": forms.CharField(label=pgettext_lazy("figure", "Figure"), max_length=LABEL),
            "value": forms.CharField(label=pgettext_lazy("figure", "Value"), max_length=VALUE),
            "unit": forms.CharField(label=pgettext_lazy("figure", "Unit"), max_length=UNIT, required=False),
            "source": forms.CharField(label=pgettext_lazy("figure", "Where from"), max_length=SOURCE, required=False),
        },
        label=_("Figures of your own"),
        limit=MOST_FIGURES,
        required=False,
        help_text=_("What the records know is added by itself."),
    )


class BeginEntryForm(forms.Form):
    """An entry: what was done, in words, figures and photos."""

    statement = text(
        _("Statement"), LONG, help_text=_("What was done, how, and what came of it. No slides are needed."), rows=10
    )
    figures = figures()
    project = forms.ChoiceField(label=_("Project"), required=False)
    photos_before = FilesField(label=_("Photos from before"), limit=MAX_PHOTOS)
    photos = FilesField(label=_("Photos from after"), limit=MAX_PHOTOS)


class WriteEntryForm(BeginEntryForm):
    """The same, and photos that go."""

    removed_photos = forms.TypedMultipleChoiceField(
        label=_("Photos to take away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


class SubmitForm(forms.Form):
    """Nothing more is asked."""


class WithdrawForm(forms.Form):
    reason = text(_("Reason"), SHORT, required=False, rows=2)


class CommentForm(forms.Form):
    """A word, a question, or the entrant's answer to one."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("showcase", "What it is"), choices=Comment.Kind.choices, initial=Comment.Kind.COMMENT
    )
    text = text(pgettext_lazy("showcase", "In words"), SHORT, rows=3)
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LearnForm(forms.Form):
    note = text(_("What your village takes up"), SHORT, required=False, rows=3)


class PledgeForm(forms.Form):
    """What will be done by when, by which measure."""

    text = text(_("What you will do"), SHORT, rows=3)
    measure = forms.CharField(label=_("Measured by"), max_length=MEASURE, help_text=_("For example: trees planted"))
    target = forms.DecimalField(
        label=pgettext_lazy("pledge", "How many"),
        min_value=Decimal("0.01"),
        max_value=Decimal("9999999999.99"),
        decimal_places=2,
    )
    unit = forms.CharField(label=pgettext_lazy("figure", "Unit"), max_length=UNIT)
    due_on = day(_("Done by"))


class ReportPledgeForm(forms.Form):
    """What was done."""

    pledge = forms.TypedChoiceField(label=_("Pledge"), coerce=int)
    done = forms.DecimalField(
        label=pgettext_lazy("pledge", "Done"), min_value=0, max_value=Decimal("9999999999.99"), decimal_places=2
    )
    text = text(_("In words"), SHORT, rows=3)
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)


class FilterForm(forms.Form):
    """A value that cannot be used narrows nothing."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices], required=False)
    alliance = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def words(self) -> dict[str, str]:
        said = self.cleaned_data if self.is_valid() else {}
        return {name: str(said.get(name) or "") for name in ("state", "alliance")}


class YearForm(forms.Form):
    """The year of the calendar; a value that is none is this year."""

    year = forms.IntegerField(label=pgettext_lazy("calendar", "Year"), min_value=2000, max_value=2100, required=False)

    def of(self, today: date) -> int:
        return int((self.cleaned_data.get("year") if self.is_valid() else None) or today.year)


# ---- what may be chosen, known only when the form is asked for -------------------------------------------------------


def offer_alliances(form: forms.BaseForm, postings: Sequence[Posting]) -> None:
    """The alliances the reader keeps: of each chief its subs after it."""
    kept = alliances.page_of(postings, limit=MOST_ALLIANCES).items
    mine = [one for one in kept if any(posting.reaches(one.region_id) for posting in postings)]
    choose_from(form, "alliance", [("", _("Choose an alliance")), *((one.number, one.name) for one in mine)])


def offer_items(form: forms.BaseForm, place: str) -> None:
    """The items of the libraries in force at a place, under their aspects; of a code the one that would be taken."""
    nearest: dict[str, Any] = {}
    for item in indicators.offered_at(place):
        nearest.setdefault(item.code, item)
    order = list(Aspect)
    items = sorted(nearest.values(), key=lambda one: (order.index(Aspect(one.aspect)), one.code))
    grouped = [
        (Aspect(aspect).label, [(one.code, f"{one.code} {one}") for one in found])
        for aspect, found in groupby(items, key=lambda one: one.aspect)
    ]
    choose_from(form, "item", [("", _("Choose an item")), *grouped])


def offer_projects(form: forms.BaseForm, posting: Posting) -> None:
    """The projects of the own village."""
    rows = projects.visible_to(posting).filter(village=posting.region_id).order_by("-pk")[:MOST_PROJECTS]
    choose_from(form, "project", [("", _("None")), *((one.number, one.title) for one in rows)])


def offer_photos(form: forms.BaseForm, entry: Entry) -> None:
    """The photos that hang on an entry; the field goes where there is none."""
    photos = queries.photos_of(entry)
    if not photos:
        del form.fields["removed_photos"]
        return
    choose_from(form, "removed_photos", [(one.pk, f"{one.get_side_display()} · {one.file.name}") for one in photos])


def offer_kinds(form: forms.BaseForm, *, is_answer: bool) -> None:
    """An answer is begun at its question and stays one; nobody else chooses it."""
    if is_answer:
        form.fields["kind"].widget = forms.HiddenInput()
    else:
        choose_from(form, "kind", [one for one in Comment.Kind.choices if one[0] != Comment.Kind.ANSWER])


def offer_requests(form: forms.BaseForm, contest: Contest) -> None:
    """The late requests that wait."""
    rows = queries.late_asked(contest).select_related("person", "posting__region")
    choose_from(form, "request", [(one.pk, f"{one.person.name} · {one.posting.region}") for one in rows])


def offer_pledges(form: forms.BaseForm, contest: Contest, postings: Iterable[Posting]) -> None:
    """The reader's own pledges that wait for a report."""
    found = {one.pk: one for posting in postings for one in queries.open_pledges(contest, posting.person_id)}
    choose_from(form, "pledge", [(key, f"{one.text} ({one.due_on})") for key, one in found.items()])


def with_taken(typed: Sequence[dict[str, Any]], taken: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows typed so far, and those of the records that are not among them, as far as there is room."""
    named = {row.get("label") for row in typed}
    added = [
        {"label": row["label"][:LABEL], "value": row["value"][:VALUE], "unit": "", "source": row["source"][:SOURCE]}
        for row in taken
        if row["label"][:LABEL] not in named
    ]
    return [*typed, *added][:MOST_FIGURES]
