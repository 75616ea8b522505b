from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client
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
        storage.private().exists(key)


def test_under_asgi_a_file_is_streamed_and_not_read_whole_first(address: str) -> None:
    parts = urlsplit(address)

    async def read() -> tuple[bool, bytes]:
        answer: Any = await AsyncClient().get(f"{parts.path}?{parts.query}", headers={"range": "bytes=2-4"})
        return answer.is_async, b"".join([chunk async for chunk in answer])

    assert async_to_sync(read)() == (True, b"234")


def put(slot: storage.UploadSlot, body: bytes, *, media_type: str = "", **changes: str) -> int:
    parts = urlsplit(slot.url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    path = f"{changes.pop('path', parts.path)}?{urlencode(query | changes)}"
    return Client().put(path, body, content_type=media_type or slot.headers["Content-Type"]).status_code


@pytest.fixture
def slot() -> storage.UploadSlot:
    return storage.private().upload_slot("videos/a.mp4", media_type="video/mp4", largest=10, expires=TEN_MINUTES)


@pytest.mark.happy
def test_a_slot_takes_one_file_of_its_type_and_size(slot: storage.UploadSlot) -> None:
    assert put(slot, b"0123456789") == 200
    assert (storage.private().read("videos/a.mp4"), storage.private().size("videos/a.mp4")) == (b"0123456789", 10)


@pytest.mark.parametrize(
    ("body", "change", "status"),
    [
        (b"01234567890", {}, 413),
        (b"x", {"media_type": "text/html"}, 415),
        (b"x", {"largest": "99"}, 403),
        (b"x", {"type": "text/html", "media_type": "text/html"}, 403),
        (b"x", {"path": "/files/upload/videos/other.mp4"}, 403),
        (b"x", {"signature": "é"}, 403),
    ],
)
def test_an_upload_beyond_its_slot_leaves_nothing(
    slot: storage.UploadSlot, body: bytes, change: dict[str, str], status: int
) -> None:
    assert put(slot, body, **change) == status
    assert not storage.private().exists("videos/a.mp4")


def test_an_address_for_reading_is_no_slot_for_writing(address: str) -> None:
    reading = storage.UploadSlot(address.replace("/private/", "/upload/"), "PUT", {"Content-Type": "application/pdf"})
    assert put(reading, b"x") == 403


def test_a_public_file_needs_no_signature_and_a_missing_one_is_a_404() -> None:
    storage.public().write("logos/a.png", b"png")
    response = Client().get("/files/public/logos/a.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert b"".join(response) == b"png"
    assert Client().get("/files/public/logos/b.png").status_code == 404
