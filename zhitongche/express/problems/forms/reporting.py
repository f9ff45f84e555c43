"""What reporting asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.fields import RegionField

from ..models import Problem
from .fields import LONG, MAX_PHOTOS, SHORT, CategoryField, WanField, text
from .projects import AnyProjectField, ProjectField


class ReportForm(forms.Form):
    """Six questions, answered in under a minute on a phone."""

    category = CategoryField(label=_("Category"), blank=_("Choose what it is about"))
    description = text(
        _("What is the problem?"),
        LONG,
        help_text=_("Where, since when, how many households, acres or kilometres."),
        rows=5,
    )
    request = text(_("What should be done?"), SHORT, required=False, rows=2)
    amount = WanField(label=_("Amount concerned (10,000 yuan)"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Problem.Urgency.choices, initial=Problem.Urgency.NORMAL, widget=forms.RadioSelect
    )
    photos = FilesField(
        label=_("Photos"),
        limit=MAX_PHOTOS,
        help_text=_("At most three; the place they were taken at is removed. Nothing secret, please."),
    )
    project: forms.Field = ProjectField()
    field_order = ["category", "description", "request", "amount", "urgency", "project", "photos"]


class ReportForAnotherForm(ReportForm):
    """The same questions, with the village and whoever raised it."""

    village = RegionField(label=_("Village"), level="village")
    reported_by = forms.CharField(label=_("Raised by"), max_length=60)
    source = forms.ChoiceField(
        label=_("How it reached you"),
        choices=[(one.value, one.label) for one in Problem.Source if one is not Problem.Source.IMPORT],
        initial=Problem.Source.VISIT,
    )
    project = AnyProjectField()
    field_order = ["village", "reported_by", "source", *ReportForm.field_order]


class AcceptForm(forms.Form):
    category = CategoryField(label=_("Category"), blank=_("As reported"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("As reported")), *Problem.Urgency.choices], required=False
    )
