"""What the settings of a place ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Problem
from ..starting import FIELDS
from .fields import text

MOST_DAYS = 365
MOST_FILES = 3
MOST_DOCUMENTS = 5
NAME = 40
HINT = 200
TEXT = 1000
CODE = 20
LAST = 999
ANY = _("Any")


def number(label: Any, least: int, most: int, *, required: bool = True, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, **more)


class OfferedField(forms.ChoiceField):
    """A category that the place could offer; the page tells it which place (`SettingForm.at`)."""

    def __init__(self, *, blank: Any, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(choices=[("", blank)], **kwargs)


class SettingForm(forms.Form):
    """A form of one place's settings."""

    def at(self, choices: list[tuple[str, str]], departments: list[tuple[str, str]]) -> None:
        """Tell the fields what the place could offer: its categories and its departments."""
        for name, field in self.fields.items():
            if isinstance(field, OfferedField):
                field.choices = [("", field.blank), *(departments if name == "department" else choices)]
            elif isinstance(field, forms.MultipleChoiceField):
                field.choices = choices


class RulesForm(SettingForm):
    has_township_check = forms.BooleanField(
        label=_("Reports wait for the township's check"),
        required=False,
        help_text=_("For one working day at most; then they pass on unchecked."),
    )
    has_leader_approval = forms.BooleanField(
        label=_("The department's leader approves"),
        required=False,
        help_text=_("Claims, refusals and closings count only once the leader has approved them."),
    )
    accept_days = number(
        _("Working days to accept a report"), 0, MOST_DAYS, required=False, help_text=_("Empty: as installed.")
    )
    confirm_days = number(
        _("Days for the village to confirm"),
        1,
        MOST_DAYS,
        required=False,
        help_text=_("Then the township committee confirms. Empty: as installed."),
    )


class LimitKeyForm(SettingForm):
    category = OfferedField(label=_("Category"), blank=ANY, required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", ANY), *Problem.Urgency.choices], required=False)


class LimitForm(LimitKeyForm):
    claim_days = number(_("Working days to claim"), 0, MOST_DAYS)
    reply_days = number(_("Working days to the first reply"), 0, MOST_DAYS)
    solve_days = number(_("Working days to solve"), 0, MOST_DAYS)


class EvidenceForm(SettingForm):
    category = OfferedField(label=_("Category"), blank=_("Choose a category"))
    photo_count = number(_("Photos at least"), 0, MOST_FILES)
    file_count = number(_("Documents at least"), 0, MOST_DOCUMENTS)
    hint = forms.CharField(
        label=_("What they should show"), max_length=HINT, required=False, help_text=_("The lead reads it in the form.")
    )


class NewCategoryForm(SettingForm):
    code = forms.CharField(
        label=_("Code"), max_length=CODE, help_text=_("Small letters, such as irrigation; it never changes.")
    )
    name = forms.CharField(label=_("Name"), max_length=NAME)
    name_en = forms.CharField(label=_("English name"), max_length=NAME, required=False)
    position = number(_("Place in the order"), 1, LAST, required=False)

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 100


class ChangeCategoryForm(SettingForm):
    category = OfferedField(label=_("Category"), blank=_("Choose a category"))
    name = forms.CharField(label=_("Name"), max_length=NAME)
    name_en = forms.CharField(label=_("English name"), max_length=NAME, required=False)
    position = number(_("Place in the order"), 1, LAST, required=False)

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 100


class CategoryKeyForm(SettingForm):
    category = OfferedField(label=_("Category"), blank=_("Choose a category"))


def _verbs() -> list[tuple[str, Any]]:
    return [("", _("Choose where it is offered")), *((verb, VERBS[verb]) for verb in FIELDS)]


# What a reply is called where a text for it is kept; the buttons' words with what they are about.
VERBS: dict[str, Any] = {
    "return": _("Returning a report"),
    "consult": _("Asking departments"),
    "give_opinion": _("Giving an opinion"),
    "conclude": _("Concluding a consultation"),
    "claim": _("Claiming"),
    "assign": _("Assigning"),
    "decide": _("Deciding a request"),
    "report_progress": _("Reporting progress"),
    "submit_closure": _("Asking for closing"),
    "verify": _("Verifying a closing"),
    "refuse": _("Refusing a closing"),
    "shelve": _("Shelving"),
    "revive": _("Taking up again"),
    "escalate": _("Raising to the city"),
    "send_back": _("Sending back to the county"),
    "reopen": _("Reopening"),
    "answer_instruction": _("Answering an instruction"),
}


class TextKeyForm(SettingForm):
    verb = forms.ChoiceField(label=_("Where it is offered"), choices=_verbs)
    title = forms.CharField(label=_("Title"), max_length=NAME)


class TextForm(TextKeyForm):
    text = text(
        _("Text"),
        TEXT,
        help_text=_("{number}, {title}, {village}, {department} and {due_on} are filled in by themselves."),
    )


class FunctionsForm(SettingForm):
    department = OfferedField(label=_("Department"), blank=_("Choose a department"))
    functions = forms.MultipleChoiceField(
        label=_("It answers for"), required=False, widget=forms.CheckboxSelectMultiple
    )


class WhatIfForm(forms.Form):
    """Days that might be otherwise, typed or in a sheet; nothing is written."""

    days = text(
        _("Days that would change"),
        4000,
        required=False,
        rows=4,
        help_text=_("One a line: 2026-10-08 off, or 2026-10-10 on."),
    )
    sheet = forms.FileField(label=_("Or a sheet"), required=False, help_text=_("Columns: date, 1 or 0, name."))
