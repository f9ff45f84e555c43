"""`ztc import boundaries FILE --approval NUMBER --as USERNAME [--check]`: a city's boundaries from GeoJSON."""

from argparse import ArgumentParser
from typing import Any, TextIO

from django.utils.translation import gettext as _

from zhitongche.foundation.people.sheets import running
from zhitongche.foundation.permissions.catalogue import Permission

from . import operations, outlines

HELP = "the boundaries of a city's places, as GeoJSON"


def add_arguments(parser: ArgumentParser) -> None:
    running.add_arguments(parser)
    parser.add_argument("--approval", required=True, metavar="NUMBER", help="the approval number of the map")


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say how many; the exit code. Raises BadInput."""
    by, now = running.acting(options["as"], Permission.POLICY_MANAGE)
    data = options["file"].read_bytes()
    if options["check"]:
        count = len(outlines.read(data))
    else:
        count = operations.lay_boundaries(by=by, now=now, data=data, approval=options["approval"])
    running.say(out, [_("Boundaries: %(count)d") % {"count": count}], is_check=options["check"])
    return 0
