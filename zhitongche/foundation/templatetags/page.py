"""Tags and filters every page may use without loading them. Pure functions: the clock comes in as an argument."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEN_THOUSAND = Decimal(10_000)
# The class of each of the contract's lights; written out so that the build finds them.
LIGHTS = {
    "green": "light light-green",
    "yellow": "light light-yellow",
    "red": "light light-red",
    "paused": "light light-paused",
    "none": "light light-none",
}
ICONS = {
    "todo": "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
    "problem": "M12 9v4m0 3h.01M12 3l9 16H3z",
    "report": "M12 5v14M5 12h14",
    "project": "M3 20h18M5 20V9l7-5 7 5v11M10 20v-6h4v6",
    "bell": "M10 5a2 2 0 1 1 4 0 7 7 0 0 1 4 6v3a4 4 0 0 0 2 3H4a4 4 0 0 0 2-3v-3a7 7 0 0 1 4-6M9 17v1a3 3 0 0 0 6 0v-1",
    "me": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
    "people": "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21a7 7 0 0 1 14 0M16 3.5a4 4 0 0 1 0 7M19 15a7 7 0 0 1 3 6",
    "department": "M4 21V4h10v17M14 9h6v12M2 21h20M8 8h2M8 12h2M8 16h2M17 13h.01M17 17h.01",
    "posting": "M4 7h16v13H4zM9 7V4h6v3M4 12h16M12 11v3",
    "place": "M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "record": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
    "door": "M14 4h5v16h-5M3 12h11m0 0-4-4m4 4-4 4",
    "key": "M8 20a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 13 20 4m-4 4 3 3",
    "settings": "M4 6h9m4 0h3M4 12h3m4 0h9M4 18h9m4 0h3M13 4v4M7 10v4M13 16v4",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
    "expert": "M12 8a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM4 14l8-3 8 3-8 3zM7 15.5V20l5 2 5-2v-4.5",
    "meeting": "M4 5h16v10H4zM12 15v3M8 21l4-3 4 3",
    "paper": "M7 3h8l4 4v14H7zM15 3v4h4M10 11h6M10 15h6M4 7v14h11",
    "outcome": "M3 21h18M6 17v-5M12 17V7M18 17V4",
    "money": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 8l4 5 4-5M12 13v5M9 14h6",
    "contest": "M7 4h10v5a5 5 0 0 1-10 0zM7 6H4v1a3 3 0 0 0 3 3M17 6h3v1a3 3 0 0 1-3 3M12 14v4M8 20h8",
    "screen": "M3 5h18v12H3zM9 21h6M12 17v4",
}


@register.simple_tag
def light(value: str, text: Any) -> SafeString:
    """A light: `green`, `yellow`, `red`, `paused` or `none`, with the words that say the same."""
    return format_html('<span class="{}">{}</span>', LIGHTS[value], text) if text else SafeString()


@register.simple_tag
def icon(name: str, small: bool = False) -> SafeString:
    """A drawing beside a word; it says nothing of its own to a screen reader."""
    kind = "icon icon-small" if small else "icon"
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', kind, ICONS[name])


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.simple_tag
def meter(percent: int | Decimal, kind: str = "") -> SafeString:
    """How far something is, of a hundred, as a bar; the figure stands beside it, so a screen reader hears nothing."""
    part = max(0, min(100, int(percent)))
    name = f"meter meter-{kind}" if kind else "meter"
    return format_html(
        '<svg class="{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/></svg>',
        name,
        part,
    )


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """“3 月 27 日”, “27 Mar”; the year is said where it is not this one (of `today`, else of the clock)."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    this_year = (today or timezone.localdate()).year
    if _is_chinese():
        year = "" if value.year == this_year else f"{value.year} 年 "
        return f"{year}{value.month} 月 {value.day} 日"
    year = "" if value.year == this_year else f" {value.year}"
    return f"{value.day} {MONTHS[value.month - 1]}{year}"


@register.filter
def moment(value: datetime | None, now: datetime | None = None) -> str:
    """“今天 16:20”, “昨天 16:20”, else the day and the time; seen from `now`, else from the clock."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    today = timezone.localdate(now or timezone.now())
    clock = f"{local.hour:02}:{local.minute:02}"
    if local.date() == today:
        return _("today %(clock)s") % {"clock": clock}
    if local.date() == today - timedelta(days=1):
        return _("yesterday %(clock)s") % {"clock": clock}
    return f"{day(local.date(), today)} {clock}"


@register.filter
def wan(value: Decimal | int | None) -> str:
    """Money in yuan as people say it: “38 万元”, “46.5 万元”, below ten thousand “800 元”; “CNY 380,000” in English."""
    if value is None:
        return ""
    amount = Decimal(value)
    if not _is_chinese():
        return f"CNY {_trimmed(amount)}"
    if abs(amount) < TEN_THOUSAND:
        return f"{_trimmed(amount)} 元"
    return f"{_trimmed(amount / TEN_THOUSAND)} 万元"


def _trimmed(amount: Decimal) -> str:
    """Grouped by thousands, without trailing zeros after the point."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def query_string(kept: QueryDict, **changes: Any) -> str:
    """The query of a link that keeps the filters in use; an empty or missing value drops its key."""
    query = kept.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """`{% query_with state="pooled" cursor="" %}`: this page's query with those keys changed."""
    return query_string(context["request"].GET, **changes)
