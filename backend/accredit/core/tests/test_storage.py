from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from time_machine import travel

from accredit.core import storage

KEY = "certificates/ab/file.pdf"
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def address() -> str:
    storage.private().write(KEY, b"0123456789")
    return storage.private().signed_url(KEY, expires=TEN_MINUTES, download_name="Zertifikat Ä.pdf")


def get(address: str, **changes: str) -> tuple[int, bytes, dict[str, str]]:
    parts = urlsplit(address)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    headers = {"range": changes.pop("range")} if "range" in changes else {}
    response = Client().get(f"{changes.pop('path', parts.path)}?{urlencode(query | changes)}", headers=headers)
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body, dict(response.items())


@pytest.mark.happy
def test_a_signed_address_opens_the_file_under_its_name(address: str) -> None:
    status, body, headers = get(address)
    assert (status, body, headers["Content-Type"]) == (200, b"0123456789", "application/pdf")
    assert "Zertifikat" in headers["Content-Disposition"]
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "change",
    [{"signature": "0" * 64}, {"signature": ""}, {"expires": "99999999999"}, {"name": "other.exe"}, {"expires": "x"}],
)
def test_an_address_that_was_touched_is_denied(address: str, change: dict[str, str]) -> None:
    status, body, _ = get(address, **change)
    assert status == 403
    assert b"0123" not in body


def test_a_signature_opens_no_other_file(address: str) -> None:
    storage.private().write("certificates/cd/other.pdf", b"secret")
    assert get(address, path="/files/private/certificates/cd/other.pdf")[0] == 403


def test_an_address_ends_at_its_expiry(address: str) -> None:
    with travel(datetime.now(tz=UTC) + timedelta(minutes=11), tick=False):
        assert get(address)[0] == 403


@pytest.mark.parametrize(
    ("asked", "status", "body", "said"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
    ],
)
def test_a_file_is_served_by_range(address: str, asked: str, status: int, body: bytes, said: str) -> None:
    got_status, got_body, headers = get(address, range=asked)
    assert (got_status, got_body, headers["Content-Range"]) == (status, body, said)


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a/../../b", "", "a\\b"])
def test_a_key_never_leaves_its_folder(key: str) -> None:
    with pytest.raises(storage.InvalidKey):
        storage.private().path(key)


def test_a_public_file_needs_no_signature_and_a_missing_one_is_a_404() -> None:
    storage.public().write("logos/a.png", b"png")
    response = Client().get("/files/public/logos/a.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert b"".join(response) == b"png"
    assert Client().get("/files/public/logos/b.png").status_code == 404
