"""Sending films over HTTP: the slot, the check, the lesson that waits for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import drain
from accredit.learning import services
from accredit.learning.models import Course, CourseInstructor, Lesson
from accredit.media.models import Upload
from accredit.media.tests import files
from accredit.media.tests.factories import (
    UploadFactory,
)
from accredit.organizations.models import Organization

from .factories import (
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    video_lesson,
)
from .world import VIDEOS, ask_slot, told

pytestmark = pytest.mark.django_db


def empty_video_lesson(organization: Organization) -> Lesson:
    course = CourseFactory(organization=organization)
    CourseInstructor.objects.create(organization=organization, course=course, user=UserFactory())
    made: Lesson = LessonFactory(module=ModuleFactory(course=course), kind="video", body_md="", estimated_seconds=0)
    return made


def send(slot: dict[str, Any], content: bytes) -> None:
    parts = urlsplit(slot["url"])
    answer = Client().put(f"{parts.path}?{parts.query}", content, content_type=slot["headers"]["Content-Type"])
    assert answer.status_code == 200


@pytest.mark.happy
def test_a_film_is_sent_checked_and_put_into_its_lesson_and_the_course_can_be_published(
    staff: Any, organization: Organization
) -> None:
    lesson = empty_video_lesson(organization)
    address, content = f"/api/courses/course/{lesson.course_id}/", files.video(3)
    assert staff.get(f"{address}outline/").json()["obstacles"][0]["code"] == "video_missing"

    made = ask_slot(staff, lesson, content)
    assert (made.status_code, made.json()["status"], made.json()["lesson_id"]) == (201, "requested", str(lesson.id))
    early = staff.post(f"{VIDEOS}{made.json()['id']}/finalize/")
    assert (early.status_code, early.json()["code"]) == (409, "file_not_there")
    send(made.json()["slot"], content)
    assert staff.post(f"{VIDEOS}{made.json()['id']}/finalize/").json()["status"] == "processing"
    refused = staff.post(f"{address}publish/").json()
    assert (refused["code"], [one["code"] for one in refused["errors"]]) == ("course_not_ready", ["video_not_ready"])
    drain()

    lesson.refresh_from_db()
    assert (str(lesson.video_id), lesson.video_coming_id, lesson.estimated_seconds) == (made.json()["id"], None, 3)
    row = staff.get(VIDEOS, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["lesson_id"], row["video"]["status"], row["video_coming"]) == (str(lesson.id), "ready", None)
    assert row["video"]["poster_url"]
    outline = staff.get(f"{address}outline/").json()
    assert (outline["obstacles"], outline["course"]["duration_seconds"]) == ([], 3)
    assert [one["code"] for one in outline["warnings"]] == ["captions_missing"]
    assert staff.post(f"{address}publish/").status_code == 200


def test_a_new_film_takes_the_old_ones_place_only_once_it_is_checked(staff: Any, organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=published_course(organization=organization)))
    content = files.video(2)
    made = ask_slot(staff, lesson, content).json()
    send(made["slot"], content)
    staff.post(f"{VIDEOS}{made['id']}/finalize/")
    row = staff.get(VIDEOS, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["video"]["id"], row["video_coming"]["id"]) == (str(lesson.video_id), made["id"])
    drain()
    lesson.refresh_from_db()
    assert (str(lesson.video_id), lesson.video_coming_id, lesson.estimated_seconds) == (made["id"], None, 2)
    assert len(told("course_updated")) == 1


def test_a_refused_film_says_why_and_leaves_the_old_one(staff: Any, organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=published_course(organization=organization)))
    made = ask_slot(staff, lesson, b"no film").json()
    send(made["slot"], b"no film")
    staff.post(f"{VIDEOS}{made['id']}/finalize/")
    drain()
    row = staff.get(VIDEOS, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["video"]["id"], row["video_coming"]["status"]) == (str(lesson.video_id), "failed")
    assert "not a video" in row["video_coming"]["problem"]


def test_a_second_slot_takes_the_place_of_the_first(staff: Any, organization: Organization) -> None:
    lesson = empty_video_lesson(organization)
    first, second = ask_slot(staff, lesson).json(), ask_slot(staff, lesson).json()
    gone = staff.post(f"{VIDEOS}{first['id']}/finalize/")
    assert (gone.status_code, gone.json()["code"]) == (404, "video_not_found")
    lesson.refresh_from_db()
    assert str(lesson.video_coming_id) == second["id"]


def test_a_cancelled_film_leaves_the_lesson_free(staff: Any, organization: Organization) -> None:
    lesson = empty_video_lesson(organization)
    made = ask_slot(staff, lesson).json()
    assert staff.delete(f"/api/media/uploads/{made['id']}/").status_code == 204
    lesson.refresh_from_db()
    assert lesson.video_coming_id is None


def test_news_of_a_film_told_twice_or_of_another_file_changes_nothing(organization: Organization) -> None:
    course = published_course(organization=organization)
    lesson = video_lesson(ModuleFactory(course=course))
    film = UploadFactory(organization=organization, duration_ms=7_000)
    Lesson.objects.filter(pk=lesson.pk).update(video_coming=film)
    for upload_id in (UploadFactory(organization=organization).id, film.id, film.id):
        services.video_follow(upload_id=upload_id, now=clock.now())
    lesson.refresh_from_db()
    assert (lesson.video_id, lesson.estimated_seconds, len(told("course_updated"))) == (film.id, 7, 1)


def test_a_film_for_a_course_that_was_archived_meanwhile_changes_nothing(organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=published_course(organization=organization)))
    film = UploadFactory(organization=organization)
    Lesson.objects.filter(pk=lesson.pk).update(video_coming=film)
    Course.objects.filter(pk=lesson.course_id).update(status="archived")
    services.video_follow(upload_id=film.id, now=clock.now())
    before, lesson = lesson.video_id, Lesson.objects.get(pk=lesson.pk)
    assert (lesson.video_id, lesson.video_coming_id) == (before, film.id)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"media_type": "image/svg+xml"}, 422, "file_type_not_allowed"),
        ({"size": 5 * 1024**3 + 1}, 422, "file_too_large"),
        ({"size": -1}, 400, "bad_request"),
        ({"lesson_id": "seven"}, 400, "bad_request"),
        ({"lesson_id": str(new_id())}, 404, "lesson_not_found"),
    ],
)
def test_a_slot_that_cannot_be_is_refused_by_name(
    staff: Any, organization: Organization, change: dict[str, Any], status: int, code: str
) -> None:
    answer = ask_slot(staff, empty_video_lesson(organization), **change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Upload.objects.exists()
