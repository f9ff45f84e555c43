"""A figure is checked by somebody else, corrected with what stood before, or withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import circulars, figures, rules
from ..kinds import Figures
from ..models import Outcome
from .recording import CHECK_WITHIN, LONGEST_SOURCE
from .steps import hang, refuse_if, step


@operation
def check(outcome: Outcome, *, by: Posting, now: datetime, opinion: str = "") -> Outcome:
    """Somebody else than whoever said it has looked at the proof. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_check(by, outcome))
    changes = {"checked_by": by, "checked_at": now, "due_on": None, "soon_on": None}
    step(outcome, "check", by=by, now=now, body={"opinion": opinion}, changes=changes)
    circulars.tell(outcome, "check", [outcome.recorder], by=by, now=now)
    return outcome


@operation
def correct(
    outcome: Outcome,
    *,
    by: Posting,
    now: datetime,
    reason: str,
    amount: Decimal | None = None,
    people: int | None = None,
    area: Decimal | None = None,
    source: str = "",
    file: UUID | None = None,
    photos: Sequence[UUID] = (),
) -> Outcome:
    """Say all figures anew; what stood before stays in the history, and the check falls away.

    What is left out is “no data” from then on; without a source the old one stays. Raises NotYourDuty, NotNow, BadInput.
    """
    refuse_if(rules.why_not_correct(by, outcome))
    said = Figures(amount, people, area)
    faults = figures.faults_in(outcome.kind, said)
    if len(source) > LONGEST_SOURCE:
        faults["source"] = _("This text is too long.")
    if not faults and said == outcome.figures and source.strip() in {"", outcome.source}:
        faults["__all__"] = _("This is what stands there already.")
    if faults:
        raise BadInput(faults)
    heard = [outcome.recorder, *([outcome.checked_by] if outcome.checked_by else [])]
    today, days = timezone.localdate(now), workdays()
    due_on = days.add(today, CHECK_WITHIN)
    body = {
        **figures.told(said),
        "source": source.strip() or outcome.source,
        "reason": reason,
        "stood": {**figures.told(outcome.figures), "source": outcome.source},
    }
    changes = {
        **said.named(),
        "source": source.strip() or outcome.source,
        "recorder": by,
        "checked_by": None,
        "checked_at": None,
        "due_on": due_on,
        "soon_on": soon_from(days, today, due_on),
    }
    event = step(outcome, "correct", by=by, now=now, body=body, changes=changes)
    hang(outcome, event, file, photos, by=by, now=now)
    circulars.tell(outcome, "correct", heard, by=by, now=now)
    return outcome


@operation
def withdraw(outcome: Outcome, *, by: Posting, now: datetime, reason: str) -> Outcome:
    """It was recorded by mistake: it no longer counts, and stays to be read. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_withdraw(by, outcome))
    heard = [outcome.recorder, *([outcome.checked_by] if outcome.checked_by else [])]
    changes = {"due_on": None, "soon_on": None}
    step(outcome, "withdraw", by=by, now=now, body={"reason": reason}, changes=changes)
    circulars.tell(outcome, "withdraw", heard, by=by, now=now)
    return outcome
