"""What assigning, suggesting, declining and supporting ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.people.models import Posting

from .. import queries
from ..models import Problem
from .fields import LONG, SHORT, DepartmentField, DepartmentsField, day, text


class AnsweringField(DepartmentField):
    """A department that the problem can be given to; each says what it has in hand already."""

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        found = list(queries.departments_answering(problem))
        loads = queries.loads_of(found, timezone.localdate())
        self.choices = [("", self.blank), *((one.code, _label(one, loads[one.pk])) for one in found)]


class HelpersField(DepartmentsField):
    """Departments of the problem's place and above that may be asked to help."""

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        self.choices = [(one.code, one.name) for one in queries.departments_answering(problem)]


def _label(department: Any, load: Any) -> str:
    if not load.leads:
        return str(_("%(name)s (nothing in hand)") % {"name": department.name})
    figures = {"name": department.name, "open": load.leads, "late": load.late, "paused": load.paused}
    return str(_("%(name)s (%(open)d in hand, %(late)d overdue, %(paused)d paused)") % figures)


class AssignForm(forms.Form):
    department = AnsweringField(label=_("Lead department"))
    supporters = HelpersField(label=_("Supporting departments"), required=False)
    due_on = day(_("Done by"), help_text=_("The limit runs from today; the department signs for it."))
    reason = text(_("What is to be done, and why by this department"), SHORT, rows=3)


class AcknowledgeForm(forms.Form):
    """Nothing but the signature."""


class SuggestForm(forms.Form):
    department = AnsweringField(
        label=_("Department"), help_text=_("It must claim or decline within the limit for claiming.")
    )


class DeclineForm(forms.Form):
    basis = text(
        _("Basis"), SHORT, rows=2, help_text=_("The law, rule or list of duties that gives it to somebody else.")
    )
    reason = text(_("Reason"), SHORT, rows=3)


class SupportForm(forms.Form):
    task = text(_("What your department will do"), LONG)
    due_on = day(_("Done by"), help_text=_("The lead, the village and the organizer see this date."))
