"""Every verb of the expert pool as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, rules, schemas

ENROL = Action(
    pgettext_lazy("expert", "Enter an expert"),
    forms.EntryForm,
    rules.why_not_enrol,
    operations.enrol,
    schemas.EntryBody,
)

ACTIONS: dict[str, Action] = {
    "revise": Action(
        pgettext_lazy("expert", "Change the entry"),
        forms.EntryForm,
        rules.why_not_revise,
        operations.revise,
        schemas.EntryBody,
    ),
    "take_off": Action(
        pgettext_lazy("expert", "Take a paper off"),
        forms.TakeOffForm,
        rules.why_not_take_off,
        operations.take_off,
        schemas.TakeOffBody,
    ),
    "retire": Action(
        pgettext_lazy("expert", "Take out of the pool"),
        forms.ReasonForm,
        rules.why_not_retire,
        operations.retire,
        schemas.ReasonBody,
    ),
    "restore": Action(
        pgettext_lazy("expert", "Take back into the pool"),
        forms.RestoreForm,
        rules.why_not_restore,
        operations.restore,
        schemas.RestoreBody,
    ),
}
