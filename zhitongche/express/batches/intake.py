"""How the workbook of a first batch comes in from the pages and over the API: projects with their problems."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from zhitongche.express.problems.sheets import presenting
from zhitongche.express.problems.sheets.columns import PROBLEMS
from zhitongche.express.problems.sheets.importing import KIND as PROBLEMS_KIND
from zhitongche.express.projects import rules
from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.intake import Choice, Intake
from zhitongche.foundation.people.models import Posting

from . import importing, operations
from .columns import CHOOSABLE
from .importing import Batch

# What is new in longer workbooks is taken by a worker: each new project is compared with the works of its neighbours.
MOST_AT_ONCE = 500


def rows(batch: Batch) -> list[dict[str, Any]]:
    """Each project as the page tells it; amounts are yuan."""
    return [
        {
            "title": row.line.words("title"),
            "village": row.line["village"],
            "investment": None if (told := row.plan) is None else told.investment or told.planned,
            **fates.cells(row),
        }
        for row in fates.shown(batch)
    ]


def beside(batch: Batch) -> dict[str, Any]:
    """The list of problems in the same workbook, as its own page would tell it."""
    found = batch.problems
    if found is None:
        return {}
    faults = fates.faults(found.sheet, found.faults)
    return {"beside": {"figures": fates.figures(found), "faults": faults, "rows": presenting.rows(found)}}


def run(batch: Batch, *, by: Posting, now: datetime) -> tuple[int, str]:
    """Take the workbook; how many projects and problems that made, and the same in words."""
    taken = operations.import_batch(batch, by=by, now=now)
    count, others = len(taken.projects), len(taken.problems)
    said = [
        ngettext("%(count)d project was planned.", "%(count)d projects were planned.", count) % {"count": count},
        ngettext("%(count)d problem was reported.", "%(count)d problems were reported.", others) % {"count": others},
    ]
    return count + others, " ".join(said if others else said[:1])


INTAKE = Intake(
    kind="projects.import",
    label=gettext_lazy("List of projects"),
    room="batches",
    after="projects:list",
    templates="express/batches",
    why_not=rules.why_not_plan,
    plan=importing.plan,
    rows=rows,
    run=run,
    choices={
        "columns": Choice(importing.KIND, CHOOSABLE, "title"),
        "problem_columns": Choice(PROBLEMS_KIND, PROBLEMS, "description", lambda batch: batch.problems),
    },
    beside=beside,
    at_once=MOST_AT_ONCE,
)
