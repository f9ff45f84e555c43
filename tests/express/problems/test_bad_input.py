"""Bad input, by page and by API, in both languages: a clear answer, what was typed is kept, nothing is written."""

import json
from collections.abc import Callable
from datetime import timedelta
from html import escape
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from tests.factories import files, people, problems
from tests.factories.problems import VILLAGE, Cast
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
DETAILS = "果园供电不足，<b>水泵</b>抽不上水 & 急需增容。"
FOREIGN, CLOSED, UNKNOWN = "450421101201", "450422107299", "450422999999"
_keys = count(1)


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def places(cast: Cast) -> None:
    """A village of the neighbour county, and one that was closed."""
    people.place("450421", "苍梧县")
    people.place(FOREIGN, "山外村")
    people.place(CLOSED, "旧村", until=timezone.localdate() - timedelta(days=1))


def _rows() -> dict[str, int]:
    """How many rows each table holds, the record's too; sessions aside."""
    models = (model for model in apps.get_models() if not model.__name__.endswith("Session"))
    return {model._meta.db_table: model._default_manager.count() for model in models}


def account(posting: Posting) -> Account:
    found = Account.objects.filter(person=posting.person_id).first()
    return found or people.account(f"u{posting.person_id}", of=posting.person)


def browser(posting: Posting, language: str, *, is_strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=is_strict)
    client.force_login(account(posting))
    client.cookies["django_language"] = language
    client.get("/me/")
    return client


Call = Callable[[str, Any], Any]


def program(posting: Posting, language: str) -> Call:
    """`call(path, body)`: a POST to the API in the caller's language, each under a key of its own."""
    token = new_token(account(posting), by=None, now=problems.NOW)

    def call(path: str, body: Any) -> Any:
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept-Language": language,
            "Idempotency-Key": f"bad-{next(_keys)}",
        }
        if isinstance(body, dict) and not any(hasattr(value, "read") for value in body.values()):
            body, kind = json.dumps(body), {"content_type": "application/json"}
        else:
            kind = {}
        return Client().post(f"/api/v1/{path}", body, headers=headers, **kind)

    return call


def send(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"idempotency_key": f"bad-{next(_keys)}", **fields})


def said(language: str, sentence: str, **facts: Any) -> str:
    """A sentence of the product as this reader reads it; in Chinese it is translated."""
    with translation.override(language):
        words = gettext(sentence)
    assert (words == sentence) == (language == "en"), f"not translated: {sentence}"
    return words % facts if facts else words


def text(answer: Any) -> str:
    return str(answer.content.decode())


def faults(answer: Any) -> dict[str, str]:
    """{field: sentence} of a problem answer."""
    assert answer["Content-Type"] == "application/problem+json"
    return {fault["loc"][-1]: fault["msg"] for fault in answer.json()["errors"]}


# ---- the village -----------------------------------------------------------------------------------------------------


VILLAGES = pytest.mark.parametrize(
    ("code", "on_page", "to_program"),
    [
        (UNKNOWN, "There is no place with the code %(code)s.", "This is not the code of a village: %(code)s."),
        (FOREIGN, "“%(name)s” lies outside your area.", "%(village)s lies outside your area."),
        (
            CLOSED,
            "“%(name)s” was closed on %(day)s.",
            "%(village)s was closed on %(day)s; choose the village it became part of.",
        ),
        (
            "450422",
            "“%(name)s” is not a place of the level asked for here.",
            "This is not the code of a village: %(code)s.",
        ),
    ],
    ids=["unknown", "foreign", "closed", "a county"],
)
NAMES = {FOREIGN: "山外村", CLOSED: "旧村", "450422": "藤县"}


def _facts(code: str) -> dict[str, str]:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    return {"code": code, "name": NAMES.get(code, ""), "village": NAMES.get(code, ""), "day": day}


