"""What a place's gates ask for; both acts are recorded under `policy.…`, and count from the next look at a gate on."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region

from .. import rules
from ..gates import GATES
from ..models import GatePolicy
from .keeping import follow_gates
from .steps import refuse_if


@operation
def set_gate(place: Region, *, by: Posting, now: datetime, gate: str, waived: Collection[str] = ()) -> Region:
    """Ask at the gate for everything but what is waived; the word goes before the one of the place above."""
    refuse_if(rules.why_not_set_gate(by, place))
    known = _codes(gate)
    if strange := sorted(set(waived) - set(known)):
        raise BadInput({"waived": _("This gate does not ask for: %(codes)s.") % {"codes": ", ".join(strange)}})
    _one_at_a_time(place)
    # In the gate's own order, so that the same word said twice is the same row and the same line of the record.
    spared = [code for code in known if code in waived]
    policy, _is_new = GatePolicy.objects.update_or_create(region=place, gate=gate, defaults={"waived": spared})
    audit.record("policy.set_gate", policy, by=by, now=now, gate=gate, waived=spared)
    _follow(place, gate)
    return place


@operation
def drop_gate(place: Region, *, by: Posting, now: datetime, gate: str) -> Region:
    """Let the word of the place above count again, or what the product asks for where there is none."""
    refuse_if(rules.why_not_drop_gate(by, place))
    _codes(gate)
    _one_at_a_time(place)
    policy = GatePolicy.objects.filter(region=place, gate=gate).first()
    if policy is None:
        raise NotNow(_("The place has set nothing of its own at this gate."))
    audit.record("policy.drop_gate", policy, by=by, now=now, gate=gate)
    policy.delete()
    _follow(place, gate)
    return place


def _one_at_a_time(place: Region) -> None:
    """A city and its counties speak one after the other: whose word counts is told from all of them together."""
    list(Region.objects.select_for_update(no_key=True).filter(pk=place.code[:4]).values_list("pk"))


def _follow(place: Region, gate: str) -> None:
    """What waits to be started is kept beside each project; the other gates are asked when somebody looks."""
    if gate == "start":
        follow_gates(place.code)


def _codes(gate: str) -> list[str]:
    if gate not in GATES:
        raise BadInput({"gate": _("There is no such gate.")})
    return [one.code for one in GATES[gate]]
