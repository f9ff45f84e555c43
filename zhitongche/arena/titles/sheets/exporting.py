"""How results go out from the page, over the API and by the command: `presenting.known` says how much each reader sees.

Who runs or watches a contest has every rank, the supervisor under codes; an entrant the own row; others the champions alone.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.queries import READERS
from zhitongche.foundation.interchange.outflow import List, Outflow, Wanted
from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value
from zhitongche.foundation.regions.queries import names_of

from .. import presenting, queries
from ..models import Result, Settlement
from .columns import RESULTS

# Contests at a time; each is computed anew, as on its page.
PAGE = 50
READ = ("settled_at", "id", "contest")
LEVELS = (6, 9, 12)
YES = "是"


def _standing(wanted: Wanted) -> QuerySet[Settlement]:
    rows = queries.standing_of(wanted.postings, wanted.asked.region)
    return wanted.narrow(rows, "settled_at", "contest__number")


def _chosen(wanted: Wanted) -> QuerySet[Result]:
    """Every row that there is: most readers are given fewer."""
    return queries.results_of(_standing(wanted))


def _rows(wanted: Wanted) -> Iterator[list[Value]]:
    at = 0
    for page in in_pages(_standing(wanted), READ[:2], READ, PAGE):
        contests = queries.contests_of(contest for _at, _key, contest in page)
        for settled_at, _key, contest in page:
            for row in _of_contest(wanted, contests[contest]):
                at += 1
                yield [at, *row, timezone.localdate(settled_at)]


def _of_contest(wanted: Wanted, contest: Contest) -> Iterator[list[Value]]:
    found = presenting.known(wanted.postings, contest)
    told = presenting.listed(found) if found else []
    # Under codes a row has no village: then the contest's own place says whether it lies in the one asked for.
    kept = [one for one in told if (one["region"] or contest.region_id).startswith(wanted.asked.region)]
    names = names_of(sorted({one["region"][:length] for one in kept if one["region"] for length in LEVELS}))
    head = (contest.number, contest.title, contest.alliance.name, f"{contest.month:%Y-%m}", contest.get_state_display())
    for one in kept:
        yield [*head, *_cells(one, names)]


def _cells(one: dict[str, Any], names: dict[str, str]) -> list[Value]:
    region = one["region"] or ""
    places = [names.get(region[:length], "") if region else "" for length in LEVELS]
    score = None if one["score"] is None else Decimal(one["score"])
    rest = (one["decided_by"], str(one["why_unranked"]))
    return [one["rank"], *places, one["name"], one["code"], score, YES if one["champion"] else "", *rest]


LISTS = {"results": List("比武结果", RESULTS, _chosen, _rows)}
OUTFLOW = Outflow("results.export", _("List of results"), "contest.export", READERS[0], LISTS, frozenset(READERS[1:]))
