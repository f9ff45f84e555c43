"""What the record already knows of a month: the words that a monthly report is offered with."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.foundation.templatetags.page import day, wan

from .. import works
from ..models import Milestone, Project
from .gating import steps_of


def told_of_month(project: Project, milestones: Sequence[Milestone], today: date) -> str:
    """The month in sentences, in the reader's language: progress, milestones done in it, what is next, money, problems."""
    month = works.month_told(project.report_on, today)
    percent = works.progress(steps_of(list(milestones)))
    said = [_("Progress: %(percent)s%%.") % {"percent": f"{percent.normalize():f}"}]
    done = [one.name for one in milestones if one.done_on and works.month_of(one.done_on) == month]
    if done:
        said.append(_("Done this month: %(names)s.") % {"names": _("; ").join(done)})
    following = next((one for one in milestones if one.done_on is None), None)
    if following is not None:
        told = {"name": following.name, "day": day(following.planned_on, today)}
        said.append(_("Next: %(name)s by %(day)s.") % told)
        if slip := works.slip_of(following.approved_on or following.planned_on, None, today):
            said.append(ngettext("%(days)d day late.", "%(days)d days late.", slip) % {"days": slip})
    money = {"received": wan(project.received_amount), "spent": wan(project.spent_amount)}
    said.append(_("Money received: %(received)s; spent: %(spent)s.") % money)
    if project.open_problem_count:
        count = project.open_problem_count
        said.append(ngettext("%(count)d problem open.", "%(count)d problems open.", count) % {"count": count})
    return " ".join(said)
