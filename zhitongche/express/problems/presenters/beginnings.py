"""Reporting, claiming, working and closing, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..states import State
from .wording import Wording

STEPS: dict[str, Wording] = {
    "report": Wording(
        _("reported it."),
        otherwise=_("reported it for %(behalf)s."),
        is_other=lambda event, problem: bool(problem.reported_by),
    ),
    "accept": Wording(_("accepted it: departments may now claim it.")),
    "return": Wording(_("returned it and asked for more."), "reason"),
    "resubmit": Wording(_("sent it again."), "description"),
    "withdraw": Wording(_("withdrew it."), "reason"),
    "claim": Wording(_("claimed it and promised to be done by %(due_on)s."), "measures"),
    "report_progress": Wording(_("reported progress."), "text"),
    "submit_closure": Wording(_("asked for closing, outcome: %(outcome)s."), "evidence"),
    "confirm": Wording(_("confirmed for the village: %(satisfaction)s."), "comment"),
    "verify": Wording(
        _("verified it and closed it."),
        "opinion",
        _("verified it; it is not solved and was shelved until %(review_on)s."),
        lambda event, problem: event.after == State.SHELVED,
    ),
    "refuse": Wording(_("refused the closing and sent it back."), "reason"),
    "reopen": Wording(_("reopened it."), "reason"),
}


# For the operation log: who stands beside the sentence.
SENTENCES: dict[str, Any] = {
    "problem.export": _("took out a list of problems"),
    "problem.report": _("reported a problem"),
    "problem.accept": _("accepted a problem"),
    "problem.return": _("returned a problem for more"),
    "problem.resubmit": _("sent a returned problem again"),
    "problem.withdraw": _("withdrew a problem"),
    "problem.claim": _("claimed a problem"),
    "problem.report_progress": _("reported progress on a problem"),
    "problem.submit_closure": _("asked for a problem to be closed"),
    "problem.confirm": _("confirmed for the village that a problem is dealt with"),
    "problem.verify": _("verified a closing"),
    "problem.refuse": _("refused a closing"),
    "problem.reopen": _("reopened a problem"),
    "problem.recompute_limit": _("set a time limit again after a correction of the calendar"),
}


# For notices: %(actor)s did it, %(title)s is the problem.
NOTICES: dict[str, Any] = {
    "problem.report": _("%(actor)s reported: %(title)s"),
    "problem.report_all": _("%(actor)s reported several problems from a sheet: %(title)s"),
    "problem.accept": _("%(actor)s accepted: %(title)s"),
    "problem.return": _("%(actor)s asks for more on: %(title)s"),
    "problem.resubmit": _("%(actor)s sent again: %(title)s"),
    "problem.withdraw": _("%(actor)s withdrew: %(title)s"),
    "problem.claim": _("%(actor)s claimed: %(title)s"),
    "problem.report_progress": _("%(actor)s reported progress on: %(title)s"),
    "problem.submit_closure": _("%(actor)s asks for closing: %(title)s"),
    "problem.confirm": _("%(actor)s confirmed: %(title)s"),
    "problem.verify": _("%(actor)s verified the closing of: %(title)s"),
    "problem.refuse": _("%(actor)s refused the closing of: %(title)s"),
    "problem.reopen": _("%(actor)s reopened: %(title)s"),
}
