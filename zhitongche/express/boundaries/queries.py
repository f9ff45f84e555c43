"""The outlines of the places inside another."""

from django.db.models import QuerySet
from django.db.models.functions import Length

from zhitongche.foundation.regions.queries import inside_q

from .models import Boundary


def outlines_in(scope: str, length: int) -> QuerySet[Boundary]:
    """The outlines of the places whose codes have `length` digits inside a scope, with their names."""
    rows = Boundary.objects.filter(inside_q(scope, "region_id")).annotate(digits=Length("region_id"))
    return rows.filter(digits=length).select_related("region").order_by("region_id")
