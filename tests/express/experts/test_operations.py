"""The pool: what an entry keeps, whose duty it is, what is refused; who sees whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import experts, people
from tests.factories.experts import NOW, PHONE, TODAY, Cast
from zhitongche.config.reference import SKILLS
from zhitongche.express.experts import operations, queries
from zhitongche.express.experts.models import Expert, Skill
from zhitongche.express.experts.queries import Filters
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty


def test_load_skills_adds_once_what_is_missing(cast: Cast) -> None:
    assert operations.load_skills(SKILLS, now=NOW) == 0
    Skill.objects.filter(pk="digital").delete()
    assert operations.load_skills(SKILLS, now=NOW) == 1
    assert [str(branch) for branch, below in queries.tree() if not below] == []


def test_enrol_keeps_the_entry_and_links_the_person_of_that_name_and_phone(cast: Cast) -> None:
    made = experts.expert(cast.organizer, service_areas=["450422107"], free_days=[{"weekdays": [6, 7]}])
    kept = queries.for_page(Expert.objects.all()).get()
    assert (kept.number, kept.person_id) == ("ZJ-450422-2026-0001", cast.expert.person_id)
    assert [skill.pk for skill in queries.skills_of(kept)] == ["tea", "water"]
    assert [area.region_id for area in queries.areas_of(kept)] == ["450422", "450422107"]
    assert AuditRecord.objects.filter(action="expert.enrol", subject_id=made.number).exists()
    assert PHONE not in str(queries.history(kept)[0].body)


def test_enrol_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.secretary, cast.expert, cast.township, cast.liaison):
        with pytest.raises(NotYourDuty):
            experts.expert(posting)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("name", {"name": " "}),
        ("fields", {"fields": []}),
        ("fields", {"fields": ["magic"]}),
        ("fields", {"fields": [one for _c, _n, _e, low in SKILLS for one, _z, _y in low][:11]}),
        ("phone", {"phone": "12"}),
        ("region", {"region": "370681"}),
        ("region", {"region": "999999"}),
        ("service_areas", {"service_areas": ["龙口市"]}),
        ("free_days", {"free_days": [{"from_": date(2026, 6, 2), "until": date(2026, 6, 1)}]}),
        ("free_days", {"free_days": [{"weekdays": [1]}] * 11}),
    ],
)
def test_enrol_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refusal:
        experts.expert(cast.organizer, **told)
    assert set(refusal.value.faults) == {field}


def test_enrol_refuses_the_same_name_and_phone_twice(cast: Cast) -> None:
    experts.expert(cast.organizer)
    with pytest.raises(BadInput):
        experts.expert(cast.organizer)
    experts.expert(cast.organizer, phone="")
    assert Expert.objects.count() == 2


def test_revise_says_the_whole_entry_anew(cast: Cast) -> None:
    made = experts.expert(cast.organizer, service_areas=["450422107"])
    operations.revise(made, by=cast.organizer, now=NOW, **{**experts.ENTRY, "fields": ["law"], "unit": "藤县司法局"})
    kept = queries.for_page(Expert.objects.all()).get()
    assert [skill.pk for skill in queries.skills_of(kept)] == ["law"]
    assert (kept.unit, len(queries.areas_of(kept))) == ("藤县司法局", 1)
    assert [event.action for event in queries.history(kept)] == ["enrol", "revise"]


def test_revise_is_the_organizers_of_the_home_place(cast: Cast) -> None:
    made = experts.expert(cast.organizer)
    with pytest.raises(NotYourDuty):
        operations.revise(made, by=cast.stranger, now=NOW, **experts.ENTRY)
    operations.revise(made, by=cast.city, now=NOW, **experts.ENTRY)


def test_retire_and_restore(cast: Cast) -> None:
    made = experts.expert(cast.organizer)
    operations.retire(made, by=cast.organizer, now=NOW, reason="已退休。")
    assert made.state == "retired"
    with pytest.raises(NotNow):
        operations.retire(made, by=cast.organizer, now=NOW, reason="再来。")
    with pytest.raises(NotNow):
        operations.revise(made, by=cast.organizer, now=NOW, **experts.ENTRY)
    operations.restore(made, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.restore(made, by=cast.organizer, now=NOW)
    with pytest.raises(NotYourDuty):
        operations.retire(made, by=cast.secretary, now=NOW, reason="不合适。")


def test_retire_waits_for_open_dispatches(cast: Cast) -> None:
    made = experts.expert(cast.organizer)
    experts.dispatch(cast, made)
    with pytest.raises(NotNow):
        operations.retire(Expert.objects.get(), by=cast.organizer, now=NOW, reason="已退休。")
    # Read before the dispatch was made: the guard of the row refuses it.
    with pytest.raises(NotNow):
        operations.retire(made, by=cast.organizer, now=NOW, reason="已退休。")


def test_who_sees_whom(cast: Cast) -> None:
    county = experts.expert(cast.organizer)
    village = experts.expert(cast.organizer, name="村专家", phone="", region="450422107205")
    seen = {
        name: set(queries.visible_to(getattr(cast, name)))
        for name in ("secretary", "neighbour", "organizer", "city", "stranger", "liaison", "township")
    }
    assert seen == {
        "secretary": {county, village},
        "neighbour": {county},
        "organizer": {county, village},
        "city": {county, village},
        "stranger": set(),
        "liaison": {county, village},
        "township": {county, village},
    }


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(skill="tea"), 1),
        (Filters(skill="planting"), 1),
        (Filters(skill="law"), 0),
        (Filters(region="450422107205"), 1),
        (Filters(region="370681"), 0),
        (Filters(free_on=date(2026, 5, 30)), 1),
        (Filters(free_on=date(2026, 5, 29)), 0),
        (Filters(state="retired"), 0),
        (Filters(state="any"), 1),
        (Filters(q="茶叶"), 1),
        (Filters(q="农艺师"), 1),
        (Filters(q=PHONE), 0),
    ],
)
def test_the_pool_is_narrowed(cast: Cast, filters: Filters, count: int) -> None:
    experts.expert(cast.organizer, free_days=[{"weekdays": [6, 7]}])
    assert len(queries.page_of([cast.secretary], filters, None).items) == count


def test_a_taken_day_is_not_free(cast: Cast) -> None:
    made = experts.expert(cast.organizer)
    experts.dispatch(cast, made)
    assert not queries.listed([cast.organizer], Filters(free_on=experts.FIRST)).exists()
    assert queries.listed([cast.organizer], Filters(free_on=TODAY + timedelta(days=90))).exists()


def test_an_entry_of_a_city_is_numbered_by_it(cast: Cast) -> None:
    made = experts.expert(cast.city, region="4504")
    assert made.number == "ZJ-4504-2026-0001"
    assert people.place("4504") == made.region
