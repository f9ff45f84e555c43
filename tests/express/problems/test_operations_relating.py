"""Problems tied to each other: merged and taken out, parent and child, come back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories import people, problems
from tests.factories.problems import ASKED, LATER, NOW, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Consultation, Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import postings_in_force

pytestmark = pytest.mark.django_db
ELSEWHERE = "450422100226"
REASON = {"reason": "同一条线路。"}


@pytest.fixture
def neighbour(cast: Cast) -> Posting:
    """The first secretary of a village of another township of the same county."""
    people.place(ELSEWHERE, "和平村")
    return people.posting("first_secretary", ELSEWHERE, people.person("黄敏"))


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def merge(problem: Problem, into: Problem, by: Posting, now: datetime = LATER) -> Problem:
    operations.merge(afresh(problem), by=by, now=now, into=into.number, **REASON)
    return afresh(problem)


def link(problem: Problem, parent: Problem, by: Posting) -> Problem:
    operations.link(afresh(problem), by=by, now=LATER, parent=parent.number)
    return afresh(problem)


def pooled(cast: Cast, by: Posting | None = None) -> Problem:
    made = problems.report(by or cast.secretary)
    operations.accept(made, by=cast.organizer, now=NOW)
    return afresh(made)


def told(person: Posting, verb: str) -> int:
    return Notice.objects.filter(person=person.person_id, action=f"problem.{verb}").count()


# ---- merging -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.REPORTED, State.POOLED, State.IN_CONSULTATION])
def test_merge_and_unmerge_bring_it_back_to_where_it_stood(cast: Cast, state: State) -> None:
    target, problem = pooled(cast), problems.problem(cast, state)
    merged = merge(problem, target, cast.organizer)
    assert (merged.state, merged.merged_into, merged.state_before, merged.due_on) == (State.MERGED, target, state, None)
    back = act("unmerge", merged, cast.organizer, LATER)
    assert (back.state, back.merged_into, back.state_before) == (state, None, "")
    day = TODAY + timedelta(days=1)
    wanted = ASKED["due_on"] if state == State.IN_CONSULTATION else workdays().add(day, 1)
    assert (back.limit_from, back.due_on) == (day, wanted)
    if state == State.IN_CONSULTATION:
        assert Consultation.objects.get().concluded_at is None
        assert act("give_opinion", back, cast.power).state == State.IN_CONSULTATION


def test_merge_takes_only_what_goes_on(cast: Cast) -> None:
    problem, target = pooled(cast), pooled(cast)
    gone = problems.problem(cast, State.WITHDRAWN)
    merged = merge(pooled(cast), target, cast.organizer)
    cases = [(problem, problem), (problem, gone), (problem, merged), (target, problem)]
    for one, into in cases:
        with pytest.raises(BadInput) as refused:
            merge(one, into, cast.organizer)
        assert list(refused.value.faults) == ["into"]
    assert set(Problem.objects.filter(state=State.MERGED)) == {merged}


def test_merge_takes_only_what_the_organizer_sees(cast: Cast) -> None:
    people.place("450421101201", "外村")
    stranger = problems.report(people.posting("first_secretary", "450421101201"))
    problem = pooled(cast)
    for number in (stranger.number, "450422-2026-9999", "x" * 40):
        with pytest.raises(BadInput, match="see no problem|查不到"):
            operations.merge(problem, by=cast.organizer, now=LATER, into=number, **REASON)


def test_merge_is_the_organizers(cast: Cast) -> None:
    target = pooled(cast)
    for posting in (cast.secretary, cast.power):
        with pytest.raises(NotYourDuty):
            merge(pooled(cast), target, posting)


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.CLOSING, State.CLOSED, State.RETURNED])
def test_merge_is_for_what_nobody_leads(cast: Cast, state: State) -> None:
    with pytest.raises(NotNow):
        merge(problems.problem(cast, state), pooled(cast), cast.organizer)


def test_unmerge_begins_the_claim_limit_again(cast: Cast) -> None:
    merged = merge(pooled(cast), pooled(cast), cast.organizer, NOW)
    back = act("unmerge", merged, cast.organizer, NOW + timedelta(days=30))
    day = TODAY + timedelta(days=30)
    assert (back.state, back.due_on) == (State.POOLED, workdays().add(day, 1))
    assert back.solve_on is not None
    assert back.solve_on > day


def test_unmerge_is_the_organizers(cast: Cast) -> None:
    merged = merge(pooled(cast), pooled(cast), cast.organizer)
    with pytest.raises(NotYourDuty):
        act("unmerge", merged, cast.secretary)


def test_unmerge_is_for_what_was_merged(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("unmerge", pooled(cast), cast.organizer)


def test_merge_lets_whoever_reported_hear_of_each_step_of_the_other(cast: Cast, neighbour: Posting) -> None:
    """Everybody who reported a merged one, and the first secretary in post today, until it is taken out again."""
    target, theirs = pooled(cast), pooled(cast, neighbour)
    assert not queries.visible_to(neighbour).filter(pk=target.pk).exists()
    merge(theirs, target, cast.organizer)
    assert set(queries.visible_to(neighbour)) == {target, afresh(theirs)}
    target = act("claim", afresh(target), cast.power)
    target = act("report_progress", target, cast.power)
    assert (told(neighbour, "claim"), told(neighbour, "report_progress"), told(cast.secretary, "claim")) == (1, 1, 1)
    act("unmerge", afresh(theirs), cast.organizer)
    act("report_progress", target, cast.power)
    assert told(neighbour, "report_progress") == 1
    assert set(queries.visible_to(neighbour)) == {afresh(theirs)}


def test_merge_shows_the_other_to_the_township_too_and_to_nobody_else(cast: Cast, neighbour: Posting) -> None:
    target, theirs = pooled(cast), pooled(cast, neighbour)
    merge(theirs, target, cast.organizer)
    assert target in queries.visible_to(people.posting("township_committee", "450422100"))
    assert target not in queries.visible_to(people.posting("first_secretary", "450422101201"))
    assert target not in queries.visible_to(people.posting("organizer", "450421"))


def test_merge_gives_sight_and_no_power(cast: Cast, neighbour: Posting) -> None:
    target, theirs = problems.problem(cast, State.CLOSING), pooled(cast, neighbour)
    merge(theirs, target, cast.organizer)
    for verb in ("confirm", "refuse"):
        with pytest.raises(NotYourDuty):
            act(verb, afresh(target), neighbour)


# ---- parent and child ----------------------------------------------------------------------------------------------


def test_link_puts_one_under_another_and_unlink_takes_it_out(cast: Cast) -> None:
    parent, child = pooled(cast), pooled(cast)
    linked = link(child, parent, cast.organizer)
    assert (linked.parent, linked.state, linked.due_on) == (parent, State.POOLED, child.due_on)
    assert act("unlink", linked, cast.organizer).parent is None


def test_link_is_one_level_only(cast: Cast) -> None:
    parent, child, third = pooled(cast), pooled(cast), pooled(cast)
    link(child, parent, cast.organizer)
    # Under itself, under a child, a parent under another, a second parent.
    for one, above in [(third, third), (third, child), (parent, third), (child, third), (parent, child)]:
        with pytest.raises(BadInput) as refused:
            link(one, above, cast.organizer)
        assert list(refused.value.faults) == ["parent"]
    assert list(Problem.objects.exclude(parent=None)) == [child]


def test_link_needs_an_open_parent(cast: Cast) -> None:
    for state in (State.CLOSED, State.WITHDRAWN):
        with pytest.raises(BadInput):
            link(pooled(cast), problems.problem(cast, state), cast.organizer)


def test_link_is_the_organizers(cast: Cast) -> None:
    parent = pooled(cast)
    for posting in (cast.secretary, cast.power):
        with pytest.raises(NotYourDuty):
            link(pooled(cast), parent, posting)


def test_link_is_for_what_is_open(cast: Cast) -> None:
    with pytest.raises(NotNow):
        link(problems.problem(cast, State.CLOSED), pooled(cast), cast.organizer)


def test_unlink_lets_it_stand_under_another(cast: Cast) -> None:
    linked = link(pooled(cast), pooled(cast), cast.organizer)
    other = pooled(cast)
    assert link(act("unlink", linked, cast.organizer), other, cast.organizer).parent == other


def test_unlink_is_the_organizers(cast: Cast) -> None:
    linked = link(pooled(cast), pooled(cast), cast.organizer)
    with pytest.raises(NotYourDuty):
        act("unlink", linked, cast.secretary)


def test_unlink_needs_a_parent(cast: Cast) -> None:
    with pytest.raises(NotNow):
        act("unlink", pooled(cast), cast.organizer)


def test_verify_of_a_parent_waits_for_its_children(cast: Cast) -> None:
    parent, child = problems.confirmed(cast), pooled(cast)
    linked = link(child, parent, cast.organizer)
    with pytest.raises(NotNow, match=child.number):
        act("verify", afresh(parent), cast.organizer)
    act("unlink", linked, cast.organizer)
    assert act("verify", afresh(parent), cast.organizer).state == State.CLOSED


def test_link_all_is_all_or_nothing(cast: Cast) -> None:
    parent, first, second = pooled(cast), pooled(cast), pooled(cast)
    link(second, parent, cast.organizer)
    with pytest.raises(BadInput):
        operations.link_all([afresh(first), afresh(second)], by=cast.organizer, now=LATER, parent=parent.number)
    assert afresh(first).parent is None
    assert afresh(first).event_count == first.event_count


def test_gather_puts_all_the_others_under_the_parent(cast: Cast, neighbour: Posting) -> None:
    chosen = [pooled(cast), pooled(cast, neighbour), pooled(cast, neighbour)]
    above = operations.gather(chosen, by=cast.organizer, now=LATER, parent=chosen[1].number)
    assert above == chosen[1]
    assert set(Problem.objects.filter(parent=above)) == {chosen[0], chosen[2]}
    assert [one.events.latest("sequence").body["parent"] for one in (chosen[0], chosen[2])] == [above.number] * 2


@pytest.mark.parametrize("count", [0, 1, 21])
def test_gather_takes_two_to_twenty(cast: Cast, count: int) -> None:
    chosen = [problems.report(cast.secretary) for _ in range(count)]
    with pytest.raises(BadInput):
        operations.gather(chosen, by=cast.organizer, now=LATER, parent=chosen[0].number if chosen else "")


# ---- come back -----------------------------------------------------------------------------------------------------


def closed(cast: Cast, at: datetime) -> Problem:
    return act("verify", problems.confirmed(cast), cast.organizer, at)


def mark(problem: Problem, earlier: Problem | str, by: Posting) -> Problem:
    number = earlier if isinstance(earlier, str) else earlier.number
    return operations.mark_relapse(problem, by=by, now=LATER + timedelta(days=200), earlier=number)


@pytest.mark.parametrize(("days", "may"), [(0, True), (90, True), (91, False)])
def test_mark_relapse_counts_from_the_closing_to_the_new_report(cast: Cast, days: int, *, may: bool) -> None:
    earlier = closed(cast, LATER)
    again = problems.report(cast.secretary, LATER + timedelta(days=days, hours=1))
    if may:
        assert afresh(mark(again, earlier, cast.organizer)).relapse_of == earlier
        return
    with pytest.raises(BadInput) as refused:
        mark(again, earlier, cast.organizer)
    assert list(refused.value.faults) == ["earlier"]


def test_mark_relapse_leaves_everything_else_as_it_is(cast: Cast) -> None:
    earlier, again = closed(cast, LATER), problems.report(cast.secretary, LATER + timedelta(days=2))
    marked = afresh(mark(again, earlier, cast.organizer))
    assert (marked.state, marked.due_on, marked.relapse_of) == (again.state, again.due_on, earlier)
    assert marked.events.get(action="mark_relapse").body == {"earlier": earlier.number}
    assert afresh(earlier).event_count == earlier.event_count


def test_mark_relapse_takes_only_what_was_closed_before_in_the_same_village(cast: Cast, neighbour: Posting) -> None:
    before = problems.report(cast.secretary)
    earlier = closed(cast, LATER)
    elsewhere = problems.report(neighbour, LATER + timedelta(days=2))
    again = problems.report(cast.secretary, LATER + timedelta(days=2))
    for problem, other in [(again, before), (again, again), (before, earlier), (elsewhere, earlier), (again, "none")]:
        with pytest.raises(BadInput) as refused:
            mark(problem, other, cast.organizer)
        assert list(refused.value.faults) == ["earlier"]


def test_mark_relapse_is_the_organizers(cast: Cast) -> None:
    earlier, again = closed(cast, LATER), problems.report(cast.secretary, LATER + timedelta(days=2))
    with pytest.raises(NotYourDuty):
        mark(again, earlier, cast.secretary)


def test_mark_relapse_is_for_what_is_open(cast: Cast) -> None:
    earlier, again = closed(cast, LATER), problems.problem(cast, State.WITHDRAWN, now=LATER + timedelta(days=2))
    with pytest.raises(NotNow):
        mark(again, earlier, cast.organizer)


def test_what_stands_for_many_is_seen_by_all_postings_of_an_account(cast: Cast, neighbour: Posting) -> None:
    target, theirs = pooled(cast), pooled(cast, neighbour)
    merge(theirs, target, cast.organizer)
    account: Any = people.account("huang", of=neighbour.person)
    assert set(queries.visible_to(*postings_in_force(account, TODAY))) == {target, theirs}
