"""The panel: named, declared, left, and entered by a card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests import operations as entering
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import Assignment, JudgeSeat, Recusal
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db
SHEET = {"site": "88.5", "oral": "90"}


def keys(postings: tuple[Posting, ...]) -> list[int]:
    return [posting.pk for posting in postings]


def named(made: Contest, cast: Cast, **told) -> Contest:
    given = {"judges": keys(cast.judges), **told}
    return operations.empanel(made, by=cast.organizer, now=NOW, **given)


def more_judges(count: int) -> list[Posting]:
    return [people.posting("judge", "370681", people.person(f"候补{one}")) for one in range(count)]


def test_empanel_seats_the_judges_in_order_and_tells_them(opened: Contest, cast: Cast) -> None:
    spare, before = more_judges(1), opened.event_count
    named(opened, cast, alternates=keys(spare))
    seats = list(JudgeSeat.objects.filter(contest=opened))
    assert [(one.serial, one.is_alternate) for one in seats] == [*((n, False) for n in range(1, 6)), (6, True)]
    assert opened.event_count == before + 1
    assert Notice.objects.filter(action="contest.empanel").count() == 6
    assert AuditRecord.objects.filter(action="contest.empanel", subject_id=opened.number).count() == 1


def test_empanel_again_keeps_who_sits_and_lets_go_who_said_nothing(opened: Contest, cast: Cast) -> None:
    named(opened, cast)
    fresh = more_judges(1)
    operations.empanel(opened, by=cast.organizer, now=NOW, judges=[*keys(cast.judges[1:]), fresh[0].pk])
    assert [one.serial for one in queries.seats_of(opened)] == [2, 3, 4, 5, 6]
    operations.declare(opened, by=cast.judges[1], now=NOW)
    with pytest.raises(BadInput, match="declared already"):
        operations.empanel(
            opened, by=cast.organizer, now=NOW, judges=[*keys(cast.judges[2:]), fresh[0].pk, cast.judges[0].pk]
        )


@pytest.mark.parametrize("count", [4, 10])
def test_empanel_wants_five_to_nine(opened: Contest, cast: Cast, count: int) -> None:
    pool = [*cast.judges, *more_judges(5)][:count]
    with pytest.raises(BadInput, match="5 to 9"):
        operations.empanel(opened, by=cast.organizer, now=NOW, judges=keys(tuple(pool)))


def test_empanel_takes_nobody_who_runs_watches_or_enters(opened: Contest, cast: Cast) -> None:
    for person, word in (
        (cast.organizer.person, "runs or watches"),
        (cast.supervisor.person, "runs or watches"),
        (cast.secretaries[0].person, "takes part"),
    ):
        judge = people.posting("judge", "370681", person)
        with pytest.raises(BadInput, match=word):
            named(opened, cast, judges=[*keys(cast.judges[:4]), judge.pk])
    elsewhere = people.posting("judge", "370682")
    ended = people.posting("judge", "370681", ends_on=people.TODAY)
    for posting in (elsewhere, ended, cast.organizer):
        with pytest.raises(BadInput, match="no posting of a judge"):
            named(opened, cast, judges=[*keys(cast.judges[:4]), posting.pk])
    with pytest.raises(BadInput, match="judge and as alternate"):
        named(opened, cast, alternates=[cast.judges[0].pk])
    twice = people.posting("judge", "3706", cast.judges[0].person)
    with pytest.raises(BadInput, match="twice"):
        named(opened, cast, judges=[*keys(cast.judges), twice.pk])
    with pytest.raises(BadInput, match="At most"):
        named(opened, cast, alternates=keys(tuple(more_judges(6))))


def test_empanel_proposes_recusals_from_the_records_once(opened: Contest, cast: Cast) -> None:
    village = cast.secretaries[0].region_id
    people.posting("township_committee", village[:9], cast.judges[0].person)
    people.posting("first_secretary", village, cast.judges[1].person, ends_on=people.TODAY)
    named(opened, cast)
    # From a proposal one would learn who has entered.
    assert not Recusal.objects.exists()
    entering.close_entries(opened, by=cast.organizer, now=NOW)
    named(opened, cast)
    named(opened, cast)
    found = Recusal.objects.order_by("pk")
    assert [(one.seat.serial, one.entry.serial, one.ground) for one in found] == [
        (1, 1, "own_township"),
        (1, 2, "own_township"),
        (1, 3, "own_township"),
        (2, 1, "former_posting"),
    ]
    assert {one.raised_by for one in found} == {None}


@pytest.mark.parametrize("verb", ["empanel", "unseat"])
def test_the_panel_is_its_keepers_and_closes_with_the_scores(cast: Cast, verb: str) -> None:
    made = contests.running(cast, State.SCORED)
    body = {"judges": keys(cast.judges)} if verb == "empanel" else {"judge": 1, "reason": "病假"}
    act = getattr(operations, verb)
    for stranger in (cast.alliances.leader, cast.alliances.neighbour, cast.judges[0], cast.supervisor):
        with pytest.raises(NotYourDuty):
            act(made, by=stranger, now=NOW, **body)
    with pytest.raises(NotNow):
        act(made, by=cast.organizer, now=NOW, **body)


def test_declare_says_whom_one_may_not_judge(opened: Contest, cast: Cast) -> None:
    named(opened, cast)
    judge = cast.judges[0]
    operations.declare(opened, by=judge, now=NOW, entries=[2, 2], reason="亲属")
    seat = JudgeSeat.objects.get(contest=opened, person=judge.person)
    assert seat.declared_at == NOW
    found = Recusal.objects.get()
    assert (found.entry.serial, found.ground, found.state) == (2, "declared", "proposed")
    assert Notice.objects.filter(person=cast.supervisor.person, action="contest.recuse").exists()


def test_declare_wants_a_reason_and_an_entry_and_is_said_once(opened: Contest, cast: Cast) -> None:
    named(opened, cast)
    judge = cast.judges[0]
    with pytest.raises(BadInput, match="Say why"):
        operations.declare(opened, by=judge, now=NOW, entries=[2])
    with pytest.raises(BadInput, match="no entry 9"):
        operations.declare(opened, by=judge, now=NOW, entries=[9], reason="亲属")
    operations.declare(opened, by=judge, now=NOW)
    with pytest.raises(NotNow, match="already"):
        operations.declare(opened, by=judge, now=NOW)


def test_declare_is_a_judges_of_the_panel_while_it_runs(opened: Contest, cast: Cast) -> None:
    for stranger in (cast.organizer, cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.declare(opened, by=stranger, now=NOW)
    scored = contests.running(cast, State.SCORED)
    with pytest.raises(NotNow):
        operations.declare(scored, by=cast.judges[0], now=NOW)


def test_unseat_before_scores_lets_the_next_alternate_sit(opened: Contest, cast: Cast) -> None:
    named(opened, cast, alternates=keys(tuple(more_judges(2))))
    operations.unseat(opened, by=cast.organizer, now=NOW, judge=3, reason="出差")
    seats = {one.serial: one for one in JudgeSeat.objects.filter(contest=opened)}
    assert (seats[3].left_at, seats[3].left_because) == (NOW, "出差")
    assert (seats[6].is_alternate, seats[7].is_alternate) == (False, True)
    with pytest.raises(BadInput, match="no such judge"):
        operations.unseat(opened, by=cast.organizer, now=NOW, judge=3, reason="出差")


def test_unseat_half_way_keeps_whole_sheets_and_hands_the_rest_on(judged: Contest, cast: Cast) -> None:
    spare = contests.seat(judged, more_judges(1)[0], is_alternate=True)
    judge = cast.judges[0]
    operations.score(judged, by=judge, now=NOW, entry=1, points=SHEET)
    operations.score(judged, by=judge, now=NOW, entry=2, points={"site": "80"})
    operations.unseat(judged, by=cast.organizer, now=NOW, judge=1, reason="病假")
    assert sorted(Assignment.objects.filter(seat=spare).values_list("entry__serial", flat=True)) == [2, 3]
    panel = queries.panel(judged)
    assert [panel.expected(one) for one in panel.entries] == [5, 5, 5]
    with pytest.raises(NotYourDuty):
        operations.score(judged, by=judge, now=NOW, entry=3, points=SHEET)
    with pytest.raises(NotYourDuty, match="others of the panel"):
        operations.score(judged, by=spare.posting, now=NOW, entry=1, points=SHEET)
    operations.score(judged, by=spare.posting, now=NOW, entry=2, points=SHEET)


def test_unseat_without_an_alternate_tells_what_is_short(judged: Contest, cast: Cast) -> None:
    operations.score(judged, by=cast.judges[0], now=NOW, entry=1, points=SHEET)
    operations.unseat(judged, by=cast.organizer, now=NOW, judge=1, reason="病假")
    body = judged.events.get(action="unseat").body
    assert (body["whole"], body["left"], body["short"]) == (1, [2, 3], [2, 3])


def test_give_card_opens_once_and_expires(judged: Contest, cast: Cast) -> None:
    code = operations.give_card(judged, by=cast.organizer, now=NOW, judge=2)
    seat = JudgeSeat.objects.get(contest=judged, serial=2)
    assert code.replace("-", "") not in seat.card_digest
    assert not Account.objects.filter(person=seat.person).exists()
    with pytest.raises(BadInput):
        operations.use_card(now=NOW + timedelta(hours=24), code=code)
    found, account = operations.use_card(now=NOW, code=code.lower().replace("-", " "))
    assert (found.pk, account.person_id, account.has_usable_password()) == (seat.pk, seat.person_id, False)
    with pytest.raises(BadInput):
        operations.use_card(now=NOW, code=code)
    again = operations.give_card(judged, by=cast.organizer, now=NOW, judge=2)
    newer = operations.give_card(judged, by=cast.organizer, now=NOW, judge=2)
    with pytest.raises(BadInput):
        operations.use_card(now=NOW, code=again)
    assert operations.use_card(now=NOW, code=newer)[1].pk == account.pk


def test_a_card_opens_nothing_for_who_left_or_serves_no_more(judged: Contest, cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        operations.give_card(judged, by=cast.judges[0], now=NOW, judge=1)
    first = operations.give_card(judged, by=cast.organizer, now=NOW, judge=1)
    second = operations.give_card(judged, by=cast.organizer, now=NOW, judge=2)
    operations.unseat(judged, by=cast.organizer, now=NOW, judge=1, reason="病假")
    Posting.objects.filter(pk=cast.judges[1].pk).update(ends_on=timezone.localdate(NOW))
    for code in (first, second, "", "ABCD-EFGH-JKMN"):
        with pytest.raises(BadInput):
            operations.use_card(now=NOW, code=code)


def test_a_withdrawn_entry_is_judged_by_nobody(judged: Contest, cast: Cast) -> None:
    Entry.objects.filter(contest=judged, serial=1).update(state=Entry.State.WITHDRAWN)
    with pytest.raises(BadInput, match="no such entry"):
        operations.score(judged, by=cast.judges[0], now=NOW, entry=1, points=SHEET)
