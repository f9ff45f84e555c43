"""What waits to be checked, and by whom."""

from django.db.models import Exists, OuterRef, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from ..models import Outcome
from ..states import State
from .seeing import visible_to

COUNTY_DIGITS, TOWNSHIP_DIGITS = 6, 9


def waiting_for_check(posting: Posting | Shape) -> QuerySet[Outcome]:
    """What a township finds to check; the county's organizer only where no township can do it.

    The nearest looks first. Where nobody serves on the township's committee, or only whoever said the figure, it is the
    county organizer's; those above may check, but nothing waits for them.
    """
    if not posting.may(Permission.OUTCOME_CHECK) or len(posting.scope) not in {COUNTY_DIGITS, TOWNSHIP_DIGITS}:
        return Outcome.objects.none()
    rows = visible_to(posting).filter(state=State.RECORDED).exclude(recorder__person=posting.person_id)
    if len(posting.scope) == COUNTY_DIGITS:
        near = Posting.objects.in_force(posting.today).filter(  # type: ignore[arg-type]  # told, or a place for it
            role=Role.TOWNSHIP_COMMITTEE, region=OuterRef("township")
        )
        rows = rows.filter(~Exists(near.exclude(person=OuterRef("recorder__person"))))
    return rows.select_related("village")
