import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from zhitongche.foundation.web.compression import CompressTextMiddleware

LONG = "一个村的问题，直达能解决的人。" * 100


def answered(kind: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    answer = CompressTextMiddleware(lambda _: HttpResponse(LONG, content_type=kind))(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/problem+json"])
def test_texts_leave_compressed_and_whole(kind: str) -> None:
    answer = answered(kind)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == LONG


@pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf"])
def test_photographs_and_documents_go_as_they_are(kind: str) -> None:
    answer = answered(kind)
    assert "Content-Encoding" not in answer.headers
    assert answer.content.decode() == LONG
