"""Every verb of a dispatch as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

DISPATCH = Action(
    pgettext_lazy("dispatch", "Dispatch an expert"),
    forms.DispatchForm,
    rules.why_not_dispatch,
    operations.dispatch,
    schemas.DispatchBody,
)

ACTIONS: dict[str, Action] = {
    "accept": Action(
        pgettext_lazy("dispatch", "Accept"),
        forms.AcceptForm,
        rules.why_not_accept,
        operations.accept,
        schemas.AcceptBody,
        queries.waiting_for_accept,
        is_primary=True,
    ),
    "decline": Action(
        pgettext_lazy("dispatch", "Decline"),
        forms.ReasonForm,
        rules.why_not_decline,
        operations.decline,
        schemas.ReasonBody,
    ),
    "report_visit": Action(
        pgettext_lazy("dispatch", "Report the visit"),
        forms.VisitForm,
        rules.why_not_report_visit,
        operations.report_visit,
        schemas.VisitBody,
        queries.waiting_for_report_visit,
        is_primary=True,
    ),
    "rate": Action(
        pgettext_lazy("dispatch", "Rate the visit"),
        forms.RateForm,
        rules.why_not_rate,
        operations.rate,
        schemas.RateBody,
        queries.waiting_for_rate,
        is_primary=True,
    ),
    "replace": Action(
        pgettext_lazy("dispatch", "Ask another expert"),
        forms.ReplaceForm,
        rules.why_not_replace,
        operations.replace,
        schemas.ReplaceBody,
        queries.waiting_for_replace,
        is_primary=True,
    ),
    "cancel": Action(
        pgettext_lazy("dispatch", "Cancel"),
        forms.ReasonForm,
        rules.why_not_cancel,
        operations.cancel,
        schemas.ReasonBody,
    ),
}
