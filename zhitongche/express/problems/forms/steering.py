"""What setting aside, raising and instructing ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.files.fields import FilesField

from .fields import LONG, MAX_PHOTOS, SHORT, day, text

INSTRUCTION = 1000
LEADER = 60


class ShelveForm(forms.Form):
    reason = text(_("Reason"), SHORT, rows=3)
    basis = text(_("Basis"), SHORT, help_text=_("The rule or document that stands against it now."), rows=2)
    review_on = day(_("Review on"), help_text=_("On this day it comes back to your to-do list."))


class InstructForm(forms.Form):
    text = text(_("Instruction"), INSTRUCTION)
    due_on = day(_("Answer by"))
    leader = forms.CharField(
        label=_("Whose instruction it is"),
        max_length=LEADER,
        required=False,
        help_text=_("Only where you enter it for a leader; then add a photo of the paper."),
    )
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)


class AnswerForm(forms.Form):
    text = text(_("What has been done?"), LONG)
