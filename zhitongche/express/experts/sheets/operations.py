"""What a sheet does once somebody has seen what it would do: all of its rows, or none."""

from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.people.models import Posting

from ..models import Expert
from ..operations import enrol, revise
from .importing import Plan


@operation
def import_experts(plan: Plan, *, by: Posting, now: datetime) -> list[Expert]:
    """Enter every new row and change where a row says otherwise; returns those entered or changed.

    Raises BadInput with every fault as `row:column`.
    """
    plan.refuse_faults()
    made = []
    for row in plan.rows:
        if row.fate is Fate.NEW:
            row.there = enrol(by=by, now=now, **row.told)
            made.append(row.there)
        elif row.fate is Fate.CHANGED and row.there is not None:
            made.append(revise(row.there, by=by, now=now, **row.told))
    return made
