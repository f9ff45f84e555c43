"""What is taken out, by whom, and that it is kept who had it."""

import pytest

from tests.factories import people, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER, PUBLISHED_AT
from zhitongche.arena.titles import operations
from zhitongche.arena.titles.models import Handout
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import NotNow, NotYourDuty

pytestmark = pytest.mark.django_db


def test_hand_out_to_whom_it_concerns_is_kept_and_recorded(cast: Cast) -> None:
    made = results.published(cast)
    for by in (cast.secretaries[0], cast.judges[0], cast.supervisor, cast.organizer):
        assert operations.hand_out(made, by=by, now=AFTER) == results.settlement(made)
    assert [one.posting_id for one in Handout.objects.order_by("pk")] == [
        cast.secretaries[0].pk,
        cast.judges[0].pk,
        cast.supervisor.pk,
        cast.organizer.pk,
    ]
    assert AuditRecord.objects.filter(action="contest.hand_out").count() == 4


def test_hand_out_refuses_everybody_else(cast: Cast) -> None:
    made = results.published(cast)
    outsider = people.posting("judge", "370681", people.person("外评委"))
    for other in (cast.alliances.northern[0], outsider, cast.alliances.leader, cast.alliances.township):
        with pytest.raises(NotYourDuty):
            operations.hand_out(made, by=other, now=AFTER)
    assert not Handout.objects.exists()


def test_hand_out_before_the_notice_is_for_organizers_and_the_supervisor(cast: Cast) -> None:
    made = results.scored(cast)
    with pytest.raises(NotNow):
        operations.hand_out(made, by=cast.organizer, now=PUBLISHED_AT)
    operations.settle(made, by=cast.organizer, now=PUBLISHED_AT)
    for early in (cast.secretaries[0], cast.judges[0]):
        with pytest.raises(NotNow):
            operations.hand_out(made, by=early, now=PUBLISHED_AT)
    operations.hand_out(made, by=cast.supervisor, now=PUBLISHED_AT)


def test_take_out_is_the_organizers_and_recorded(cast: Cast) -> None:
    made = results.settled(cast)
    with pytest.raises(NotNow):
        operations.take_out(made, by=cast.organizer, now=PUBLISHED_AT, kind="notice")
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    for other in (cast.supervisor, cast.alliances.leader, cast.secretaries[0]):
        with pytest.raises(NotYourDuty):
            operations.take_out(made, by=other, now=PUBLISHED_AT, kind="notice")
    operations.take_out(made, by=cast.organizer, now=PUBLISHED_AT, kind="notice")
    assert '"kind":"notice"' in AuditRecord.objects.get(action="contest.take_out").facts
