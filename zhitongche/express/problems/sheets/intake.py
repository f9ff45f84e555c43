"""How the office's list of problems comes in from the pages and over the API."""

from datetime import datetime

from django.utils.translation import gettext_lazy, ngettext

from zhitongche.foundation.interchange.intake import Choice, Intake
from zhitongche.foundation.people.models import Posting

from .. import rules
from . import importing, operations
from .columns import PROBLEMS
from .importing import Plan
from .presenting import rows


def run(plan: Plan, *, by: Posting, now: datetime) -> tuple[int, str]:
    """Take the list; how many problems that made, and the same in words."""
    count = len(operations.import_problems(plan, by=by, now=now))
    return count, ngettext("%(count)d problem was reported.", "%(count)d problems were reported.", count) % {
        "count": count
    }


INTAKE = Intake(
    kind="problems.import",
    label=gettext_lazy("List of problems"),
    room="problems",
    after="problems:list",
    templates="express/problems/sheets",
    why_not=rules.why_not_report,
    plan=importing.plan,
    rows=rows,
    run=run,
    choices={"columns": Choice(importing.KIND, PROBLEMS, "description")},
)
