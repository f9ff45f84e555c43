"""The list of results out: how much each reader is given, by page, API and command; nothing before the settlement."""

import csv
import io
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import contests, people, results
from tests.factories.contests import Cast
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.arena.titles import queries
from zhitongche.arena.titles.sheets.columns import RESULTS
from zhitongche.arena.titles.sheets.exporting import OUTFLOW
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import NotYourDuty
from zhitongche.foundation.interchange import writing
from zhitongche.foundation.interchange.outflow import Asked, Wanted
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
WORDS = [column.word for column in RESULTS]
PAGE, API = "/contests/results/export/", "/api/v1/contests/export"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


def rows(who: Posting, **asked: Any) -> list[dict[str, Any]]:
    """The list as a posting would take it out, by the words of its columns."""
    wanted = Wanted((who,), contests.TODAY, Asked("results", ".csv", **asked))
    return [dict(zip(WORDS, row, strict=True)) for row in OUTFLOW.lists["results"].rows(wanted)]


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def account(who: Posting) -> Account:
    return Account.objects.filter(person=who.person_id).first() or people.account(of=who.person)


# ---- who sees what ---------------------------------------------------------------------------------------------------


def test_organizers_are_given_every_rank_by_name_and_what_decided_ties(cast: Cast) -> None:
    tied = (80, 90, 80, 80, 70)
    made = results.published(cast, records=(90, 88, 71, 71, 52), by_judge=dict.fromkeys(range(5), tied))
    found = rows(cast.organizer)
    assert [row["rank"] for row in found] == [1, 2, 3, 3, 5]
    assert {row["number"] for row in found} == {made.number}
    assert [row["champion"] for row in found] == ["是", "是", "", "", ""]
    assert [row["village"] for row in found if row["rank"] == 5] == ["南村302"]
    assert [row["name"] for row in found if row["rank"] == 5] == ["南村302书记"]
    assert [row["decided_by"] for row in found if row["rank"] == 3] == ["no rule: the rank is shared"] * 2
    assert all(row["score"] is not None and row["code"] for row in found)


def test_the_supervisor_is_given_every_rank_under_codes_as_soon_as_it_is_settled(cast: Cast) -> None:
    results.settled(cast)
    found = rows(cast.supervisor)
    assert [row["rank"] for row in found] == [1, 2, 3, 4, 5]
    assert all(row["code"] for row in found)
    assert {(row["name"], row["village"], row["township"], row["county"]) for row in found} == {(None, "", "", "")}


def test_an_entrant_is_given_the_own_row_alone(cast: Cast) -> None:
    results.published(cast)
    for at, secretary in enumerate(cast.secretaries):
        [row] = rows(secretary)
        assert (row["rank"], row["name"], row["champion"]) == (at + 1, secretary.person.name, "是" if at < 2 else "")
        assert row["score"] is not None


def test_everybody_else_is_given_champions_without_rank_score_or_code(cast: Cast) -> None:
    results.published(cast)
    champions = {one.person.name for one in cast.secretaries[:2]}
    for reader in (cast.alliances.leader, cast.alliances.township, cast.judges[0]):
        found = rows(reader)
        assert {row["name"] for row in found} == champions
        assert {(row["rank"], row["score"], row["code"], row["champion"], row["decided_by"]) for row in found} == {
            (None, None, "", "是", None)
        }


def test_whoever_withdrew_before_the_closing_is_told_champions_as_everybody(cast: Cast) -> None:
    made = results.published(cast)
    gone = people.posting("first_secretary", "370681104", people.person("退出书记"))
    entry = contests.entry(made, gone, state="withdrawn")
    assert entry.code == ""
    assert {row["score"] for row in rows(gone)} == {None}


def test_nothing_is_given_before_the_settlement_nor_to_others_before_the_notice(cast: Cast) -> None:
    made = results.scored(cast)
    for reader in (cast.organizer, cast.supervisor, *cast.secretaries, cast.judges[0]):
        assert rows(reader) == []
    results.operations.settle(made, by=cast.organizer, now=results.SETTLED_AT)
    assert len(rows(cast.organizer)) == 5
    for reader in (*cast.secretaries, cast.judges[0], cast.alliances.leader):
        assert rows(reader) == []


def test_another_place_is_given_nothing(cast: Cast) -> None:
    results.published(cast)
    assert rows(cast.alliances.stranger) == []


def test_a_corrected_result_is_given_in_the_version_that_holds(cast: Cast) -> None:
    made = results.published(cast)
    results.decided(cast, made, upheld=True)
    results.operations.correct(
        made,
        by=cast.organizer,
        now=results.AFTER,
        reason="重核实绩。",
        entry=5,
        component="records",
        points=results.Decimal(100),
    )
    found = rows(cast.organizer)
    assert len(found) == 5
    assert found[0]["village"] == "南村302"


