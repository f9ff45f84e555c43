"""Does a title survive the loss of any one judge? Each judge is left out in turn and the bout is settled anew.

Left out means: the judge's scores are struck. Who was ranked stays ranked as long as a total is left: the least number
of judges is not asked again. Everything else follows the bout's own rules, also where four totals are no longer trimmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import standing
from .bundle import Bundle
from .settling import Settlement, settle

UNRANKED = "unranked"


@dataclass(frozen=True, slots=True)
class Stability:
    """`lost`: champion → the judges without whom the title would go; `gained`: entry → those without whom it would come.

    Both name every champion, or every entry that would become one. `needed`: judges without whom nothing can be settled,
    since the rest of the panel hangs together through them; every title is lost without them.
    """

    lost: Mapping[str, tuple[str, ...]]
    gained: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    @property
    def unstable(self) -> tuple[str, ...]:
        """The champions whose title needs the supervisor's review before it is published."""
        return tuple(entry for entry, judges in self.lost.items() if judges)


def without(bundle: Bundle, judge: str) -> Bundle:
    """The same bout as if the judge had scored nobody."""
    ranked = bundle.panels()
    return replace(
        bundle,
        rules=replace(bundle.rules, min_judges=1),
        entries={
            code: entry if code in ranked else replace(entry, excluded=entry.excluded or UNRANKED)
            for code, entry in bundle.entries.items()
        },
        cells={pair: points for pair, points in bundle.cells.items() if pair[0] != judge},
    )


def stability(bundle: Bundle, settlement: Settlement) -> Stability:
    """What the titles of a settled bundle hang on."""
    champions = settlement.champions
    lost: dict[str, list[str]] = {entry: [] for entry in champions}
    gained: dict[str, list[str]] = {}
    needed = []
    for judge in bundle.judges:
        rest = without(bundle, judge)
        if standing.faults(rest):
            needed.append(judge)
            now: tuple[str, ...] = ()
        else:
            now = settle(rest).champions
        for entry in champions:
            if entry not in now:
                lost[entry].append(judge)
        for entry in now:
            if entry not in champions:
                gained.setdefault(entry, []).append(judge)
    return Stability(
        {entry: tuple(judges) for entry, judges in lost.items()},
        {entry: tuple(gained[entry]) for entry in sorted(gained)},
        tuple(needed),
    )
