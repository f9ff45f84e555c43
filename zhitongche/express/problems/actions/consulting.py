"""Consulting: asked, said, concluded."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "consult": Action(
        _("Ask departments"),
        forms.ConsultForm,
        rules.why_not_consult,
        operations.consult,
        schemas.ConsultBody,
    ),
    "give_opinion": Action(
        _("Give the department's opinion"),
        forms.OpinionForm,
        rules.why_not_give_opinion,
        operations.give_opinion,
        schemas.OpinionBody,
        queries.waiting_for_opinion,
        is_primary=True,
    ),
    "conclude": Action(
        pgettext_lazy("problem", "Conclude the consultation"),
        forms.ConcludeForm,
        rules.why_not_conclude,
        operations.conclude,
        schemas.ConcludeBody,
        queries.waiting_for_conclusion,
        is_primary=True,
    ),
}
