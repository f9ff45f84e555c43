"""`ztc briefing --region C --since D --until D --as USERNAME [-o FILE]`: the briefing of a place and a time."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.papers.blocks import Document
from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.papers.setting import ENDINGS, CannotSet, set_document
from zhitongche.foundation.people.queries import account_called, postings_in_force
from zhitongche.oversight.reports import taking_out


class Command(BaseCommand):
    help = "Tell the briefing of a place and a time: as text, or as a document by its ending"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE")
        parser.add_argument("--since", type=date.fromisoformat, required=True, metavar="DATE", help="from this day on")
        parser.add_argument("--until", type=date.fromisoformat, required=True, metavar="DATE", help="before this day")
        parser.add_argument("--as", required=True, metavar="USERNAME", help="whose eyes the records are seen with")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=" or ".join((*ENDINGS, ".txt")))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Tell it. A refusal goes to standard output, and the exit code is 1."""
        try:
            self._tell(**options)
        except BadInput as bad:
            for place, sentence in bad.faults.items():
                self.stdout.write(f"{place}: {sentence}")
            sys.exit(1)
        except (Refused, CannotSet) as refused:
            self.stdout.write(str(refused))
            sys.exit(1)

    def _tell(self, *, region: str, since: date, until: date, output: Path | None, **options: Any) -> None:
        ending = output.suffix.lower() if output else ".txt"
        if ending not in {*ENDINGS, ".txt"}:
            raise BadInput({"output": f"The file must end in {', '.join(ENDINGS)} or .txt."})
        made = self._made(region, since, until, options["as"])
        if output is None:
            self.stdout.write(to_text(made), ending="")
        elif ending == ".txt":
            output.write_text(to_text(made), encoding="utf-8")
        else:
            output.write_bytes(set_document(made, ending))

    def _made(self, region: str, since: date, until: date, username: str) -> Document:
        now = timezone.now()
        account = account_called(username)
        if account is None or not account.is_active:
            raise BadInput({"--as": "There is no such account."})
        postings = postings_in_force(account, timezone.localdate(now))
        return taking_out.brief(postings=postings, now=now, region=region, since=since, until=until)
