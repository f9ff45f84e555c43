"""What requests, and the decisions on them, ask for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags import page

from .. import queries
from ..models import Problem, Request
from .claiming import AnsweringField
from .fields import SHORT, day, text


class RequestField(forms.TypedChoiceField):
    """One of the requests that wait on a problem, by what it asks and why; `about` says which problem."""

    def __init__(self, *, verbs: frozenset[Any], **kwargs: Any) -> None:
        self.verbs = verbs
        super().__init__(choices=(), coerce=int, widget=forms.RadioSelect, **kwargs)

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        waiting = queries.open_requests(problem, self.verbs)
        self.choices = [(one.pk, _called(one)) for one in waiting]
        if len(waiting) == 1:
            self.widget.attrs["checked"] = True


def _called(request: Request) -> str:
    told = {"verb": Request.Verb(request.verb).label, "by": request.department.name, "reason": request.reason}
    day_asked = request.body.get("due_on") or request.body.get("until")
    if day_asked:
        told["day"] = page.day(date.fromisoformat(day_asked))
        return str(_("%(by)s · %(verb)s until %(day)s: %(reason)s") % told)
    return str(_("%(by)s · %(verb)s: %(reason)s") % told)


class TransferForm(forms.Form):
    department = AnsweringField(label=_("Department that should lead"))
    reason = text(_("Reason"), SHORT, rows=3)


class ExtendForm(forms.Form):
    due_on = day(_("New date"), help_text=_("Asked for before the promised date; granted at most twice."))
    reason = text(_("Reason"), SHORT, rows=3)


class PauseForm(forms.Form):
    reason = text(_("What is being waited for"), SHORT, rows=3)
    until = day(_("Until"), required=False, help_text=_("The clock then runs again by itself."))


class DecideForm(forms.Form):
    request = RequestField(label=_("Request"), verbs=frozenset(Request.Verb) - Request.FOR_APPROVAL)
    granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("true", pgettext_lazy("request", "Grant")), ("false", pgettext_lazy("request", "Refuse"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    reason = text(_("Reason"), SHORT, rows=3)


class ResumeForm(forms.Form):
    """Nothing but the word."""


class ApproveForm(forms.Form):
    request = RequestField(label=_("Request"), verbs=Request.FOR_APPROVAL)
    reason = text(_("Reason"), SHORT, rows=3, required=False)


class DisapproveForm(forms.Form):
    request = RequestField(label=_("Request"), verbs=Request.FOR_APPROVAL)
    reason = text(_("Reason"), SHORT, rows=3)
