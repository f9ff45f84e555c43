"""Points that no judge gives, entries that are not ranked, adjustments, and the made-up entry that everybody scores first."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert

from .. import marks, queries, rules
from ..models import Calibration, CalibrationSheet, Given
from .steps import entry_named, sealed, told

# A bonus or deduction beyond the whole scale would be no adjustment.
MOST_ADJUSTED = Decimal(100)
COUNTS_AGAIN = "none"


@operation
def give_points(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    entry: int,
    component: str,
    points: Decimal,
    source: str = "",
) -> Contest:
    """Give an entry the points of a component that no judge scores, with the sentence that says from what.

    `points` go from 0 to the component's maximum, with at most two decimals; given again they take the old ones' place.
    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_give_points(by, contest))
    about = entry_named(contest, entry)
    found = contests.rules_of(contest)
    most = {one["code"]: Decimal(one["max"]) for one in found.rules["given"]} if found else {}
    if component not in most:
        raise BadInput({"component": _("The rules know no such component.")})
    if not 0 <= points <= most[component] or points != points.quantize(Decimal("0.01")):
        sentence = _("From 0 to %(most)s points, with at most two decimals.")
        raise BadInput({"points": sentence % {"most": marks.plain(most[component])}})
    written = {"points": points, "source": source.strip(), "posting": by, "at": now}
    Given.objects.update_or_create(entry=about, component=component, defaults=written)
    digest = sealed(contest, {"entry": entry, "component": component, "points": marks.plain(points)})
    told(contest, "give_points", by=by, now=now, body={"entry": entry, "component": component}, points=digest)
    return contest


@operation
def exclude(contest: Contest, *, by: Posting, now: datetime, entry: int, excluded: str, reason: str) -> Contest:
    """Leave an entry out of the ranking, with a reason; `none` lets it count again. Its sheets stay as they are.

    An excluded entry counts in nothing, not in the quota either (the settlement's rule 3).
    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_exclude(by, contest))
    about = entry_named(contest, entry)
    if excluded not in {*Entry.Excluded.values, COUNTS_AGAIN}:
        raise BadInput({"excluded": _("This is none of the reasons for which an entry is not ranked.")})
    word = "" if excluded == COUNTS_AGAIN else excluded
    Entry.objects.filter(pk=about.pk).update(excluded=word, excluded_because=reason.strip() if word else "")
    told(contest, "exclude", by=by, now=now, body={"entry": entry, "excluded": excluded, "reason": reason})
    return contest


@operation
def adjust(contest: Contest, *, by: Posting, now: datetime, entry: int, adjustment: Decimal, reason: str) -> Contest:
    """Add a bonus to an entry's score or deduct from it, with a reason; zero takes it back.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_adjust(by, contest))
    about = entry_named(contest, entry)
    if abs(adjustment) > MOST_ADJUSTED or adjustment != adjustment.quantize(Decimal("0.01")):
        raise BadInput({"adjustment": _("From -100 to 100, with at most two decimals.")})
    written = {"adjustment": adjustment or None, "adjusted_because": reason.strip() if adjustment else ""}
    Entry.objects.filter(pk=about.pk).update(**written)
    digest = sealed(contest, {"entry": entry, "adjustment": marks.plain(adjustment)})
    told(contest, "adjust", by=by, now=now, body={"entry": entry, "reason": reason}, points=digest)
    return contest


@operation
def calibrate(
    contest: Contest, *, by: Posting, now: datetime, statement: str, points: Mapping[str, str], because: str = ""
) -> Calibration:
    """Set the made-up entry that every judge scores first, with what the organizers would give; it counts in nothing.

    Raises NotYourDuty, NotNow once a judge has tried it, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_calibrate(by, contest))
    found = contests.rules_of(contest)
    if found is None:
        raise NotNow(_("The contest has no rules yet."), state=contest.state)
    given = marks.read(points, found.rules["criteria"], found.names)
    if not statement.strip():
        raise BadInput({"statement": _("This is required.")})
    if len(given) < len(found.rules["criteria"]):
        raise BadInput({"points": _("Give points on every criterion.")})
    written = {"statement": statement.strip(), "points": given, "because": because.strip()}
    made, _is_new = Calibration.objects.update_or_create(contest=contest, defaults=written)
    audit.record("contest.calibrate", contest, by=by, now=now, points=sealed(contest, written))
    return made


@operation
def try_calibration(contest: Contest, *, by: Posting, now: datetime, points: Mapping[str, str]) -> CalibrationSheet:
    """Score the made-up entry, once; what the organizers would give is shown to this judge alone, after it.

    Raises NotYourDuty, NotNow, BadInput.
    """
    refuse_if(rules.why_not_try_calibration(by, contest))
    found, seat = contests.rules_of(contest), queries.seat_of(contest, by.person_id)
    if found is None or seat is None:
        raise NotNow(_("The contest has no rules yet."), state=contest.state)
    given = marks.read(points, found.rules["criteria"], found.names)
    if len(given) < len(found.rules["criteria"]):
        raise BadInput({"points": _("Give points on every criterion.")})
    sheet = insert(CalibrationSheet(seat=seat, points=given, at=now))
    audit.record("judgeseat.try_calibration", seat, by=by, now=now, points=sealed(contest, given))
    return sheet
