"""Points as judges give them: half-point steps from zero to a criterion's maximum; pure functions."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput

# Half a point (domain 6.3); trailing zeros say nothing.
STEP = re.compile(r"[0-9]{1,4}(\.[05]0*)?")


def read(points: Mapping[str, str], criteria: Sequence[Mapping[str, Any]], names: Mapping[str, Any]) -> dict[str, str]:
    """The points of a sheet, each as plain text ("87.5", "90"); an empty one is a blank and left out.

    Raises BadInput for a criterion that is not there, a step that is no half point, and points above the maximum.
    """
    most = {one["code"]: Decimal(one["max"]) for one in criteria}
    if unknown := sorted(set(points) - set(most)):
        raise BadInput({"points": _("There is no criterion “%(code)s”.") % {"code": unknown[0]}})
    found = {}
    for code, limit in most.items():
        text = str(points.get(code, "")).strip()
        if not text:
            continue
        named = {"name": name_of(code, names), "most": plain(limit)}
        if not (text.isascii() and STEP.fullmatch(text)):
            raise BadInput({"points": _("%(name)s: points go in steps of half a point, from 0 to %(most)s.") % named})
        if Decimal(text) > limit:
            raise BadInput({"points": _("%(name)s: at most %(most)s points.") % named})
        found[code] = plain(Decimal(text))
    return found


def plain(value: Decimal) -> str:
    """A number without zeros that say nothing, never in powers of ten."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def name_of(code: str, names: Mapping[str, Any]) -> str:
    """What people call a criterion or a component."""
    return str(names.get(code, {}).get("name") or code)


def differing(one: Mapping[str, str], other: Mapping[str, str], criteria: Sequence[Mapping[str, Any]]) -> list[str]:
    """The criteria on which two readings of one sheet differ."""
    return [each["code"] for each in criteria if one.get(each["code"]) != other.get(each["code"])]
