"""Assigning, suggesting, supporting, asking and deciding, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Problem, ProblemEvent
from .wording import Wording


def _is_refused(event: ProblemEvent, problem: Problem) -> bool:
    return not event.body.get("granted")


def _has_no_end(event: ProblemEvent, problem: Problem) -> bool:
    return not event.body.get("until")


STEPS: dict[str, Wording] = {
    "assign": Wording(_("assigned it to %(called)s, to be done by %(due_on)s."), "reason"),
    "acknowledge": Wording(_("signed for it.")),
    "suggest": Wording(_("suggested that %(called)s takes it.")),
    "decline": Wording(_("declined it, on the basis of: %(basis)s."), "reason"),
    "support": Wording(_("supports it and promised to be done by %(due_on)s."), "task"),
    "promise": Wording(_("set down at a meeting what %(called)s promised by %(due_on)s."), "promise"),
    "hand_back": Wording(_("asked to hand it back."), "reason"),
    "transfer": Wording(_("asked that %(called)s leads instead."), "reason"),
    "extend": Wording(_("asked for time until %(due_on)s."), "reason"),
    "pause": Wording(
        _("asked to pause the clock until %(until)s."), "reason", _("asked to pause the clock."), _has_no_end
    ),
    "decide": Wording(_("granted the request: %(verb)s."), "reason", _("refused the request: %(verb)s."), _is_refused),
    "resume": Wording(_("let the clock run again.")),
    "approve": Wording(_("approved: %(verb)s."), "reason"),
    "disapprove": Wording(_("did not approve: %(verb)s."), "reason"),
}


SENTENCES: dict[str, Any] = {
    "problem.assign": _("assigned a problem"),
    "problem.acknowledge": _("signed for an assigned problem"),
    "problem.suggest": _("suggested a department for a problem"),
    "problem.decline": _("declined a suggested problem"),
    "problem.support": _("offered support for a problem"),
    "problem.promise": _("set down a promise made at a meeting"),
    "problem.hand_back": _("asked to hand a problem back"),
    "problem.transfer": _("asked for another lead"),
    "problem.extend": _("asked for a later date"),
    "problem.pause": _("asked to pause the clock"),
    "problem.decide": _("decided a request of the lead"),
    "problem.resume": _("let the clock of a problem run again"),
    "problem.approve": _("approved what a liaison of the department asked for"),
    "problem.disapprove": _("did not approve what a liaison of the department asked for"),
    "problem.ask_approval": _("asked the department's leader for approval"),
    "rectification.finish": _("finished an item of the rectification list"),
    "rectification.extend": _("put off an item of the rectification list"),
    "rectification.reopen": _("opened an item of the rectification list again"),
    "rectification.drop": _("dropped an item of the rectification list"),
}


NOTICES: dict[str, Any] = {
    "problem.assign": _("%(actor)s assigned: %(title)s"),
    "problem.acknowledge": _("%(actor)s signed for: %(title)s"),
    "problem.suggest": _("%(actor)s suggests that your department takes: %(title)s"),
    "problem.decline": _("%(actor)s declined: %(title)s"),
    "problem.support": _("%(actor)s supports: %(title)s"),
    "problem.promise": _("A meeting set down a promise about: %(title)s"),
    "problem.hand_back": _("%(actor)s asks to hand back: %(title)s"),
    "problem.transfer": _("%(actor)s asks for another lead of: %(title)s"),
    "problem.extend": _("%(actor)s asks for a later date for: %(title)s"),
    "problem.pause": _("%(actor)s asks to pause the clock of: %(title)s"),
    "problem.decide": _("%(actor)s decided a request about: %(title)s"),
    "problem.resume": _("%(actor)s: the clock runs again for: %(title)s"),
    "problem.approve": _("%(actor)s approved your request about: %(title)s"),
    "problem.disapprove": _("%(actor)s did not approve your request about: %(title)s"),
    "problem.ask_approval": _("%(actor)s asks for your approval on: %(title)s"),
}


# Of the rectification list: a kind of its own, whose notices lead to the item.
PROMISE_NOTICES: dict[str, Any] = {
    "rectification.finish": _("%(actor)s finished its part of: %(title)s"),
    "rectification.extend": _("%(actor)s put off its part of: %(title)s"),
}

# The sentences of an item's own history.
PROMISE_STEPS: dict[str, Any] = {
    "claim": _("promised it with the claim."),
    "assign": _("made it by assigning the problem."),
    "support": _("promised it as support."),
    "meeting": _("promised it at a meeting."),
    "finish": _("finished it."),
    "extend": _("put it off until %(due_on)s."),
    "reopen": _("The closing was refused: it is open again."),
    "drop": _("It is no longer asked for."),
}
