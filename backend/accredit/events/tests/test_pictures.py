"""The pictures of events and speakers are in use as long as a row shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accredit.core import storage
from accredit.media.tasks import uploads_clear
from accredit.media.tests.factories import ThumbnailUploadFactory

from .factories import EventFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def test_covers_and_portraits_stay_and_what_was_replaced_goes(now: datetime) -> None:
    names = ("cover", "portrait", "replaced")
    cover, portrait, replaced = (
        ThumbnailUploadFactory(finished_at=now, key=f"uploads/{name}.png", rendition_key=f"images/{name}.png")
        for name in names
    )
    for upload in (cover, portrait, replaced):
        storage.private().write(upload.key, b"sent")
        storage.public().write(upload.rendition_key, b"shown")
    EventFactory(cover_key=cover.rendition_key)
    SpeakerFactory(photo_key=portrait.rendition_key)
    for day in range(20):
        uploads_clear(now=now + timedelta(days=day))
    assert [storage.public().exists(f"images/{name}.png") for name in names] == [True, True, False]
