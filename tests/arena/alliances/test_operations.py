"""Alliances: who founds them, who belongs where on any day, and what is refused with nothing done by halves."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import alliances, people
from tests.factories.alliances import NOW, SOUTH, TODAY, Cast
from zhitongche.arena.alliances import operations, queries
from zhitongche.arena.alliances.models import Alliance, AlliancePlace, Membership
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def enrol(alliance: Alliance, by: Posting, people: list[int], **told: Any) -> Alliance:
    return operations.enrol(alliance, by=by, now=NOW, people=people, **told)


def names(alliance: Alliance, on: date = TODAY) -> list[str]:
    return [one.person.name for one in queries.members(alliance, on).order_by("region_id")]


# ---- found -----------------------------------------------------------------------------------------------------------


def test_found_keeps_chief_and_subs_with_their_places(cast: Cast) -> None:
    made = alliances.south(cast)
    assert made.number == "LM-370681-2026-0002"
    assert made.parent is not None
    assert made.parent.name == "龙口市第一书记总盟"
    assert [one.region_id for one in queries.places_of(queries.afresh(made))] == [SOUTH]
    assert AuditRecord.objects.filter(action="alliance.found", subject_id=made.number).exists()


def test_found_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.leader, cast.township, cast.southern[0]):
        with pytest.raises(NotYourDuty):
            operations.found(by=posting, now=NOW, name="联盟")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("name", {"name": " "}),
        ("region", {"region": "450422"}),
        ("region", {"region": "999999"}),
        ("places", {"places": ["450422107"]}),
        ("places", {"places": ["没有镇"]}),
        ("places", {"places": [SOUTH, f"{SOUTH}201"]}),
        ("places", {"places": [SOUTH] * 61}),
        ("parent", {"parent": "LM-370681-2026-0009"}),
    ],
)
def test_found_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refusal:
        operations.found(by=cast.organizer, now=NOW, **{"name": "联盟", **told})
    assert set(refusal.value.faults) == {field}
    assert not Alliance.objects.exists()


def test_found_refuses_a_name_or_a_place_that_is_taken(cast: Cast) -> None:
    parent = alliances.chief(cast)
    alliances.south(cast, parent)
    for field, told in (
        ("name", {"places": [alliances.NORTH]}),
        ("places", {"name": "另一联盟"}),
        ("places", {"name": "另一联盟", "places": [f"{SOUTH}201"]}),
    ):
        with pytest.raises(BadInput) as refusal:
            alliances.south(cast, parent, **told)
        assert set(refusal.value.faults) == {field}
    assert Alliance.objects.count() == 2


def test_found_puts_no_sub_under_a_sub_nor_under_one_with_members(cast: Cast) -> None:
    with pytest.raises(BadInput):
        alliances.south(cast, alliances.south(cast), name="下盟", places=[])
    chief = Alliance.objects.get(parent=None)
    Alliance.objects.exclude(pk=chief.pk).delete()
    alliances.enrolled(cast, chief)
    with pytest.raises(BadInput) as refusal:
        alliances.north(cast, chief)
    assert set(refusal.value.faults) == {"parent"}


# ---- enrol -----------------------------------------------------------------------------------------------------------


def test_enrol_takes_in_those_who_serve_in_its_places_and_tells_them(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert names(south) == ["南村201书记", "南村202书记", "南村203书记"]
    assert south.parent is not None
    assert names(south.parent) == names(south)
    assert names(south, YESTERDAY) == []
    assert Notice.objects.filter(action="alliance.enrol").count() == 3
    assert not queries.outside(south, TODAY).exists()


def test_enrol_is_the_organizers_of_its_place(cast: Cast) -> None:
    south = alliances.south(cast)
    for posting in (cast.leader, cast.township, cast.southern[0], cast.neighbour, cast.stranger):
        with pytest.raises(NotYourDuty):
            enrol(south, posting, cast.keys)
    assert not Membership.objects.exists()


def test_enrol_refuses_with_not_now_a_chief_with_subs_and_a_dissolved_one(cast: Cast) -> None:
    south = alliances.south(cast)
    assert south.parent is not None
    with pytest.raises(NotNow):
        enrol(south.parent, cast.organizer, cast.keys)
    operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    with pytest.raises(NotNow):
        enrol(south, cast.organizer, cast.keys)


def test_enrol_takes_all_or_nobody(cast: Cast) -> None:
    south = alliances.south(cast)
    for key in (cast.northern[0].person_id, cast.organizer.person_id, 999_999):
        with pytest.raises(BadInput) as refusal:
            enrol(south, cast.organizer, [*cast.keys, key])
        assert set(refusal.value.faults) == {"people"}
    for wrong in ([], list(range(1, 202))):
        with pytest.raises(BadInput):
            enrol(south, cast.organizer, wrong)
    assert not Membership.objects.exists()


def test_enrol_refuses_who_belongs_somewhere_then_or_later(cast: Cast) -> None:
    south = alliances.south(cast)
    enrol(south, cast.organizer, cast.keys[:1], on=TOMORROW)
    for day in (TODAY, TOMORROW):
        with pytest.raises(BadInput):
            enrol(south, cast.organizer, cast.keys[:1], on=day)
    assert names(south) == []
    assert names(south, TOMORROW) == ["南村201书记"]


def test_enrol_again_after_service_elsewhere_closes_what_ended_with_the_old_service(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    moved = cast.southern[0]
    Posting.objects.filter(pk=moved.pk).update(ends_on=TODAY)
    anew = people.posting("first_secretary", f"{alliances.NORTH}202", moved.person, starts_on=TODAY)
    assert names(south) == ["南村202书记", "南村203书记"]
    assert south.parent is not None
    north = alliances.north(cast, south.parent)
    enrol(north, cast.organizer, [anew.person_id])
    belonging = queries.belonging(anew.person_id, TODAY)
    assert belonging is not None
    assert belonging.alliance_id == north.pk
    assert [one.ends_on for one in Membership.objects.filter(person=moved.person_id).order_by("pk")] == [TODAY, None]


# ---- transfer, release -----------------------------------------------------------------------------------------------


def test_transfer_moves_a_member_on_the_day(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert south.parent is not None
    north = alliances.north(cast, south.parent)
    moved = cast.southern[0]
    people.posting("first_secretary", f"{alliances.NORTH}201", moved.person)
    operations.transfer(
        south, by=cast.organizer, now=NOW, person=moved.person_id, to=north.number, reason="换村", on=TOMORROW
    )
    for day, number in ((TODAY, south.number), (TOMORROW, north.number)):
        belonging = queries.belonging(moved.person_id, day)
        assert belonging is not None
        assert belonging.alliance.number == number
    assert [event.action for event in queries.history(north)] == ["found", "enrol"]
    assert [event.action for event in queries.history(south)] == ["found", "enrol", "transfer"]


def test_transfer_refuses_what_cannot_be_and_leaves_everything_as_it_was(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert south.parent is not None
    north = alliances.north(cast, south.parent)
    member, other = cast.southern[0].person_id, cast.northern[0].person_id
    for field, told in (
        ("to", {"person": member, "to": north.number}),
        ("to", {"person": member, "to": south.number}),
        ("to", {"person": member, "to": "LM-1"}),
        ("person", {"person": other, "to": north.number}),
        ("on", {"person": member, "to": north.number, "on": YESTERDAY}),
    ):
        with pytest.raises(BadInput) as refusal:
            operations.transfer(south, by=cast.organizer, now=NOW, reason="换村", **told)
        assert set(refusal.value.faults) == {field}
    assert len(names(south)) == 3


def test_transfer_is_the_organizers(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert south.parent is not None
    north = alliances.north(cast, south.parent)
    with pytest.raises(NotYourDuty):
        operations.transfer(south, by=cast.leader, now=NOW, person=cast.keys[0], to=north.number, reason="换村")


def test_transfer_out_of_a_dissolved_one_is_not_now(cast: Cast) -> None:
    south = alliances.south(cast)
    assert south.parent is not None
    north = alliances.north(cast, south.parent)
    operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    with pytest.raises(NotNow):
        operations.transfer(south, by=cast.organizer, now=NOW, person=cast.keys[0], to=north.number, reason="换村")


def test_release_ends_the_membership_and_keeps_it(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    operations.release(south, by=cast.organizer, now=NOW, person=cast.keys[0], reason="轮换", on=TOMORROW)
    assert len(names(south)) == 3
    assert len(names(south, TOMORROW)) == 2


def test_release_of_somebody_who_has_left_is_refused(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    operations.release(south, by=cast.organizer, now=NOW, person=cast.keys[0], reason="轮换")
    with pytest.raises(BadInput) as refusal:
        operations.release(south, by=cast.organizer, now=NOW, person=cast.keys[0], reason="轮换")
    assert set(refusal.value.faults) == {"person"}


def test_release_is_the_organizers(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    for posting in (cast.leader, cast.neighbour):
        with pytest.raises(NotYourDuty):
            operations.release(south, by=posting, now=NOW, person=cast.keys[0], reason="轮换")


def test_release_from_a_dissolved_one_is_not_now(cast: Cast) -> None:
    south = alliances.south(cast)
    operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    with pytest.raises(NotNow):
        operations.release(south, by=cast.organizer, now=NOW, person=cast.keys[0], reason="轮换")


# ---- revise, dissolve ------------------------------------------------------------------------------------------------


def test_revise_says_name_and_places_anew(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    operations.revise(south, by=cast.organizer, now=NOW, name="南区分盟", places=[SOUTH, alliances.NORTH])
    kept = queries.afresh(south)
    assert (kept.name, len(queries.places_of(kept))) == ("南区分盟", 2)
    assert queries.outside(kept, TODAY).count() == 2


def test_revise_leaves_no_member_outside(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    with pytest.raises(BadInput) as refusal:
        operations.revise(south, by=cast.organizer, now=NOW, name="南区联盟", places=[alliances.NORTH])
    assert set(refusal.value.faults) == {"places"}
    assert [one.region_id for one in AlliancePlace.objects.all()] == [SOUTH]


def test_revise_is_the_organizers(cast: Cast) -> None:
    south = alliances.south(cast)
    with pytest.raises(NotYourDuty):
        operations.revise(south, by=cast.southern[0], now=NOW, name="南区分盟")


def test_revise_and_dissolve_of_a_dissolved_one_are_not_now(cast: Cast) -> None:
    south = alliances.south(cast)
    operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    with pytest.raises(NotNow):
        operations.revise(south, by=cast.organizer, now=NOW, name="南区分盟")
    with pytest.raises(NotNow):
        operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")


def test_dissolve_waits_until_nobody_is_left(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert south.parent is not None
    with pytest.raises(NotNow):
        operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    with pytest.raises(NotNow):
        operations.dissolve(south.parent, by=cast.organizer, now=NOW, reason="调整")


def test_dissolve_frees_its_places_and_closes_what_ended_with_the_service(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    assert south.parent is not None
    for key in cast.keys[1:]:
        operations.release(south, by=cast.organizer, now=NOW, person=key, reason="轮换")
    Posting.objects.filter(pk=cast.southern[0].pk).update(ends_on=TODAY)
    operations.dissolve(south, by=cast.organizer, now=NOW, reason="调整")
    assert (south.state, AlliancePlace.objects.count()) == ("dissolved", 0)
    assert not Membership.objects.filter(ends_on=None).exists()
    alliances.south(cast, south.parent)


def test_dissolve_is_the_organizers(cast: Cast) -> None:
    south = alliances.south(cast)
    with pytest.raises(NotYourDuty):
        operations.dissolve(south, by=cast.township, now=NOW, reason="调整")


def test_visible_to_the_own_place_those_above_and_those_below(cast: Cast) -> None:
    south = alliances.south(cast)
    for posting in (cast.organizer, cast.city, cast.leader, cast.township, cast.southern[0], cast.northern[0]):
        assert queries.found([posting], south.number) is not None
    for posting in (cast.neighbour, cast.stranger):
        assert queries.found([posting], south.number) is None
