"""The rectification list's own verbs; a table apart, because a promise is a thing with a life of its own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

RECTIFICATIONS: dict[str, Action] = {
    "finish": Action(
        pgettext_lazy("rectification", "Finish"),
        forms.FinishForm,
        rules.why_not_finish,
        operations.finish,
        schemas.FinishBody,
        queries.waiting_for_finish,
        is_primary=True,
    ),
    "extend": Action(
        _("Put it off"), forms.ExtendForm, rules.why_not_extend_promise, operations.extend_promise, schemas.ExtendBody
    ),
}
