"""The sheet of entries of one contest: for who runs it, from the closing on, by page, API and command."""

import csv
import io
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import contests, people, projects
from tests.factories.contests import Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.sheets.columns import ENTRIES
from zhitongche.arena.contests.sheets.exporting import OUTFLOW
from zhitongche.arena.contests.states import State
from zhitongche.express.projects.operations import load_industries
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.interchange.outflow import Asked, Wanted
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
WORDS = [column.word for column in ENTRIES]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


@pytest.fixture
def made(cast: Cast) -> Contest:
    """Closed, with three entries; one of them was granted late, and the fourth was never submitted."""
    figures = [{"label": "带动就业", "value": "120", "unit": "人", "source": "花名册"}]
    filled = [{"code": "solved", "value": "3", "of": "", "about": "", "numbers": ["370681-2026-0001"]}]
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    first, second, third = cast.secretaries[:3]
    contests.entry(made, first, figures=figures, filled=filled, turn=2)
    contests.entry(made, second, is_late=True, statement="=1+1")
    contests.entry(made, third, excluded="withdrawn")
    contests.entry(made, people.posting("first_secretary", "370681104", people.person("未提交")), state="draft")
    return made


def rows(who: Posting, **asked: Any) -> list[dict[str, Any]]:
    wanted = Wanted((who,), contests.TODAY, Asked("entries", ".csv", **asked))
    return [dict(zip(WORDS, row, strict=True)) for row in OUTFLOW.lists["entries"].rows(wanted)]


def client(who: Posting) -> Client:
    made = Client()
    made.cookies["django_language"] = "en"
    made.force_login(account(who))
    return made


def account(who: Posting) -> Account:
    return Account.objects.filter(person=who.person_id).first() or people.account(of=who.person)


def page(made: Contest) -> str:
    return f"/contests/{made.number}/entries/export/"


def test_each_entry_that_was_submitted_is_a_row_with_what_was_said_and_what_the_records_say(
    cast: Cast, made: Contest
) -> None:
    found = rows(cast.organizer, number=made.number)
    assert [row["serial"] for row in found] == [1, 2, 3]
    first = found[0]
    assert (first["name"], first["turn"], first["contest"]) == (cast.secretaries[0].person.name, 2, made.number)
    assert first["figures"] == "带动就业：120人（花名册）"
    assert first["filled"] == "已解决问题：3（系统记录 370681-2026-0001）"
    assert [row["late"] for row in found] == ["", "是", ""]
    assert [row["excluded"] for row in found] == ["", "", "已撤回"]


def test_an_entry_names_the_project_it_is_about(cast: Cast, made: Contest) -> None:
    load_industries(projects.INDUSTRIES, now=projects.NOW)
    project = projects.planned(cast.secretaries[0])
    Entry.objects.filter(contest=made, serial=1).update(project=project)
    row = rows(cast.organizer)[0]
    assert (row["project"], row["project_title"]) == (project.number, project.title)


def test_before_the_closing_and_for_others_there_is_none(cast: Cast, made: Contest) -> None:
    for reader in (
        cast.supervisor,
        cast.judges[0],
        cast.secretaries[0],
        cast.alliances.leader,
        cast.alliances.stranger,
    ):
        assert rows(reader) == []
    assert rows(cast.organizer, region="370682") == []
    Contest.objects.filter(pk=made.pk).update(state=State.OPEN)
    assert rows(cast.organizer) == []
    assert client(cast.organizer).get(page(made)).status_code == 409


def test_the_page_gives_it_to_the_organizer_and_refuses_others(cast: Cast, made: Contest) -> None:
    answer = client(cast.organizer).get(page(made), {"ending": ".csv"})
    told = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[3] for line in told[2:6]] == ["参评编号", "1", "2", "3"]
    assert told[4][11] == "'=1+1"
    assert AuditRecord.objects.filter(action="contest.export_entries").count() == 1
    assert client(cast.secretaries[0]).get(page(made)).status_code == 403
    assert client(cast.alliances.stranger).get(page(made)).status_code == 404
    assert client(cast.organizer).get(page(made), {"ending": ".exe"}).status_code == 404


def test_the_showcase_leads_its_keeper_there(cast: Cast, made: Contest) -> None:
    address = f"/contests/{made.number}/showcase/"
    assert page(made) in client(cast.organizer).get(address).content.decode()
    assert page(made) not in client(cast.secretaries[0]).get(address).content.decode()


def test_the_api_refuses_as_the_page_does(cast: Cast, made: Contest) -> None:
    address = f"/api/v1/contests/{made.number}/entries/export"

    def status(who: Posting, **asked: str) -> int:
        token = new_token(account(who), by=None, now=contests.NOW)
        answer = Client().get(address, asked, headers={"Authorization": f"Bearer {token}"})
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer.status_code

    assert (status(cast.organizer), status(cast.organizer, format="ods")) == (200, 422)
    assert (status(cast.secretaries[0]), status(cast.alliances.stranger)) == (403, 404)
    Contest.objects.filter(pk=made.pk).update(state=State.OPEN)
    assert status(cast.organizer) == 409


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_the_command_writes_it(cast: Cast, made: Contest, tmp_path: Path, ending: str) -> None:
    out, path = StringIO(), tmp_path / f"out.{ending}"
    flags = ("--as", account(cast.organizer).username, "--number", made.number)
    call_command("export", "entries", "-o", str(path), *flags, stdout=out)
    assert (out.getvalue().strip(), path.stat().st_size > 200) == ("3", True)
