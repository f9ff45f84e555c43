"""How a place works: its checks and days, limits, categories, evidence, texts to start from, departments' functions.

Every write is recorded under `policy.…`; limits already running stay as they were begun.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people import operations as people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import departments_of
from zhitongche.foundation.regions.models import Region

from .. import queries, rules
from ..models import Category, EvidenceRule, Limit, Problem, ReplyTemplate, Rulebook
from ..starting import FIELDS
from .steps import refuse_if

CODE = re.compile(r"[a-z][a-z0-9_-]{0,19}")


@operation
def set_rules(
    place: Region,
    *,
    by: Posting,
    now: datetime,
    has_township_check: bool = False,
    has_leader_approval: bool = False,
    accept_days: int | None = None,
    confirm_days: int | None = None,
) -> Region:
    """Which checks the place wants, and how many days it gives; None leaves a number to the installation."""
    refuse_if(rules.why_not_configure(by, place))
    facts: dict[str, Any] = {
        "has_township_check": has_township_check,
        "has_leader_approval": has_leader_approval,
        "accept_days": accept_days,
        "confirm_days": confirm_days,
    }
    book, _is_new = Rulebook.objects.update_or_create(region=place, defaults=facts)
    audit.record("policy.set_rules", book, by=by, now=now, **facts)
    return place


@operation
def set_limit(
    place: Region,
    *,
    by: Posting,
    now: datetime,
    claim_days: int,
    reply_days: int,
    solve_days: int,
    category: str = "",
    urgency: str = "",
) -> Region:
    """Working days to claim, to reply first and to solve; for any category or urgency where none is named."""
    refuse_if(rules.why_not_configure(by, place))
    days: dict[str, Any] = {"claim_days": claim_days, "reply_days": reply_days, "solve_days": solve_days}
    about: dict[str, Any] = {
        "category": _category(place, category) if category else None,
        "urgency": _urgency(urgency),
    }
    limit, _is_new = Limit.objects.update_or_create(region=place, **about, defaults=days)
    audit.record("policy.set_limit", limit, by=by, now=now, **days)
    return place


@operation
def drop_limit(place: Region, *, by: Posting, now: datetime, category: str = "", urgency: str = "") -> Region:
    """Let the next broader limit count again."""
    refuse_if(rules.why_not_configure(by, place))
    limit = Limit.objects.filter(region=place, category=category or None, urgency=urgency).first()
    if limit is None:
        raise NotNow(_("The place has set no such limit."))
    audit.record("policy.drop_limit", limit, by=by, now=now)
    limit.delete()
    return place


@operation
def set_evidence(
    place: Region, *, by: Posting, now: datetime, category: str, photo_count: int, file_count: int, hint: str = ""
) -> Region:
    """How many photos and documents closing a problem of the category takes, and what they should show."""
    refuse_if(rules.why_not_configure(by, place))
    facts: dict[str, Any] = {"photo_count": photo_count, "file_count": file_count}
    rule, _is_new = EvidenceRule.objects.update_or_create(
        region=place, category=_category(place, category), defaults={**facts, "hint": hint}
    )
    audit.record("policy.set_evidence", rule, by=by, now=now, **facts)
    return place


@operation
def add_category(
    place: Region, *, by: Posting, now: datetime, code: str, name: str, name_en: str = "", position: int = 100
) -> Region:
    """A category of the place's own, beside the shared ones; its code never changes."""
    refuse_if(rules.why_not_configure(by, place))
    if not CODE.fullmatch(code):
        raise BadInput({"code": _("A code begins with a small letter; then small letters, digits, - and _.")})
    if Category.objects.filter(pk=code).exists():
        raise BadInput({"code": _("This code is taken: %(code)s.") % {"code": code}})
    category = Category(code=code, name=name, name_en=name_en or name, position=position, region=place)
    category.save(force_insert=True)
    audit.record("policy.add_category", category, by=by, now=now, position=position)
    return place


@operation
def change_category(
    place: Region, *, by: Posting, now: datetime, category: str, name: str, name_en: str = "", position: int = 100
) -> Region:
    """Rename a category of the place's own, or move it in the order."""
    refuse_if(rules.why_not_configure(by, place))
    own = Category.objects.filter(pk=category, region=place).first()
    if own is None:
        raise BadInput(
            {"category": _("Only a category of the place's own can be changed; a shared one can be hidden.")}
        )
    own.name, own.name_en, own.position = name, name_en or name, position
    own.save(update_fields=["name", "name_en", "position"])
    audit.record("policy.change_category", own, by=by, now=now, position=position)
    return place


