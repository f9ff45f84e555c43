"""The sentences of an entry's life: for its own page (STEPS), and for the operation log (SENTENCES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "enrol": pgettext_lazy("expert", "entered the expert into the pool."),
    "revise": pgettext_lazy("expert", "changed the entry."),
    "take_off": pgettext_lazy("expert", "took a paper off."),
    "retire": pgettext_lazy("expert", "took the expert out of the pool."),
    "restore": pgettext_lazy("expert", "took the expert back into the pool."),
}
SENTENCES: dict[str, Any] = {
    "expert.enrol": _("entered an expert into the pool"),
    "expert.revise": _("changed an expert's entry"),
    "expert.take_off": _("took a paper off an expert's entry"),
    "expert.retire": _("took an expert out of the pool"),
    "expert.restore": _("took an expert back into the pool"),
    "expert.export": _("took out the list of experts"),
}
STATES: dict[str, Any] = {
    "active": pgettext_lazy("expert", "In the pool"),
    "retired": pgettext_lazy("expert", "Left the pool"),
}
