"""What an organizer sets for the gates of a place; a table apart, because its things are places and none has a life."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.flow import Action

from .. import forms, operations, rules, schemas

POLICY: dict[str, Action] = {
    "set_gate": Action(
        _("Set what the gate asks for"),
        forms.GateForm,
        rules.why_not_set_gate,
        operations.set_gate,
        schemas.GateBody,
    ),
    "drop_gate": Action(
        _("Drop our own setting"),
        forms.GateKeyForm,
        rules.why_not_drop_gate,
        operations.drop_gate,
        schemas.GateKeyBody,
    ),
}
