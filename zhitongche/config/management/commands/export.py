"""`ztc export KIND -o FILE --as USERNAME …`: lists out, as that account may see them."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from zhitongche.arena.contests.sheets.exporting import OUTFLOW as ENTRIES
from zhitongche.arena.titles.sheets.exporting import OUTFLOW as RESULTS
from zhitongche.express.experts.sheets.exporting import OUTFLOW as EXPERTS
from zhitongche.express.outcomes.sheets.exporting import OUTFLOW as OUTCOMES
from zhitongche.express.problems.sheets.exporting import OUTFLOW as PROBLEMS
from zhitongche.express.projects.sheets.exporting import OUTFLOW as PROJECTS
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.interchange.writing import WRITTEN, check_ending
from zhitongche.foundation.people.queries import account_called, postings_in_force
from zhitongche.oversight.papers import exporting as papers

KINDS: Mapping[str, Callable[..., Any]] = {
    **{kind: room.to_file for room in (PROBLEMS, PROJECTS, OUTCOMES, EXPERTS, ENTRIES, RESULTS) for kind in room.lists},
    **dict.fromkeys(papers.KINDS, papers.to_file),
}


class Command(BaseCommand):
    help = "Write a list to a file: " + ", ".join(KINDS)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*KINDS], metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=", ".join(WRITTEN))
        parser.add_argument("--as", required=True, metavar="USERNAME", help="whose eyes the list is seen with")
        parser.add_argument("--region", default="", metavar="CODE", help="only this place and what lies in it")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="from this day on")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="before this day; a register: as of"
        )
        parser.add_argument("--number", default="", metavar="NUMBER", help="one only")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the list and say how many rows it has. A refusal goes to standard output, and the exit code is 1."""
        try:
            self.stdout.write(str(self._written(**options)))
        except BadInput as bad:
            for place, sentence in bad.faults.items():
                self.stdout.write(f"{place}: {sentence}")
            sys.exit(1)
        except Refused as refused:
            self.stdout.write(str(refused))
            sys.exit(1)

    def _written(self, *, kind: str, output: Path, region: str, number: str, **options: Any) -> int:
        now = timezone.now()
        account = account_called(options["as"])
        if account is None or not account.is_active:
            raise BadInput({"--as": "There is no such account."})
        asked = Asked(kind, check_ending(output.name), region, options["since"], options["until"], number)
        postings = postings_in_force(account, timezone.localdate(now))
        written = KINDS[kind](asked, output, account=account, postings=postings, now=now)
        return int(written.total_count)
