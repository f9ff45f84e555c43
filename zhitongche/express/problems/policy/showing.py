"""What the page of a place's settings shows: its rules, limits, evidence, categories, texts and departments, in words."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.foundation.people.queries import departments_of
from zhitongche.foundation.regions.models import Region

from .. import queries
from ..forms.configuring import VERBS
from ..models import Limit, Problem, Rulebook


def way(place: Region, verb: str, /, **about: Any) -> str:
    """The address of one setting's form, filled in with what it is about."""
    address = reverse("policy:act", args=[place.code, verb])
    return f"{address}?{urlencode(about)}" if about else address


def rules(book: Rulebook | None) -> list[tuple[str, str]]:
    """Terms and what counts; as installed, or as the city has it, where the place has set nothing."""
    on, off = pgettext("switch", "On"), pgettext("switch", "Off")
    accept, confirm = (book.accept_days, book.confirm_days) if book else (None, None)
    return [
        (_("Reports wait for the township's check"), on if book and book.has_township_check else off),
        (_("The department's leader approves"), on if book and book.has_leader_approval else off),
        (_("Working days to accept a report"), _days(accept, settings.ACCEPT_DAYS)),
        (_("Days for the village to confirm"), _days(confirm, settings.CONFIRM_DAYS)),
    ]


def _days(value: int | None, installed: int) -> str:
    return _("%(days)d, as installed") % {"days": installed} if value is None else str(value)


def limits(place: Region) -> list[dict[str, Any]]:
    """The place's own limits, and beneath them the two that count where it has set none."""
    own = [
        {
            "what": str(one.category) if one.category else _("Any category"),
            "urgency": Problem.Urgency(one.urgency).label if one.urgency else _("Any urgency"),
            "days": (one.claim_days, one.reply_days, one.solve_days),
            "change": way(place, "set_limit", **_about(one)),
            "drop": way(place, "drop_limit", category=one.category_id or "", urgency=one.urgency),
        }
        for one in queries.limits_set_by(place.code)
    ]
    installed = [(urgency, queries.default_limits(urgency)) for urgency in Problem.Urgency]
    return own + [
        {"what": _("As installed"), "urgency": urgency.label, "days": (found.claim, found.reply, found.solve)}
        for urgency, found in installed
    ]


def _about(one: Limit) -> dict[str, Any]:
    return {
        "category": one.category_id or "",
        "urgency": one.urgency,
        "claim_days": one.claim_days,
        "reply_days": one.reply_days,
        "solve_days": one.solve_days,
    }


def evidence(place: Region) -> list[dict[str, Any]]:
    return [
        {
            "what": str(one.category),
            "takes": _takes(one.photo_count, one.file_count),
            "hint": one.hint,
            "change": way(
                place,
                "set_evidence",
                category=one.category_id,
                photo_count=one.photo_count,
                file_count=one.file_count,
                hint=one.hint,
            ),
        }
        for one in queries.evidence_set_by(place.code)
    ]


def _takes(photos: int, files: int) -> str:
    parts = []
    if photos:
        parts.append(ngettext("%(count)d photo", "%(count)d photos", photos) % {"count": photos})
    if files:
        parts.append(ngettext("%(count)d document", "%(count)d documents", files) % {"count": files})
    return " · ".join(parts) or _("Nothing")


def categories(shown: Iterable[queries.ShownCategory], place: Region) -> list[dict[str, Any]]:
    """Each with the one act it takes: its own are changed, any is hidden or shown again."""
    return [
        {
            "what": str(one.category),
            "code": one.category.code,
            "is_own": one.is_own,
            "is_hidden": one.is_hidden,
            "turn": way(place, "show_category" if one.is_hidden else "hide_category", category=one.category.code),
            "change": way(
                place,
                "change_category",
                category=one.category.code,
                name=one.category.name,
                name_en=one.category.name_en,
                position=one.category.position,
            )
            if one.is_own
            else "",
        }
        for one in shown
    ]


def texts(place: Region) -> list[dict[str, Any]]:
    return [
        {
            "what": one.title,
            "where": VERBS.get(one.verb, one.verb),
            "text": one.text,
            "change": way(place, "set_text", verb=one.verb, title=one.title, text=one.text),
            "drop": way(place, "drop_text", verb=one.verb, title=one.title),
        }
        for one in queries.texts_set_by(place.code)
    ]


def departments(shown: Iterable[queries.ShownCategory], place: Region) -> list[dict[str, Any]]:
    """Each with the categories it answers for, by name."""
    names = {one.category.code: str(one.category) for one in shown}
    return [
        {
            "what": one.name,
            "answers": "、".join(names.get(code, code) for code in one.functions),
            "change": way(place, "set_functions", department=one.code),
        }
        for one in departments_of(place)
    ]
