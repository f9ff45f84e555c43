"""Files over HTTP: the API's, the page's, and what a browser may do with them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, RequestFactory

from tests.factories import files, people
from zhitongche.foundation.files import operations, shelf
from zhitongche.foundation.files.fields import FilesField, uploaded
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.files.views import send
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

NOW = people.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def secretary(db: None) -> Posting:
    return people.posting("first_secretary")


@pytest.fixture
def account(secretary: Posting) -> Account:
    return people.account("secretary", of=secretary.person)


@pytest.fixture
def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def post(account: Account, key: str, content: bytes, name: str = "a.jpg", **headers: str) -> Any:
    token = new_token(account, by=None, now=NOW)
    headers |= {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return Client().post("/api/v1/files", {"file": files.upload(content, name)}, headers=headers)


def test_a_file_sent_over_the_api_is_named_by_its_id(account: Account) -> None:
    answer = post(account, "k1", files.picture())
    kept = Attachment.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"id": str(kept.pk), "kind": "photo", "bytes": kept.bytes})


def test_the_same_file_sent_again_is_kept_once(account: Account) -> None:
    first, second = (post(account, "k1", files.picture()) for _ in range(2))
    assert (second.status_code, second.json()) == (201, first.json())
    assert second["Idempotency-Replayed"] == "true"
    assert Attachment.objects.count() == 1


def test_another_file_under_the_same_key_is_refused(account: Account) -> None:
    post(account, "k1", files.picture())
    answer = post(account, "k1", files.picture((50, 50)))
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["header", "Idempotency-Key"])


def test_the_api_says_what_is_wrong_with_a_file(account: Account) -> None:
    answer = post(account, "k1", b"<html>", **{"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [
            {
                "loc": ["body", "file"],
                "msg": "This is not a photo that can be read: send a JPEG, PNG or WebP picture.",
            }
        ],
    )


def test_the_api_wants_the_file(account: Account) -> None:
    token = new_token(account, by=None, now=NOW)
    answer = Client().post("/api/v1/files", {}, headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "file"])


def test_the_api_takes_no_file_from_who_carries_none(db: None) -> None:
    leader = people.posting("leader")
    answer = post(people.account("leader", of=leader.person), "k1", files.picture())
    assert answer.status_code == 403
    assert Attachment.objects.count() == 0


def keep(account: Account, by: Posting, content: bytes, name: str) -> Attachment:
    return operations.keep(account=account, upload=files.upload(content, name), by=by, now=NOW)


def test_a_photo_is_shown_and_a_document_downloaded(account: Account, secretary: Posting) -> None:
    photo = send(keep(account, secretary, files.picture(), "照片.jpg"))
    document = send(keep(account, secretary, b"%PDF-1.7", "方案.pdf"))
    assert photo["Content-Disposition"].startswith("inline")
    assert document["Content-Disposition"] == "attachment; filename*=utf-8''%E6%96%B9%E6%A1%88.pdf"
    for response in (photo, document):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert response["Cache-Control"].startswith("private")
        response.close()


def test_a_file_gone_from_the_disk_is_not_found(account: Account, secretary: Posting) -> None:
    file = keep(account, secretary, files.picture(), "a.jpg")
    shelf.remove(file.pk)
    with pytest.raises(Http404):
        send(file)


def test_own_shows_a_waiting_file_to_its_sender_alone(account: Account, secretary: Posting, signed_in: Client) -> None:
    file = keep(account, secretary, files.picture(), "a.jpg")
    address = f"/files/{file.pk}/"
    shown = signed_in.get(address, {"size": "small"})
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content) == shelf.path_of(file.pk, shelf.THUMBNAIL).read_bytes()
    stranger = Client()
    other = people.posting("first_secretary", "450422107206")
    stranger.force_login(people.account("stranger", of=other.person))
    assert stranger.get(address).status_code == 404
    operations.attach([("photos", file.pk)], by=secretary, now=NOW)
    assert signed_in.get(address).status_code == 404


def sent(signed_in: Client, content: bytes, **fields: Any) -> Any:
    asked = {"field": "photos", "kind": "photo", "limit": "3", "photos": [files.upload(content)]} | fields
    return signed_in.post("/files/", asked)


def test_keep_answers_the_field_with_what_it_holds_now(signed_in: Client) -> None:
    first = sent(signed_in, files.picture()).content.decode()
    one = Attachment.objects.get()
    assert f'value="{one.pk}" checked' in first
    second = sent(signed_in, files.picture(), photos=[str(one.pk), files.upload(files.picture())]).content.decode()
    assert re.findall(r'value="([0-9a-f-]{36})" checked', second) == [
        str(one.pk),
        str(Attachment.objects.exclude(pk=one.pk).get().pk),
    ]


def test_keep_says_what_is_wrong_and_keeps_the_others(signed_in: Client) -> None:
    sent(signed_in, files.picture())
    one = Attachment.objects.get()
    text = sent(signed_in, b"<html>", photos=[str(one.pk), files.upload(b"<html>")]).content.decode()
    assert 'role="alert"' in text
    assert f'value="{one.pk}" checked' in text


@pytest.mark.parametrize("wrong", [{"field": "<x>"}, {"kind": "x"}, {"limit": "0"}, {"limit": "31"}, {"limit": "²"}])
def test_keep_answers_only_what_its_own_field_asks(signed_in: Client, wrong: dict[str, str]) -> None:
    assert sent(signed_in, files.picture(), **wrong).status_code == 404


@pytest.mark.parametrize("limit", [0, 31])
def test_no_field_asks_for_more_than_is_received(limit: int) -> None:
    with pytest.raises(ValueError, match="would not receive"):
        FilesField(limit=limit)


def test_as_many_are_received_as_a_sheet_may_bring(signed_in: Client) -> None:
    assert sent(signed_in, files.picture(), limit="30").status_code == 200


class Form(forms.Form):
    photos = FilesField(limit=2)


def received(account: Account, posting: Posting, *photos: Any) -> Form:
    request = RequestFactory().post("/", {"photos": list(photos)})
    request.account, request.postings, request.now = account, (posting,), NOW  # type: ignore[attr-defined]
    return uploaded(request, Form)  # type: ignore[arg-type]  # the door's middleware is not in the way


def test_uploaded_keeps_files_that_came_with_the_form(account: Account, secretary: Posting) -> None:
    form = received(account, secretary, files.upload(files.picture()))
    assert form.is_valid()
    assert form.cleaned_data == {"photos": [Attachment.objects.get().pk]}
    assert str(Attachment.objects.get().pk) in str(form)


def test_uploaded_takes_no_more_than_the_field_holds(account: Account, secretary: Posting) -> None:
    form = received(account, secretary, *(files.upload(files.picture()) for _ in range(3)))
    assert list(form.errors) == ["photos"]
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"<html>"])
def test_uploaded_names_the_field_of_a_file_that_cannot_be_kept(
    account: Account, secretary: Posting, content: bytes
) -> None:
    form = received(account, secretary, SimpleUploadedFile("a.jpg", content))
    assert list(form.errors) == ["photos"]
    assert Attachment.objects.count() == 0


def test_the_field_refuses_what_is_no_id(account: Account, secretary: Posting) -> None:
    assert list(received(account, secretary, "x").errors) == ["photos"]
    three = [f"00000000-0000-0000-0000-00000000000{number}" for number in range(3)]
    assert list(received(account, secretary, *three).errors) == ["photos"]
