"""What consulting asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import LONG, SHORT, DepartmentsField, day, text


class ConsultForm(forms.Form):
    departments = DepartmentsField(label=_("Departments asked"), help_text=_("One to ten."))
    question = text(_("Question"), SHORT, help_text=_("What each of them should say something about."))
    due_on = day(_("Opinions by"), help_text=_("Who has said nothing by then is kept as silent."))


class OpinionForm(forms.Form):
    opinion = text(_("Opinion of the department"), LONG, help_text=_("It stays as it is once it is given."))


class ConcludeForm(forms.Form):
    conclusion = text(
        _("Conclusion"), LONG, help_text=_("It is kept beside every opinion, and beside the names of the silent.")
    )