@VILLAGES
def test_a_village_that_cannot_be_reported_for_on_the_page(
    code: str, on_page: str, to_program: str, cast: Cast, language: str
) -> None:
    client = browser(cast.organizer, language)
    before = _rows()
    answer = send(
        client,
        "/problems/report/",
        village=code,
        reported_by="村民老李",
        source="visit",
        category="water",
        description=DETAILS,
        urgency="urgent",
    )
    assert answer.status_code == 422
    assert escape(said(language, on_page, **_facts(code))) in text(answer)
    assert_typed(answer, escape(DETAILS), 'value="村民老李"', '<option value="water" selected>')
    assert _rows() == before


@VILLAGES
def test_a_village_that_cannot_be_reported_for_over_the_api(
    code: str, on_page: str, to_program: str, cast: Cast, language: str
) -> None:
    call = program(cast.organizer, language)
    before = _rows()
    body = {"village": code, "reported_by": "村民老李", "category": "water", "description": DETAILS}
    answer = call("problems", body)
    assert answer.status_code == 422
    assert faults(answer) == {"village": said(language, to_program, **_facts(code))}
    assert _rows() == before


def test_a_secretary_reports_for_no_other_village(cast: Cast, language: str) -> None:
    call = program(cast.secretary, language)
    before = _rows()
    answer = call("problems", {"village": FOREIGN, "category": "water", "description": DETAILS})
    sentence = said(language, "You report for your own village only: %(village)s.", village="建新村")
    assert (answer.status_code, faults(answer)) == (422, {"village": sentence})
    assert _rows() == before


def assert_typed(answer: Any, *pieces: str) -> None:
    """Everything typed stands in the page that came back."""
    page = text(answer)
    assert [piece for piece in pieces if piece not in page] == []


# ---- a date, a length, a number ----------------------------------------------------------------------------------------


def test_a_date_in_the_past(cast: Cast, language: str) -> None:
    number = problems.problem(cast, State.POOLED).number
    client, call = browser(cast.power, language), program(cast.power, language)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    sentence = said(language, "This date lies in the past.")
    before = _rows()
    page = send(client, f"/problems/{number}/claim/", measures=DETAILS, due_on=yesterday)
    answer = call(f"problems/{number}/claim", {"measures": DETAILS, "due_on": yesterday})
    assert (page.status_code, answer.status_code) == (422, 422)
    assert sentence in text(page)
    assert_typed(page, escape(DETAILS), f'value="{yesterday}"')
    assert faults(answer) == {"due_on": sentence}
    assert Problem.objects.get(number=number).state == State.POOLED
    assert _rows() == before


@pytest.mark.parametrize("day", ["2227-01-01", "9999-12-31"])
def test_a_date_nobody_will_live_to_see(cast: Cast, language: str, day: str) -> None:
    address = f"problems/{problems.problem(cast, State.POOLED).number}/claim"
    client, call, before = browser(cast.power, language), program(cast.power, language), _rows()
    sentence = said(language, "This date is more than a hundred years off.")
    page = send(client, f"/{address}/", measures=DETAILS, due_on=day)
    answer = call(address, {"measures": DETAILS, "due_on": day})
    assert (page.status_code, sentence in text(page), faults(answer)) == (422, True, {"due_on": sentence})
    assert _rows() == before


@pytest.mark.parametrize("day", ["2026-02-30", "昨天", "31.12.2026", "99999-01-01"])
def test_a_date_that_is_none(cast: Cast, language: str, day: str) -> None:
    number = problems.problem(cast, State.POOLED).number
    client, call = browser(cast.power, language), program(cast.power, language)
    before = _rows()
    page = send(client, f"/problems/{number}/claim/", measures=DETAILS, due_on=day)
    answer = call(f"problems/{number}/claim", {"measures": DETAILS, "due_on": day})
    assert (page.status_code, answer.status_code) == (422, 422)
    assert_typed(page, escape(DETAILS), f'value="{day}"')
    assert faults(answer) == {"due_on": said(language, "This must be a date such as 2026-05-20.")}
    assert _rows() == before