# ---- narrowed --------------------------------------------------------------------------------------------------------


def test_it_is_narrowed_by_number_days_and_place(cast: Cast) -> None:
    made = results.published(cast)
    own = cast.secretaries[0]
    assert len(rows(cast.organizer, number=made.number)) == 5
    assert rows(cast.organizer, number="BW-1") == []
    settled_on = results.SETTLED_AT.date()
    assert len(rows(cast.organizer, since=settled_on)) == 5
    assert rows(cast.organizer, until=settled_on) == []
    assert len(rows(cast.organizer, region="370681")) == 5
    assert [row["name"] for row in rows(cast.organizer, region=str(own.region_id))] == [own.person.name]
    assert rows(cast.organizer, region="370682") == []
    # Which code is whose is not told by asking for one village.
    assert rows(cast.supervisor, region=str(own.region_id)) == []


def test_a_row_counts_for_whether_the_list_is_short(cast: Cast) -> None:
    results.published(cast)
    wanted = Wanted((cast.organizer,), contests.TODAY, Asked("results", ".csv"))
    assert OUTFLOW.lists["results"].count(wanted) == 5
    assert OUTFLOW.lists["results"].count(wanted, 3) == 3
    assert queries.standing_of([cast.alliances.stranger]).count() == 0


# ---- page, API, command ------------------------------------------------------------------------------------------------


def test_the_page_gives_the_list_and_is_recorded(cast: Cast) -> None:
    made = results.published(cast)
    client = Client()
    client.force_login(account(cast.organizer))
    shown = client.get(PAGE, {"number": made.number}).content.decode()
    assert f'value="{made.number}"' in shown
    answer = client.get(PAGE, {"ending": ".csv", "number": made.number})
    told = table(b"".join(answer.streaming_content))
    assert told[2][:3] == ["序号", "比武编号", "比武名称"]
    assert [line[1] for line in told[3:8]] == [made.number] * 5
    record = AuditRecord.objects.get(action="contest.export")
    assert '"count":5' in record.facts.replace(" ", "")


def test_the_pages_of_contests_lead_to_it(cast: Cast) -> None:
    made = results.published(cast)
    for reader in (cast.organizer, cast.secretaries[2], cast.judges[0], cast.supervisor):
        client = Client()
        client.force_login(account(reader))
        assert f'href="{PAGE}"' in client.get("/contests/").content.decode()
        assert f'href="{PAGE}?number={made.number}"' in client.get(f"/contests/{made.number}/results/").content.decode()


def test_the_api_gives_what_the_token_may_see(cast: Cast) -> None:
    results.published(cast)
    token = new_token(account(cast.secretaries[2]), by=None, now=contests.NOW)
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().get(API, {"format": "csv"}, headers=headers)
    told = table(b"".join(answer.streaming_content))
    assert [line[10] for line in told[3:-1]] == [cast.secretaries[2].person.name]
    assert Client().get(API).status_code == 401
    assert Client().get(API, {"format": "ods"}, headers=headers).status_code == 422
    admin = people.posting("security_admin", "")
    token = new_token(account(admin), by=None, now=contests.NOW)
    assert Client().get(API, headers={"Authorization": f"Bearer {token}"}).status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx", "pdf"])
def test_the_command_writes_each_kind_of_file(cast: Cast, tmp_path: Path, ending: str) -> None:
    made = results.published(cast)
    owner, out, path = account(cast.organizer), StringIO(), tmp_path / f"out.{ending}"
    call_command("export", "results", "-o", str(path), "--as", owner.username, "--number", made.number, stdout=out)
    assert out.getvalue().strip() == "5"
    assert path.stat().st_size > 200


def test_a_title_that_looks_like_a_formula_stays_a_text(cast: Cast, tmp_path: Path) -> None:
    made = results.published(cast)
    Contest.objects.filter(pk=made.pk).update(title="=1+1")
    path = tmp_path / "out.csv"
    call_command("export", "results", "-o", str(path), "--as", account(cast.organizer).username, stdout=StringIO())
    assert "'=1+1" in path.read_text(encoding="utf-8-sig")


def test_a_long_list_waits_for_a_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    results.published(cast)
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 0)
    job = OUTFLOW.ask(
        Asked("results", ".xlsx"), account=account(cast.organizer), postings=[cast.organizer], now=contests.NOW
    )
    assert (job.state, job.kind) == ("waiting", "results.export")


def test_who_reads_no_contest_takes_nothing_out(cast: Cast) -> None:
    admin = people.posting("security_admin", "")
    with pytest.raises(NotYourDuty):
        OUTFLOW.ask(Asked("results", ".csv"), account=account(admin), postings=[admin], now=contests.NOW)


def test_a_contest_that_has_ended_still_stands_in_it(cast: Cast) -> None:
    results.final(cast)
    assert {row["state"] for row in rows(cast.organizer)} == {State.FINAL.label}
