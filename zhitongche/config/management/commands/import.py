"""`ztc import KIND …`: sheets in. Each kind is a module of its room with HELP, add_arguments and run."""

# ruff: noqa: N999  # Django names a command by its file, and the contract names this one.

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhitongche.express.batches import entering as projects
from zhitongche.express.boundaries import entering as boundaries
from zhitongche.express.experts.sheets import entering as experts
from zhitongche.express.outcomes.sheets import entering as outcomes
from zhitongche.express.problems.sheets import entering as problems
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.people.sheets import departments, people
from zhitongche.foundation.regions import importing as regions

# A kind's module says `HELP`, adds its arguments, and `run(options, out)` answers the exit code.
KINDS: Mapping[str, ModuleType] = {
    "regions": regions,
    "departments": departments,
    "people": people,
    "projects": projects,
    "problems": problems,
    "outcomes": outcomes,
    "experts": experts,
    "boundaries": boundaries,
}


class Command(BaseCommand):
    help = "Import a list: " + ", ".join(KINDS)

    def add_arguments(self, parser: CommandParser) -> None:
        # A kind's own parser is plain: Django's would ask for the arguments of BaseCommand.
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND", parser_class=ArgumentParser)
        for kind, module in KINDS.items():
            module.add_arguments(kinds.add_parser(kind, help=module.HELP))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run one kind. Faults go to standard output, one a line, and the exit code is 1."""
        try:
            code = KINDS[options["kind"]].run(options, self.stdout)
        except BadInput as bad:
            for place, sentence in bad.faults.items():
                self.stdout.write(f"{place}: {sentence}")
            code = 1
        if code:
            sys.exit(code)
