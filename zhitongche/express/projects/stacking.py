"""What a project's page says of its money: the stack as a chart and a table, what is missing, who could give it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import day, wan
from zhitongche.foundation.web import charts
from zhitongche.foundation.web.acts import Offer

from . import matching, queries
from .models import FundingEntry, Overlap, Project, ProjectEvent, ProjectFunding
from .states import ALIVE

# More lines than there are patterns are drawn by their kinds.
MOST_DRAWN = charts.TONES
# The steps that leave entries.
ENTERING = frozenset({"add_funding", "update_funding"})
COLUMNS = ("planned", "committed", "received", "spent")


def on_page(project: Project, events: Sequence[ProjectEvent], offers: Sequence[Offer], today: date) -> dict[str, Any]:
    """Everything `_funding.html` draws; two statements, however many lines."""
    lines = queries.lines_of(project)
    stack = {
        "chart": chart(project, lines) if lines else None,
        "lines": [_line(project, line) for line in lines],
        "totals": [wan(getattr(project, f"{name}_amount")) for name in COLUMNS],
        "gap": wan(project.gap_amount) if project.gap_amount else "",
        "is_wanting": _is_wanting(project),
        "warning": warning(project, today),
        "has_entries": any(event.action in ENTERING for event in events),
        "overlaps": [_overlap(project, pair) for pair in queries.overlaps_of(project)],
    }
    return {"stack": stack, "may_enter": any(one.verb == "update_funding" and one.is_allowed for one in offers)}


def for_gap(project: Project, postings: Sequence[Posting], today: date) -> dict[str, Any]:
    """The sources that could fill the gap and those that could not, as `_matches.html` draws them; two statements."""
    asks = _is_wanting(project) and any(
        posting.may(Permission.PROJECT_PLAN) or posting.may(Permission.PROJECT_PLAN_FOR_ANOTHER) for posting in postings
    )
    # A source is named once; what is named is raised in its own line.
    named = {line.source_id for line in queries.lines_of(project)}
    found = [
        _match(project, match, source, asks and source.pk not in named) for match, source in matches(project, today)
    ]
    return {
        "matches": [one for one in found if one["fits"]],
        "others": [one for one in found if not one["fits"]],
        "gap": wan(project.gap_amount),
    }


def _is_wanting(project: Project) -> bool:
    """Whether it is worth looking for money: there is a gap, and the works are not accepted yet."""
    return bool(project.gap_amount) and project.state in ALIVE


def chart(project: Project, lines: Sequence[ProjectFunding]) -> charts.Bars:
    """One bar for what is planned, committed, received and spent, against the investment."""
    rows: dict[charts.Words, list[tuple[charts.Words, charts.Number]]] = {}
    for column in COLUMNS:
        parts: dict[str, Decimal] = {}
        for line in lines:
            label = line.name if len(lines) <= MOST_DRAWN else str(line.get_kind_display())
            parts[label] = parts.get(label, Decimal(0)) + getattr(line, f"{column}_amount")
        rows[str(FundingEntry.Column(column).label)] = list(parts.items())
    whole = _("Investment: %(amount)s") % {"amount": wan(project.investment_amount)}
    return charts.stacked("money", rows, wan, mark=project.investment_amount, mark_words=whole)


def warning(project: Project, today: date) -> str:
    """That the money does not reach the next milestone, in words; nothing where it does, or where nothing is built any more."""
    if project.uncovered_on is None or project.state not in ALIVE:
        return ""
    told = {"day": day(project.uncovered_on, today), "amount": wan(project.uncovered_amount)}
    return _("By the milestone of %(day)s, %(amount)s more must be committed.") % told


def matches(project: Project, today: date) -> list[tuple[matching.Match, FundingSource]]:
    """Every open source of the project's places beside its gap, with the source itself; those that fit first."""
    seen = {one.number: one for one in sources.open_for(project.village_id)}
    found = matching.matched(map(matching.offer_of, seen.values()), matching.wish_of(project), today)
    return [(match, seen[match.offer.number]) for match in found]


def _match(project: Project, match: matching.Match, source: FundingSource, asks: bool) -> dict[str, Any]:
    return {
        "name": match.offer.name,
        "number": match.offer.number,
        "address": reverse("sources:detail", args=[match.offer.number]),
        "fits": match.fits,
        "amount": wan(match.amount),
        "reason": match.reason,
        "giver": str(source.department or source.region.short_name),
        "ask": _asking(project, match) if match.fits and asks else "",
    }


def _asking(project: Project, match: matching.Match) -> str:
    """The address of the form that names this source, filled in."""
    address = reverse("projects:act", args=[project.number, "add_funding"])
    return f"{address}?source={match.offer.number}&kind={match.offer.kind}&planned={match.amount}"


def initial(verb: str, query: Any) -> dict[str, Any]:
    """What the forms of the money start from: the source chosen on the page, the line chosen in its table."""
    if verb == "update_funding":
        return {"funding": query.get("funding", "")}
    if verb != "add_funding":
        return {}
    given = {name: query.get(name, "") for name in ("source", "kind")}
    return {**given, "planned": _amount(query.get("planned", ""))}


def _amount(text: str) -> Decimal | None:
    """An amount out of an address; nothing where it is none."""
    try:
        amount = Decimal(text)
    except ArithmeticError:
        return None
    return amount if amount.is_finite() else None


def _line(project: Project, line: ProjectFunding) -> dict[str, Any]:
    return {
        "name": line.name,
        "kind": line.get_kind_display(),
        "giver": line.source.department.name if line.source and line.source.department else "",
        "address": reverse("sources:detail", args=[line.source.number]) if line.source else "",
        "change": f"{reverse('projects:act', args=[project.number, 'update_funding'])}?funding={line.position}",
        "amounts": [wan(getattr(line, f"{name}_amount")) for name in COLUMNS],
    }


def entries(project: Project, today: date) -> list[dict[str, Any]]:
    """Every change of an amount, the newest first."""
    return [_entry(project, entry, today) for entry in queries.entries_of(project)]


def _entry(project: Project, entry: FundingEntry, today: date) -> dict[str, Any]:
    voucher = entry.voucher_id
    return {
        "name": entry.line.name,
        "column": FundingEntry.Column(entry.column).label,
        "before": wan(entry.before_amount),
        "after": wan(entry.after_amount),
        "on": day(entry.on or entry.at, today),
        "who": called(entry.posting) if entry.posting else _("The system"),
        "note": entry.note,
        "voucher": reverse("projects:voucher", args=[project.number, voucher]) if voucher else "",
    }


def _overlap(project: Project, pair: Overlap) -> dict[str, Any]:
    other = pair.other if pair.project_id == project.pk else pair.project
    signs = pair.reasons[0] if pair.reasons else {}
    said = [_("The words are alike to %(percent)d%%.") % {"percent": signs.get("percent", 0)}]
    if works := signs.get("works"):
        said.append(_("Both name: %(works)s.") % {"works": pgettext("list", ", ").join(works)})
    return {
        "title": other.title,
        "number": other.number,
        "address": reverse("projects:detail", args=[other.number]),
        "village": other.village.short_name,
        "why": " ".join(said),
        "state": Overlap.State(pair.state).label,
        "is_open": pair.state == Overlap.State.PROPOSED,
        "is_confirmed": pair.state == Overlap.State.CONFIRMED,
        "reason": pair.reason,
        "ruled_by": pair.ruled_by.person.name if pair.ruled_by else "",
    }
