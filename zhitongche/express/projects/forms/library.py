"""What planning and the library ask for."""

from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.fields import RegionField
from zhitongche.foundation.web.fields import LONG, MAX_EVIDENCE, MAX_PHOTOS, SHORT, WanField, day, text

from .fields import BATCH, BENEFIT, GOAL, MAX_HOUSEHOLDS, NAME, TITLE, IndustryField, funding_rows

INSTRUCTION = 1000


class DescriptionForm(forms.Form):
    """What a project is, in its own words and figures."""

    title = forms.CharField(label=_("Name of the project"), max_length=TITLE)
    goal = text(_("Goal"), GOAL, help_text=_("What will be there when it is done, in figures."), rows=3)
    industry = IndustryField(label=_("Industry"))
    starts_on = day(pgettext_lazy("project", "Begins on"))
    ends_on = day(pgettext_lazy("project", "Ends on"))
    investment = WanField(
        label=_("Investment (10,000 yuan)"),
        required=False,
        help_text=_("Left empty, it is the sum of the sources of money."),
    )
    scope_of_works = text(_("Scope of works"), GOAL, required=False, rows=3)
    difficulties = text(_("Difficulties"), GOAL, required=False, rows=2)
    benefit = text(_("How people benefit"), BENEFIT, required=False, rows=2)
    household_count = forms.IntegerField(
        label=_("Households that benefit"), min_value=0, max_value=MAX_HOUSEHOLDS, required=False
    )
    is_publicized = forms.BooleanField(label=_("Shown to the village (public notice)"), required=False)
    batch = forms.CharField(label=_("Batch"), max_length=BATCH, required=False)


class PlanForm(DescriptionForm):
    """Few questions at first; what the library will ask for can be added later."""

    funding = funding_rows()
    field_order = ["title", "goal", "industry", "starts_on", "ends_on", "funding", "investment"]


class PlanForAnotherForm(PlanForm):
    """The same, with the village."""

    village = RegionField(label=_("Village"), level="village")
    field_order = ["village", "title", "goal", "industry", "starts_on", "ends_on", "funding", "investment"]


class AdjustForm(DescriptionForm):
    """What is not said stays as it is."""

    reason = text(_("Reason"), SHORT, rows=3)
    field_order = ["reason"]


# Each field of its own: those of `DescriptionForm` are shared by its subclasses.
AdjustForm.base_fields = deepcopy(AdjustForm.base_fields)
for _name, _field in AdjustForm.base_fields.items():
    _field.required = _name == "reason"


class SubmitForm(forms.Form):
    """Nothing more is asked: the gate has looked at what there is."""


class AdmitForm(forms.Form):
    opinion = text(_("Opinion"), SHORT, required=False, rows=2)
    batch = forms.CharField(label=_("Batch"), max_length=BATCH, required=False)


class RelocateForm(forms.Form):
    village = RegionField(label=_("To which village"), level="village")
    reason = text(_("Reason"), SHORT, rows=3)


class HandOverForm(forms.Form):
    custodian = forms.CharField(label=_("Who keeps it from now on"), max_length=NAME)
    text = text(_("What is handed over"), LONG, required=False)
    papers = FilesField(label=_("Acceptance paper"), limit=MAX_EVIDENCE, kind="document")


class InstructForm(forms.Form):
    text = text(_("Instruction"), INSTRUCTION)
    due_on = day(_("Answer by"))
    leader = forms.CharField(
        label=_("Whose instruction it is"),
        max_length=NAME,
        required=False,
        help_text=_("Only where you enter it for a leader; then add a photo of the paper."),
    )
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)


class AnswerForm(forms.Form):
    text = text(_("What has been done?"), LONG)
