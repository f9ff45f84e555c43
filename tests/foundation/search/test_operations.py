"""Saved views: kept, renamed, deleted; their owner's alone, and not without end."""

import pytest

from tests.factories import people
from tests.factories.people import NOW
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search import operations, queries, rules
from zhitongche.foundation.search.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer() -> Posting:
    return people.posting("organizer")


def save(by: Posting, name: str = "待认领", query: str = "view=pooled&q=灌溉", kind: str = "problems") -> SavedView:
    return operations.save_view(by=by, now=NOW, kind=kind, name=name, query=query)


def test_save_view_keeps_the_narrowing_without_the_page(organizer: Posting) -> None:
    view = save(organizer, query="?view=pooled&q=灌溉&category=&narrow=1&cursor=abc")
    assert view.query == "view=pooled&q=%E7%81%8C%E6%BA%89"
    assert list(queries.views_of(organizer.person_id)) == [view]
    record = AuditRecord.objects.get(action="savedview.save")
    assert (record.subject_id, "灌溉" in record.facts) == (str(view.pk), False)


def test_save_view_refuses_a_name_taken_in_the_same_kind(organizer: Posting) -> None:
    save(organizer)
    save(organizer, kind="search")
    save(people.posting("organizer"))
    with pytest.raises(BadInput):
        save(organizer)


def test_save_view_refuses_one_more_than_twenty(organizer: Posting) -> None:
    for number in range(rules.MOST_VIEWS):
        save(organizer, name=str(number))
    with pytest.raises(NotNow):
        save(organizer, name="one more")
    save(organizer, kind="search")


def test_rename_view_gives_another_name(organizer: Posting) -> None:
    view = operations.rename_view(save(organizer), by=organizer, now=NOW, name="要催的")
    assert SavedView.objects.get().name == view.name == "要催的"
    assert operations.rename_view(view, by=organizer, now=NOW, name="要催的").name == "要催的"


def test_rename_view_refuses_a_name_taken(organizer: Posting) -> None:
    save(organizer)
    other = save(organizer, name="别的")
    with pytest.raises(BadInput):
        operations.rename_view(other, by=organizer, now=NOW, name="待认领")


def test_delete_view_leaves_none_and_a_record(organizer: Posting) -> None:
    view = save(organizer)
    assert operations.delete_view(view, by=organizer, now=NOW).pk == view.pk
    assert not SavedView.objects.exists()
    assert AuditRecord.objects.filter(action="savedview.delete").exists()


def test_views_of_others_are_left_alone(organizer: Posting) -> None:
    view, stranger = save(organizer), people.posting("organizer")
    with pytest.raises(NotYourDuty):
        operations.rename_view(view, by=stranger, now=NOW, name="x")
    with pytest.raises(NotYourDuty):
        operations.delete_view(view, by=stranger, now=NOW)
    assert SavedView.objects.get().name == "待认领"
