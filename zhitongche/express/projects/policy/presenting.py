"""What a place's gates ask for, for the page and for programs."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.regions.models import Region

from .. import queries
from ..gates import GATES, NAMES
from ..models import GatePolicy


@dataclass(frozen=True)
class ShownGate:
    """A gate as it counts at a place, with whose word it is; None is the product's own."""

    gate: str
    policy: GatePolicy | None

    @property
    def waived(self) -> list[str]:
        return self.policy.waived if self.policy else []

    @property
    def requirements(self) -> list[dict[str, Any]]:
        return [
            {"code": one.code, "label": str(one.label), "is_waived": one.code in self.waived}
            for one in GATES[self.gate]
        ]


def shown(place: Region) -> list[ShownGate]:
    """Every gate in the order of a project's way; one statement."""
    policies = queries.policies_of(place.code)
    return [ShownGate(gate, policies.get(gate)) for gate in GATES]


def row(one: ShownGate, place: Region) -> dict[str, Any]:
    """A gate on the page, with the acts that it takes."""
    is_own = one.policy is not None and one.policy.region_id == place.code
    return {
        "gate": one.gate,
        "label": NAMES[one.gate],
        "requirements": one.requirements,
        "source": _whose(one, is_own),
        "change": address(place, "set_gate", one.gate),
        "drop": address(place, "drop_gate", one.gate) if is_own else "",
    }


def address(place: Region, verb: str, gate: str) -> str:
    return f"{reverse('gates:act', args=[place.code, verb])}?gate={gate}"


def _whose(one: ShownGate, is_own: bool) -> str:
    if one.policy is None:
        return _("As installed: everything is asked for.")
    if is_own:
        return _("Our own setting.")
    return _("As %(place)s has set it.") % {"place": one.policy.region.name}


def resource(place: Region) -> dict[str, Any]:
    return {
        "region": place.code,
        "gates": [
            {
                "gate": one.gate,
                "label": str(NAMES[one.gate]),
                "set_by": one.policy.region_id if one.policy else None,
                "requirements": one.requirements,
            }
            for one in shown(place)
        ],
    }
