"""Every verb of an alliance as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, rules, schemas

FOUND = Action(
    pgettext_lazy("alliance", "Found an alliance"),
    forms.FoundForm,
    rules.why_not_found,
    operations.found,
    schemas.FoundBody,
)

ACTIONS: dict[str, Action] = {
    "enrol": Action(
        pgettext_lazy("alliance", "Enrol members"),
        forms.EnrolForm,
        rules.why_not_enrol,
        operations.enrol,
        schemas.EnrolBody,
        is_primary=True,
    ),
    "transfer": Action(
        pgettext_lazy("alliance", "Transfer a member"),
        forms.TransferForm,
        rules.why_not_transfer,
        operations.transfer,
        schemas.TransferBody,
    ),
    "release": Action(
        pgettext_lazy("alliance", "Let a member leave"),
        forms.ReleaseForm,
        rules.why_not_release,
        operations.release,
        schemas.ReleaseBody,
    ),
    "revise": Action(
        pgettext_lazy("alliance", "Change name or places"),
        forms.ReviseForm,
        rules.why_not_revise,
        operations.revise,
        schemas.ReviseBody,
    ),
    "dissolve": Action(
        pgettext_lazy("alliance", "Dissolve"),
        forms.ReasonForm,
        rules.why_not_dissolve,
        operations.dissolve,
        schemas.ReasonBody,
    ),
}
