"""A store in a Google Cloud Storage bucket, with V4 signed addresses (at most seven days, by Google's rule)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.utils.http import content_disposition_header
from google.api_core.exceptions import NotFound
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage as gcs

from .store import UploadSlot, content_type


def cloud_client() -> gcs.Client:
    """The client of this installation. Against an emulator (`STORAGE_EMULATOR_HOST`) it is anonymous, because real
    credentials would wait for a metadata server that is not there."""
    if settings.GCS_EMULATOR:
        return gcs.Client(project="emulator", credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
    return gcs.Client()


class BucketStore:
    """Files in one bucket. `signer`: service-account credentials that can sign; the client's own where None."""

    def __init__(self, client: gcs.Client, bucket: str, *, signer: Any = None) -> None:
        self._bucket = client.bucket(bucket)
        self._signer = signer

    def write(self, key: str, content: bytes) -> None:
        self._bucket.blob(key).upload_from_string(content, content_type=content_type(key))

    def read(self, key: str) -> bytes:
        try:
            return bytes(self._bucket.blob(key).download_as_bytes())
        except NotFound as error:
            raise FileNotFoundError(key) from error

    def open(self, key: str) -> BinaryIO:
        if not self.exists(key):
            raise FileNotFoundError(key)
        return cast("BinaryIO", self._bucket.blob(key).open("rb"))

    def size(self, key: str) -> int | None:
        blob = self._bucket.get_blob(key)
        return None if blob is None else int(blob.size)

    def exists(self, key: str) -> bool:
        return bool(self._bucket.blob(key).exists())

    def delete(self, key: str) -> None:
        try:
            self._bucket.blob(key).delete()
        except NotFound:
            return

    def url(self, key: str) -> str:
        return str(self._bucket.blob(key).public_url)

    def signed_url(self, key: str, *, expires: timedelta, download_name: str = "") -> str:
        disposition = content_disposition_header(True, download_name) if download_name else None
        return self._sign(key, method="GET", expires=expires, response_disposition=disposition)

    def upload_slot(self, key: str, *, media_type: str, largest: int, expires: timedelta) -> UploadSlot:
        # Google refuses a body outside this range; the header is part of what is signed.
        headers = {"x-goog-content-length-range": f"1,{largest}"}
        url = self._sign(key, method="PUT", expires=expires, content_type=media_type, headers=headers)
        return UploadSlot(url, "PUT", {"Content-Type": media_type, **headers})

    def _sign(self, key: str, *, method: str, expires: timedelta, **details: Any) -> str:
        return str(
            self._bucket.blob(key).generate_signed_url(
                version="v4", expiration=expires, method=method, credentials=self._signer, **details
            )
        )
