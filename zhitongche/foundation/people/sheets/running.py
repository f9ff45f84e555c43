"""What the imports of lists share: who runs them, all or nothing, and what they say."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.utils import timezone
from django.utils.translation import gettext as _

from ... import flow
from ...errors import BadInput, Refused
from ...interchange.reading import Faults, Headings, Line, read
from ...permissions.catalogue import Permission
from .. import queries
from ..models import Posting


class _OnlyChecked(Exception):
    """Ends a check: everything was tried, nothing is kept."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an .xlsx or .csv file")
    parser.add_argument("--as", required=True, metavar="USERNAME", help="the administrator who enters the list")
    parser.add_argument("--check", action="store_true", help="say what is wrong and change nothing")


def acting(username: str, *permissions: Permission) -> tuple[Posting, datetime]:
    """The first posting in force of the account that carries one of the permissions, and the clock. Raises BadInput."""
    now = timezone.now()
    account = queries.account_called(username)
    held = queries.postings_in_force(account, timezone.localdate(now)) if account and account.is_active else ()
    for posting in held:
        if posting.permissions & set(permissions):
            return posting, now
    raise BadInput({"--as": _("No account of this name may enter this list today.")})


def through(
    options: dict[str, Any],
    headings: Headings,
    required: Iterable[str],
    enter: Callable[[Line, Faults], None],
    columns: Mapping[str, str],
) -> None:
    """Enter every row in one unit of work; with any fault, or for a check, nothing is kept. Raises BadInput."""
    faults = Faults()
    lines = read(options["file"], headings, required, faults)
    with suppress(_OnlyChecked):
        _all(lines, enter, columns, faults, is_check=options["check"])


@flow.operation
def _all(
    lines: list[Line],
    enter: Callable[[Line, Faults], None],
    columns: Mapping[str, str],
    faults: Faults,
    *,
    is_check: bool,
) -> None:
    for line in () if faults else lines:
        try:
            enter(line, faults)
        except BadInput as bad:
            for name, sentence in bad.faults.items():
                faults.put(line.number, line.column(columns.get(name, name)), sentence)
        except Refused as refused:
            faults.put(line.number, line.column(columns[""]), refused.reason)
    if faults:
        raise BadInput(faults.in_order())
    if is_check:
        raise _OnlyChecked


def say(out: TextIO, sentences: Iterable[str], *, is_check: bool) -> None:
    if is_check:
        out.write(_("Checked only; nothing was written. A run would say:") + "\n")
    out.writelines(sentence + "\n" for sentence in sentences)
