"""The working days as the office keeps them now."""

from datetime import date
from functools import lru_cache

from ..statements import Statement
from .models import WorkdayException
from .workdays import Workdays

_CORRECTIONS = Statement(lambda: WorkdayException.objects.order_by("day").values_list("day", "is_workday"))


def workdays() -> Workdays:
    """The State Council's table with the office's corrections over it; one statement."""
    return _with(tuple(_CORRECTIONS.rows()))


@lru_cache(maxsize=4)
def _with(overrides: tuple[tuple[date, bool], ...]) -> Workdays:
    """One value for the same corrections, so that its running sums are made once and not for every request."""
    return Workdays(dict(overrides))
