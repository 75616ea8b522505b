"""Files: a public store, and a private one that opens by short-lived signed addresses only.

Two back ends behind one surface, chosen by `STORAGE_BACKEND`: folders with signatures of our own (a trial, tests), and
Google Cloud Storage with V4 signatures. `media` and the apps that own files call this; nobody else knows the place.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings

from .folder import InvalidKey, private_folder, public_folder
from .store import Store, UploadSlot, content_type

__all__ = ["InvalidKey", "Store", "UploadSlot", "content_type", "private", "public"]


def public() -> Store:
    """The store that everybody may read."""
    if settings.STORAGE_BACKEND == "gcs":
        return _bucket(settings.GCS_PUBLIC_BUCKET)
    return public_folder()


def private() -> Store:
    """The store that opens by signed address only."""
    if settings.STORAGE_BACKEND == "gcs":
        return _bucket(settings.GCS_PRIVATE_BUCKET)
    return private_folder()


@cache
def _bucket(name: str) -> Store:
    from .bucket import BucketStore, cloud_client  # the client libraries are heavy and absent from a trial's memory

    return BucketStore(cloud_client(), name)
