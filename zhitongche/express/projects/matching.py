"""Which sources could fill a project's gap, each with its reason in words: pure functions of what both say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.money import CENT
from zhitongche.foundation.templatetags.page import day, wan

from .models import Project


@dataclass(frozen=True)
class Offer:
    """A source as the matching sees it. Amounts are yuan."""

    number: str
    name: str
    kind: str
    region: str
    is_open: bool
    left: Decimal
    industries: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    percent: int | None = None
    apply_by: date | None = None


@dataclass(frozen=True)
class Wish:
    """What a project lacks. Amounts are yuan."""

    village: str
    industry: str
    industry_name: str
    investment: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Match:
    """A source beside a gap: how much it could give, and why, or why not."""

    offer: Offer
    amount: Decimal
    fits: bool
    reason: str


def offer_of(source: FundingSource) -> Offer:
    return Offer(
        number=source.number,
        name=source.name,
        kind=source.kind,
        region=source.region_id,
        is_open=source.state == "open",
        left=source.left_amount,
        industries=tuple(source.industries),
        least=source.least_amount,
        most=source.most_amount,
        percent=source.most_percent,
        apply_by=source.apply_by,
    )


def wish_of(project: Project) -> Wish:
    return Wish(
        village=project.village_id,
        industry=project.industry_id,
        industry_name=str(project.industry),
        investment=project.investment_amount,
        gap=project.gap_amount,
    )


def matched(offers: Iterable[Offer], wish: Wish, today: date) -> list[Match]:
    """Every offer with its answer: those that fit first, the nearest deadline first, then who has most left."""
    found = [_match(offer, wish, today) for offer in offers]
    return sorted(found, key=_order)


def why_not_for(offer: Offer, wish: Wish, today: date) -> str:
    """The condition of place, time and purpose that a project does not meet; nothing where it meets all."""
    if not wish.village.startswith(offer.region):
        return _("It is for another place.")
    if not offer.is_open:
        return _("It is not open to new projects.")
    if offer.apply_by is not None and offer.apply_by < today:
        return _("Applications closed on %(day)s.") % {"day": day(offer.apply_by, today)}
    if offer.industries and wish.industry not in offer.industries:
        return _("It is not for projects of %(industry)s.") % {"industry": wish.industry_name}
    return ""


def why_not_amount(offer: Offer, amount: Decimal, investment: Decimal) -> str:
    """The limit that an amount for one project breaks; nothing where it keeps all."""
    if offer.least is not None and amount < offer.least:
        return _("It gives at least %(amount)s.") % {"amount": wan(offer.least)}
    if offer.most is not None and amount > offer.most:
        return _("It gives at most %(amount)s.") % {"amount": wan(offer.most)}
    if offer.percent is not None and amount > share(investment, offer.percent):
        told = {"percent": offer.percent, "amount": wan(share(investment, offer.percent))}
        return _("It gives at most %(percent)d%% of the investment: %(amount)s.") % told
    return ""


def share(investment: Decimal, percent: int) -> Decimal:
    """A part of the investment in whole cents, never rounded up."""
    return (investment * percent / 100).quantize(CENT, ROUND_FLOOR)


def _match(offer: Offer, wish: Wish, today: date) -> Match:
    if refused := why_not_for(offer, wish, today):
        return Match(offer, Decimal(0), fits=False, reason=refused)
    limits = [wish.gap, offer.left]
    if offer.most is not None:
        limits.append(offer.most)
    if offer.percent is not None:
        limits.append(share(wish.investment, offer.percent))
    amount = min(limits)
    if offer.left <= 0:
        return Match(offer, Decimal(0), fits=False, reason=_("Nothing of it is left."))
    if amount <= 0:
        return Match(offer, Decimal(0), fits=False, reason=_("There is no gap to fill."))
    if offer.least is not None and amount < offer.least:
        told = {"least": wan(offer.least), "amount": wan(amount)}
        reason = _("It gives at least %(least)s, and only %(amount)s could be taken.") % told
        return Match(offer, Decimal(0), fits=False, reason=reason)
    return Match(offer, amount, fits=True, reason=_reason(offer, wish, amount, today))


def _reason(offer: Offer, wish: Wish, amount: Decimal, today: date) -> str:
    told = {"amount": wan(amount), "left": wan(offer.left), "industry": wish.industry_name}
    said = [
        _("Fills the whole gap of %(amount)s.") % told
        if amount == wish.gap
        else _("Could give %(amount)s of the gap; %(left)s left.") % told
    ]
    if offer.industries:
        said.append(_("It is for %(industry)s.") % told)
    if offer.apply_by is not None:
        said.append(_("Apply by %(day)s.") % {"day": day(offer.apply_by, today)})
    return " ".join(said)


def _order(match: Match) -> tuple[bool, bool, date, Decimal, str]:
    apply_by = match.offer.apply_by
    return not match.fits, apply_by is None, apply_by or date.max, -match.offer.left, match.offer.number
