"""The outlines of the places inside another."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside_q, scope_of

from .models import Boundary


def visible_to(*postings: Posting, region: str = "") -> QuerySet[Boundary]:
    """The outlines of places inside one of the postings' scopes, and inside a place where one is named."""
    reach = [inside_q(one.scope, "region_id") for one in postings if one.may(Permission.PICTURE_READ)]
    rows = Boundary.objects.filter(reduce(or_, reach, Q(pk__in=())))
    return rows.filter(inside_q(scope_of(region) or region, "region_id")).select_related("region")


def outlines_in(scope: str, length: int) -> QuerySet[Boundary]:
    """The outlines of the places whose codes have `length` digits inside a scope, with their names."""
    rows = Boundary.objects.filter(inside_q(scope, "region_id")).annotate(digits=Length("region_id"))
    return rows.filter(digits=length).select_related("region").order_by("region_id")
