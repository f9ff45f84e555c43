"""What claiming and working ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.files.fields import FilesField

from .fields import LONG, MAX_PHOTOS, day, text


class ClaimForm(forms.Form):
    measures = text(_("Measures"), LONG, help_text=_("What will be done, by whom, in which steps."))
    due_on = day(_("Done by"), help_text=_("The village and the organizer see this date."))


class ProgressForm(forms.Form):
    text = text(_("What has been done?"), LONG)
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)
