"""What every write of the register shares."""

from typing import Any

from django.db.models import Model
from django.forms.models import model_to_dict

from ...errors import BadInput, Refused
from .. import faults
from ..models import Posting


def refuse(refusal: Refused | Posting | None) -> None:
    """Raise what a rule answered; `by and rule(by)` is None where the machine's owner acts."""
    if isinstance(refusal, Refused):
        raise refusal


def fault(found: faults.Faults) -> None:
    if found:
        raise BadInput(found)


def changes(thing: Model, before: dict[str, Any]) -> list[str]:
    """The columns that differ from what `model_to_dict` said before."""
    return sorted(field for field, value in model_to_dict(thing).items() if value != before[field])
