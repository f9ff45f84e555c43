"""Once, and the same answer ever after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import RequestFactory

from tests.factories import people
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.people.models import Account, Department
from zhitongche.foundation.web.idempotency import (
    KEPT,
    Answer,
    KeyReused,
    NoKey,
    StillRunning,
    fingerprint,
    key_of,
    new_key,
    once,
    purge,
)
from zhitongche.foundation.web.models import IdempotencyKey

NOW = people.NOW
pytestmark = pytest.mark.django_db


class Counted:
    """An effect that knows how often it was run."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.runs = status, 0

    def __call__(self) -> Answer:
        self.runs += 1
        return Answer(self.status, f'{{"run":{self.runs}}}')


@pytest.fixture
def account(db: None) -> Account:
    return people.account("sender")


def send(account: Account, effect: Callable[[], Answer], **changed: str) -> Answer:
    asked = {"key": "k1", "address": "/api/v1/problems", "fingerprint": "f" * 64} | changed
    return once(account=account, now=NOW, effect=effect, **asked)


def test_once_gives_the_first_answer_again(account: Account) -> None:
    effect = Counted(201)
    assert send(account, effect) == Answer(201, '{"run":1}')
    assert send(account, effect) == Answer(201, '{"run":1}', is_replay=True)
    assert effect.runs == 1


@pytest.mark.parametrize("changed", [{"fingerprint": "e" * 64}, {"address": "/api/v1/files"}])
def test_once_refuses_a_key_used_for_something_else(account: Account, changed: dict[str, str]) -> None:
    effect = Counted()
    send(account, effect)
    with pytest.raises(KeyReused):
        send(account, effect, **changed)
    assert effect.runs == 1


def test_once_keeps_each_accounts_keys_apart(account: Account) -> None:
    effect = Counted()
    send(account, effect)
    assert send(people.account("another"), effect) == Answer(200, '{"run":2}')


def test_once_keeps_nothing_of_a_refused_act(account: Account) -> None:
    def refused() -> Answer:
        people.place("99")
        raise NotNow("not now", state="closed")

    with pytest.raises(NotNow):
        send(account, refused)
    assert list(IdempotencyKey.objects.all()) == []
    effect = Counted()
    assert send(account, effect) == Answer(200, '{"run":1}')


def test_once_keeps_only_answers_that_say_yes(account: Account) -> None:
    effect = Counted(404)
    send(account, effect)
    assert send(account, effect) == Answer(404, '{"run":2}')


def test_once_says_so_when_the_database_gave_up_waiting(account: Account) -> None:
    def locked() -> Answer:
        raise OperationalError("database is locked")

    with pytest.raises(StillRunning) as refused:
        send(account, locked)
    assert (refused.value.status, refused.value.retry_after) == (409, 2)


def test_once_lets_a_broken_database_be_seen(account: Account) -> None:
    def broken() -> Answer:
        raise OperationalError("disk image is malformed")

    with pytest.raises(OperationalError):
        send(account, broken)


def test_once_runs_the_effect_once_for_many_at_the_same_moment(
    committed: str, in_threads: Callable[..., list[object]]
) -> None:
    account, place = people.account("sender"), people.place("450422")

    def effect() -> Answer:
        Department.objects.create(code="race", name="race", short_name="race", region=place)
        return Answer(201, "{}")

    answers = in_threads(lambda _number: send(account, effect), 12)
    assert sorted(str(answer) for answer in answers) == sorted(
        [str(Answer(201, "{}"))] + [str(Answer(201, "{}", is_replay=True))] * 11
    )
    assert Department.objects.filter(code="race").count() == 1


def test_purge_drops_keys_after_thirty_days(account: Account) -> None:
    send(account, Counted())
    assert purge(NOW + KEPT) == 0
    assert purge(NOW + KEPT + timedelta(seconds=1)) == 1
    assert list(IdempotencyKey.objects.all()) == []


@pytest.mark.parametrize("key", ["", "   ", "x" * 201, "bad\x07key"])
def test_key_of_refuses_what_is_no_key(key: str) -> None:
    with pytest.raises(NoKey):
        key_of(RequestFactory().post("/", {"idempotency_key": key}))


def test_key_of_reads_the_header_or_the_form() -> None:
    make = RequestFactory()
    assert key_of(make.post("/", headers={"Idempotency-Key": "abc"})) == "abc"
    assert key_of(make.post("/", {"idempotency_key": "abc"})) == "abc"
    assert len({new_key(), new_key()}) == 2


def test_fingerprint_compares_a_multipart_body_by_its_parts() -> None:
    make = RequestFactory()

    def digest(content: bytes, note: str = "a", key: str = "1") -> str:
        file = SimpleUploadedFile("photo.jpg", content)
        fields = {"file": file, "note": note, "csrfmiddlewaretoken": key, "idempotency_key": key}
        body = {"data": fields, "headers": {"X-Boundary": key}}
        return fingerprint(make.post("/", **body))

    assert digest(b"one", key="1") == digest(b"one", key="2")
    assert len({digest(b"one"), digest(b"two"), digest(b"one", "b")}) == 3


def test_fingerprint_tells_one_field_from_two() -> None:
    make = RequestFactory()
    assert fingerprint(make.post("/", {"a": ["1", "2"]})) != fingerprint(make.post("/", {"a": "1,a=2"}))


def test_fingerprint_leaves_the_uploads_to_be_read_again() -> None:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("photo.jpg", b"one")})
    fingerprint(request)
    assert request.FILES["file"].read() == b"one"
