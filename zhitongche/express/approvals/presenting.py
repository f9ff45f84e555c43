"""Items of the library as pages and programs show them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import ApprovalItem


def days_in_words(days: int) -> str:
    if not days:
        return _("On the spot")
    return ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}


def row(item: ApprovalItem, today: date) -> dict[str, Any]:
    """One version, as a list shows it."""
    return {
        "address": reverse("approvals:detail", args=[item.code]),
        "code": item.code,
        "name": str(item),
        "office": item.department.name if item.department else item.office,
        "days": days_in_words(item.limit_days),
        "place": item.region.short_name if item.region else _("Shared"),
        "is_own": item.region_id is not None,
        "paper_count": len(item.materials),
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "standing": standing(item, today),
    }


def standing(item: ApprovalItem, today: date) -> str:
    if item.starts_on > today:
        return _("Not yet in force")
    return _("No longer in force") if item.ends_on is not None and item.ends_on <= today else _("In force")


def facts(item: ApprovalItem, names: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What one version says, in pairs; `names` are those of the items that may come first."""
    before = "、".join(names.get(code, code) for code in item.predecessors)
    shown = [
        (_("Legal basis"), item.legal_basis),
        (_("Statutory limit"), days_in_words(item.limit_days)),
        (_("Office"), item.department.name if item.department else item.office),
        (_("Granted before it"), before or _("Nothing")),
        (_("Note"), item.note),
    ]
    return [(term, value) for term, value in shown if value]


def papers(item: ApprovalItem) -> list[dict[str, str]]:
    return [{"name": one["name"], "months": _months(one.get("months"))} for one in item.materials]


def _months(months: int | None) -> str:
    if not months:
        return _("always valid")
    return ngettext("valid for %(months)d month", "valid for %(months)d months", months) % {"months": months}


def summary(item: ApprovalItem) -> dict[str, Any]:
    """One version for programs."""
    return {
        "number": item.code,
        "label": str(item),
        "region": item.region_id,
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "legal_basis": item.legal_basis,
        "limit_days": item.limit_days,
        "office": item.office,
        "department": {"code": item.department.code, "name": item.department.name} if item.department else None,
        "materials": item.materials,
        "predecessors": item.predecessors,
        "note": item.note,
    }


def resource(item: ApprovalItem, versions: Iterable[ApprovalItem]) -> dict[str, Any]:
    return {**summary(item), "versions": [summary(one) for one in versions]}


def initial(item: ApprovalItem) -> dict[str, Any]:
    """What the form of the next version starts from."""
    names = ("name", "name_en", "legal_basis", "limit_days", "office", "materials", "predecessors", "note")
    told = {name: getattr(item, name) for name in names}
    return {**told, "department": item.department.code if item.department else ""}


def named(items: Sequence[ApprovalItem]) -> dict[str, str]:
    return {item.code: str(item) for item in items}
