"""What of a source is found, and by whom, on either database."""

from typing import Any

import pytest

from tests.factories import people, projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.sources import indexing, operations, queries
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"name": "茶园灌溉补助资金", "conditions": "只用于泵房和管道。"}


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


def numbers(posting: Posting, asked: str) -> list[str]:
    return [one.number for one in queries.listed([posting], q=asked)]


@pytest.mark.parametrize("asked", ["灌溉", "茶园 泵房", "藤县财政局", "2026", "财政衔接", "藤财农〔2026〕12号", "藤县"])
def test_a_source_is_found_by(cast: Cast, asked: str) -> None:
    made = sources.opened(cast.finance, **TOLD)
    assert numbers(cast.organizer, asked) == numbers(cast.secretary, asked) == [made.number]
    assert numbers(cast.organizer, made.number) == [made.number]


@pytest.mark.parametrize("asked", ["路灯", "，。", "灌溉 路灯"])
def test_a_source_is_not_found_by(cast: Cast, asked: str) -> None:
    sources.opened(cast.finance, **TOLD)
    assert numbers(cast.organizer, asked) == []


def test_those_above_and_below_find_it_and_no_stranger(cast: Cast) -> None:
    of_township = sources.opened(cast.organizer, region="450422107", **TOLD)
    of_city = sources.opened(cast.city, **TOLD)
    neighbour = people.posting("organizer", "450421", people.person("苍梧"))
    both = {of_township.number, of_city.number}
    for posting in (cast.secretary, cast.township, cast.organizer, cast.city):
        assert set(numbers(posting, "灌溉")) == both
    assert numbers(neighbour, "灌溉") == [of_city.number]
    assert numbers(cast.stranger, "灌溉") == []


def test_what_a_step_says_is_found_also_when_written_anew(cast: Cast) -> None:
    made = sources.opened(cast.finance, **TOLD)
    told = {"name": "茶园滴灌补助资金", "total": made.total_amount, "conditions": "也可用于滴灌带。"}
    operations.revise(made, by=cast.finance, now=NOW, **told)
    operations.close(made, by=cast.finance, now=NOW, reason="额度已用完。")
    for _again in range(2):
        for asked in ("滴灌带", "额度", "滴灌补助"):
            assert numbers(cast.organizer, asked) == [made.number]
        SearchDocument.objects.filter(kind=indexing.KIND).delete()
        assert indexing.build(lambda _count: None) == 1
