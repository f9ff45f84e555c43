import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import people
from tests.factories.audit import execute, unguarded
from tests.oversight.inspection.conftest import act, signed_in
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Person
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
LOG = "/log/"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def lines(client: Client, address: str = LOG) -> list[str]:
    """What stands in the first column of each row, as one line of words."""
    page = client.get(address)
    assert page.status_code == 200
    cells = re.findall(r'<td class="what">(.*?)</td>', page.content.decode(), re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()) for cell in cells]


def chains(client: Client, **asked: object) -> list[tuple[str, int]]:
    page = client.get(LOG, asked)
    return [(row.record.chain, row.record.sequence) for row in page.context["rows"]]


def test_records_tells_who_did_what_newest_first(auditor):
    liaison = people.posting("department_liaison", of=people.person("李志明"))
    act("450422", "problem.accept", minutes=2, subject="A")
    act("450422", "problem.claim", liaison, minutes=3, subject="B")
    rows = lines(auditor)[:2]
    assert rows == [
        "李志明 claimed a problem matter B · Department liaison · all by this person",
        "Not signed in accepted a problem matter A",
    ]
    body = auditor.get(LOG).content.decode()
    assert ("Waiting to be claimed → In progress" in body, "10.0.0.1" in body) == (True, True)


def test_records_outlives_the_people_in_it(auditor):
    liaison = people.posting("department_liaison", of=people.person("李志明"))
    act("450422", "problem.claim", liaison, minutes=1)
    person = liaison.person_id
    liaison.delete()
    Person.objects.filter(pk=person).delete()
    assert lines(auditor)[0].startswith("Somebody since deleted claimed a problem")


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"auditor"}))
def test_records_is_for_auditors_alone(role):
    stranger = signed_in(people.posting(role))
    assert stranger.get(LOG).status_code == 404
    assert stranger.get("/log/system/1/").status_code == 404


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("", {"450422", "4504", "450421", "440703", "system"}),
        ("45", {"450422", "4504", "450421"}),
        ("4504", {"450422", "4504", "450421"}),
        ("450422", {"450422"}),
    ],
)
def test_records_shows_the_chains_of_the_auditors_place(place, expected):
    auditor = signed_in(people.posting("auditor", place))
    for chain in ("450422", "4504", "450421", "440703", "system"):
        act(chain, "problem.claim")
    assert {chain for chain, _ in chains(auditor)} == expected
    seen = {chain: auditor.get(reverse("inspection:record", args=[chain, 1])).status_code for chain in expected}
    assert seen == dict.fromkeys(expected, 200)
    hidden = {"450422", "4504", "450421", "440703", "system"} - expected
    assert {auditor.get(reverse("inspection:record", args=[chain, 1])).status_code for chain in hidden} <= {404}


def test_records_asked_for_elsewhere_stay_inside_the_auditors_place():
    for chain in ("450422", "4504", "450421", "440703", "system"):
        act(chain, "problem.claim")
    county, city = (signed_in(people.posting("auditor", code)) for code in ("450422", "4504"))
    asked = ("45", "4504", "450422", "450421", "440703", "44", "system")
    assert {code: {chain for chain, _ in chains(county, chain=code)} for code in asked} == {
        code: set() for code in asked
    } | {
        "45": {"450422"},
        "4504": {"450422"},
        "450422": {"450422"},
    }
    inside = {"4504", "450421", "450422"}
    assert {code: {chain for chain, _ in chains(city, chain=code)} for code in asked} == {
        code: set() for code in asked
    } | {
        "45": inside,
        "4504": inside,
        "450422": {"450422"},
        "450421": {"450421"},
    }


