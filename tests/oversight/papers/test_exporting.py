"""`ztc export` of a meeting's papers: to Word and PDF by ending, to a sheet its table."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import meetings, people
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Meeting:
    cast = meetings.cast()
    people.account("organizer", of=cast.organizer.person)
    people.account("liaison", of=cast.liaison.person)
    Posting.objects.update(ends_on=None)
    return meetings.brought_to(State.CLOSED, cast)


@pytest.mark.parametrize(("kind", "ending", "start"), [("minutes", ".docx", b"PK"), ("agenda", ".pdf", b"%PDF-")])
def test_export_writes_a_paper_by_its_ending(
    held: Meeting, tmp_path: Path, kind: str, ending: str, start: bytes
) -> None:
    target = tmp_path / f"paper{ending}"
    call_command("export", kind, "-o", str(target), "--as", "organizer", "--number", held.number)
    assert target.read_bytes().startswith(start)
    assert AuditRecord.objects.filter(action="paper.take_out").count() == 1


def test_export_writes_the_table_of_a_paper_as_a_sheet(
    held: Meeting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "agenda.csv"
    call_command("export", "agenda", "-o", str(target), "--as", "organizer", "--number", held.number)
    assert capsys.readouterr().out.strip() == "2"
    assert "议题" in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("who", "number"), [("liaison", "DJ"), ("organizer", ""), ("organizer", "DJ-450422-2026-0099")]
)
def test_export_refuses_with_a_sentence(
    held: Meeting, tmp_path: Path, capsys: pytest.CaptureFixture[str], who: str, number: str
) -> None:
    target = tmp_path / "minutes.docx"
    given = held.number if number == "DJ" else number
    with pytest.raises(SystemExit):
        call_command("export", "minutes", "-o", str(target), "--as", who, *(["--number", given] if given else []))
    assert capsys.readouterr().out.strip()
    assert not target.exists()
