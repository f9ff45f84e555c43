"""How the office's list of outcomes comes in from the pages and over the API."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.intake import Choice, Intake
from zhitongche.foundation.people.models import Posting

from .. import rules, wording
from . import importing, operations
from .columns import OUTCOMES
from .importing import Plan


def rows(plan: Plan) -> list[dict[str, Any]]:
    """Each row as the page tells it."""
    return [
        {
            "title": f"{row.line['period']} {row.line['kind']}",
            "village": row.line["village"],
            "figures": wording.figures(row.entry.kind, row.entry.figures) if row.entry.kind else "",
            **fates.cells(row),
        }
        for row in fates.shown(plan)
    ]


def run(plan: Plan, *, by: Posting, now: datetime) -> tuple[int, str]:
    """Take the list; how many rows that made or changed, and the same in words."""
    count = len(operations.import_outcomes(plan, by=by, now=now))
    said = ngettext(
        "%(count)d figure was recorded or corrected.", "%(count)d figures were recorded or corrected.", count
    )
    return count, said % {"count": count}


INTAKE = Intake(
    kind="outcomes.import",
    label=gettext_lazy("List of outcomes"),
    room="outcomes",
    after="outcomes:list",
    templates="express/outcomes/sheets",
    why_not=rules.why_not_record,
    plan=importing.plan,
    rows=rows,
    run=run,
    choices={"columns": Choice(importing.KIND, OUTCOMES, "kind")},
)
