"""Libraries: the product's own once, versions by copying, a hundred points before anything is in force, then fixed."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories import indicators
from tests.factories.alliances import Cast
from tests.factories.indicators import ITEM, NOW
from zhitongche.arena.indicators import operations, queries
from zhitongche.arena.indicators.models import Aspect, Indicator, IndicatorLibrary
from zhitongche.config import reference_indicators
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty


def put(library: IndicatorLibrary, cast: Cast, **told: Any) -> IndicatorLibrary:
    return operations.set_item(library, by=cast.organizer, now=NOW, **{**ITEM, **told})


def test_load_default_issues_thirty_items_of_a_hundred_points_once(db: None) -> None:
    made = indicators.default()
    items = queries.items_of(made)
    assert (made.number, made.state, len(items), queries.total(items)) == ("ZB-CN-2026-0001", "issued", 30, 100)
    points = {aspect: queries.total([one for one in items if one.aspect == aspect]) for aspect in Aspect}
    assert list(points.values()) == [24, 16, 16, 22, 22]
    assert [one.code for one in items][:2] == ["LD-01", "LD-02"]
    again = operations.load_default(reference_indicators.NAME, reference_indicators.items(), now=NOW)
    assert (again, IndicatorLibrary.objects.count(), made.digest[:7]) == (None, 1, "sha256:")


# ---- draw_up ---------------------------------------------------------------------------------------------------------


def test_draw_up_copies_every_item_of_its_base(cast: Cast) -> None:
    base = indicators.default()
    made = indicators.drawn_up(cast.organizer, base.number)
    assert (made.number, made.state, made.based_on) == ("ZB-370681-2026-0001", "draft", base)
    told = [[getattr(one, name) for name in operations.TOLD] for one in queries.items_of(base)]
    assert [[getattr(one, name) for name in operations.TOLD] for one in queries.items_of(made)] == told
    assert AuditRecord.objects.filter(action="indicatorlibrary.draw_up", subject_id=made.number).exists()


def test_draw_up_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.leader, cast.township, cast.southern[0]):
        with pytest.raises(NotYourDuty):
            indicators.drawn_up(posting)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("name", {"name": " "}),
        ("region", {"region": "450422"}),
        ("region", {"region": "999999"}),
        ("based_on", {"based_on": "ZB-1"}),
    ],
)
def test_draw_up_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refusal:
        indicators.drawn_up(cast.organizer, **told)
    assert set(refusal.value.faults) == {field}
    assert not IndicatorLibrary.objects.exists()


def test_draw_up_refuses_a_name_that_is_taken_until_the_other_is_retired(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    with pytest.raises(BadInput):
        indicators.drawn_up(cast.organizer)
    operations.retire(made, by=cast.organizer, now=NOW, reason="重来")
    indicators.drawn_up(cast.organizer)


# ---- set_item, drop_item ---------------------------------------------------------------------------------------------


def test_set_item_adds_and_says_anew(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    put(made, cast)
    put(made, cast, code="gv-08", name="扁桃产业", max_points=Decimal(3))
    item = Indicator.objects.get()
    assert (item.code, item.name, item.max_points, item.position) == ("GV-08", "扁桃产业", 3, 1)
    body = queries.history(made)[-1].body
    assert (body["max_points"], body["was"]["max_points"]) == ("3", "2.5")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("code", {"code": " "}),
        ("name", {"name": ""}),
        ("aspect", {"aspect": "wealth"}),
        ("filling", {"filling": "magic"}),
        ("max_points", {"max_points": Decimal(0)}),
        ("max_points", {"max_points": Decimal(-1)}),
        ("max_points", {"max_points": Decimal("0.3")}),
        ("max_points", {"max_points": Decimal("100.5")}),
        ("max_points", {"max_points": Decimal("NaN")}),
    ],
)
def test_set_item_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    made = indicators.drawn_up(cast.organizer)
    with pytest.raises(BadInput) as refusal:
        put(made, cast, **told)
    assert set(refusal.value.faults) == {field}
    assert not Indicator.objects.exists()


def test_set_item_takes_no_hundredth_item(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    Indicator.objects.bulk_create(
        Indicator(library=made, code=f"X-{at}", aspect="power", name="项", position=at, max_points=1)
        for at in range(99)
    )
    put(made, cast, code="X-5")
    with pytest.raises(BadInput):
        put(made, cast)


@pytest.mark.parametrize("who", ["leader", "neighbour", "stranger"])
def test_set_item_and_all_else_is_the_organizers_of_its_place(cast: Cast, who: str) -> None:
    made, by = indicators.drawn_up(cast.organizer), getattr(cast, who)
    with pytest.raises(NotYourDuty):
        operations.set_item(made, by=by, now=NOW, **ITEM)
    with pytest.raises(NotYourDuty):
        operations.drop_item(made, by=by, now=NOW, code="GV-08")
    with pytest.raises(NotYourDuty):
        operations.issue(made, by=by, now=NOW)
    with pytest.raises(NotYourDuty):
        operations.retire(made, by=by, now=NOW, reason="不用")


def test_nobody_changes_the_products_own(cast: Cast) -> None:
    base = indicators.default()
    with pytest.raises(NotYourDuty):
        put(base, cast)
    with pytest.raises(NotYourDuty):
        operations.retire(base, by=cast.city, now=NOW, reason="不用")


def test_drop_item_takes_it_out_and_keeps_what_it_said(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    put(made, cast)
    operations.drop_item(made, by=cast.organizer, now=NOW, code="gv-08")
    assert not Indicator.objects.exists()
    assert queries.history(made)[-1].body["was"]["name"] == ITEM["name"]


def test_drop_item_refuses_a_code_that_is_not_there(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    with pytest.raises(BadInput):
        operations.drop_item(made, by=cast.organizer, now=NOW, code="GV-09")


def test_drop_item_is_the_organizers(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    with pytest.raises(NotYourDuty):
        operations.drop_item(made, by=cast.leader, now=NOW, code="GV-08")


# ---- issue, retire ---------------------------------------------------------------------------------------------------


def test_issue_fixes_it_with_a_digest_over_all_items(cast: Cast) -> None:
    one = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    operations.issue(one, by=cast.organizer, now=NOW)
    other = indicators.drawn_up(cast.organizer, one.number, name="2027年指标库")
    operations.issue(other, by=cast.organizer, now=NOW)
    assert (one.state, one.digest) == ("issued", other.digest)
    third = indicators.drawn_up(cast.organizer, one.number, name="2028年指标库")
    put(third, cast, code="A-01", aspect="leadership", name="另一项", max_points=Decimal(20))
    operations.issue(third, by=cast.organizer, now=NOW)
    assert third.digest != one.digest


def test_issue_wants_every_aspect_and_a_hundred_points(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    with pytest.raises(BadInput):
        operations.issue(made, by=cast.organizer, now=NOW)
    indicators.filled(cast.organizer, made)
    put(made, cast)
    with pytest.raises(BadInput) as refusal:
        operations.issue(made, by=cast.organizer, now=NOW)
    assert "102.5" in str(refusal.value.faults[""])
    assert made.state == "draft"


def test_issue_is_the_organizers(cast: Cast) -> None:
    made = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    with pytest.raises(NotYourDuty):
        operations.issue(made, by=cast.township, now=NOW)


def _in_force(cast: Cast) -> IndicatorLibrary:
    made = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    return operations.issue(made, by=cast.organizer, now=NOW)


def test_set_item_of_what_is_in_force_is_not_now(cast: Cast) -> None:
    made = _in_force(cast)
    with pytest.raises(NotNow):
        put(made, cast)


def test_drop_item_of_what_is_in_force_is_not_now(cast: Cast) -> None:
    made = _in_force(cast)
    with pytest.raises(NotNow):
        operations.drop_item(made, by=cast.organizer, now=NOW, code="A-01")


def test_issue_twice_is_not_now(cast: Cast) -> None:
    made = _in_force(cast)
    with pytest.raises(NotNow):
        operations.issue(made, by=cast.organizer, now=NOW)


def test_retire_takes_it_out_of_use_and_keeps_it(cast: Cast) -> None:
    made = _in_force(cast)
    operations.retire(made, by=cast.organizer, now=NOW, reason="换新")
    assert (made.state, len(queries.items_of(made))) == ("retired", 5)


def test_retire_is_the_organizers(cast: Cast) -> None:
    made = _in_force(cast)
    with pytest.raises(NotYourDuty):
        operations.retire(made, by=cast.southern[0], now=NOW, reason="换新")


def test_retire_twice_is_not_now(cast: Cast) -> None:
    made = _in_force(cast)
    operations.retire(made, by=cast.organizer, now=NOW, reason="换新")
    with pytest.raises(NotNow):
        operations.retire(made, by=cast.organizer, now=NOW, reason="换新")


def test_visible_to_everybody_when_in_force_and_to_its_keepers_before(cast: Cast) -> None:
    base, made = indicators.default(), indicators.drawn_up(cast.organizer)
    for posting in (cast.organizer, cast.city):
        assert queries.found([posting], made.number) is not None
    for posting in (cast.leader, cast.southern[0], cast.neighbour, cast.stranger):
        assert queries.found([posting], made.number) is None
        assert queries.found([posting], base.number) is not None
    indicators.filled(cast.organizer, made)
    operations.issue(made, by=cast.organizer, now=NOW)
    assert queries.found([cast.southern[0]], made.number) is not None
    assert queries.found([cast.neighbour], made.number) is None
