import pytest
from django.core.checks import Tags, run_checks

from tests.factories.audit import disarm, rearm
from zhitongche.foundation.audit.checks import append_only

pytestmark = pytest.mark.django_db


def test_append_only_is_asked_with_the_database_checks():
    disarm()
    found = [message.id for message in run_checks(tags=[Tags.database], databases=["default"])]
    rearm()
    assert "foundation.W001" in found


def test_append_only_is_silent_where_all_guards_stand_and_where_no_database_is_asked():
    assert append_only(databases=["default"]) == []
    disarm()
    assert append_only(databases=None) == []
    rearm()


def test_append_only_names_the_guard():
    disarm()
    messages = [message.msg for message in append_only(databases=["default"])]
    rearm()
    assert messages[0].startswith("The operation log is not protected: audit_record: the trigger audit_record_")
