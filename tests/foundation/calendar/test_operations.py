import json
from datetime import UTC, date, datetime

import pytest

from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.calendar.operations import Row, import_workdays

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FESTIVAL = [Row(date(2027, 2, 6), False, "春节"), Row(date(2027, 2, 5), False, "春节"), Row(date(2027, 2, 20), True)]


def kept() -> list[Row]:
    return [Row(one.day, one.is_workday, one.name) for one in WorkdayException.objects.order_by("day")]


def test_import_workdays_keeps_the_rows_and_records_them() -> None:
    assert import_workdays(rows=FESTIVAL, by=None, now=NOW) == [date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 20)]
    assert kept() == sorted(FESTIVAL)
    record = AuditRecord.objects.get(chain="system")
    assert (record.action, record.subject_kind, record.subject_id, record.at) == (
        "calendar.import",
        "calendar",
        "calendar",
        NOW,
    )
    facts = json.loads(record.facts)
    assert (facts["days"], facts["first"], facts["last"]) == (3, "2027-02-05", "2027-02-20")


def test_import_workdays_again_changes_and_records_nothing() -> None:
    import_workdays(rows=FESTIVAL, by=None, now=NOW)
    assert import_workdays(rows=FESTIVAL, by=None, now=NOW) == []
    assert AuditRecord.objects.count() == 1


def test_import_workdays_overwrites_only_what_differs() -> None:
    import_workdays(rows=FESTIVAL, by=None, now=NOW)
    assert import_workdays(rows=[*FESTIVAL[1:], Row(date(2027, 2, 6), True)], by=None, now=NOW) == [date(2027, 2, 6)]
    assert kept() == [FESTIVAL[1], Row(date(2027, 2, 6), True), FESTIVAL[2]]
    assert AuditRecord.objects.count() == 2
