"""Setting aside, raising, instructing and being reminded, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..states import State
from .wording import Wording

STEPS: dict[str, Wording] = {
    "shelve": Wording(_("shelved it until %(review_on)s. The basis: %(basis)s."), "reason"),
    "revive": Wording(
        _("took it up again: departments may claim it."),
        "reason",
        _("took it up again: it goes on with its lead."),
        lambda event, problem: event.after == State.IN_PROGRESS,
    ),
    "escalate": Wording(_("raised it to %(to)s."), "reason"),
    "send_back": Wording(_("sent it back to %(to)s."), "reason"),
    "instruct": Wording(
        _("left an instruction, to be answered by %(due_on)s."),
        "text",
        _("entered an instruction of %(leader)s, to be answered by %(due_on)s."),
        lambda event, problem: bool(event.body.get("leader")),
    ),
    "answer_instruction": Wording(_("answered the instruction."), "text"),
}

SENTENCES: dict[str, Any] = {
    "problem.shelve": _("shelved a problem"),
    "problem.revive": _("took a shelved problem up again"),
    "problem.escalate": _("raised a problem to the city"),
    "problem.send_back": _("sent a raised problem back to its county"),
    "problem.instruct": _("left an instruction on a problem"),
    "problem.answer_instruction": _("answered an instruction"),
    "problem.remind": _("reminded of a time limit of a problem"),
}

NOTICES: dict[str, Any] = {
    "problem.shelve": _("%(actor)s shelved: %(title)s"),
    "problem.revive": _("%(actor)s took up again: %(title)s"),
    "problem.escalate": _("%(actor)s raised to the city: %(title)s"),
    "problem.send_back": _("%(actor)s sent back to the county: %(title)s"),
    "problem.instruct": _("%(actor)s left an instruction on: %(title)s"),
    "problem.answer_instruction": _("%(actor)s answered the instruction on: %(title)s"),
    "problem.remind_before": _("Due within one working day: %(title)s"),
    "problem.remind_late": _("Overdue: %(title)s"),
    "problem.remind_long": _("Overdue for several working days, please step in: %(title)s"),
    "problem.remind_unclaimed": _("Nobody has claimed it in time, please assign it: %(title)s"),
    "problem.remind_reply": _("The first reply is overdue: %(title)s"),
}
