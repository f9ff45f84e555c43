"""`ztc audit verify` and `ztc audit checkpoint`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from zhitongche.foundation.audit.verification import BadCheckpoint, Checkpoint, Finding, checkpoint, verify


class Command(BaseCommand):
    help = "Verifies the operation log, or prints where its chains end."
    # A damaged installation is just what it has to be able to look at.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        one = verbs.add_parser("verify", help="exit 0, or 1 with the first broken record named")
        one.add_argument("--checkpoint", action="append", default=[], type=Path, metavar="FILE")
        verbs.add_parser("checkpoint", help="one JSON line: {at, heads: {chain: [size, hash]}, root}")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "checkpoint":
            told = checkpoint(now=timezone.now()).as_json()
            self.stdout.write(json.dumps(told, separators=(",", ":")))
            return
        finding = verify([told for path in options["checkpoint"] for told in _read(path)])
        self.stdout.write("\n".join(_lines(finding)))
        if not finding.holds:
            raise SystemExit(1)


def _lines(finding: Finding) -> list[str]:
    """The broken records first: their first line is what a reader looks for."""
    if finding.holds:
        return [f"The operation log holds: {finding.record_count} records in {finding.chain_count} chains."]
    return [*(str(fault) for fault in finding.faults), *finding.weaknesses]


def _read(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file, one a line."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        checkpoints = [Checkpoint.from_json(json.loads(line)) for line in lines]
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except (BadCheckpoint, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not checkpoints:
        raise CommandError(f"{path}: there is no checkpoint in it")
    return checkpoints