def test_ten_thousand_characters(cast: Cast, language: str) -> None:
    client, call = browser(cast.secretary, language), program(cast.secretary, language)
    long = "长" * 10_000
    before = _rows()
    page = send(client, "/problems/report/", category="water", description=long, urgency="normal")
    answer = call("problems", {"category": "water", "description": long})
    assert (page.status_code, answer.status_code) == (422, 422)
    assert "10000" in text(page)
    assert_typed(page, long, '<option value="water" selected>')
    with translation.override(language):
        assert faults(answer) == {"description": _most(2000)}
    assert _rows() == before


def _most(limit: int) -> str:
    return translation.ngettext("At most %(limit)s character.", "At most %(limit)s characters.", limit) % {
        "limit": limit
    }


def test_an_amount_as_a_binary_fraction(cast: Cast, language: str) -> None:
    call = program(cast.secretary, language)
    before = _rows()
    answer = call("problems", {"category": "water", "description": DETAILS, "amount": 0.1})
    assert answer.status_code == 422
    assert list(faults(answer)) == ["amount"]
    assert _rows() == before


# ---- photos ------------------------------------------------------------------------------------------------------------

PHOTOS = pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (files.huge_png(8000, 5000), "The photo has too many pixels: at most %(most)s megapixels can be read."),
        (
            b"MZ\x90 this is a program, not a photo",
            "This is not a photo that can be read: send a JPEG, PNG or WebP picture.",
        ),
    ],
    ids=["40 megapixels", "not a photo"],
)


@PHOTOS
def test_a_photo_that_cannot_be_read(content: bytes, sentence: str, cast: Cast, language: str) -> None:
    client, call = browser(cast.secretary, language), program(cast.secretary, language)
    facts = {"most": 25} if "%" in sentence else {}
    wanted = said(language, sentence, **facts)
    before = _rows()
    fields = {"category": "water", "description": DETAILS, "urgency": "urgent"}
    page = send(client, "/problems/report/", **fields, photos=files.upload(content))
    answer = call("files", {"file": files.upload(content)})
    assert (page.status_code, answer.status_code) == (422, 422)
    assert wanted in text(page)
    assert_typed(page, escape(DETAILS), '<option value="water" selected>')
    assert faults(answer) == {"file": wanted}
    assert _rows() == before


def test_a_good_photo_beside_a_bad_field_waits_in_the_form(cast: Cast, language: str) -> None:
    """What was uploaded need not be sent again: it waits, and is dropped after a day if nothing comes of it."""
    client = browser(cast.secretary, language)
    page = send(
        client,
        "/problems/report/",
        category="",
        description=DETAILS,
        urgency="normal",
        photos=files.upload(files.picture()),
    )
    kept = Attachment.objects.get(attached_at=None)
    assert page.status_code == 422
    assert_typed(page, escape(DETAILS), f'value="{kept.pk}" checked')
    assert Problem.objects.count() == 0


def test_a_file_of_somebody_else(cast: Cast, language: str) -> None:
    other = people.posting("first_secretary", "450422100226")
    photo = program(other, language)("files", {"file": files.upload(files.picture())}).json()["id"]
    client, call = browser(cast.secretary, language), program(cast.secretary, language)
    sentence = said(language, "This is not a file of yours that waits to be used. Send it again.")
    before = _rows()
    answer = call("problems", {"category": "water", "description": DETAILS, "photos": [photo]})
    page = send(client, "/problems/report/", category="water", description=DETAILS, urgency="normal", photos=photo)
    assert (page.status_code, answer.status_code) == (422, 422)
    assert sentence in text(page)
    assert faults(answer) == {"photos": sentence}
    assert _rows() == before


# ---- who sends ---------------------------------------------------------------------------------------------------------


