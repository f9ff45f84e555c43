"""The library's verbs: what each leaves behind, whose duty it is, and when it cannot be done."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import people, projects
from tests.factories.projects import LATER, NOW, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import GatePolicy, Project, ProjectTally
from zhitongche.express.projects.states import State
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db

GULONG = "450422107206"
REASON = {"reason": "因雨季提前。"}
WORDS = {"title": "六堡茶园灌溉提升（一期）", "goal": "让600亩六堡茶在旱季用得上水。"}


def kept(project: Project) -> Project:
    """The project as the database holds it."""
    return Project.objects.get(pk=project.pk)


def last_body(project: Project) -> dict[str, Any]:
    return project.events.order_by("sequence").last().body


def tallied() -> dict[tuple[str, str], tuple[int, Decimal]]:
    rows = ProjectTally.objects.exclude(count=0)
    return {(row.township, row.state): (row.count, row.investment_amount) for row in rows}


# ---- revise ----------------------------------------------------------------------------------------------------------


def test_revise_says_it_anew_and_keeps_what_stood_before(project: Project, cast: Cast) -> None:
    operations.revise(project, by=cast.township, now=NOW, **WORDS, investment=Decimal("360000.50"), industry="fruit")
    fresh, body = kept(project), last_body(project)
    assert (fresh.title, fresh.goal, fresh.industry_id) == (WORDS["title"], WORDS["goal"], "fruit")
    assert fresh.investment_amount == Decimal("360000.50")
    assert body["was"]["title"] == projects.PLAN["title"]
    assert (body["was"]["investment"], body["investment"]) == ("350000.00", "360000.50")
    assert tallied() == {("450422107", "planned"): (1, Decimal("360000.50"))}
    assert operations.recount(now=NOW) == 0


def test_revise_names_each_field_at_fault(project: Project, cast: Cast) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("industry", {"industry": "gold"}),
        ("ends_on", {"ends_on": date(2026, 5, 31)}),
        ("ends_on", {"starts_on": date(2027, 1, 1)}),
        ("investment", {"investment": Decimal("-0.01")}),
        ("investment", {"investment": Decimal(0)}),
        ("investment", {"investment": Decimal("1.001")}),
        ("investment", {"investment": Decimal("NaN")}),
        ("investment", {"investment": Decimal("Infinity")}),
        ("investment", {"investment": Decimal("1E+12")}),
    ]
    for field, told in wrong:
        with pytest.raises(BadInput) as bad:
            operations.revise(project, by=cast.secretary, now=NOW, **WORDS, **told)
        assert set(bad.value.faults) == {field}, told
    assert kept(project).title == projects.PLAN["title"]


def test_revise_is_the_duty_of_its_village_township_and_organizers(project: Project, cast: Cast) -> None:
    for keeper in (cast.secretary, cast.member, cast.township, cast.organizer, cast.city):
        operations.revise(project, by=keeper, now=NOW, **WORDS)
    for other in (cast.neighbour, cast.stranger, cast.finance, cast.leader):
        with pytest.raises(NotYourDuty):
            operations.revise(project, by=other, now=NOW, **WORDS)


def test_revise_is_over_once_it_was_submitted_or_listed(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    for go in (None, "admit"):
        if go:
            operations.admit(project, by=cast.organizer, now=NOW)
        with pytest.raises(NotNow):
            operations.revise(project, by=cast.secretary, now=NOW, **WORDS)


# ---- submit, admit, return -------------------------------------------------------------------------------------------


def test_submit_and_admit_take_it_into_the_countys_library(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    assert (kept(project).state, kept(project).submission) == ("planned", "county")
    operations.admit(project, by=cast.organizer, now=LATER, opinion="同意入库。", batch="第一批")
    fresh = kept(project)
    assert (fresh.state, fresh.level, fresh.submission, fresh.batch) == ("listed", "county", "none", "第一批")
    assert (fresh.listed_at, fresh.state_since) == (LATER, LATER)
    assert tallied() == {("450422107", "listed"): (1, Decimal("350000.00"))}
    assert operations.recount(now=NOW) == 0


def test_submit_and_admit_take_it_on_into_the_citys_library(cast: Cast) -> None:
    for state in (State.LISTED, State.UNDER_WAY):
        project = projects.brought_to(state, cast)
        listed_at = kept(project).listed_at
        operations.submit(project, by=cast.organizer, now=NOW)
        assert kept(project).submission == "city"
        operations.admit(project, by=cast.city, now=LATER)
        fresh = kept(project)
        assert (fresh.state, fresh.level, fresh.submission) == (state, "city", "none")
        assert fresh.listed_at == listed_at
    assert operations.recount(now=NOW) == 0


@pytest.mark.parametrize("by", ["member", "neighbour", "finance", "leader", "stranger", "organizer", "city"])
def test_submit_of_what_is_planned_is_the_secretarys_or_townships_duty(cast: Cast, by: str) -> None:
    with pytest.raises(NotYourDuty):
        operations.submit(projects.ready(cast), by=getattr(cast, by), now=NOW)


@pytest.mark.parametrize("by", ["secretary", "township", "member", "leader", "city", "stranger"])
def test_submit_to_the_city_is_the_county_organizers_duty(cast: Cast, by: str) -> None:
    with pytest.raises(NotYourDuty):
        operations.submit(projects.brought_to(State.LISTED, cast), by=getattr(cast, by), now=NOW)


def test_submit_is_refused_twice_and_where_it_stands_at_the_city_already(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.township, now=NOW)
    with pytest.raises(NotNow):
        operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW)
    operations.submit(project, by=cast.organizer, now=NOW)
    operations.admit(project, by=cast.city, now=NOW)
    with pytest.raises(NotNow):
        operations.submit(project, by=cast.organizer, now=NOW)


def test_submit_names_everything_that_is_missing_at_once(project: Project, cast: Cast) -> None:
    with pytest.raises(NotNow) as refused:
        operations.submit(project, by=cast.secretary, now=NOW)
    sentence = str(refused.value)
    assert sentence.count(";") + sentence.count("；") == 4
    assert kept(project).submission == "none"


def test_submit_asks_for_nothing_that_the_county_has_waived(project: Project, cast: Cast) -> None:
    every = ["scope", "benefit", "publicized", "money", "milestones", "before"]
    GatePolicy.objects.create(region=cast.city.region, gate="submit", waived=every)
    own = GatePolicy.objects.create(region=cast.organizer.region, gate="submit", waived=["scope"])
    with pytest.raises(NotNow):
        # The county's own word goes before the city's.
        operations.submit(project, by=cast.secretary, now=NOW)
    own.delete()
    operations.submit(project, by=cast.secretary, now=NOW)
    assert kept(project).submission == "county"


def test_admit_keeps_what_the_organizer_said_and_the_batch(cast: Cast) -> None:
    project = projects.ready(cast, batch="试点")
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.city, now=NOW, opinion="同意入库。")
    assert (kept(project).state, kept(project).batch) == ("listed", "试点")
    assert last_body(project) == {"opinion": "同意入库。", "batch": "", "library": "county"}


def test_admit_is_the_duty_of_the_organizer_it_waits_for(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    for other in (cast.secretary, cast.township, cast.leader, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.admit(project, by=other, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW)
    operations.submit(project, by=cast.organizer, now=NOW)
    with pytest.raises(NotYourDuty):
        operations.admit(project, by=cast.organizer, now=NOW)


def test_admit_is_refused_for_what_was_not_submitted_or_lost_what_it_needs(cast: Cast) -> None:
    project = projects.ready(cast)
    with pytest.raises(NotNow):
        operations.admit(project, by=cast.organizer, now=NOW)
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.set_milestones(project, by=cast.secretary, now=NOW, milestones=projects.MILESTONES)
    Project.objects.filter(pk=project.pk).update(is_publicized=False)
    with pytest.raises(NotNow):
        operations.admit(project, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.admit(projects.brought_to(State.ACCEPTED, cast), by=cast.organizer, now=NOW)


def test_return_sends_it_back_with_what_is_wanting(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.return_(project, by=cast.organizer, now=NOW, reason="请补充用地情况。")
    assert (kept(project).state, kept(project).submission) == ("planned", "none")
    assert last_body(project)["reason"] == "请补充用地情况。"
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW)
    operations.submit(project, by=cast.organizer, now=NOW)
    operations.return_(project, by=cast.city, now=NOW, reason="县级可以解决。")
    assert (kept(project).state, kept(project).level, kept(project).submission) == ("listed", "county", "none")


def test_return_is_the_duty_of_the_organizer_it_waits_for(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    operations.submit(project, by=cast.organizer, now=NOW)
    for other in (cast.secretary, cast.township, cast.leader, cast.organizer, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.return_(project, by=other, now=NOW, **REASON)


def test_return_is_refused_for_what_was_not_submitted(project: Project, cast: Cast) -> None:
    with pytest.raises(NotNow):
        operations.return_(project, by=cast.organizer, now=NOW, **REASON)


# ---- adjust, relocate ------------------------------------------------------------------------------------------------


def test_adjust_is_a_correction_that_keeps_what_stood_before(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    told = {"title": WORDS["title"], "investment": Decimal("400000.00"), "ends_on": date(2027, 3, 1), "goal": ""}
    operations.adjust(project, by=cast.organizer, now=NOW, **REASON, **told)
    fresh, body = kept(project), last_body(project)
    assert (fresh.title, fresh.goal, fresh.ends_on) == (WORDS["title"], projects.PLAN["goal"], date(2027, 3, 1))
    assert (body["reason"], body["was"]["ends_on"]) == (REASON["reason"], "2026-12-31")
    assert "goal" not in body
    assert tallied() == {("450422107", "under_way"): (1, Decimal("400000.00"))}
    assert operations.recount(now=NOW) == 0


def test_adjust_leaves_nothing_half_done_where_a_field_is_at_fault(cast: Cast) -> None:
    project = projects.commit(projects.brought_to(State.LISTED, cast), cast, "300000.00")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("investment", {"investment": Decimal("299999.99")}),
        ("industry", {"industry": "gold"}),
        ("ends_on", {"ends_on": date(2026, 1, 1)}),
        ("reason", {}),
        ("reason", {"title": projects.PLAN["title"]}),
    ]
    for field, told in wrong:
        with pytest.raises(BadInput) as bad:
            operations.adjust(project, by=cast.organizer, now=NOW, **REASON, **told)
        assert set(bad.value.faults) == {field}, told
    assert kept(project).event_count == project.events.count()


def test_adjust_is_the_organizers_duty_and_the_citys_in_the_citys_library(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    for other in (cast.secretary, cast.township, cast.leader, cast.finance, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.adjust(project, by=other, now=NOW, **REASON, title="别的")
    operations.submit(project, by=cast.organizer, now=NOW)
    operations.admit(project, by=cast.city, now=NOW)
    with pytest.raises(NotYourDuty):
        operations.adjust(project, by=cast.organizer, now=NOW, **REASON, title="别的")
    operations.adjust(project, by=cast.city, now=NOW, **REASON, title="别的")


def test_adjust_is_refused_for_what_is_planned_or_accepted(project: Project, cast: Cast) -> None:
    for other in (project, projects.brought_to(State.ACCEPTED, cast)):
        with pytest.raises(NotNow):
            operations.adjust(other, by=cast.organizer, now=NOW, **REASON, title="别的")


def test_relocate_moves_its_figures_and_who_sees_it(cast: Cast) -> None:
    people.place("450422108", "大黎镇")
    people.place("450422108201", "理答村")
    project = projects.brought_to(State.LISTED, cast)
    operations.relocate(project, by=cast.organizer, now=NOW, village="450422108201", **REASON)
    fresh = kept(project)
    assert (fresh.village_id, fresh.township, fresh.number) == ("450422108201", "450422108", project.number)
    assert last_body(project)["from"] == projects.VILLAGE
    assert tallied() == {("450422108", "listed"): (1, Decimal("350000.00"))}
    assert operations.recount(now=NOW) == 0


def test_relocate_within_a_township_leaves_its_figures(project: Project, cast: Cast) -> None:
    operations.relocate(project, by=cast.organizer, now=NOW, village=GULONG, **REASON)
    assert tallied() == {("450422107", "planned"): (1, Decimal("350000.00"))}
    assert operations.recount(now=NOW) == 0


@pytest.mark.parametrize("village", ["", "abc", "450422107", "370681108231", "450422999999", projects.VILLAGE])
def test_relocate_takes_another_village_of_the_county_only(project: Project, cast: Cast, village: str) -> None:
    people.place("370681108231", "龙口村")
    with pytest.raises(BadInput) as bad:
        operations.relocate(project, by=cast.organizer, now=NOW, village=village, **REASON)
    assert set(bad.value.faults) == {"village"}
    assert kept(project).village_id == projects.VILLAGE


def test_relocate_is_the_organizers_duty(project: Project, cast: Cast) -> None:
    for other in (cast.secretary, cast.neighbour, cast.township, cast.leader, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.relocate(project, by=other, now=NOW, village=GULONG, **REASON)


def test_relocate_is_refused_once_the_works_are_accepted(cast: Cast) -> None:
    with pytest.raises(NotNow):
        operations.relocate(
            projects.brought_to(State.ACCEPTED, cast), by=cast.organizer, now=NOW, village=GULONG, **REASON
        )
