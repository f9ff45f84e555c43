import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty, Refused
from zhitongche.foundation.web import errors


@pytest.mark.parametrize(
    ("refusal", "status", "page"),
    [
        (NotYourDuty("a"), 403, "Not your duty"),
        (NotNow("a"), 409, "Not possible now"),
        (BadInput({"x": "a"}), 422, "Not possible now"),
    ],
)
def test_refused_says_the_reason_under_its_status(refusal: Refused, status: int, page: str) -> None:
    with translation.override("en"):
        response = errors.refused(RequestFactory().get("/"), refusal, back="/problems/1/")
    assert response.status_code == status
    drawn = response.content.decode()
    assert f"<h1>{page}</h1>" in drawn
    assert '<a class="btn btn-primary" href="/problems/1/">' in drawn


def test_refused_gives_back_what_was_typed() -> None:
    response = errors.refused(RequestFactory().get("/"), NotNow("a"), typed="变压器周四到货<b>")
    assert "变压器周四到货&lt;b&gt;" in response.content.decode()


def test_forbidden_keeps_programmers_words_to_itself() -> None:
    with translation.override("en"):
        drawn = errors.forbidden(RequestFactory().get("/"), PermissionError("stack")).content.decode()
    assert "stack" not in drawn
    assert "<p>Your posting does not carry this duty.</p>" in drawn


def test_unknown_address_answers_404_in_words(client: Client) -> None:
    response = client.get("/nowhere", headers={"cookie": "django_language=en"})
    assert response.status_code == 404
    assert "<h1>There is nothing here</h1>" in response.content.decode()


def test_server_error_needs_neither_request_nor_database() -> None:
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert '<p class="status">500</p>' in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_writes_nothing_and_says_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", headers={"cookie": "django_language=en"})
    assert response.status_code == 403
    assert "<h1>The page was too old to be sent</h1>" in response.content.decode()
