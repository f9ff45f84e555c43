"""Claiming and working."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "claim": Action(
        pgettext_lazy("problem", "Claim"),
        forms.ClaimForm,
        rules.why_not_claim,
        operations.claim,
        schemas.ClaimBody,
        queries.waiting_for_claim,
        is_primary=True,
    ),
    "report_progress": Action(
        _("Report progress"),
        forms.ProgressForm,
        rules.why_not_report_progress,
        operations.report_progress,
        schemas.ProgressBody,
        queries.waiting_for_progress,
        is_primary=True,
    ),
}
