"""Uploads for tests of the apps that use them."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.media.models import Upload
from accredit.organizations.tests.factories import OrganizationFactory


class UploadFactory(DjangoModelFactory):
    """A checked film of 100 seconds. Only the row: whoever reads the file writes it under `key`."""

    class Meta:
        model = Upload

    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SubFactory(UserFactory)
    purpose = "video"
    status = "ready"
    key = factory.LazyAttribute(lambda row: f"uploads/{row.organization.id}/{row.file_name}")
    file_name = factory.Sequence(lambda n: f"film-{n}.mp4")
    media_type = "video/mp4"
    declared_bytes = 1000
    bytes = 1000
    duration_ms = 100_400
    width = 640
    height = 360
    finished_at = factory.LazyFunction(clock.now)


class CaptionsUploadFactory(UploadFactory):
    """Checked captions."""

    purpose = "captions"
    file_name = factory.Sequence(lambda n: f"captions-{n}.vtt")
    media_type = "text/vtt"
    duration_ms = None  # type: ignore[assignment]  # no film


class DocumentUploadFactory(UploadFactory):
    """A checked PDF."""

    purpose = "document"
    file_name = factory.Sequence(lambda n: f"paper-{n}.pdf")
    media_type = "application/pdf"
    duration_ms = None  # type: ignore[assignment]  # no film


class ThumbnailUploadFactory(UploadFactory):
    """A checked picture, shown to everybody."""

    purpose = "thumbnail"
    file_name = factory.Sequence(lambda n: f"picture-{n}.png")
    media_type = "image/png"
    rendition_key = factory.LazyAttribute(lambda row: f"images/{row.file_name}")
    duration_ms = None  # type: ignore[assignment]  # no film
