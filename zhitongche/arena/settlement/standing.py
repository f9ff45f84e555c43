"""What only shows once it is known who is ranked: a given that is missing, a panel that does not hang together."""

from .bundle import Bundle, Method
from .faults import Fault, Kind
from .graph import groups


def faults(bundle: Bundle) -> list[Fault]:
    """What stands against settling a bundle whose every row is in order."""
    panels = bundle.panels()
    found = [
        Fault(Kind.GIVEN_MISSING, f"entry {entry}", component.code)
        for entry in panels
        for component in bundle.rules.given
        if (entry, component.code) not in bundle.givens
    ]
    if bundle.rules.method is Method.SEVERITY_ADJUSTED:
        parts = groups(panels)
        if len(parts) > 1:
            found.append(Fault(Kind.NOT_CONNECTED, "scores", _named([judges for _, judges in parts])))
    return found


def _named(parts: list[set[str]]) -> str:
    """J1, J2 | J3: those within a part can be compared, those in different parts cannot."""
    return " | ".join(sorted(", ".join(sorted(judges)) for judges in parts))
