from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.calendar.queries import workdays

pytestmark = pytest.mark.django_db


def test_workdays_is_one_statement_and_one_value() -> None:
    WorkdayException.objects.create(day=date(2027, 2, 8), is_workday=False)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first, second = workdays(), workdays()
    assert len(asked) == 2
    assert first is second


def test_workdays_sees_a_correction_at_once() -> None:
    assert workdays().is_workday(date(2027, 2, 8))
    row = WorkdayException.objects.create(day=date(2027, 2, 8), is_workday=False)
    assert not workdays().is_workday(date(2027, 2, 8))
    row.delete()
    assert workdays().is_workday(date(2027, 2, 8))
