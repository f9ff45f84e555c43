"""How the list of experts goes out from the page, over the API and by the command."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.batches import by_key
from zhitongche.foundation.interchange.outflow import List, Outflow, Wanted
from zhitongche.foundation.interchange.writing import Value
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.queries import full_names

from .. import free, presenting, queries
from ..models import Expert
from .columns import EXPERTS

PAGE = 500
COUNTY_DIGITS = 6
GENDERS_SAID = {"male": "男", "female": "女"}


def _chosen(wanted: Wanted) -> QuerySet[Expert]:
    rows = queries.visible_to(*wanted.postings).filter(is_active=True)
    if wanted.asked.region:
        rows = rows.filter(queries.serving(wanted.asked.region))
    return wanted.narrow(rows, "enrolled_at")


def _rows(wanted: Wanted) -> Iterator[list[Value]]:
    """One row an entry; the phone only where the owner of the list is told it."""
    at = 0
    for page in by_key(queries.for_page(_chosen(wanted)), PAGE):
        shown = queries.phones_shown(wanted.postings, page)
        named = _named([area.region for one in page for area in queries.areas_of(one)])
        for one in page:
            at += 1
            yield [at, *_record_of(one, named, has_phone=one.pk in shown)]


def _named(places: Sequence[Region]) -> dict[str, str]:
    """Places as reading finds them again: a county alone, what lies in it with the county before it."""
    whole = full_names({one.pk for one in places if len(one.pk) > COUNTY_DIGITS})
    return {one.pk: whole.get(one.pk, one.short_name) for one in places}


def _record_of(one: Expert, named: Mapping[str, str], *, has_phone: bool) -> list[Value]:
    areas = [named.get(area.region_id, "") for area in queries.areas_of(one) if not area.is_home]
    periods = queries.periods_of(one)
    return [
        *(one.name, GENDERS_SAID.get(one.gender, ""), one.unit, one.post),
        "、".join(skill.name for skill in queries.skills_of(one)),
        *(one.industries, (one.served_as or "是") if one.was_first_secretary else "否", "、".join(areas)),
        one.phone if has_phone else "",
        "；".join(free.words(period) for period in periods) or "不限",
        *(one.visit_count, presenting.past(one) if one.visit_count else "", named.get(one.region_id, ""), one.number),
    ]


LISTS = {"experts": List("村级人才专家库", EXPERTS, _chosen, _rows)}
OUTFLOW = Outflow("experts.export", _("List of experts"), "expert.export", Permission.EXPERT_READ, LISTS)
