"""What the works ask for."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.fields import LONG, MAX_EVIDENCE, MAX_PHOTOS, SHORT, day, text

from .. import queries
from ..models import Project, ProjectFile
from .fields import SPOT, DoneField, milestone_rows

SIDES = [(side.value, side.label) for side in ProjectFile.Side if side is not ProjectFile.Side.PAPER]


class MilestonesForm(forms.Form):
    """The plan as it stands: each milestone folded, empty rows below."""

    milestones = milestone_rows()
    places: Mapping[int, int] = {}

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        self.places = {one.number: one.position for one in queries.milestones_of(project)}

    def clean_milestones(self) -> list[dict[str, Any]]:
        """The rows in the order that their numbers ask for; what asks for another's place pushes that one aside."""
        rows: list[dict[str, Any]] = self.cleaned_data["milestones"]
        return [
            {name: value for name, value in row.items() if name != "place"}
            for row in sorted(rows, key=lambda row: self._place(row["place"], self.places.get(row["milestone"])))
        ]

    def _place(self, wanted: int | None, held: int | None) -> float:
        """Where a row comes: one that is moved down comes after the one that stood there, any other one before it."""
        if wanted is None:
            return held or inf
        if wanted == held:
            return wanted
        return wanted + 0.5 if held is not None and wanted > held else wanted - 0.5


class PhotosForm(forms.Form):
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS, required=True)
    side = forms.ChoiceField(
        label=_("Taken"), choices=SIDES, initial=ProjectFile.Side.BEFORE.value, widget=forms.RadioSelect
    )
    spot = forms.CharField(
        label=_("Spot"),
        max_length=SPOT,
        required=False,
        help_text=_("The same word before and after sets both photos side by side: “pump house”."),
    )


class StartForm(forms.Form):
    started_on = day(_("Works began on"), required=False)


class ReportForm(forms.Form):
    """Filled in from the record: send it as it is, or say more."""

    text = text(_("This month"), LONG, required=False, help_text=_("Filled in from the record; change what is wrong."))
    milestones = DoneField(label=_("Milestones done"))
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)
    side = forms.ChoiceField(
        label=_("Taken"), choices=SIDES, initial=ProjectFile.Side.DURING.value, widget=forms.RadioSelect
    )
    spot = forms.CharField(label=_("Spot"), max_length=SPOT, required=False)


class AcceptWorkForm(forms.Form):
    """The reason is asked for where problems of the project are still open, and not else."""

    opinion = text(_("Opinion"), SHORT, rows=3)
    reason = text(
        _("Reason, where problems are open"),
        SHORT,
        required=False,
        rows=2,
        help_text=_("No problem of the project is open: leave it empty."),
    )
    papers = FilesField(label=_("Acceptance paper"), limit=MAX_EVIDENCE, kind="document")

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        if count := project.open_problem_count:
            self.fields["reason"].help_text = ngettext(
                "%(count)d problem is still open: say why the works are accepted all the same.",
                "%(count)d problems are still open: say why the works are accepted all the same.",
                count,
            ) % {"count": count}
