from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accredit.core.middleware import Compression

GZIP = {"accept-encoding": "gzip, deflate, br"}
LONG = b"certificate " * 200


def _answer(answer: HttpResponse, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={**GZIP, **headers})
    sent = Compression(lambda _request: answer).process_response(request, answer)
    assert isinstance(sent, HttpResponse)
    return sent


@pytest.mark.parametrize(
    "kind", ["application/json", "application/problem+json", "text/html; charset=utf-8", "text/csv"]
)
def test_text_travels_compressed_and_whole(kind: str) -> None:
    answer = _answer(HttpResponse(LONG, content_type=kind, headers={"ETag": '"one"'}))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == LONG
    assert answer["ETag"] == 'W/"one"'
    assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.parametrize("kind", ["video/mp4", "application/pdf", "image/webp", "font/woff2"])
def test_what_is_small_already_stays_as_it_is(kind: str) -> None:
    assert "Content-Encoding" not in _answer(HttpResponse(LONG, content_type=kind))


def test_a_part_of_a_file_stays_the_bytes_that_were_asked_for() -> None:
    assert _answer(HttpResponse(LONG, content_type="text/vtt", status=206)).content == LONG


def test_who_takes_no_gzip_gets_none() -> None:
    assert _answer(HttpResponse(LONG, content_type="text/html"), **{"accept-encoding": "identity"}).content == LONG


@pytest.mark.django_db
def test_an_unchanged_list_is_304_for_a_browser_that_got_it_compressed() -> None:
    first = Client().get("/api/schema/", headers=GZIP)
    assert first["Content-Encoding"] == "gzip"
    listed = Client().get("/api/discover/", headers=GZIP)
    again = Client().get("/api/discover/", headers={**GZIP, "if-none-match": "W/" + listed["ETag"].removeprefix("W/")})
    assert again.status_code == 304
