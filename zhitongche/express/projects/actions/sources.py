"""The acts on a source of money; a table apart, because a source is a thing with a life of its own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources import operations as sources
from zhitongche.express.sources import rules
from zhitongche.foundation.flow import Action

from .. import forms, operations, schemas

OPEN_SOURCE = Action(
    _("Open a source of money"),
    forms.OpenSourceForm,
    rules.why_not_open,
    operations.open_source,
    schemas.OpenSourceBody,
)

SOURCES: dict[str, Action] = {
    "revise": Action(
        pgettext_lazy("source", "Say anew"),
        forms.ReviseSourceForm,
        rules.why_not_revise,
        operations.revise_source,
        schemas.ReviseSourceBody,
    ),
    "close": Action(
        pgettext_lazy("source", "Close to new projects"),
        forms.ReasonForm,
        rules.why_not_close,
        sources.close,
        schemas.SourceReasonBody,
    ),
    "reopen": Action(
        pgettext_lazy("source", "Open again"),
        forms.ReasonForm,
        rules.why_not_reopen,
        sources.reopen,
        schemas.SourceReasonBody,
    ),
    "withdraw": Action(
        pgettext_lazy("source", "Take back"),
        forms.ReasonForm,
        rules.why_not_withdraw,
        operations.withdraw_source,
        schemas.SourceReasonBody,
    ),
}
