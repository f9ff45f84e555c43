"""Every kind's documents can be written anew, and are then what the acts wrote."""

import pytest
from django.core.management import call_command

from tests.factories import searching
from zhitongche.config import searchable
from zhitongche.foundation.search import queries
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db


def written() -> dict[tuple[str, int], tuple[str, set[str]]]:
    """Title and words of each document; which of the texts a later word stands in is no matter."""
    return {
        (one.kind, one.key): (one.title, set(f"{one.body} {one.later}".split())) for one in SearchDocument.objects.all()
    }


def test_every_kind_is_written_anew_as_the_acts_wrote_it() -> None:
    searching.every()
    before = written()
    assert {kind for kind, _key in before} == {"problem", "project", "source", "expert", "dispatch", "outcome"}
    SearchDocument.objects.all().delete()
    said: list[str] = []
    assert searchable.build(said.append) == len(before) == len(said)
    assert written() == before
    assert searchable.build(said.append) == 0
    for kind, key in before:
        assert key in [one.key for one in queries.candidates(kind, dict.fromkeys([searching.WORD], 1), None, 10)]


def test_prepare_and_recount_write_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    searching.every()
    for command in ("prepare", "recount"):
        SearchDocument.objects.all().delete()
        call_command(command)
        assert len({kind for kind, _key in written()}) == len(searchable.BUILDERS)
