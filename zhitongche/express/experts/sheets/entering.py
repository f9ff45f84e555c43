"""`ztc import experts FILE --as USERNAME [--check]`: the office's list of experts, safe to repeat."""

from argparse import ArgumentParser
from typing import Any, TextIO

from django.utils.translation import gettext as _

from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.people.sheets import running
from zhitongche.foundation.permissions.catalogue import Permission

from . import operations
from .importing import Plan, plan

HELP = "the expert pool: name, unit, post, fields, industries, former first secretary, places, phone, free days"


def add_arguments(parser: ArgumentParser) -> None:
    running.add_arguments(parser)


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say in numbers what was done; the exit code. Raises BadInput with every fault by row:column."""
    by, now = running.acting(options["as"], Permission.EXPERT_MANAGE)
    made = plan(options["file"], by=by, now=now)
    made.refuse_faults()
    if not options["check"]:
        operations.import_experts(made, by=by, now=now)
    running.say(out, [said(made)], is_check=options["check"])
    return 0


def said(made: Plan) -> str:
    """What the sheet does, in numbers."""
    counts = made.counts()
    return _("Experts: %(new)d new, %(changed)d changed, %(unchanged)d here already, %(twice)d twice in the sheet.") % {
        fate.value: counts[fate] for fate in Fate
    }
