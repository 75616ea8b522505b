from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from PIL import Image

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock, storage
from accredit.core.testing import api, drain
from accredit.media import selectors, services
from accredit.media.exceptions import NoSuchUpload, UploadNotReady
from accredit.media.models import Upload
from accredit.media.rules import Purpose
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from . import files

pytestmark = pytest.mark.django_db
URL = "/api/media/uploads/"


@pytest.fixture
def organization() -> Organization:
    return OrganizationFactory()


@pytest.fixture
def staff(organization: Organization) -> Any:
    return api(member(organization, "instructor"), organization)


def request(client: Any, content: bytes, purpose: str = "video", media_type: str = "video/mp4") -> Any:
    body = {"purpose": purpose, "file_name": "Lesson 1.mp4", "media_type": media_type, "size": len(content)}
    return client.post(URL, body, format="json")


def send(slot: dict[str, Any], content: bytes) -> int:
    parts = urlsplit(slot["url"])
    return (
        Client().put(f"{parts.path}?{parts.query}", content, content_type=slot["headers"]["Content-Type"]).status_code
    )


def upload(client: Any, content: bytes, purpose: str = "video", media_type: str = "video/mp4") -> dict[str, Any]:
    """The whole way, and what the person then sees."""
    made = request(client, content, purpose, media_type)
    assert made.status_code == 201, made.data
    assert send(made.data["slot"], content) == 200
    assert client.post(f"{URL}{made.data['id']}/finalize/").status_code == 202
    drain()
    seen: dict[str, Any] = client.get(f"{URL}{made.data['id']}/").data
    return seen


@pytest.mark.happy
def test_a_film_is_sent_checked_and_gets_its_length_and_a_still(staff: Any) -> None:
    seen = upload(staff, files.video(2))
    assert (seen["status"], seen["width"], seen["height"], seen["problem"]) == ("ready", 64, 48, "")
    assert abs(seen["duration_ms"] - 2000) <= 100
    parts = urlsplit(seen["poster_url"])
    still = b"".join(Client().get(f"{parts.path}?{parts.query}"))
    assert Image.open(io.BytesIO(still)).format == "JPEG"


def test_a_webm_film_is_welcome_too(staff: Any) -> None:
    assert upload(staff, files.video(1, codec="libvpx", container="webm"), media_type="video/webm")["status"] == "ready"


@pytest.mark.parametrize(
    ("content", "purpose", "media_type", "word"),
    [
        (b"<html><script>alert(1)</script></html>", "video", "video/mp4", "not a video"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200, "video", "video/mp4", "video"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "thumbnail", "image/png", "not a JPEG"),
        (b"GIF89a", "thumbnail", "image/jpeg", "not a JPEG"),
        (b"no captions", "captions", "text/vtt", "WebVTT"),
        (b"WEBVTT\n\n", "captions", "text/vtt", "no captions"),
        (b"\xff\xfe", "captions", "text/vtt", "WebVTT"),
        (b"MZ\x90", "document", "application/pdf", "not a PDF"),
        (b"%PDF-1.7\nnothing", "document", "application/pdf", "damaged"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words_and_removed(
    staff: Any, content: bytes, purpose: str, media_type: str, word: str
) -> None:
    seen = upload(staff, content, purpose, media_type)
    assert seen["status"] == "failed"
    assert word in seen["problem"]
    assert not storage.private().exists(Upload.objects.get().key)


def test_a_film_without_a_picture_is_refused(staff: Any) -> None:
    seen = upload(staff, files.audio())
    assert (seen["status"], seen["problem"]) == ("failed", "There is no picture in this file.")


@pytest.mark.happy
@pytest.mark.parametrize(
    ("content", "purpose", "media_type"),
    [(files.CAPTIONS, "captions", "text/vtt"), (files.PDF, "document", "application/pdf")],
)
def test_captions_and_documents_are_checked(staff: Any, content: bytes, purpose: str, media_type: str) -> None:
    assert upload(staff, content, purpose, media_type)["status"] == "ready"


@pytest.mark.happy
def test_an_avatar_is_scaled_and_loses_its_metadata() -> None:
    seen = upload(api(UserFactory()), files.picture(size=(1600, 800)), "avatar", "image/jpeg")
    assert (seen["status"], seen["width"], seen["height"]) == ("ready", 512, 256)
    answer = Client().get(urlsplit(seen["image_url"]).path)
    picture = Image.open(io.BytesIO(b"".join(answer)))
    assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


def test_a_transparent_logo_stays_transparent(organization: Organization) -> None:
    owner = api(member(organization, "owner"), organization)
    seen = upload(owner, files.picture("PNG", mode="RGBA"), "logo", "image/png")
    assert seen["image_url"].endswith(".png")


def test_a_signature_is_never_public(organization: Organization) -> None:
    owner = api(member(organization, "owner"), organization)
    seen = upload(owner, files.picture("PNG"), "signature", "image/png")
    assert (seen["status"], seen["image_url"]) == ("ready", None)
    assert storage.private().exists(Upload.objects.get().rendition_key)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"media_type": "image/svg+xml"}, "file_type_not_allowed"), ({"size": 5 * 1024**3 + 1}, "file_too_large")],
)
def test_what_is_not_allowed_is_said_before_a_byte_is_sent(staff: Any, change: dict[str, Any], code: str) -> None:
    body = {"purpose": "video", "file_name": "x", "media_type": "video/mp4", "size": 10} | change
    answer = staff.post(URL, body, format="json")
    assert (answer.status_code, answer.data["code"]) == (422, code)