def test_a_csrf_token_stolen_from_another_session(cast: Cast, language: str) -> None:
    thief, victim = browser(cast.power, language, is_strict=True), browser(cast.secretary, language, is_strict=True)
    stolen = thief.get("/problems/").wsgi_request.META["CSRF_COOKIE"]
    victim.get("/problems/report/")
    before = _rows()
    fields = {"category": "water", "description": DETAILS, "urgency": "normal", "idempotency_key": "stolen"}
    answer = victim.post("/problems/report/", {**fields, "csrfmiddlewaretoken": stolen})
    assert answer.status_code == 403
    assert escape(said(language, "The page was too old to be sent")) in text(answer)
    assert _rows() == before
    own = victim.cookies["csrftoken"].value
    control = victim.post("/problems/report/", {**fields, "csrfmiddlewaretoken": own})
    assert control.status_code == 303


def test_somebody_whose_posting_ended_yesterday(cast: Cast, language: str) -> None:
    """Neither the token nor the session of the day before opens anything."""
    number = problems.report(cast.secretary).number
    client, call = browser(cast.secretary, language), program(cast.secretary, language)
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    before = _rows()
    report = call("problems", {"category": "water", "description": DETAILS})
    withdraw = call(f"problems/{number}/withdraw", {"reason": "不办了。"})
    page = send(client, "/problems/report/", category="water", description=DETAILS, urgency="normal")
    assert (report.status_code, withdraw.status_code, page.status_code) == (403, 404, 403)
    assert report.json()["detail"] == said(language, "You hold no posting today, so you may not act here.")
    assert withdraw.json()["detail"] == said(language, "This does not exist, or lies outside your places.")
    assert said(language, "You hold no posting today") in text(page)
    assert _rows() == before


def test_a_posting_counts_to_its_last_day(cast: Cast) -> None:
    """The control of the test above: with one more day, the same act is done."""
    call = program(cast.secretary, "en")
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=timezone.localdate() + timedelta(days=1))
    assert call("problems", {"category": "water", "description": DETAILS}).status_code == 201


# ---- two tabs ----------------------------------------------------------------------------------------------------------


def test_two_tabs_on_one_problem(cast: Cast, language: str) -> None:
    problem = problems.problem(cast, State.POOLED)
    address = f"/problems/{problem.number}/claim/"
    first, second, call = (
        browser(cast.power, language),
        browser(cast.water, language),
        program(cast.water, language),
    )
    tabs = [tab.get(address).context["key"] for tab in (first, second)]
    body = {"measures": DETAILS, "due_on": (timezone.localdate() + timedelta(days=30)).isoformat()}
    assert first.post(address, {**body, "idempotency_key": tabs[0]}).status_code == 303
    before = _rows()
    late = second.post(address, {**body, "idempotency_key": tabs[1]})
    answer = call(f"problems/{problem.number}/claim", body)
    state = said(language, "In progress")
    sentence = said(language, "This cannot be done now: its state is “%(state)s”.", state=state)
    assert (late.status_code, answer.status_code) == (409, 409)
    assert sentence in text(late)
    assert_typed(late, escape(DETAILS), f'value="{body["due_on"]}"')
    assert (answer.json()["detail"], answer.json()["state"]) == (sentence, "in_progress")
    assert Problem.objects.get(pk=problem.pk).lead_id == cast.power.department_id
    assert _rows() == before


def test_the_same_tab_sent_twice_goes_on_to_the_same_page(cast: Cast) -> None:
    """A double click is no second act: the form's key gives the first answer again."""
    client = browser(cast.secretary, "zh-hans")
    key = client.get("/problems/report/").context["key"]
    fields = {"category": "water", "description": DETAILS, "urgency": "normal", "idempotency_key": key}
    answers = [client.post("/problems/report/", fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert {answer["Location"] for answer in answers} == {f"/problems/{Problem.objects.get().number}/"}


def test_every_village_here_is_what_its_test_says(cast: Cast) -> None:
    """The control: the same report for an open village of the organizer's own county is taken."""
    body = {"village": VILLAGE, "reported_by": "村民老李", "category": "water", "description": DETAILS}
    assert program(cast.organizer, "en")("problems", body).status_code == 201
