"""The Google Cloud Storage back end against the emulator; signatures are checked offline, the emulator ignores them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from gcp_storage_emulator.server import create_server
from google.oauth2 import service_account

from accredit.core.storage.bucket import BucketStore, cloud_client


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="private")
    server.start()
    yield f"http://127.0.0.1:{server._api._httpd.server_port}"
    server.stop()


@pytest.fixture(scope="module")
def signer() -> Any:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call] # Google types it not
        {"client_email": "app@project.example", "private_key": pem.decode(), "token_uri": "https://token.example"}
    )


@pytest.fixture
def store(emulator: str, signer: Any, monkeypatch: pytest.MonkeyPatch, settings: Any) -> BucketStore:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", emulator)
    settings.GCS_EMULATOR = True
    return BucketStore(cloud_client(), "private", signer=signer)


@pytest.mark.happy
def test_a_file_is_kept_read_and_forgotten(store: BucketStore) -> None:
    store.write("certificates/a.pdf", b"0123456789")
    assert (store.read("certificates/a.pdf"), store.size("certificates/a.pdf")) == (b"0123456789", 10)
    with store.open("certificates/a.pdf") as file:
        file.seek(4)
        assert file.read(3) == b"456"
    store.delete("certificates/a.pdf")
    store.delete("certificates/a.pdf")
    assert (store.exists("certificates/a.pdf"), store.size("certificates/a.pdf")) == (False, None)


def test_a_missing_file_is_said_to_be_missing(store: BucketStore) -> None:
    with pytest.raises(FileNotFoundError):
        store.read("nothing.pdf")
    with pytest.raises(FileNotFoundError):
        store.open("nothing.pdf")


def test_a_signed_address_carries_its_expiry_signer_and_file_name(store: BucketStore) -> None:
    url = urlsplit(store.signed_url("a/b.pdf", expires=timedelta(minutes=10), download_name="b.pdf"))
    query = {key: values[0] for key, values in parse_qs(url.query).items()}
    assert url.path.endswith("/private/a/b.pdf")
    assert (query["X-Goog-Algorithm"], query["X-Goog-Expires"]) == ("GOOG4-RSA-SHA256", "600")
    assert query["X-Goog-Credential"].startswith("app@project.example/")
    assert query["response-content-disposition"] == 'attachment; filename="b.pdf"'


def test_an_upload_slot_binds_type_and_largest_size(store: BucketStore) -> None:
    slot = store.upload_slot("v.mp4", media_type="video/mp4", largest=5_000, expires=timedelta(minutes=10))
    query = {key: values[0] for key, values in parse_qs(urlsplit(slot.url).query).items()}
    assert (slot.method, slot.headers["x-goog-content-length-range"]) == ("PUT", "1,5000")
    assert query["X-Goog-SignedHeaders"] == "content-type;host;x-goog-content-length-range"
