"""Playing films and opening documents over HTTP."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accredit.accounts.tests.factories import UserFactory
from accredit.core import storage
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.learning.models import Course, Lesson, LessonCaptions
from accredit.media.tests import files
from accredit.media.tests.factories import (
    CaptionsUploadFactory,
)
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import (
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    document_lesson,
    published_course,
    video_lesson,
)
from .world import LESSONS, VIDEOS

pytestmark = pytest.mark.django_db


def fetch(url: str, **headers: Any) -> Any:
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers=headers)


@pytest.mark.happy
def test_who_is_enrolled_plays_the_film_by_range_with_its_captions() -> None:
    course = published_course()
    lesson = video_lesson(ModuleFactory(course=course))
    captions = CaptionsUploadFactory(organization=course.organization)
    LessonCaptions.objects.create(
        organization=course.organization, lesson=lesson, language="en", label="English", upload=captions
    )
    video = lesson.video
    assert video is not None
    storage.private().write(video.key, bytes(range(100)))
    storage.private().write(captions.key, files.CAPTIONS)

    answer = api(EnrollmentFactory(course=course).user).get(f"{VIDEOS}{lesson.id}/playback/")

    page = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert (page["duration_ms"], page["duration_seconds"], page["resume_seconds"]) == (100_400, 100, 0)
    assert (page["watched"], page["completed"], page["video_id"]) == ([], False, str(video.id))
    part = fetch(page["url"], Range="bytes=10-19")
    assert (part.status_code, part["Content-Range"], b"".join(part)) == (206, "bytes 10-19/100", bytes(range(10, 20)))
    assert part["Content-Type"] == "video/mp4"
    track = fetch(page["captions"][0]["url"])
    assert (page["captions"][0]["language"], track["Content-Type"]) == ("en", "text/vtt")
    assert b"".join(track) == files.CAPTIONS


def test_an_address_that_was_tampered_with_opens_nothing() -> None:
    course = published_course()
    lesson, other = video_lesson(ModuleFactory(course=course)), video_lesson(ModuleFactory(course=course))
    assert lesson.video is not None
    assert other.video is not None
    storage.private().write(lesson.video.key, b"mine")
    storage.private().write(other.video.key, b"theirs")
    url = api(EnrollmentFactory(course=course).user).get(f"{VIDEOS}{lesson.id}/playback/").json()["url"]
    assert fetch(url).status_code == 200
    for forged in (
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url.replace(lesson.video.key, other.video.key),
        url.replace("expires=", "expires=9"),
        url.split("?", maxsplit=1)[0],
    ):
        assert fetch(forged).status_code == 403


@pytest.mark.parametrize("make", [video_lesson, document_lesson])
def test_only_those_who_may_open_a_lesson_get_its_file(make: Any) -> None:
    course = published_course()
    lesson = make(ModuleFactory(course=course))
    address = f"{VIDEOS}{lesson.id}/playback/" if make is video_lesson else f"{LESSONS}{lesson.id}/document/"
    maker = api(member(course.organization, "viewer"), course.organization)
    other = OrganizationFactory()
    clients = {
        "stranger": (api(), 403),
        "somebody": (api(UserFactory()), 403),
        "refunded": (api(EnrollmentFactory(course=course, status="revoked").user), 403),
        "learner": (api(EnrollmentFactory(course=course).user), 200),
        "finished": (api(EnrollmentFactory(course=course, status="completed").user), 200),
        "maker": (maker, 200),
        "another tenant": (api(member(other, "owner"), other), 404),
    }
    for name, (client, status) in clients.items():
        assert client.get(address).status_code == status, name
    assert api(UserFactory()).get(address.replace(str(lesson.id), str(new_id()))).status_code == 404
    Lesson.objects.filter(pk=lesson.pk).update(is_preview=True)
    assert api().get(address).status_code == 200
    Course.objects.filter(pk=course.pk).update(status="draft")
    assert api().get(address).status_code == 404


def test_a_lesson_without_its_file_or_of_another_kind_says_so() -> None:
    course = published_course()
    module = ModuleFactory(course=course)
    video, paper = (LessonFactory(module=module, kind=kind, body_md="") for kind in ("video", "document"))
    client = api(EnrollmentFactory(course=course).user)
    answers = {
        "video_not_ready": client.get(f"{VIDEOS}{video.id}/playback/"),
        "document_not_ready": client.get(f"{LESSONS}{paper.id}/document/"),
        "not_a_video": client.get(f"{VIDEOS}{paper.id}/playback/"),
        "not_a_document": client.get(f"{LESSONS}{video.id}/document/"),
    }
    assert {code: (one.status_code, one.json()["code"]) for code, one in answers.items()} == {
        code: (409, code) for code in answers
    }


@pytest.mark.happy
def test_a_document_is_opened_kept_under_its_name_and_marked_as_read() -> None:
    course = published_course()
    lesson = document_lesson(ModuleFactory(course=course))
    assert lesson.document is not None
    storage.private().write(lesson.document.key, files.PDF)
    client = api(EnrollmentFactory(course=course).user)
    assert client.get(f"{LESSONS}{lesson.id}/").json()["document"] == {
        "file_name": lesson.document.file_name,
        "bytes": 1000,
    }
    page = client.get(f"{LESSONS}{lesson.id}/document/").json()
    opened, kept = fetch(page["url"]), fetch(page["download_url"])
    assert opened["Content-Type"] == "application/pdf"
    assert "Content-Disposition" not in opened, "a browser shows it"
    assert lesson.document.file_name in kept["Content-Disposition"]
    done = client.post(f"{LESSONS}{lesson.id}/complete/").json()
    assert done == {"completed": True, "progress_percent": 50, "course_completed": False}
    assert client.post(f"{LESSONS}{lesson.id}/complete/").json() == done
