"""Entries: one of each member, until the second it closes; what members do when all are shown."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import contests, files, people
from tests.factories.contests import ENTRIES_CLOSE, NOW, TODAY, Cast
from zhitongche.arena.contests import operations, queries
from zhitongche.arena.contests.models import Contest, Entry, EntryPhoto, LateRequest, Learn, Pledge
from zhitongche.arena.contests.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Account, Posting

AFTER = ENTRIES_CLOSE + timedelta(hours=1)
PLEDGE: dict[str, Any] = {
    "text": "十天内种上榆树",
    "measure": "植树",
    "unit": "株",
    "target": Decimal(1000),
    "due_on": TODAY + timedelta(days=10),
}


def begin(made: Contest, by: Posting, **told: Any) -> Entry:
    begun = operations.begin_entry(made, by=by, now=NOW, **{"statement": "引进企业项目", **told})
    return queries.entry_afresh(begun)


def photo(by: Posting) -> Any:
    account = Account.objects.filter(person=by.person_id).first() or people.account(of=by.person)
    upload = files.upload(files.picture())
    return file_operations.keep_photo(account=account, upload=upload, by=by, now=NOW).pk


@pytest.fixture
def shown(cast: Cast) -> tuple[Contest, Entry, Entry]:
    """A bout whose two entries are shown."""
    made = contests.contest(cast)
    one, two = (contests.entered(made, secretary) for secretary in cast.secretaries[:2])
    operations.close_entries(made, by=cast.organizer, now=NOW)
    return queries.afresh(made), queries.entry_afresh(one), queries.entry_afresh(two)


# ---- begin_entry, write_entry ----------------------------------------------------------------------------------------


def test_begin_entry_is_one_of_each_member(cast: Cast) -> None:
    made = contests.contest(cast)
    entry = begin(made, cast.secretaries[0], figures=[{"label": "用工", "value": "52", "unit": "人", "source": "台账"}])
    assert (entry.serial, entry.state, entry.region_id) == (1, "draft", cast.secretaries[0].region_id)
    assert entry.figures == [{"label": "用工", "value": "52", "unit": "人", "source": "台账"}]
    assert begin(made, cast.secretaries[1]).serial == 2
    with pytest.raises(NotNow):
        begin(made, cast.secretaries[0])
    assert AuditRecord.objects.filter(action="entry.begin_entry", subject_id=f"{made.number}/1").exists()


def test_begin_entry_is_for_members_while_it_is_open(cast: Cast) -> None:
    made = contests.contest(cast)
    for posting in (cast.organizer, cast.alliances.northern[0], cast.judges[0], cast.alliances.leader):
        with pytest.raises(NotYourDuty):
            begin(made, posting)
    for state in (State.DRAFT, State.ENTRIES_CLOSED, State.FINAL):
        with pytest.raises(NotNow):
            begin(contests.contest(cast, state), cast.secretaries[0])
    with pytest.raises(NotNow):
        operations.begin_entry(made, by=cast.secretaries[0], now=ENTRIES_CLOSE, statement="晚一秒")


def test_begin_entry_refuses_another_villages_project(cast: Cast) -> None:
    made = contests.contest(cast)
    with pytest.raises(BadInput) as refusal:
        begin(made, cast.secretaries[0], project="XM-370681-2026-0001")
    assert "project" in refusal.value.faults


def test_photos_hang_on_their_sides_and_can_be_taken_away(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = begin(made, by, photos_before=[photo(by)], photos=[photo(by), photo(by)])
    assert [one.side for one in queries.photos_of(entry)] == ["before", "after", "after"]
    gone = queries.photos_of(entry)[1]
    told = {"statement": "改写", "removed_photos": [gone.pk]}
    operations.write_entry(entry, by=by, now=NOW, photos=[photo(by), photo(by)], **told)
    assert EntryPhoto.objects.filter(entry=entry, side="after").count() == 3
    assert not EntryPhoto.objects.filter(pk=gone.pk).exists()
    gone.file.refresh_from_db()
    assert gone.file.attached_at is None
    with pytest.raises(BadInput) as refusal:
        operations.write_entry(entry, by=by, now=NOW, statement="再改", photos=[photo(by)])
    assert "photos" in refusal.value.faults


def test_write_entry_goes_on_after_submitting_until_it_closes(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = contests.entered(made, by)
    operations.write_entry(entry, by=by, now=ENTRIES_CLOSE - timedelta(seconds=1), statement="补充一句")
    fresh = queries.entry_afresh(entry)
    assert (fresh.state, fresh.statement, fresh.version) == ("submitted", "补充一句", 3)
    with pytest.raises(NotNow):
        operations.write_entry(fresh, by=by, now=ENTRIES_CLOSE, statement="晚一秒")
    with pytest.raises(NotYourDuty):
        operations.write_entry(fresh, by=cast.secretaries[1], now=NOW, statement="别人的")


# ---- submit ----------------------------------------------------------------------------------------------------------


def test_submit_is_locked_at_the_second(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = begin(made, by)
    with pytest.raises(NotNow) as refusal:
        operations.submit(entry, by=by, now=ENTRIES_CLOSE)
    assert "10:00:00" in str(refusal.value)
    operations.submit(entry, by=by, now=ENTRIES_CLOSE - timedelta(microseconds=1))
    fresh = queries.entry_afresh(entry)
    assert (fresh.state, fresh.is_late) == ("submitted", False)
    with pytest.raises(NotNow):
        operations.submit(fresh, by=by, now=NOW)


def test_submit_is_the_entrants(cast: Cast) -> None:
    entry = begin(contests.contest(cast), cast.secretaries[0])
    for posting in (cast.secretaries[1], cast.organizer, cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.submit(entry, by=posting, now=NOW)


def test_submit_late_with_a_granted_request_until_its_moment(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = begin(made, by)
    operations.close_due(now=ENTRIES_CLOSE)
    made = queries.afresh(made)
    with pytest.raises(NotNow):
        operations.submit(queries.entry_afresh(entry), by=by, now=AFTER)
    operations.ask_late(made, by=by, now=AFTER, reason="停电")
    asked = LateRequest.objects.get(contest=made)
    until = AFTER + timedelta(hours=2)
    operations.decide_late(
        made, by=cast.organizer, now=AFTER, request=asked.pk, granted=True, reason="属实", until=until
    )
    with pytest.raises(NotNow):
        operations.submit(queries.entry_afresh(entry), by=by, now=until)
    operations.submit(queries.entry_afresh(entry), by=by, now=until - timedelta(seconds=1))
    fresh = queries.entry_afresh(entry)
    assert (fresh.state, fresh.is_late) == ("submitted", True)


# ---- withdraw --------------------------------------------------------------------------------------------------------


def test_withdraw_before_closing_and_submit_again(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = contests.entered(made, by)
    operations.withdraw(entry, by=by, now=NOW)
    fresh = queries.entry_afresh(entry)
    assert (fresh.state, fresh.excluded, fresh.withdrawn_at) == ("withdrawn", "", NOW)
    assert not queries.judged_of(made).exists()
    operations.submit(fresh, by=by, now=NOW)
    assert queries.judged_of(made).get().withdrawn_at is None


def test_withdraw_after_closing_stays_in_the_result_as_withdrawn(shown: tuple[Contest, Entry, Entry]) -> None:
    made, entry, _other = shown
    operations.withdraw(entry, by=entry.posting, now=AFTER, reason="项目停了")
    fresh = queries.entry_afresh(entry)
    assert (fresh.state, fresh.excluded, fresh.excluded_because) == ("submitted", "withdrawn", "项目停了")
    assert queries.judged_of(made).count() == 2
    with pytest.raises(NotNow):
        operations.withdraw(fresh, by=entry.posting, now=AFTER)


def test_withdraw_is_the_entrants_and_ends_with_the_settlement(shown: tuple[Contest, Entry, Entry]) -> None:
    made, entry, other = shown
    with pytest.raises(NotYourDuty):
        operations.withdraw(entry, by=other.posting, now=AFTER)
    Contest.objects.filter(pk=made.pk).update(state=State.SETTLED)
    with pytest.raises(NotNow):
        operations.withdraw(queries.entry_afresh(entry), by=entry.posting, now=AFTER)


# ---- comment, learn --------------------------------------------------------------------------------------------------


def test_comment_ask_and_answer(cast: Cast, shown: tuple[Contest, Entry, Entry]) -> None:
    _made, entry, other = shown
    operations.comment(entry, by=other.posting, now=AFTER, text="苗木哪里买的？", kind="question")
    asked = queries.comments_on([entry])[entry.pk][0]
    operations.comment(entry, by=entry.posting, now=AFTER, text="镇里统一采购", kind="answer", answers=asked.pk)
    operations.comment(entry, by=cast.organizer, now=AFTER, text="经验可复制")
    said = queries.comments_on([entry])[entry.pk]
    assert [one.kind for one in said] == ["question", "answer", "comment"]
    assert said[1].answers_id == asked.pk
    assert Notice.objects.filter(action="contest.answer", person=other.person_id).count() == 1
    assert Notice.objects.filter(action="contest.comment", person=entry.person_id).count() == 2


def test_comment_is_for_members_and_keepers_once_shown(cast: Cast, shown: tuple[Contest, Entry, Entry]) -> None:
    _made, entry, other = shown
    for posting in (cast.judges[0], cast.alliances.northern[0], cast.alliances.leader):
        with pytest.raises(NotYourDuty):
            operations.comment(entry, by=posting, now=AFTER, text="好")
    with pytest.raises(NotYourDuty):
        operations.comment(entry, by=other.posting, now=AFTER, text="我替他答", kind="answer", answers=1)
    for told in ({"kind": "like"}, {"kind": "answer", "answers": 0}):
        with pytest.raises(BadInput):
            operations.comment(entry, by=entry.posting, now=AFTER, text="好", **told)
    sealed = contests.entered(contests.contest(cast), cast.secretaries[0])
    with pytest.raises(NotNow):
        operations.comment(sealed, by=cast.secretaries[1], now=NOW, text="好")


def test_learn_leads_back_once(shown: tuple[Contest, Entry, Entry]) -> None:
    _made, entry, other = shown
    operations.learn(entry, by=other.posting, now=AFTER, note="学种树")
    assert queries.entry_afresh(entry).learn_count == 1
    assert Learn.objects.get(entry=entry).region_id == other.region_id
    with pytest.raises(NotNow):
        operations.learn(entry, by=other.posting, now=AFTER)
    with pytest.raises(NotNow):
        operations.learn(entry, by=entry.posting, now=AFTER)
    assert queries.entry_afresh(entry).learn_count == 1


def test_learn_is_for_members(cast: Cast, shown: tuple[Contest, Entry, Entry]) -> None:
    for posting in (cast.organizer, cast.alliances.northern[0], cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.learn(shown[1], by=posting, now=AFTER)


# ---- pledge, report_pledge -------------------------------------------------------------------------------------------


def test_pledge_after_anothers_entry_learns_from_it(shown: tuple[Contest, Entry, Entry]) -> None:
    _made, entry, other = shown
    operations.pledge(entry, by=other.posting, now=NOW, **PLEDGE)
    made = Pledge.objects.get()
    assert made.learn is not None
    assert (made.learn.entry_id, made.region_id, made.target) == (entry.pk, other.region_id, Decimal(1000))
    operations.pledge(entry, by=other.posting, now=NOW, **{**PLEDGE, "text": "再种五百株"})
    assert queries.entry_afresh(entry).learn_count == 1
    operations.pledge(other, by=other.posting, now=NOW, **PLEDGE)
    assert Pledge.objects.latest("pk").learn is None


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("due_on", {"due_on": TODAY - timedelta(days=1)}),
        ("due_on", {"due_on": TODAY + timedelta(days=400)}),
        ("target", {"target": Decimal(0)}),
    ],
)
def test_pledge_refuses_what_cannot_be_meant(
    shown: tuple[Contest, Entry, Entry], field: str, told: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as refusal:
        operations.pledge(shown[1], by=shown[2].posting, now=NOW, **{**PLEDGE, **told})
    assert field in refusal.value.faults
    assert not Pledge.objects.exists()
    assert not Learn.objects.exists()


def test_pledge_is_for_members_once_shown(cast: Cast, shown: tuple[Contest, Entry, Entry]) -> None:
    with pytest.raises(NotYourDuty):
        operations.pledge(shown[1], by=cast.organizer, now=NOW, **PLEDGE)
    sealed = contests.entered(contests.contest(cast), cast.secretaries[0])
    with pytest.raises(NotNow):
        operations.pledge(sealed, by=cast.secretaries[1], now=NOW, **PLEDGE)


def test_report_pledge_once_with_photos(shown: tuple[Contest, Entry, Entry]) -> None:
    made, entry, other = shown
    operations.pledge(entry, by=other.posting, now=NOW, **PLEDGE)
    promised = Pledge.objects.get()
    told = {"pledge": promised.pk, "done": Decimal(1020), "text": "种了一千多株", "photos": [photo(other.posting)]}
    with pytest.raises(BadInput):
        operations.report_pledge(entry, by=other.posting, now=AFTER, **{**told, "pledge": 0})
    with pytest.raises(BadInput):
        operations.report_pledge(entry, by=other.posting, now=AFTER, **{**told, "done": Decimal(-1)})
    operations.report_pledge(entry, by=other.posting, now=AFTER, **told)
    promised.refresh_from_db()
    assert (promised.state, promised.done, promised.report) == ("reported", Decimal(1020), "种了一千多株")
    assert len(queries.pledge_photos([promised])[promised.pk]) == 1
    assert Notice.objects.filter(action="contest.report_pledge", person=entry.person_id).exists()
    with pytest.raises(NotNow):
        operations.report_pledge(entry, by=other.posting, now=AFTER, **told)
    assert not queries.open_pledges(made, other.person_id).exists()


def test_report_pledge_is_for_who_pledged(cast: Cast, shown: tuple[Contest, Entry, Entry]) -> None:
    _made, entry, other = shown
    operations.pledge(entry, by=other.posting, now=NOW, **PLEDGE)
    promised = Pledge.objects.get()
    with pytest.raises(NotYourDuty):
        operations.report_pledge(entry, by=cast.organizer, now=AFTER, pledge=promised.pk, done=Decimal(1), text="做了")
    with pytest.raises(NotNow):
        operations.report_pledge(entry, by=entry.posting, now=AFTER, pledge=promised.pk, done=Decimal(1), text="做了")


# ---- who sees entries ------------------------------------------------------------------------------------------------


def seen(made: Contest, posting: Posting) -> list[int]:
    rows = queries.entries_visible_to(queries.afresh(made), [posting.as_of(TODAY)], NOW)
    return [one.serial for one in rows]


def test_before_closing_only_the_entrant_sees_an_entry(cast: Cast) -> None:
    made = contests.contest(cast)
    contests.seat(made, cast.judges[0])
    contests.entered(made, cast.secretaries[0])
    assert seen(made, cast.secretaries[0]) == [1]
    others = (cast.organizer, cast.secretaries[1], cast.judges[0], cast.supervisor, cast.alliances.leader)
    assert [seen(made, one) for one in others] == [[], [], [], [], []]
    assert queries.entry_counts(made) == {"draft": 0, "submitted": 1, "withdrawn": 0}


def test_after_closing_members_keepers_and_declared_judges_see_what_was_submitted(cast: Cast) -> None:
    made = contests.contest(cast)
    contests.seat(made, cast.judges[0])
    contests.seat(made, cast.judges[1], declared_at=None)
    contests.entered(made, cast.secretaries[0])
    begin(made, cast.secretaries[1])
    operations.close_entries(made, by=cast.organizer, now=NOW)
    around = cast.alliances
    for posting in (
        cast.organizer,
        cast.secretaries[2],
        cast.supervisor,
        cast.judges[0],
        around.leader,
        around.township,
    ):
        assert seen(made, posting) == [1], posting
    assert seen(made, cast.secretaries[1]) == [1, 2]
    for posting in (cast.judges[1], cast.judges[2], around.northern[0], around.neighbour):
        assert seen(made, posting) == [], posting
