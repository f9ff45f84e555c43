"""The money of a project: who says what, what is refused with what is left, and what every act keeps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import people, projects, sources
from tests.factories.projects import NOW, VILLAGE, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import FundingEntry, Project
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


def yuan(text: str) -> Decimal:
    return Decimal(text)


@pytest.fixture
def source(cast: Cast) -> FundingSource:
    """500,000 yuan of the county's finance department."""
    return sources.opened(cast.finance)


@pytest.fixture
def listed(cast: Cast) -> Project:
    hoped = [{"source": "财政衔接资金", "kind": "fiscal", "planned": yuan("550000")}, projects.PLAN["funding"][1]]
    return projects.brought_to(State.LISTED, cast, funding=hoped)


def named(project: Project, source: FundingSource, by: Posting, planned: str = "300000", **more: Any) -> Project:
    told = {"source": source.number, "kind": source.kind, "planned": yuan(planned), **more}
    return operations.add_funding(project, by=by, now=NOW, **told)


def enter(project: Project, by: Posting, funding: int = 3, **amounts: Any) -> Project:
    told = {name: yuan(value) if name in {"planned", "committed", "received", "spent"} else value
            for name, value in amounts.items()}  # fmt: skip
    return operations.update_funding(project, by=by, now=NOW, funding=funding, **told)


def faults(act: Any, *args: Any, **told: Any) -> dict[str, str]:
    with pytest.raises(BadInput) as refused:
        act(*args, **told)
    return {name: str(sentence) for name, sentence in refused.value.faults.items()}


# ---- add_funding --------------------------------------------------------------------------------------------------


def test_add_funding_names_a_source_of_the_library(project: Project, source: FundingSource, cast: Cast) -> None:
    named(project, source, cast.secretary)
    line = sources.line(project, 3)
    assert (line.name, line.source, line.kind) == (source.name, source, "fiscal")
    assert project.planned_amount == yuan("650000.00")
    assert [(one.column, str(one.after_amount)) for one in line.entries.all()] == [("planned", "300000.00")]
    record = AuditRecord.objects.get(action="project.add_funding")
    assert "300000.00" in record.facts
    assert Notice.objects.filter(action="project.add_funding", person=cast.finance.person_id).exists()


def test_add_funding_in_words_by_the_village_with_what_it_commits_itself(project: Project, cast: Cast) -> None:
    told = {"source": "投工投劳", "kind": "labour", "planned": yuan("20000"), "committed": yuan("20000")}
    operations.add_funding(project, by=cast.secretary, now=NOW, **told)
    assert sources.amounts(project, 3) == ("20000.00", "20000.00", "0.00", "0.00")
    assert project.committed_amount == yuan("20000.00")
    assert operations.recount(now=NOW) == 0


def test_add_funding_by_the_giver_of_its_own_source(project: Project, source: FundingSource, cast: Cast) -> None:
    named(project, source, cast.finance, committed=yuan("100000"))
    source.refresh_from_db()
    assert (source.committed_amount, source.left_amount) == (yuan("100000.00"), yuan("400000.00"))


def test_add_funding_is_the_keepers_and_the_givers_duty(project: Project, source: FundingSource, cast: Cast) -> None:
    for stranger in (cast.neighbour, cast.stranger, cast.leader, cast.planning):
        with pytest.raises(NotYourDuty):
            named(project, source, stranger)
    with pytest.raises(NotYourDuty):
        # A department offers its own source, and none of another's.
        operations.add_funding(project, by=cast.finance, now=NOW, source="银行", kind="bank", planned=yuan("1"))
    with pytest.raises(NotYourDuty):
        named(project, source, cast.secretary, committed=yuan("1"))


def test_add_funding_not_while_suspended_nor_after_accepting(source: FundingSource, cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    operations.suspend(project, by=cast.organizer, now=NOW, reason="等待用地。")
    with pytest.raises(NotNow):
        named(project, source, cast.secretary)
    with pytest.raises(NotNow):
        named(projects.brought_to(State.ACCEPTED, cast), source, cast.secretary)


@pytest.mark.parametrize(
    ("conditions", "field"),
    [
        ({"industries": ["fruit"]}, "source"),
        ({"apply_by": date(2026, 5, 19)}, "source"),
        ({"region": "450422100"}, "source"),
        ({"kind": "bank"}, "kind"),
    ],
)
def test_add_funding_keeps_the_conditions_of_a_source(
    project: Project, cast: Cast, conditions: dict[str, Any], field: str
) -> None:
    people.place("450422100", "藤州镇")
    kept = sources.opened(cast.finance, **conditions)
    told = {"source": kept.number, "kind": "fiscal", "planned": yuan("1")}
    assert [*faults(operations.add_funding, project, by=cast.secretary, now=NOW, **told)] == [field]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"source": " "}, "source"),
        ({"source": "LY-450422-2026-9999"}, "source"),
        ({"source": "村集体自筹"}, "source"),
        ({"kind": "gold"}, "kind"),
        ({"planned": yuan("0.001")}, "planned"),
        ({"planned": yuan("-1")}, "planned"),
        ({"planned": yuan("NaN")}, "planned"),
        ({"planned": yuan("Infinity")}, "planned"),
        ({"planned": yuan("1E+30")}, "planned"),
        ({"on": date(2027, 1, 1)}, "on"),
    ],
)
def test_add_funding_refuses_what_is_no_source(project: Project, cast: Cast, told: dict[str, Any], field: str) -> None:
    given = {"source": "县乡村振兴局", "kind": "department", "planned": yuan("1")} | told
    assert [*faults(operations.add_funding, project, by=cast.secretary, now=NOW, **given)] == [field]