def test_a_file_that_never_arrived_is_said_so_and_may_still_come(staff: Any) -> None:
    made = request(staff, b"x" * 10)
    answer = staff.post(f"{URL}{made.data['id']}/finalize/")
    assert (answer.status_code, answer.data["code"]) == (409, "file_not_there")
    assert Upload.objects.get().status == "requested"


def test_saying_it_twice_checks_it_once(staff: Any) -> None:
    seen = upload(staff, files.CAPTIONS, "captions", "text/vtt")
    again = staff.post(f"{URL}{seen['id']}/finalize/")
    assert (again.status_code, again.data["status"]) == (202, "ready")
    services.upload_process(upload_id=seen["id"], now=clock.now())
    assert Upload.objects.get().status == "ready"


def test_a_cancelled_upload_leaves_nothing(staff: Any) -> None:
    made = request(staff, files.CAPTIONS, "captions", "text/vtt")
    send(made.data["slot"], files.CAPTIONS)
    key = Upload.objects.get().key
    assert staff.delete(f"{URL}{made.data['id']}/").status_code == 204
    assert (Upload.objects.count(), storage.private().exists(key)) == (0, False)


def test_slots_that_nobody_used_are_forgotten_after_a_while(staff: Any) -> None:
    request(staff, b"x")
    assert services.uploads_forget(now=clock.now()) == 0
    assert services.uploads_forget(now=clock.now() + timedelta(days=1)) == 1
    assert not Upload.objects.exists()


def test_a_stranger_must_sign_in_and_a_viewer_may_not_send(organization: Organization) -> None:
    assert request(api(None, organization), b"x").status_code == 401
    assert request(api(member(organization, "viewer"), organization), b"x").status_code == 403


@pytest.mark.isolation
def test_nobody_else_sees_or_ends_an_upload(staff: Any, organization: Organization) -> None:
    made = request(staff, b"x")
    other = api(UserFactory())
    for call in (other.get, other.delete):
        assert call(f"{URL}{made.data['id']}/").status_code == 404
    assert other.post(f"{URL}{made.data['id']}/finalize/").status_code == 404
    assert request(api(member(OrganizationFactory(), "owner"), organization), b"x").status_code == 404
    with pytest.raises(NoSuchUpload):
        selectors.upload_ready(upload_id=made.data["id"], organization=OrganizationFactory(), purpose=Purpose.VIDEO)


def test_a_file_can_be_used_only_once_it_is_checked(staff: Any, organization: Organization) -> None:
    made = request(staff, b"x")
    with pytest.raises(UploadNotReady):
        selectors.upload_ready(upload_id=made.data["id"], organization=organization, purpose=Purpose.VIDEO)


@pytest.mark.happy
def test_a_checked_picture_becomes_the_avatar_and_can_be_taken_away() -> None:
    user = UserFactory()
    client = api(user)
    seen = upload(client, files.picture(), "avatar", "image/jpeg")
    assert client.put("/api/media/avatar/", {"upload_id": seen["id"]}, format="json").data["image_url"]
    assert client.get("/api/user/me/").data["avatar_url"] == seen["image_url"]
    client.put("/api/media/avatar/", {"upload_id": None}, format="json")
    assert client.get("/api/user/me/").data["avatar_url"] is None


def test_nobody_elses_and_no_other_kind_of_picture_becomes_the_avatar(organization: Organization) -> None:
    owner = api(member(organization, "owner"), organization)
    logo = upload(owner, files.picture(), "logo", "image/jpeg")
    for client in (owner, api(UserFactory())):
        assert client.put("/api/media/avatar/", {"upload_id": logo["id"]}, format="json").status_code == 404


@pytest.mark.happy
def test_a_checked_picture_becomes_the_logo_of_its_own_organization_only(organization: Organization) -> None:
    owner = api(member(organization, "owner"), organization)
    seen = upload(owner, files.picture(), "logo", "image/jpeg")
    assert owner.put("/api/media/logo/", {"upload_id": seen["id"]}, format="json").data == {
        "image_url": seen["image_url"]
    }
    other = OrganizationFactory()
    thief = api(member(other, "owner"), other)
    assert thief.put("/api/media/logo/", {"upload_id": seen["id"]}, format="json").status_code == 404
    instructor = api(member(organization, "instructor"), organization)
    assert instructor.put("/api/media/logo/", {"upload_id": seen["id"]}, format="json").status_code == 403
