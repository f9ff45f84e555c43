"""What each gate asks for, and what is missing: pure functions over what is known of a project.

The lists follow the way of a project in practice (村申报→乡镇审核→县论证→审定, with 公示 in the village): see docs/projects.md.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Facts:
    """What a gate looks at. Amounts are yuan."""

    goal: str = ""
    scope_of_works: str = ""
    benefit: str = ""
    is_publicized: bool = False
    investment: Decimal = Decimal(0)
    planned: Decimal = Decimal(0)
    weights: Sequence[Decimal] = ()
    undone: Sequence[str] = ()
    first_uncovered: Decimal = Decimal(0)
    spots_before: Collection[str] = ()
    spots_after: Collection[str] = ()
    has_before: bool = False
    has_after: bool = False
    has_paper: bool = False
    pending_approvals: Sequence[str] = ()
    open_problems: int = 0


@dataclass(frozen=True)
class Requirement:
    """One thing a gate asks for: its code, its name in the settings, and the sentence where it is missing (or nothing)."""

    code: str
    label: str | Promise
    missing: Callable[[Facts], str]


def _scope(facts: Facts) -> str:
    return "" if facts.scope_of_works.strip() else _("what will be built, and how much of it")


def _benefit(facts: Facts) -> str:
    return "" if facts.benefit.strip() else _("how people of the village benefit")


def _publicized(facts: Facts) -> str:
    return "" if facts.is_publicized else _("the notice in the village")


def _money(facts: Facts) -> str:
    if facts.planned >= facts.investment:
        return ""
    missing = {"amount": f"{facts.investment - facts.planned:,.2f}"}
    return _("where %(amount)s yuan of the investment are to come from") % missing


def _milestones(facts: Facts) -> str:
    if not facts.weights:
        return _("milestones")
    total = sum(facts.weights, Decimal(0))
    return "" if total == HUNDRED else _("milestones that add up to 100 (they add up to %(total)s)") % {"total": total}


def _before(facts: Facts) -> str:
    return "" if facts.has_before else _("a photo of the spot before")


def _approvals(facts: Facts) -> str:
    if not facts.pending_approvals:
        return ""
    return _("approvals: %(names)s") % {"names": _("; ").join(facts.pending_approvals)}


def _covered(facts: Facts) -> str:
    if not facts.first_uncovered:
        return ""
    missing = {"amount": f"{facts.first_uncovered:,.2f}"}
    return _("%(amount)s yuan committed, so that the first milestone is covered") % missing


def _done(facts: Facts) -> str:
    return _("milestones done: %(names)s") % {"names": _("; ").join(facts.undone)} if facts.undone else ""


def _after(facts: Facts) -> str:
    without = sorted(set(facts.spots_before) - set(facts.spots_after) - {""})
    if without:
        return _("photos after, of: %(spots)s") % {"spots": _("; ").join(without)}
    return "" if facts.has_after else _("a photo after")


def _problems(facts: Facts) -> str:
    if not facts.open_problems:
        return ""
    return _("its open problems solved (%(count)d)") % {"count": facts.open_problems}


def _paper(facts: Facts) -> str:
    return "" if facts.has_paper else _("the acceptance paper")


_LISTING = (
    Requirement("scope", gettext_lazy("Scope of works"), _scope),
    Requirement("benefit", gettext_lazy("How people benefit"), _benefit),
    Requirement("publicized", gettext_lazy("Notice in the village"), _publicized),
    Requirement("money", gettext_lazy("Sources for the whole investment"), _money),
    Requirement("milestones", gettext_lazy("Milestones"), _milestones),
    Requirement("before", gettext_lazy("Photo before"), _before),
)
# verb: what it asks for, in the order in which people gather it.
GATES: Mapping[str, tuple[Requirement, ...]] = {
    "submit": _LISTING,
    "admit": _LISTING,
    "start": (
        Requirement("milestones", gettext_lazy("Milestones"), _milestones),
        Requirement("approvals", gettext_lazy("Approvals"), _approvals),
        Requirement("covered", gettext_lazy("Money for the first milestone"), _covered),
    ),
    "accept_work": (
        Requirement("done", gettext_lazy("Milestones done"), _done),
        Requirement("after", gettext_lazy("Photos after"), _after),
        Requirement("approvals", gettext_lazy("Approvals"), _approvals),
        Requirement("problems", gettext_lazy("Open problems"), _problems),
    ),
    "hand_over": (Requirement("paper", gettext_lazy("Acceptance paper"), _paper),),
}
# What each is called in the settings.
NAMES: Mapping[str, str | Promise] = {
    "submit": pgettext_lazy("gate", "Submitting to the library"),
    "admit": pgettext_lazy("gate", "Admission to the library"),
    "start": pgettext_lazy("gate", "Start of the works"),
    "accept_work": pgettext_lazy("gate", "Acceptance of the works"),
    "hand_over": pgettext_lazy("gate", "Handing over"),
}


def missing(gate: str, facts: Facts, waived: Collection[str] = ()) -> list[str]:
    """Everything that a gate still asks for, each in words; empty where it lets pass."""
    found = [one.missing(facts) for one in GATES[gate] if one.code not in waived]
    return [sentence for sentence in found if sentence]
