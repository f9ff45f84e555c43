"""How the office's list of experts comes in from the pages and over the API."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.intake import Choice, Intake
from zhitongche.foundation.people.models import Posting

from .. import rules
from . import importing, operations
from .columns import EXPERTS
from .importing import Plan


def rows(plan: Plan) -> list[dict[str, Any]]:
    """Each row as the page tells it."""
    return [{"name": row.line["name"], "unit": row.line["unit"], **fates.cells(row)} for row in fates.shown(plan)]


def run(plan: Plan, *, by: Posting, now: datetime) -> tuple[int, str]:
    """Take the list; how many rows that made or changed, and the same in words."""
    count = len(operations.import_experts(plan, by=by, now=now))
    said = ngettext("%(count)d expert was entered or changed.", "%(count)d experts were entered or changed.", count)
    return count, said % {"count": count}


INTAKE = Intake(
    kind="experts.import",
    label=gettext_lazy("List of experts"),
    room="experts",
    after="experts:list",
    templates="express/experts/sheets",
    why_not=rules.why_not_enrol,
    plan=importing.plan,
    rows=rows,
    run=run,
    choices={"columns": Choice(importing.KIND, EXPERTS, "name")},
)
