"""`ztc import projects FILE --as USERNAME [--check]`: the office's library, with its list of problems beside it."""

from argparse import ArgumentParser
from typing import Any, TextIO

from django.utils.translation import gettext as _

from zhitongche.express.problems.sheets.entering import said as said_of_problems
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.people.sheets import running
from zhitongche.foundation.permissions.catalogue import Permission

from . import operations
from .importing import Batch, plan

HELP = "the office's project library (项目库), and its list of problems (问题清单) in the same workbook"


def add_arguments(parser: ArgumentParser) -> None:
    running.add_arguments(parser)


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say in numbers what was done; the exit code. Raises BadInput with every fault by row:column."""
    by, now = running.acting(options["as"], Permission.PROJECT_PLAN, Permission.PROJECT_PLAN_FOR_ANOTHER)
    batch = plan(options["file"], by=by, now=now)
    batch.refuse_faults()
    if not options["check"]:
        operations.import_batch(batch, by=by, now=now)
    running.say(out, said(batch), is_check=options["check"])
    return 0


def said(batch: Batch) -> list[str]:
    """What the workbook does, in numbers, a line for each of its lists."""
    counts = batch.counts()
    line = _(
        "Projects: %(new)d new, %(unchanged)d here already, %(differs)d here already and told otherwise, "
        "%(twice)d twice in the sheet."
    ) % {fate.value: counts[fate] for fate in Fate}
    return [line, batch.remark if batch.problems is None else said_of_problems(batch.problems)]