def test_records_answers_each_filter(auditor):
    liaison = people.posting("department_liaison")
    act("450421", "problem.claim", liaison, subject="A")
    act("450421", "problem.accept", minutes=60 * 24, subject="B")
    act("450423", "problem.accept", minutes=60 * 24 * 2, subject="A")
    assert chains(auditor, chain="450421") == [("450421", 2), ("450421", 1)]
    assert chains(auditor, chain="450421", action="problem.accept") == [("450421", 2)]
    assert chains(auditor, action="problem.accept") == [("450423", 1), ("450421", 2)]
    assert chains(auditor, subject="A") == [("450423", 1), ("450421", 1)]
    assert chains(auditor, person=liaison.person_id) == [("450421", 1)]
    assert chains(auditor, since="2026-05-22", until="2026-05-22") == [("450421", 2)]
    assert chains(auditor, chain="4504", since="2026-05-22", until="2026-05-23") == [("450423", 1), ("450421", 2)]
    assert chains(auditor, subject="C") == []


@pytest.mark.parametrize("asked", [{"chain": "藤县"}, {"since": "soon"}, {"person": "x"}, {"action": "problem.eat"}])
def test_records_that_cannot_be_asked_for_says_why_and_shows_none(auditor, asked):
    page = auditor.get(LOG, asked)
    assert (page.status_code, page.context["rows"], list(page.context["form"].errors)) == (200, [], list(asked))


@pytest.mark.parametrize("asked", [{}, {"chain": "450421"}])
def test_records_pages_by_key_and_loses_none(auditor, asked):
    for number in range(60):
        act("450421", "problem.claim", minutes=number // 3)
    wanted = chains(auditor, **asked)
    page = auditor.get(LOG, asked)
    while page.context["pager"]["older"]:
        page = auditor.get(LOG + page.context["pager"]["older"])
        wanted += [(row.record.chain, row.record.sequence) for row in page.context["rows"]]
    assert [line for line in wanted if line[0] == "450421"] == [("450421", number) for number in range(60, 0, -1)]
    assert len(wanted) == len(set(wanted))


def test_records_with_a_broken_cursor_begins_again(auditor):
    act("450421", "problem.claim", minutes=1)
    assert auditor.get(LOG, {"cursor": "x"}).context["rows"][0].record.chain == "450421"


def test_records_costs_the_same_for_one_row_and_for_many(auditor):
    liaison = people.posting("department_liaison")
    act("450421", "problem.claim", liaison)
    costs = []
    for more in (0, 24):
        for number in range(more):
            act("450421", "problem.claim", people.posting("organizer") if number % 2 else None)
        with CaptureQueriesContext(connection) as queries:
            auditor.get(LOG, {"chain": "450421"})
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_record_shows_every_column_and_that_its_link_holds(auditor):
    act("450421", "problem.claim")
    act("450421", "problem.accept")
    body = auditor.get("/log/450421/2/").content.decode()
    line = AuditRecord.objects.get(chain="450421", sequence=2)
    shown = re.findall(r'<dt><span class="code">(.*?)</span></dt>', body)
    assert shown == [field.column for field in AuditRecord._meta.local_concrete_fields]
    assert ("holds on to the one before it" in body, line.hash in body, line.previous_hash in body) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("statement", "sequence", "complaint"),
    [
        ("UPDATE audit_record SET role = 'x' WHERE sequence = 2", 2, "The hash is not that of the record"),
        ("UPDATE audit_record SET algorithm = 'none' WHERE sequence = 2", 2, "The hash is not that of the record"),
        ("DELETE FROM audit_record WHERE chain = '450421' AND sequence = 1", 2, "not chained to the record before it"),
    ],
)
def test_record_that_was_tampered_with_says_so(auditor, statement, sequence, complaint):
    act("450421", "problem.claim")
    act("450421", "problem.accept")
    with unguarded():
        execute(statement)
    assert complaint in auditor.get(f"/log/450421/{sequence}/").content.decode()


def test_record_that_does_not_exist_is_not_found(auditor):
    assert auditor.get("/log/450421/1/").status_code == 404
    assert auditor.get("/log/450421/99999999999999999999/").status_code == 404