def test_add_funding_names_a_source_once(project: Project, source: FundingSource, cast: Cast) -> None:
    named(project, source, cast.secretary)
    told = {"source": source.number, "kind": "fiscal", "planned": yuan("1")}
    assert [*faults(operations.add_funding, project, by=cast.secretary, now=NOW, **told)] == ["source"]


# ---- update_funding -----------------------------------------------------------------------------------------------


def test_update_funding_goes_the_way_of_money(listed: Project, source: FundingSource, cast: Cast) -> None:
    named(listed, source, cast.secretary)
    enter(listed, cast.finance, committed="300000.00", note="藤财农〔2026〕12号")
    enter(listed, cast.finance, received="120000.55", on=date(2026, 5, 18))
    enter(listed, cast.secretary, spent="20000.05")
    assert sources.amounts(listed, 3) == ("300000.00", "300000.00", "120000.55", "20000.05")
    source.refresh_from_db()
    assert (source.committed_amount, source.received_amount) == (yuan("300000.00"), yuan("120000.55"))
    assert (listed.committed_amount, listed.spent_amount) == (yuan("300000.00"), yuan("20000.05"))
    assert listed.gap_amount == yuan("300000.00")
    entries = FundingEntry.objects.filter(line=sources.line(listed, 3), column="received")
    assert [(str(one.before_amount), str(one.after_amount), one.on) for one in entries] == [
        ("0.00", "120000.55", date(2026, 5, 18))
    ]
    assert operations.recount(now=NOW) == 0


def test_update_funding_settles_what_is_not_covered(listed: Project, source: FundingSource, cast: Cast) -> None:
    assert (listed.uncovered_on, listed.uncovered_amount) == (date(2026, 6, 30), yuan("20000.00"))
    named(listed, source, cast.secretary)
    enter(listed, cast.finance, committed="219999.99")
    assert (listed.uncovered_on, listed.uncovered_amount) == (date(2026, 9, 30), yuan("0.01"))
    enter(listed, cast.finance, committed="350000")
    assert (listed.uncovered_on, listed.uncovered_amount) == (None, yuan("0.00"))


@pytest.mark.parametrize(
    ("who", "column", "is_theirs"),
    [
        ("secretary", "planned", True),
        ("township", "planned", True),
        ("organizer", "planned", True),
        ("finance", "planned", False),
        ("finance", "committed", True),
        ("secretary", "committed", False),
        ("organizer", "committed", False),
        ("finance", "received", True),
        ("secretary", "received", False),
        ("secretary", "spent", True),
        ("finance", "spent", True),
    ],
)
def test_update_funding_each_amount_is_somebodys(
    listed: Project, source: FundingSource, cast: Cast, who: str, column: str, is_theirs: bool
) -> None:
    named(listed, source, cast.secretary)
    enter(listed, cast.finance, committed="200000", received="100000")
    by, amount = getattr(cast, who), "150000" if column == "committed" else "90000"
    if is_theirs:
        enter(listed, by, note="更正", **{column: amount})
        assert getattr(sources.line(listed, 3), f"{column}_amount") == yuan(amount)
        return
    with pytest.raises(NotYourDuty):
        enter(listed, by, note="更正", **{column: amount})


def test_update_funding_of_a_name_is_the_organizers_and_the_villages_own(listed: Project, cast: Cast) -> None:
    enter(listed, cast.organizer, 1, committed="10")
    enter(listed, cast.secretary, 2, committed="50000", received="50000")
    with pytest.raises(NotYourDuty):
        enter(listed, cast.secretary, 1, committed="20")
    with pytest.raises(NotYourDuty):
        enter(listed, cast.planning, 1, committed="20")


def test_update_funding_pays_only_what_stands_in_the_library(project: Project, cast: Cast) -> None:
    enter(project, cast.organizer, 1, committed="10")
    with pytest.raises(NotNow):
        enter(project, cast.organizer, 1, received="10")


def test_update_funding_not_of_what_is_handed_over(cast: Cast) -> None:
    with pytest.raises(NotNow):
        enter(projects.brought_to(State.HANDED_OVER, cast), cast.organizer, 1, committed="10")


