"""What waits for whom, who hears of which step, and that each step reads as a sentence in both languages."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import people, projects
from tests.factories.projects import LATER, NOW, TODAY, Cast
from zhitongche.express.projects import circulars, operations, queries, storytelling
from zhitongche.express.projects.actions import ACTIONS
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.presenters import NOTICES, SENTENCES, STEPS
from zhitongche.express.projects.states import State
from zhitongche.foundation.errors import NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db

REASON = {"reason": "按规定办理。"}
EVERYBODY = ("secretary", "member", "township", "organizer", "city", "finance", "leader", "neighbour", "stranger")
WAITING: dict[str, Callable[[Posting], Any]] = {
    verb: action.waiting for verb, action in ACTIONS.items() if action.waiting is not None
}


def waits(cast: Cast, verb: str) -> set[str]:
    """The names of those to whom something waits under that verb."""
    return {name for name in EVERYBODY if WAITING[verb](getattr(cast, name)).exists()}


def heard(verb: str) -> set[str]:
    """The names of the persons who heard of the last step of that kind."""
    last = Notice.objects.filter(action=f"project.{verb}").order_by("-pk").first()
    if last is None:
        return set()
    return {one.person.name for one in Notice.objects.filter(action=last.action, at=last.at).select_related("person")}


# ---- what waits ------------------------------------------------------------------------------------------------------


def test_what_is_planned_waits_for_the_secretary_then_for_each_organizer_in_turn(cast: Cast) -> None:
    project = projects.ready(cast)
    assert (waits(cast, "submit"), waits(cast, "admit")) == ({"secretary"}, set())
    operations.submit(project, by=cast.secretary, now=NOW)
    assert (waits(cast, "submit"), waits(cast, "admit")) == (set(), {"organizer"})
    operations.admit(project, by=cast.organizer, now=NOW)
    operations.submit(project, by=cast.organizer, now=NOW)
    assert waits(cast, "admit") == {"city"}
    operations.return_(project, by=cast.city, now=NOW, **REASON)
    assert waits(cast, "admit") == set()


def test_works_wait_for_their_beginning_report_acceptance_and_keeper(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    assert waits(cast, "start") == set()
    projects.commit(project, cast)
    assert waits(cast, "start") == {"secretary"}
    operations.start(project, by=cast.secretary, now=NOW)
    assert waits(cast, "start") == set()
    # May is reported on in June: before that nobody need think of it.
    assert waits(cast, "report_progress") == set()
    for posting in (cast.secretary, cast.member):
        posting.as_of(date(2026, 6, 3))
    assert waits(cast, "report_progress") == {"secretary", "member"}
    assert waits(cast, "accept_work") == set()
    shown = {"photos": [projects.photo(cast.secretary)], "side": "after", "spot": "泵房"}
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=[1, 2, 3], **shown)
    assert waits(cast, "accept_work") == {"organizer"}
    operations.accept_work(project, by=cast.organizer, now=NOW, opinion="合格。")
    assert (waits(cast, "accept_work"), waits(cast, "hand_over")) == (set(), {"secretary"})
    operations.hand_over(
        project, by=cast.secretary, now=NOW, custodian="村集体", papers=[projects.paper(cast.secretary)]
    )
    assert all(waits(cast, verb) == set() for verb in WAITING)


def test_what_stands_still_waits_for_nobody(cast: Cast) -> None:
    for state in (State.PLANNED, State.LISTED, State.UNDER_WAY):
        project = projects.brought_to(state, cast)
        operations.suspend(project, by=cast.organizer, now=NOW, **REASON)
    for verb in ("submit", "start", "report_progress", "accept_work"):
        assert waits(cast, verb) == set(), verb


def test_an_instruction_waits_for_the_secretary_and_the_organizer(project: Project, cast: Cast) -> None:
    operations.instruct(project, by=cast.leader, now=NOW, text="抓紧。", due_on=TODAY)
    assert waits(cast, "answer_instruction") == {"secretary", "organizer"}
    operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
    assert waits(cast, "answer_instruction") == set()


@pytest.mark.parametrize("state", list(State))
def test_nothing_waits_for_somebody_whose_duty_it_is_not(cast: Cast, state: State) -> None:
    project = projects.brought_to(state, cast)
    operations.instruct(project, by=cast.leader, now=NOW, text="抓紧。", due_on=TODAY)
    for verb, waiting in WAITING.items():
        for name in EVERYBODY:
            posting = getattr(cast, name)
            for one in waiting(posting):
                assert not isinstance(ACTIONS[verb].why_not(posting, one), NotYourDuty), (verb, name)


# ---- who hears -------------------------------------------------------------------------------------------------------


def test_each_step_is_told_to_those_it_concerns_and_not_to_who_took_it(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    assert heard("submit") == {"陈立"}
    operations.return_(project, by=cast.organizer, now=NOW, **REASON)
    assert heard("return") == {"石广"}
    operations.submit(project, by=cast.township, now=LATER)
    operations.admit(project, by=cast.organizer, now=NOW)
    assert heard("admit") == {"石广"}
    operations.submit(project, by=cast.organizer, now=LATER + timedelta(hours=1))
    assert heard("submit") == {"吴市"}
    operations.admit(project, by=cast.city, now=LATER)
    assert heard("admit") == {"石广", "陈立"}
    operations.instruct(project, by=cast.leader, now=NOW, text="抓紧。", due_on=TODAY)
    assert heard("instruct") == {"石广", "陈立"}
    operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
    assert heard("answer_instruction") == {"陈立", "林县"}
    operations.suspend(project, by=cast.city, now=NOW, **REASON)
    assert heard("suspend") == {"石广", "梁镇长"}


def test_a_notice_leads_to_the_project_it_is_about(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    notice = Notice.objects.get(action="project.submit")
    assert (notice.subject_kind, notice.subject_number, notice.title) == ("project", project.number, project.title)


def test_every_step_that_is_told_has_its_words() -> None:
    told = {f"project.{verb}" for verb in circulars.CIRCLES}
    assert told <= set(NOTICES)
    assert set(circulars.CIRCLES) <= set(STEPS)


# ---- in words --------------------------------------------------------------------------------------------------------


def whole_life(cast: Cast) -> Project:
    """A project that met every verb of the library and the works."""
    people.place("450422108201", "理答村")
    project = projects.ready(cast)
    operations.revise(project, by=cast.secretary, now=NOW, title="改名", goal="新目标。")
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.return_(project, by=cast.organizer, now=NOW, **REASON)
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW, opinion="同意。")
    told = {"title": "再改名", "ends_on": TODAY + timedelta(days=400), "investment": Decimal("360000.00")}
    told |= {"industry": "fruit", "is_publicized": False, "household_count": 90}
    operations.adjust(project, by=cast.organizer, now=NOW, **REASON, **told)
    operations.adjust(project, by=cast.organizer, now=NOW, **REASON, is_publicized=True)
    operations.update_funding(project, by=cast.organizer, now=NOW, funding=1, planned=Decimal("310000.00"))
    operations.submit(project, by=cast.organizer, now=NOW)
    operations.relocate(project, by=cast.organizer, now=NOW, village="450422107206", **REASON)
    operations.relocate(project, by=cast.organizer, now=NOW, village=projects.VILLAGE, **REASON)
    operations.admit(project, by=cast.city, now=NOW)
    operations.suspend(project, by=cast.city, now=NOW, **REASON)
    operations.resume(project, by=cast.city, now=NOW, **REASON)
    operations.instruct(project, by=cast.leader, now=NOW, text="抓紧。", due_on=TODAY)
    operations.answer_instruction(project, by=cast.secretary, now=NOW, text="已办。")
    projects.commit(project, cast)
    operations.start(project, by=cast.secretary, now=NOW)
    shown = {"photos": [projects.photo(cast.secretary)], "side": "after", "spot": "泵房"}
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=[1, 2, 3], **shown)
    operations.accept_work(project, by=cast.city, now=NOW, opinion="合格。")
    operations.hand_over(
        project, by=cast.secretary, now=NOW, custodian="村集体", papers=[projects.paper(cast.secretary)]
    )
    return project


def test_the_whole_history_reads_in_both_languages(cast: Cast) -> None:
    project = whole_life(cast)
    events = queries.history(project)
    ours = {verb for verb in ACTIONS if verb.split("_")[-1] not in {"funding", "overlap", "approval"}}
    assert ours <= {event.action for event in events}
    with translation.override("en"):
        for step in storytelling.story(project, events):
            assert step["text"].endswith("."), step
            assert "%" not in step["text"]
    with translation.override("zh-hans"):
        for step in storytelling.story(project, events):
            assert not re.search(r"[A-Za-z]{3}|%\(", step["text"]), step["text"]
            assert step["text"].endswith("。")


def test_every_verb_has_its_sentences() -> None:
    assert {f"project.{verb}" for verb in ("plan", *ACTIONS)} <= set(SENTENCES)
    assert {"plan", *ACTIONS} <= set(STEPS)
