"""`ztc bench`: how fast the product is on the database it stands on, one JSON object a line."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhitongche.config.bench import BENCHES


class Command(BaseCommand):
    help = "Measures the product through its whole stack, beside the bare SQL of the same rows, in the same run."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", nargs="*", help=f"which: {', '.join(BENCHES)} (all, where none is named)")
        parser.add_argument("--seconds", type=float, default=4.0, help="for each figure")
        parser.add_argument("--clients", type=int, default=8, help="at once, beside the single one")

    def handle(self, *, name: list[str], seconds: float, clients: int, **options: Any) -> None:
        if unknown := set(name) - set(BENCHES):
            raise CommandError(f"There is no benchmark {', '.join(sorted(unknown))}. Known: {', '.join(BENCHES)}.")
        for one in name or BENCHES:
            for figure in BENCHES[one](seconds, clients):
                self.stdout.write(json.dumps(figure, ensure_ascii=False))
                self.stdout.flush()
