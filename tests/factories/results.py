"""Contests that have been scored, as rows: sheets, what was given, codes; and settled or on notice by the operations."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.indicators.models import Indicator, IndicatorLibrary
from zhitongche.arena.judging.models import Given, JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.arena.titles import bundling, operations
from zhitongche.arena.titles.models import Objection, Result, Settlement, Title
from zhitongche.foundation.people.models import Posting

SETTLED_AT = NOW + timedelta(days=15)
# Thursday 4 June 2026; five working days later it is the 11th.
PUBLISHED_AT = SETTLED_AT
AFTER = PUBLISHED_AT + timedelta(days=14)
RULES: dict[str, Any] = {**contests.RULES, "quota": "0.40"}


def more_secretaries(count: int) -> list[Posting]:
    """First secretaries of further villages of 石良镇."""
    made = []
    for number in range(301, 301 + count):
        code = f"370681104{number}"
        people.place(code, f"南村{number}")
        made.append(people.posting("first_secretary", code, people.person(f"南村{number}书记")))
    return made


def scored(
    cast: Cast,
    *,
    records: Sequence[int] = (95, 88, 71, 64, 52),
    by_judge: Mapping[int, Sequence[float]] | None = None,
    rules: Mapping[str, Any] = RULES,
    **told: Any,
) -> Contest:
    """A bout whose scores are closed: five entries, judges who agree but for what `by_judge` says.

    `records`: what each entry has from the records, in order; `by_judge`: a judge's place in the panel → points for each
    entry, on both criteria.
    """
    made = contests.contest(cast, State.SCORED, **told)
    ContestRules.objects.filter(contest=made).update(rules=dict(rules))
    entrants = [*cast.secretaries, *more_secretaries(len(records) - len(cast.secretaries))]
    entries = [
        contests.entry(made, one, code=f"E{letter * 5}")
        for one, letter in zip(entrants, "ABCDEFGHJKLMNPQ", strict=False)
    ]
    seats = [contests.seat(made, one, code=f"J{number}{'2' * 4}") for number, one in enumerate(cast.judges, 2)]
    for at, seat in enumerate(seats):
        row = (by_judge or {}).get(at, [85] * len(entries))
        for entry, points in zip(entries, row, strict=True):
            sheet(seat, entry, site=points, oral=points)
    for entry, points in zip(entries, records, strict=True):
        give(entry, "records", points, cast.organizer)
        give(entry, "villagers", 80, cast.organizer)
    return made


def sheet(seat: JudgeSeat, entry: Entry, **points: Any) -> ScoreSheet:
    """A judge's sheet, its points as text; with its one version."""
    texts = {criterion: f"{Decimal(str(one))}" for criterion, one in points.items()}
    made = ScoreSheet.objects.create(seat=seat, entry=entry, points=texts, at=NOW)
    ScoreVersion.objects.create(sheet=made, version=1, points=texts, source=made.source, posting=seat.posting, at=NOW)
    return made


def give(entry: Entry, component: str, points: Any, by: Posting) -> Given:
    return Given.objects.create(entry=entry, component=component, points=Decimal(str(points)), posting=by, at=NOW)


def settled(cast: Cast, **told: Any) -> Contest:
    return operations.settle(scored(cast, **told), by=cast.organizer, now=SETTLED_AT)


def published(cast: Cast, **told: Any) -> Contest:
    """On notice; two of five are champions, as long as `told` says nothing else."""
    return operations.publish(settled(cast, **told), by=cast.organizer, now=PUBLISHED_AT)


def final(cast: Cast, **told: Any) -> Contest:
    return operations.finalise(published(cast, **told), by=cast.organizer, now=AFTER)


def objected(cast: Cast, made: Contest, who: Posting | None = None, at: datetime = PUBLISHED_AT) -> Objection:
    """By the first secretary of the last entry, unless somebody else is named."""
    who = who or cast.secretaries[-1]
    operations.object_(made, by=who, now=at, text="实绩分与台账不符。")
    return Objection.objects.filter(contest=made).latest("serial")


def accepted(cast: Cast, made: Contest, **told: Any) -> Objection:
    one = objected(cast, made, **told)
    operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=one.serial)
    one.refresh_from_db()
    return one


def decided(cast: Cast, made: Contest, *, upheld: bool, at: datetime = PUBLISHED_AT, **told: Any) -> Objection:
    """Decided by the organizer who had no part in the contest."""
    one = accepted(cast, made, **told)
    operations.decide_objection(
        made, by=cast.second_organizer, now=at, objection=one.serial, upheld=upheld, reply="经核对，答复如上。"
    )
    one.refresh_from_db()
    return one


def settlement(made: Contest) -> Settlement:
    return Settlement.objects.filter(contest=made).latest("version")


def titles(made: Contest) -> list[Title]:
    return list(Title.objects.filter(contest=made).order_by("pk"))


def ended(secretary: Posting, organizer: Posting, alliance: Alliance) -> tuple[Contest, Title]:
    """A contest of one entry that has ended, as rows: its secretary is champion, and had objected."""
    library = IndicatorLibrary.objects.create(
        number="ZB-9001", name="一村一品指标", region=alliance.region, state_since=NOW, drawn_up_at=NOW
    )
    item = Indicator.objects.create(
        library=library, code="GV-90", aspect="governance", position=1, name="一村一品", max_points=20
    )
    made = Contest.objects.create(
        number=f"BW-{alliance.region_id}-2026-9001", alliance=alliance, region=alliance.region, item=item,
        title="一村一品比武", month=contests.TODAY.replace(day=1), entries_close_at=NOW, scores_close_at=SETTLED_AT,
        state=State.FINAL, state_since=AFTER, drawn_up_at=NOW, rules_version=1, published_at=PUBLISHED_AT,
        notice_ends_on=AFTER.date(),
    )  # fmt: skip
    rules = {**RULES, "given": [], "tie_breaks": [], "min_judges": 1, "quota": "1"}
    signed = {"proposed_by": organizer, "proposed_at": NOW, "signed_by": organizer, "signed_at": NOW}
    dates = {"entries_close_at": NOW, "scores_close_at": SETTLED_AT}
    ContestRules.objects.create(contest=made, version=1, rules=rules, digest="sha256:0", **dates, **signed)
    entry = contests.entry(made, secretary, code="EAAAAA")
    judge = people.posting("judge", alliance.region_id, people.person("外评委"))
    sheet(contests.seat(made, judge, code="J22222"), entry, site=90, oral=90)
    settled = bundling.computed(bundling.document(made, rules))
    kept = Settlement.objects.create(
        contest=made, version=1, answer=settled.text, digest=settled.answer["digest"], champions_allowed=1,
        stability={"is_stable": True}, settled_by=organizer, settled_at=SETTLED_AT,
    )  # fmt: skip
    Result.objects.create(settlement=kept, entry=entry, score="90.00", rank=1, is_champion=True)
    Objection.objects.create(
        contest=made, settlement=kept, serial=1, person=secretary.person, posting=secretary, text="有异议",
        filed_at=PUBLISHED_AT, accept_by=AFTER.date(), state=Objection.State.FILED,
    )  # fmt: skip
    title = Title.objects.create(
        number=f"LZ-{alliance.region_id}-2026-9001", code="ABCDEFGHJKMN", contest=made, entry=entry,
        person=secretary.person, region=secretary.region, awarded_by=organizer, awarded_at=AFTER,
    )  # fmt: skip
    return made, title
