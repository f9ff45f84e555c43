"""The pages of a first batch, by their people: shown before it is taken, taken once, all of it or nothing."""

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import batches, people, workbooks
from tests.factories.projects import NOW, Cast
from zhitongche.express.batches import importing, intake, operations, views
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects.models import Industry, Project
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange.models import ColumnMapping, Job
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')
SEND = "/projects/import/"


@pytest.fixture
def visit(client: Client) -> Callable[[Posting], Client]:
    def as_(posting: Posting) -> Client:
        mine = Account.objects.filter(person=posting.person).first()
        client.force_login(mine or people.account(f"u{posting.person_id}", of=posting.person))
        client.cookies["django_language"] = "en"
        return client

    return as_


def post(client: Client, address: str, **data: Any) -> Any:
    key = KEY.search(client.get(address).content.decode())
    return client.post(address, {"idempotency_key": key[1] if key else "none", **data})


def sent(client: Client, path: Path) -> str:
    """The address that shows what the workbook would do."""
    answer = post(client, SEND, sheet=SimpleUploadedFile(path.name, path.read_bytes()))
    assert answer.status_code == 303
    return str(answer["Location"])


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_workbook_is_shown_before_it_is_taken_and_taken_once(cast: Cast, visit: Any, tmp_path: Path) -> None:
    client = visit(cast.organizer)
    shown = sent(client, batches.first(tmp_path))
    assert not Project.objects.exists()
    page = text_of(client, shown)
    assert "Take projects: 37, problems: 110" in page
    key = KEY.search(page)
    assert key
    answers = [client.post(shown, {"idempotency_key": key[1], "do": "run"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "37 projects were planned. 110 problems were reported." in text_of(client, answers[0]["Location"])
    assert (Project.objects.count(), Problem.objects.count()) == (37, 110)
    assert client.get(shown).status_code == 404
    assert client.post(shown, {"idempotency_key": "another-key-of-mine", "do": "run"}).status_code == 409
    again = text_of(client, sent(client, batches.first(tmp_path)))
    assert 'value="run"' not in again
    assert "Here already" in again


def test_faults_of_both_lists_are_named_by_cell_and_nothing_is_taken(cast: Cast, visit: Any, tmp_path: Path) -> None:
    wrong = batches.problem(2, 1)
    wrong[6] = "炼丹"
    rows = [batches.project(1), batches.project(2, days="明年")]
    client = visit(cast.organizer)
    shown = sent(client, batches.book(tmp_path, rows, [batches.problem(1, 1), wrong]))
    page = text_of(client, shown)
    assert "I4 (建设起止时间)" in page
    assert "G3 (问题类别)" in page
    assert 'value="run"' not in page
    assert post(client, shown, do="run").status_code == 422
    assert (Project.objects.exists(), Problem.objects.exists()) == (False, False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.pdf", b"%PDF-1.7", "must end in .xlsx"), ("a.xls", workbooks.OLE, "old Excel"), ("a.xlsx", b"PK\x03\x04 x", "damaged"),
     ("a.xlsx", b"", "cannot be read")],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_so(cast: Cast, visit: Any, name: str, content: bytes, said: str) -> None:
    client = visit(cast.organizer)
    answer = post(client, SEND, sheet=SimpleUploadedFile(name, content))
    page = text_of(client, answer["Location"])
    assert said in page
    assert post(client, answer["Location"], do="run").status_code == 422
    assert post(client, answer["Location"], do="drop")["Location"] == SEND
    assert not Job.objects.exists()


def test_what_a_workbook_lacks_is_said(cast: Cast, visit: Any, tmp_path: Path) -> None:
    client = visit(cast.organizer)
    alone = workbooks.several(tmp_path / "a.xlsx", {"项目库": [batches.LIBRARY, batches.project(1)]})
    page = text_of(client, sent(client, alone))
    assert "There is no list of problems" in page
    assert "Take 1 project<" in page
    problems = workbooks.several(tmp_path / "b.xlsx", {"问题清单": [batches.PROBLEMS, batches.problem(1, 1)]})
    assert "There is no list of projects" in text_of(client, sent(client, problems))


def test_columns_of_either_list_are_chosen_once_and_remembered(cast: Cast, visit: Any, tmp_path: Path) -> None:
    client = visit(cast.organizer)
    strange = ["什么项目" if heading == "项目名称" else heading for heading in batches.LIBRARY]
    path = batches.book(tmp_path, [batches.project(1)], [batches.problem(1, 1)], strange)
    shown = sent(client, path)
    assert "<details open" in text_of(client, shown)
    words = "no title industry county township village scope_of_works goal days investment fiscal village_own households is_publicized"
    chosen = {f"column_{place}": word for place, word in enumerate(words.split(), start=1)}
    assert post(client, shown, do="columns", **{**chosen, "column_1": "title"}).status_code == 422
    assert post(client, shown, do="columns", **chosen)["Location"] == shown
    assert ColumnMapping.objects.get().kind == "projects"
    assert "Take projects: 1, problems: 1" in text_of(client, shown)
    others = "_no county township village reported_by project category description request"
    chosen = {f"column_{place}": word for place, word in enumerate(others.split(), start=1)}
    assert post(client, shown, do="problem_columns", **chosen).status_code == 303
    assert set(ColumnMapping.objects.values_list("kind", flat=True)) == {"projects", "problems"}


def test_a_workbook_is_for_those_who_plan_and_its_senders_alone(cast: Cast, visit: Any, tmp_path: Path) -> None:
    shown = sent(visit(cast.organizer), batches.first(tmp_path))
    assert visit(cast.township).get(shown).status_code == 404
    assert visit(cast.township).get(SEND).status_code == 200
    assert visit(cast.finance).get(SEND).status_code == 404


def test_the_list_of_projects_leads_to_it(cast: Cast, visit: Any) -> None:
    assert text_of(visit(cast.organizer), reverse("projects:list")).count(f'href="{SEND}"') == 2
    assert SEND not in text_of(visit(cast.finance), reverse("projects:list"))


@pytest.fixture
def is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "INTAKE", dataclasses.replace(intake.INTAKE, at_once=10))


def test_a_long_workbook_is_taken_by_a_worker(cast: Cast, visit: Any, tmp_path: Path, is_long: None) -> None:
    client = visit(cast.organizer)
    shown = sent(client, batches.first(tmp_path))
    assert "taken in the background" in text_of(client, shown)
    assert post(client, shown, do="run")["Location"] == reverse("jobs:list")
    job = Job.objects.get()
    assert (job.state, job.total_count, Project.objects.count()) == ("waiting", 147, 0)
    assert "every 2s" in text_of(client, reverse("jobs:list"))
    assert client.post(shown, {"idempotency_key": "another-key-of-mine", "do": "run"}).status_code == 409
    assert interchange.run_waiting({intake.INTAKE.kind: intake.INTAKE.job}, now=NOW, clock=lambda: NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.done_count, Project.objects.count(), Problem.objects.count()) == ("done", 147, 37, 110)
    assert job.file_name in text_of(client, reverse("jobs:list"))


def test_a_worker_takes_nothing_of_what_no_longer_fits(cast: Cast, visit: Any, tmp_path: Path, is_long: None) -> None:
    client = visit(cast.organizer)
    post(client, sent(client, batches.first(tmp_path)), do="run")
    Industry.objects.update(is_active=False)
    assert interchange.run_waiting({intake.INTAKE.kind: intake.INTAKE.job}, now=NOW, clock=lambda: NOW) == 0
    job = Job.objects.get()
    assert (job.state, bool(job.error), Project.objects.count()) == ("failed", True, 0)


def test_five_thousand_rows_wait_for_a_worker(cast: Cast, visit: Any, tmp_path: Path) -> None:
    client = visit(cast.organizer)
    shown = sent(client, batches.book(tmp_path, [batches.project(number) for number in range(1, 5001)], []))
    assert "Take 5000 projects" in text_of(client, shown)
    assert post(client, shown, do="run")["Location"] == reverse("jobs:list")


def test_of_two_who_send_the_same_at_once_one_is_told_so(
    committed: str, in_threads: Callable[..., list[object]], cast: Cast, organizer: Posting, tmp_path: Path
) -> None:
    path = batches.book(tmp_path, [batches.project(number) for number in range(1, 4)], [batches.problem(1, 1)])
    plans = [importing.plan(path, by=organizer, now=NOW) for _ in range(2)]
    found = in_threads(lambda place: operations.import_batch(plans[place], by=organizer, now=NOW), 2)
    assert {type(one) for one in found} == {operations.Taken, NotNow}
    assert (Project.objects.count(), Problem.objects.count()) == (3, 1)
