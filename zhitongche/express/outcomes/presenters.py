"""The sentences of a figure's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: dict[str, Any] = {
    "record": _("recorded it: %(figures)s."),
    "check": _("checked it."),
    "correct": _("corrected it: %(figures)s; before: %(stood)s."),
    "withdraw": _("withdrew the figure."),
}
SENTENCES: dict[str, Any] = {
    "outcome.record": _("recorded a figure of a village"),
    "outcome.check": _("checked a figure of a village"),
    "outcome.correct": _("corrected a figure of a village"),
    "outcome.withdraw": _("withdrew a figure of a village"),
    "outcome.export": _("took out a list of outcomes"),
    "outcometarget.set": _("set a target"),
}
NOTICES: dict[str, Any] = {
    "outcome.check": _("%(actor)s checked your figure: %(title)s"),
    "outcome.correct": _("%(actor)s corrected: %(title)s"),
    "outcome.withdraw": _("%(actor)s withdrew: %(title)s"),
}
