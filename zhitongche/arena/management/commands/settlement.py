"""`ztc settlement`: computes a bout's result from its bundle, or verifies one; no database is asked."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from zhitongche.arena.settlement.answers import compute, verify
from zhitongche.arena.settlement.documents import line
from zhitongche.arena.settlement.faults import BadBundle


def _computed(data: bytes) -> tuple[dict[str, Any], bool]:
    return compute(data), True


def _verified(data: bytes) -> tuple[dict[str, Any], bool]:
    differing = verify(data)
    answer: dict[str, Any] = {"verified": not differing}
    return answer | ({"differs": differing} if differing else {}), not differing


class Command(BaseCommand):
    help = "compute FILE…: the result of each bundle, one JSON line a file; verify FILE…: whether the result in it is true."
    # The rule is pure: it answers where nothing is installed, and in the same way on every machine.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, told in (("compute", "answer with all ten keys"), ("verify", "compare with the answer in the file")):
            verbs.add_parser(verb, help=told).add_argument("file", nargs="+", help="a bundle, as JSON in UTF-8")

    def handle(self, *, verb: str, file: list[str], **options: Any) -> None:
        answering = _computed if verb == "compute" else _verified
        answers = [self._answer(path, answering, is_named=verb == "verify") for path in file]
        if not all(answers):
            raise SystemExit(1)

    def _answer(self, path: str, answering: Callable[[bytes], tuple[dict[str, Any], bool]], *, is_named: bool) -> bool:
        """One line; whether all is well with that file. A computed document is the document and nothing more."""
        try:
            answer, is_well = answering(Path(path).read_bytes())
        except BadBundle as refusal:
            answer, is_well, is_named = {"errors": [fault.said(gettext) for fault in refusal.faults]}, False, True
        except OSError as error:
            answer, is_well, is_named = {"errors": [str(error)]}, False, True
        self.stdout.write(line({"file": path, **answer} if is_named else answer))
        self.stdout.flush()
        return is_well