@operation
def hide_category(place: Region, *, by: Posting, now: datetime, category: str) -> Region:
    """No longer offer a category here; problems that bear it keep it."""
    refuse_if(rules.why_not_configure(by, place))
    _show(place, _category(place, category), is_shown=False)
    audit.record("policy.hide_category", Rulebook(region=place), by=by, now=now, category=category)
    return place


@operation
def show_category(place: Region, *, by: Posting, now: datetime, category: str) -> Region:
    """Offer a hidden category again."""
    refuse_if(rules.why_not_configure(by, place))
    _show(place, _category(place, category), is_shown=True)
    audit.record("policy.show_category", Rulebook(region=place), by=by, now=now, category=category)
    return place


@operation
def set_text(place: Region, *, by: Posting, now: datetime, verb: str, title: str, text: str) -> Region:
    """A text that replies of one verb start from; the same title again replaces it."""
    refuse_if(rules.why_not_configure(by, place))
    if verb not in FIELDS:
        raise BadInput({"verb": _("No text is asked for there.")})
    kept, _is_new = ReplyTemplate.objects.update_or_create(
        region=place, verb=verb, title=title, defaults={"text": text}
    )
    # The words are the office's own and no secret, yet the record holds digests only.
    audit.record("policy.set_text", kept, by=by, now=now, words=digest(place.code, canonical([title, text])))
    return place


@operation
def drop_text(place: Region, *, by: Posting, now: datetime, verb: str, title: str) -> Region:
    """Offer a text no longer."""
    refuse_if(rules.why_not_configure(by, place))
    kept = ReplyTemplate.objects.filter(region=place, verb=verb, title=title).first()
    if kept is None:
        raise NotNow(_("The place has no such text."))
    audit.record("policy.drop_text", kept, by=by, now=now)
    kept.delete()
    return place


@operation
def set_functions(
    place: Region, *, by: Posting, now: datetime, department: str, functions: Sequence[str] = ()
) -> Region:
    """The categories a department of the place answers for: they decide what the pool puts before it."""
    refuse_if(rules.why_not_configure(by, place))
    found = departments_of(place).filter(code=department).first()
    if found is None:
        raise BadInput({"department": _("This is not a department of the place.")})
    unknown = [
        code for code in functions if not Category.objects.filter(queries.offered_at(place.code), pk=code).exists()
    ]
    if unknown:
        raise BadInput({"functions": _("There is no category “%(code)s”.") % {"code": unknown[0]}})
    people.set_functions(found, by=by, now=now, functions=functions)
    return place


def _category(place: Region, code: str) -> Category:
    """One of the shared categories or of the place's own."""
    category = Category.objects.filter(queries.offered_at(place.code), pk=code).first()
    if category is None:
        raise BadInput({"category": _("There is no category “%(code)s”.") % {"code": code}})
    return category


def _urgency(urgency: str) -> str:
    if urgency and urgency not in Problem.Urgency.values:
        raise BadInput({"urgency": _("This is not an urgency.")})
    return urgency


def _show(place: Region, category: Category, *, is_shown: bool) -> None:
    """Put a category on the place's list of hidden ones, or take it off; the row is locked meanwhile."""
    Rulebook.objects.bulk_create([_begun(place)], ignore_conflicts=True)
    book = Rulebook.objects.select_for_update().get(pk=place.code)
    hidden = set(book.hidden_categories) - {category.code}
    book.hidden_categories = sorted(hidden if is_shown else hidden | {category.code})
    book.save(update_fields=["hidden_categories"])


def _begun(place: Region) -> Rulebook:
    """The first rulebook of a county says what its city's said, which counts no more from now on."""
    above = Rulebook.objects.filter(pk=place.code[:4]).first()
    if above is None:
        return Rulebook(region=place)
    return Rulebook(
        region=place,
        has_township_check=above.has_township_check,
        has_leader_approval=above.has_leader_approval,
        accept_days=above.accept_days,
        confirm_days=above.confirm_days,
    )
