"""What adding an approval and taking one of its steps ask for on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from zhitongche.express.approvals import queries as library
from zhitongche.express.approvals.models import ApprovalItem, Material
from zhitongche.express.approvals.suggesting import Suggestion, suggested
from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import day as in_words
from zhitongche.foundation.web.fields import SHORT, day, text

from ..handling import Step
from ..models import Project, ProjectApproval
from ..queries import approving as queries

MOST_HANDED = 20


class ItemsField(forms.MultipleChoiceField):
    """Items of the library that the project has not yet, those that its industry and words speak for first."""

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        there = {one.code for one in queries.approvals_of(project)}
        fitting = suggested(project.industry_id, (project.title, project.goal, project.scope_of_works))
        items = [one for one in library.in_force(project.village_id, timezone.localdate()) if one.code not in there]
        items.sort(key=lambda one: one.code not in fitting)
        self.choices = [(one.code, _offered(one, fitting.get(one.code))) for one in items]


def _offered(item: ApprovalItem, fitting: Suggestion | None) -> str:
    days = ngettext("%(days)d working day", "%(days)d working days", item.limit_days) % {"days": item.limit_days}
    told = {"name": str(item), "office": item.office, "days": days if item.limit_days else gettext("on the spot")}
    if fitting is None:
        return gettext("%(name)s (%(office)s, %(days)s)") % told
    if not fitting.words:
        return gettext("%(name)s (%(office)s, %(days)s): usual in this industry") % told
    return gettext("%(name)s (%(office)s, %(days)s): because of “%(words)s”") % {
        **told,
        "words": "”“".join(fitting.words[:3]),
    }


class OfficeField(forms.ChoiceField):
    """The department that decides; the library's own where none is chosen."""

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        found = queries.offices_near(project.village_id)
        self.choices = [("", _("As the library says")), *((one.code, one.name) for one in found)]


class ThereField(forms.MultipleChoiceField):
    """Approvals that the project has already."""

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        self.choices = [(one.code, str(one.item)) for one in queries.approvals_of(project)]


class OneThereField(forms.ChoiceField):
    """One approval that the project has."""

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        self.choices = [(one.code, str(one.item)) for one in queries.approvals_of(project)]


class AddApprovalForm(forms.Form):
    item = ItemsField(
        label=_("Approvals it needs"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-many"}),
        help_text=_("Those that fit come first. They are proposed, not decided: ask the office where in doubt."),
    )
    department = OfficeField(
        label=_("Who decides"),
        required=False,
        help_text=_("For all that are ticked; its liaison takes the office's steps."),
    )
    predecessors = ThereField(
        label=_("Granted before them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Beside what the library says comes first."),
    )


class HandedField(forms.Field):
    """Papers handed in; the page of a step draws a question for each instead of this field (`asking`)."""

    widget = forms.HiddenInput

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return []


class UpdateApprovalForm(forms.Form):
    """A step of one of the project's approvals."""

    approval = OneThereField(label=_("Approval"))
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    on = day(_("Day"), required=False, help_text=_("When it happened at the window. Empty: today."))
    note = text(_("Note"), SHORT, required=False, rows=3)
    materials = HandedField(limit=MOST_HANDED)


@dataclass(frozen=True)
class Asked:
    """One paper that a step asks for: what the village has given before, the valid ones first to be chosen."""

    key: str
    code: str
    name: str
    valid: Sequence[Material]
    gone: Material | None


def asked_for(approval: ProjectApproval, papers: Sequence[Material], on: Any) -> list[Asked]:
    """The papers of an approval in their order; `papers` are the village's, the newest first."""
    found = []
    for place, one in enumerate(approval.item.materials[:MOST_HANDED]):
        own = [paper for paper in papers if paper.code == one["code"]]
        valid = [paper for paper in own if library.is_valid(paper, on)]
        gone = own[0] if own and not valid else None
        # A letter, because a field of files takes no other sign.
        found.append(Asked(chr(ord("a") + place), one["code"], one["name"], valid, gone))
    return found


class StepForm(UpdateApprovalForm):
    """A step whose approval the page has named already; `asked` are its papers, each a question of its own."""

    # The page has found both by its address; they are sent along as they stand there.
    approval = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]  # no choice is left
    step = forms.CharField(widget=forms.HiddenInput)  # type: ignore[assignment]  # as above
    asked: Sequence[Asked] = ()

    def clean(self) -> dict[str, Any]:
        """The five words of the act, the answers put together as its `materials`."""
        said = super().clean() or self.cleaned_data
        materials: list[dict[str, Any]] = []
        for one in self.asked:
            if file := said.get(f"file_{one.key}"):
                materials.append({"code": one.code, "file": file[0], "issued_on": said.get(f"issued_{one.key}")})
            elif kept := said.get(f"kept_{one.key}"):
                materials.append({"code": one.code, "material": int(kept)})
        words = {name: said[name] for name in UpdateApprovalForm.base_fields if name in said}
        return {**words, "materials": materials}


def step_form(asked: Sequence[Asked]) -> type[StepForm]:
    """The form of a step with a question for each paper: one tap where the village has it, an upload where it has not."""
    fields: dict[str, Any] = {"asked": asked}
    for one in asked:
        if one.valid:
            choices = [(str(paper.pk), _kept_words(paper)) for paper in one.valid[:3]]
            fields[f"kept_{one.key}"] = forms.ChoiceField(
                label=one.name,
                choices=[*choices, ("", _("Do not hand it in"))],
                widget=forms.RadioSelect,
                required=False,
                initial=choices[0][0],
            )
        else:
            fields[f"file_{one.key}"] = FilesField(label=one.name, limit=1, kind="paper", help_text=_missing_words(one))
            fields[f"issued_{one.key}"] = day(
                gettext("%(name)s: issued on") % {"name": one.name}, required=False, help_text=_("Empty: that day.")
            )
    return type("StepForm", (StepForm,), fields)


def _kept_words(paper: Material) -> str:
    if paper.valid_until is None:
        return gettext("Hand in what was given on %(day)s, always valid") % {"day": in_words(paper.issued_on)}
    told = {"day": in_words(paper.issued_on), "until": in_words(paper.valid_until)}
    return gettext("Hand in what was issued on %(day)s, valid until %(until)s") % told


def _missing_words(one: Asked) -> str:
    if one.gone is None or one.gone.valid_until is None:
        return gettext("Missing. Upload it, or hand it in at the window.")
    return gettext("The one given before ran out on %(day)s. Upload a new one, or hand it in at the window.") % {
        "day": in_words(one.gone.valid_until)
    }
