"""`ztc bench score`: judges give score sheets through the API, beside the same statements sent raw."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from random import Random, SystemRandom
from typing import Any, NamedTuple

from django.core.management.base import CommandError
from django.utils import timezone

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet

from . import acting, load, raw, readers

# So many bouts are judged at once; each has some dozens of sheets that are still blank.
MOST_CONTESTS = 80
# With fewer the figures would be over before they are any.
LEAST_BLANK = 10
_draw = Random(20_261_129)  # noqa: S311  # synthetic, and repeatable


class Blank(NamedTuple):
    """A sheet that nobody has filled in yet."""

    seat: JudgeSeat
    entry: int


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """Sheets of different judges: of bouts in many counties, and of one county's, which all meet in one chain."""
    now = timezone.now()
    with load.product() as port, ExitStack() as held:
        tokens: dict[int, str] = {}
        for where, blanks in _places(now):
            sample = blanks.pop()
            for seat in {blank.seat.person_id: blank.seat for blank in blanks}.values():
                if seat.person_id not in tokens:
                    account = readers.account_of(seat.posting, now)
                    tokens[seat.person_id] = held.enter_context(readers.token_of(account, now))
            yield from acting.measured(
                {"bench": "score", "where": where, "contests": len({blank.seat.contest_id for blank in blanks})},
                port,
                partial(_next, iter(blanks), tokens),
                200,
                raw.statements_of(partial(_scored, sample, now)),
                seconds,
                clients,
            )


def _places(now: datetime) -> Iterator[tuple[str, list[Blank]]]:
    """Where the sheets lie: many counties, then the county with most bouts that are being judged."""
    judged = Contest.objects.filter(state=State.ENTRIES_CLOSED, scores_close_at__gt=now)
    places = list(judged.values_list("region", flat=True))
    if not places:
        raise CommandError("There is nothing to measure yet. Run: ztc scale --entries 20000")
    busiest = max(sorted(set(places)), key=places.count)
    for where, rows in (
        ("many counties", judged.exclude(region=busiest)),
        ("one county", judged.filter(region=busiest)),
    ):
        # Whoever measures again finds others.
        keys = sorted(rows.values_list("pk", flat=True))
        chosen = SystemRandom().sample(keys, min(len(keys), MOST_CONTESTS))
        blanks = _blanks(list(contests.for_page(Contest.objects.filter(pk__in=chosen))))
        if chosen and len(blanks) < LEAST_BLANK:
            raise CommandError(f"Too few sheets are blank ({where}: {len(blanks)}). Run: ztc scale --entries 20000")
        if chosen:
            yield where, blanks


def _blanks(found: list[Contest]) -> list[Blank]:
    """Every blank sheet of these contests, in no order."""
    seats = JudgeSeat.objects.filter(contest__in=found, submitted_at=None, left_at=None, declared_at__isnull=False)
    blanks = []
    taken = set(ScoreSheet.objects.filter(seat__in=seats).values_list("seat", "entry"))
    by_contest: dict[int, list[JudgeSeat]] = {}
    for seat in seats.select_related("contest", "person", "posting__person").filter(is_alternate=False):
        by_contest.setdefault(seat.contest_id, []).append(seat)
    for contest in found:
        entries = list(queries.entries_to_judge(contest))
        blanks += [
            Blank(seat, entry.serial)
            for seat in by_contest.get(contest.pk, ())
            for entry in entries
            if (seat.pk, entry.pk) not in taken
        ]
    _draw.shuffle(blanks)
    return blanks


def _points() -> dict[str, str]:
    """A sheet by the template of rules, in half-point steps."""
    return {code: f"{_draw.randrange(120, 200) / 2:g}" for code in ("site", "oral")}


def _next(given: Iterator[Blank], tokens: dict[int, str]) -> load.Request | None:
    blank = next(given, None)
    if blank is None:
        return None
    send = acting.sender(tokens[blank.seat.person_id])
    return send(f"contests/{blank.seat.contest.number}/scores", {"entry": blank.entry, "points": _points(), "seen": 0})


def _scored(blank: Blank, now: datetime) -> None:
    contest = contests.afresh(blank.seat.contest)
    operations.score(contest, by=blank.seat.posting, now=now, entry=blank.entry, points=_points(), seen=0)
