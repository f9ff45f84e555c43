"""The sentences of a result: for the contest's page (STEPS), the operation log (SENTENCES, OWN_SENTENCES), notices (NOTICES).

STEPS are of what the contest's history has a line for; objections have none there.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "settle": pgettext_lazy("contest", "settled the contest."),
    "review": pgettext_lazy("contest", "signed the review of the result."),
    "publish": pgettext_lazy("contest", "put the result on public notice."),
    "correct": pgettext_lazy("contest", "corrected the result; the notice begins again."),
    "finalise": pgettext_lazy("contest", "ended the contest; the titles are awarded."),
    "revoke": pgettext_lazy("contest", "revoked a title."),
}
SENTENCES: dict[str, Any] = {
    "contest.settle": _("settled a contest"),
    "contest.review": _("signed the review of a contest's result"),
    "contest.publish": _("put a contest's result on public notice"),
    "contest.object": _("objected to a contest's result"),
    "contest.accept_objection": _("accepted an objection for decision"),
    "contest.decide_objection": _("decided an objection"),
    "contest.appeal": _("appealed to the chief alliance"),
    "contest.decide_appeal": _("decided an appeal"),
    "contest.correct": _("corrected a contest's result"),
    "contest.finalise": _("ended a contest and awarded its titles"),
    "contest.revoke": _("revoked a title of a contest"),
}
# What is recorded beside the verbs of a contest.
OWN_SENTENCES: dict[str, Any] = {
    "contest.hand_out": _("took out the sealed bundle of a contest"),
    "contest.take_out": _("took out a paper of a contest's result"),
    "contest.export": _("took out a list of results"),
    "title.award": _("awarded a title"),
    "title.revoke": _("revoked a title"),
}
NOTICES: dict[str, Any] = {
    "contest.settle": _("A title hangs on one judge; your review is needed: %(title)s"),
    "contest.review": _("The supervisor has signed the review: %(title)s"),
    "contest.publish": _("The result is on public notice: %(title)s"),
    "contest.object": _("An objection has come in, to be accepted within a working day: %(title)s"),
    "contest.accept_objection": _("Your objection has been accepted for decision: %(title)s"),
    "contest.decide_objection": _("An objection has been decided: %(title)s"),
    "contest.appeal": _("An appeal has come in: %(title)s"),
    "contest.decide_appeal": _("An appeal has been decided: %(title)s"),
    "contest.correct": _("The result has been corrected and is on public notice anew: %(title)s"),
    "contest.finalise": _("The contest has ended: %(title)s"),
    "contest.revoke": _("A title of yours has been revoked: %(title)s"),
}