def test_update_funding_lowers_only_with_a_note(listed: Project, cast: Cast) -> None:
    enter(listed, cast.organizer, 1, committed="100")
    assert [*faults(enter, listed, cast.organizer, 1, committed="99.99")] == ["note"]
    enter(listed, cast.organizer, 1, committed="99.99", note="文件更正。")
    assert listed.committed_amount == yuan("99.99")


@pytest.mark.parametrize(
    ("amounts", "field"),
    [
        ({"committed": "500000.01"}, "committed"),
        ({"received": "200000.01"}, "received"),
        ({"committed": "99999.99", "note": "更正"}, "committed"),
        ({"spent": "100000.01"}, "spent"),
        ({"received": "49999.99", "note": "更正"}, "received"),
        ({"committed": "0.001"}, "committed"),
        ({"committed": "-1"}, "committed"),
        ({"committed": "NaN"}, "committed"),
        ({"committed": "Infinity"}, "committed"),
        ({"committed": "1000000000000"}, "committed"),
        ({"committed": "200000"}, ""),
        ({}, ""),
        ({"funding": 9, "committed": "1"}, "funding"),
    ],
)
def test_update_funding_refuses_with_what_is_left(
    listed: Project, source: FundingSource, cast: Cast, amounts: dict[str, Any], field: str
) -> None:
    named(listed, source, cast.secretary)
    enter(listed, cast.finance, committed="200000", received="100000", spent="50000")
    told = faults(enter, listed, cast.finance, **amounts)
    assert [*told] == [field]
    assert all(told.values())
    assert sources.amounts(listed, 3) == ("300000.00", "200000.00", "100000.00", "50000.00")


@pytest.mark.parametrize("limits", [{"most": "100000"}, {"least": "200001"}, {"most_percent": 30}])
def test_update_funding_keeps_the_limits_of_a_source(listed: Project, cast: Cast, limits: dict[str, Any]) -> None:
    kept = {name: yuan(value) if isinstance(value, str) else value for name, value in limits.items()}
    named(listed, sources.opened(cast.finance, **kept), cast.secretary)
    assert [*faults(enter, listed, cast.finance, committed="200000")] == ["committed"]


def test_update_funding_keeps_the_voucher(listed: Project, source: FundingSource, cast: Cast) -> None:
    named(listed, source, cast.secretary)
    paper = projects.paper(cast.finance)
    enter(listed, cast.finance, committed="10", received="10", voucher=[paper])
    assert [(one.column, one.voucher_id) for one in FundingEntry.objects.exclude(voucher=None)] == [("received", paper)]
    assert [*faults(enter, listed, cast.finance, received="9", note="更正", voucher=[paper])] == ["voucher"]


def test_a_village_of_another_county_finds_no_source(cast: Cast) -> None:
    assert VILLAGE.startswith("450422")
    abroad = sources.opened(cast.stranger)
    told = {"source": abroad.number, "kind": "fiscal", "planned": yuan("1")}
    project = projects.planned(cast.secretary)
    assert [*faults(operations.add_funding, project, by=cast.secretary, now=NOW, **told)] == ["source"]


# ---- taking a source back -----------------------------------------------------------------------------------------


def test_a_source_taken_back_releases_what_it_has_not_paid(source: FundingSource, cast: Cast) -> None:
    given = [projects.brought_to(State.LISTED, cast, title=f"项目{number}") for number in range(3)]
    for project in given:
        named(project, source, cast.secretary, planned="100000")
        enter(project, cast.finance, committed="100000")
    enter(given[0], cast.finance, received="30000.25")
    enter(given[1], cast.finance, received="100000")
    operations.withdraw_source(source, by=cast.finance, now=NOW, reason="上级收回结余资金。")
    assert [sources.amounts(project, 3)[1:3] for project in given] == [
        ("30000.25", "30000.25"),
        ("100000.00", "100000.00"),
        ("0.00", "0.00"),
    ]
    source.refresh_from_db()
    assert (source.state, source.committed_amount) == ("withdrawn", yuan("130000.25"))
    fresh = Project.objects.get(pk=given[0].pk)
    assert fresh.committed_amount == yuan("30000.25")
    assert fresh.events.latest("sequence").body["released"] == source.number
    assert operations.recount(now=NOW) == 0
    told = Notice.objects.filter(action="project.update_funding", person=cast.secretary.person_id)
    assert told.filter(subject_number=given[2].number).exists()
    with pytest.raises(NotNow):
        enter(given[2], cast.finance, committed="1")
    enter(given[0], cast.secretary, spent="30000.25")
    with pytest.raises(NotNow):
        operations.withdraw_source(source, by=cast.finance, now=NOW, reason="再次。")


def test_a_source_is_taken_back_by_its_keeper_only(source: FundingSource, cast: Cast) -> None:
    for stranger in (cast.secretary, cast.planning, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.withdraw_source(source, by=stranger, now=NOW, reason="收回。")
