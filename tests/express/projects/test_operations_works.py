"""Photos, the beginning, the monthly reports, the acceptance: what each leaves behind, and who may when."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import problems, projects
from tests.factories.projects import LATER, MILESTONES, NOW, TODAY, Cast, milestone
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.forms import AcceptWorkForm, about
from zhitongche.express.projects.models import GatePolicy, Milestone, ProgressReport, Project, ProjectFile
from zhitongche.express.projects.states import State
from zhitongche.express.projects.storytelling import story
from zhitongche.foundation.calendar.operations import Row, import_workdays
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db

JUNE, SEPTEMBER, DECEMBER = (one["planned_on"] for one in MILESTONES)
OTHERS = ("neighbour", "stranger", "finance", "leader")


def kept(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def plan_of(project: Project) -> list[tuple[Any, ...]]:
    rows = Milestone.objects.filter(project=project).order_by("position")
    return [(one.position, one.name, one.weight, one.planned_on, one.approved_on, one.done_on) for one in rows]


def set_to(project: Project, cast: Cast, *milestones: dict[str, Any]) -> Project:
    return operations.set_milestones(project, by=cast.secretary, now=NOW, milestones=milestones)


def report(project: Project, cast: Cast, now: datetime = NOW, **told: Any) -> ProgressReport:
    operations.report_progress(project, by=cast.secretary, now=now, **told)
    return ProgressReport.objects.filter(project=project).latest("pk")


def finished(cast: Cast, **told: Any) -> Project:
    """Works whose every milestone is done, with a photo after."""
    project = projects.brought_to(State.UNDER_WAY, cast, **told)
    report(project, cast, milestones=[1, 2, 3], photos=[projects.photo(cast.secretary)], side="after", spot="泵房")
    return project


def at(day: date) -> datetime:
    return NOW + (day - TODAY)


# ---- add_photos ------------------------------------------------------------------------------------------------------


def test_add_photos_keeps_the_side_and_the_spot(project: Project, cast: Cast) -> None:
    told: dict[str, Any] = {"spot": " 泵房 ", "side": "before"}
    two = [projects.photo(cast.member), projects.photo(cast.member)]
    operations.add_photos(project, by=cast.member, now=NOW, photos=two, **told)
    assert [(one.side, one.spot) for one in queries.files_of(project)] == [("before", "泵房")] * 2
    assert kept(project).event_count == 2


def test_add_photos_refuses_what_is_no_photo_of_ones_own(project: Project, cast: Cast) -> None:
    used = projects.photo(cast.secretary)
    operations.add_photos(project, by=cast.secretary, now=NOW, photos=[used])
    for wrong in ([used], [projects.photo(cast.member)], [projects.paper(cast.secretary)]):
        with pytest.raises(BadInput) as bad:
            operations.add_photos(project, by=cast.secretary, now=NOW, photos=wrong)
        assert set(bad.value.faults) == {"photos"}
    assert ProjectFile.objects.count() == 1


def test_add_photos_is_the_duty_of_its_village_township_and_organizers(project: Project, cast: Cast) -> None:
    for other in OTHERS:
        with pytest.raises(NotYourDuty):
            operations.add_photos(project, by=getattr(cast, other), now=NOW, photos=[])


def test_add_photos_is_refused_once_it_was_handed_over(cast: Cast) -> None:
    project = projects.brought_to(State.HANDED_OVER, cast)
    with pytest.raises(NotNow):
        operations.add_photos(project, by=cast.secretary, now=NOW, photos=[projects.photo(cast.secretary)])


# ---- start -----------------------------------------------------------------------------------------------------------


def test_start_approves_the_plan_and_sets_what_is_due(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    fresh = kept(project)
    assert [row[4] for row in plan_of(project)] == [JUNE, SEPTEMBER, DECEMBER]
    assert (fresh.state, fresh.started_on, fresh.due_on) == ("under_way", TODAY, JUNE)
    assert TODAY < fresh.soon_on < JUNE
    # The fifth working day of June 2026 is Friday the fifth: 1 to 5 June are all worked.
    assert fresh.report_on == date(2026, 6, 5)
    assert operations.recount(now=NOW) == 0


def test_start_takes_the_day_the_works_began_but_none_to_come(cast: Cast) -> None:
    project = projects.commit(projects.brought_to(State.LISTED, cast), cast)
    with pytest.raises(BadInput) as bad:
        operations.start(project, by=cast.secretary, now=NOW, started_on=TODAY + timedelta(days=1))
    assert set(bad.value.faults) == {"started_on"}
    operations.start(project, by=cast.secretary, now=NOW, started_on=date(2026, 5, 11))
    assert kept(project).started_on == date(2026, 5, 11)


def test_start_waits_for_the_money_of_the_first_milestone_and_no_more(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    projects.commit(project, cast, "19999.99")
    with pytest.raises(NotNow) as refused:
        operations.start(project, by=cast.secretary, now=NOW)
    assert "0.01" in str(refused.value)
    projects.commit(project, cast, "0.01")
    operations.start(project, by=cast.secretary, now=NOW)
    assert (kept(project).uncovered_on, kept(project).uncovered_amount) == (SEPTEMBER, Decimal("200000.00"))


def test_start_does_not_wait_for_the_money_of_another_milestone_of_the_same_day(cast: Cast) -> None:
    plan = (milestone("勘查", "50", JUNE, "20000"), milestone("泵房", "50", JUNE, "300000"))
    project = projects.ready(cast, milestones=plan)
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW)
    projects.commit(project, cast, "20000.00")
    operations.start(project, by=cast.secretary, now=NOW)
    assert kept(project).state == "under_way"


def test_start_is_the_duty_of_secretary_township_and_organizer(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    for other in (*OTHERS, "member"):
        with pytest.raises(NotYourDuty):
            operations.start(project, by=getattr(cast, other), now=NOW)


def test_start_is_refused_before_it_is_listed_and_while_suspended(cast: Cast) -> None:
    with pytest.raises(NotNow):
        operations.start(projects.commit(projects.ready(cast), cast), by=cast.secretary, now=NOW)
    project = projects.commit(projects.brought_to(State.LISTED, cast), cast)
    operations.suspend(project, by=cast.organizer, now=NOW, reason="等雨停。")
    with pytest.raises(NotNow):
        operations.start(project, by=cast.secretary, now=NOW)


def test_start_asks_for_what_the_county_has_not_waived(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    GatePolicy.objects.create(region=cast.organizer.region, gate="start", waived=["covered"])
    operations.start(project, by=cast.secretary, now=NOW)
    assert kept(project).state == "under_way"


# ---- report_progress -------------------------------------------------------------------------------------------------


def test_report_progress_sends_the_records_own_words_with_one_tap(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    told = report(project, cast)
    assert (told.is_unedited, told.month, told.progress) == (True, date(2026, 5, 1), 0)
    assert "勘查设计" in told.text
    assert report(project, cast, text="下雨停工三天。").is_unedited is False


def test_report_progress_computes_progress_from_what_is_done(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    told = report(project, cast, milestones=[1, 2], photos=[projects.photo(cast.secretary)], side="after", spot="泵房")
    fresh = kept(project)
    assert (fresh.progress, told.progress, fresh.due_on) == (70, 70, DECEMBER)
    assert [row[5] for row in plan_of(project)] == [TODAY, TODAY, None]
    assert Milestone.objects.get(project=project, position=1).done_event == told.event
    assert queries.files_of(project)[-1].side == "after"
    report(project, cast, milestones=[3])
    fresh = kept(project)
    assert (fresh.progress, fresh.due_on, fresh.soon_on) == (100, None, None)


@pytest.mark.parametrize("positions", [[0], [4], [-1], [1, 9], [2**40]])
def test_report_progress_takes_open_milestones_of_the_project_only(cast: Cast, positions: list[int]) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    with pytest.raises(BadInput) as bad:
        report(project, cast, milestones=positions)
    assert set(bad.value.faults) == {"milestones"}
    report(project, cast, milestones=[1, 1])
    with pytest.raises(BadInput):
        report(project, cast, milestones=[1])
    assert ProgressReport.objects.count() == 1


def test_report_progress_is_owed_by_the_fifth_working_day_of_the_next_month(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    report(project, cast)
    assert kept(project).report_on == date(2026, 7, 7)
    # A second word about the same month owes nothing new.
    report(project, cast, now=LATER)
    assert kept(project).report_on == date(2026, 7, 7)
    assert [one.month.month for one in ProgressReport.objects.all()] == [5, 5]


def test_report_progress_catches_up_month_by_month(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    months = [report(project, cast, now=at(date(2026, 8, 20))).month for _time in range(4)]
    assert months == [date(2026, month, 1) for month in (5, 6, 7, 8)]
    assert kept(project).report_on.month == 10


def test_report_progress_goes_on_after_a_correction_of_the_calendar(cast: Cast) -> None:
    """The day was reckoned with another calendar: the month it stood for is reported all the same."""
    holiday = Row(date(2026, 6, 5), is_workday=False)
    import_workdays(rows=[holiday], by=None, now=NOW)
    project = projects.brought_to(State.UNDER_WAY, cast)
    assert kept(project).report_on == date(2026, 6, 8)
    import_workdays(rows=[holiday._replace(is_workday=True)], by=None, now=NOW)
    report(project, cast)
    assert kept(project).report_on == date(2026, 7, 7)


def test_report_progress_is_the_duty_of_village_and_township(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    for reporter in (cast.member, cast.township):
        operations.report_progress(project, by=reporter, now=NOW)
    for other in (*OTHERS, "organizer", "city"):
        with pytest.raises(NotYourDuty):
            operations.report_progress(project, by=getattr(cast, other), now=NOW)


def test_report_progress_is_refused_where_no_works_go_on(cast: Cast) -> None:
    for state in (State.PLANNED, State.LISTED, State.ACCEPTED):
        with pytest.raises(NotNow):
            report(projects.brought_to(state, cast), cast)


@pytest.mark.parametrize(("language", "next_day"), [("en", "30 Jun"), ("zh-hans", "6 月 30 日")])
def test_the_words_offered_for_a_month_name_days_as_people_do(cast: Cast, language: str, next_day: str) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    with translation.override(language):
        said = queries.told_of_month(project, queries.milestones_of(project), TODAY)
    assert next_day in said
    assert JUNE.isoformat() not in said


# ---- accept_work -----------------------------------------------------------------------------------------------------


def test_accept_work_ends_the_lights_and_the_reports(cast: Cast) -> None:
    project = projects.brought_to(State.ACCEPTED, cast)
    fresh = kept(project)
    assert (fresh.state, fresh.accepted_on, fresh.progress) == ("accepted", TODAY, 100)
    assert (fresh.due_on, fresh.soon_on, fresh.report_on) == (None, None, None)
    assert operations.recount(now=NOW) == 0


def test_accept_work_takes_a_paper(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    report(project, cast, milestones=[1, 2, 3], photos=[projects.photo(cast.secretary)], side="after", spot="泵房")
    papers = [projects.paper(cast.organizer)]
    operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。", papers=papers)
    assert queries.files_of(project)[-1].side == "paper"


def test_accept_work_names_everything_that_is_missing(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    with pytest.raises(NotNow) as refused:
        operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。")
    sentence = str(refused.value)
    assert all(word in sentence for word in ("勘查设计", "泵房"))


def test_accept_work_asks_why_where_problems_are_open_and_keeps_the_reason(cast: Cast) -> None:
    problems.categories()
    project = finished(cast)
    numbers = sorted(problems.report(cast.secretary, project=project.number).number for _time in range(2))
    for reason in ("", "  "):
        with pytest.raises(BadInput) as refused:
            operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。", reason=reason)
        assert all(number in refused.value.faults["reason"] for number in numbers)
    assert kept(project).state == State.UNDER_WAY
    reason = "不影响使用，另行整改。"
    operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。", reason=reason)
    told = queries.history(project)
    assert told[-1].body == {"opinion": "同意。", "reason": reason, "open": numbers}
    newest = story(project, told)[0]
    assert all(number in newest["text"] for number in numbers)
    assert (newest["quote"], reason in newest["note"]) == ("同意。", True)


def test_accept_work_asks_for_no_reason_where_none_is_open_or_the_place_waives_it(cast: Cast) -> None:
    problems.categories()
    project = finished(cast)
    operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。", reason="没有问题。")
    assert project.events.order_by("sequence").last().body == {"opinion": "同意。"}
    waived = finished(cast, title="六堡茶园步道")
    number = problems.report(cast.secretary, project=waived.number).number
    GatePolicy.objects.create(region_id="450422", gate="accept_work", waived=["problems"])
    operations.accept_work(waived, by=cast.organizer, now=NOW, opinion="同意。")
    assert waived.events.order_by("sequence").last().body == {"opinion": "同意。", "reason": "", "open": [number]}


def test_accept_work_s_form_says_how_many_problems_are_open(cast: Cast) -> None:
    project = Project(open_problem_count=2)
    assert "2" in str(about(AcceptWorkForm(), project, [cast.organizer]).fields["reason"].help_text)
    assert "2" not in str(about(AcceptWorkForm(), Project(), [cast.organizer]).fields["reason"].help_text)


def test_accept_work_is_the_duty_of_the_organizer_of_its_library(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    for other in (*OTHERS, "secretary", "township"):
        with pytest.raises(NotYourDuty):
            operations.accept_work(project, by=getattr(cast, other), now=NOW, opinion="同意。")
    operations.submit(project, by=cast.organizer, now=NOW)
    operations.admit(project, by=cast.city, now=NOW)
    with pytest.raises(NotYourDuty):
        operations.accept_work(project, by=cast.organizer, now=NOW, opinion="同意。")


def test_accept_work_is_refused_before_the_works_and_after(cast: Cast) -> None:
    for state in (State.PLANNED, State.LISTED, State.ACCEPTED, State.HANDED_OVER):
        with pytest.raises(NotNow):
            operations.accept_work(projects.brought_to(state, cast), by=cast.organizer, now=NOW, opinion="同意。")
