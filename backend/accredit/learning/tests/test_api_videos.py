"""Films and documents over HTTP: sending, captions, playing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock, storage
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import services
from accredit.learning.models import Course, CourseInstructor, Lesson, LessonCaptions
from accredit.media.models import Upload
from accredit.media.tests import files
from accredit.media.tests.factories import (
    CaptionsUploadFactory,
    DocumentUploadFactory,
    ThumbnailUploadFactory,
    UploadFactory,
)
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import (
    CourseFactory,
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    document_lesson,
    published_course,
    video_lesson,
)
from .world import told

pytestmark = pytest.mark.django_db
ROOT = "/api/courses/course_video/"
LESSONS = "/api/courses/course_lessons/"


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def staff(organization: Organization) -> Any:
    return api(member(organization, "instructor"), organization)


def empty_video_lesson(organization: Organization) -> Lesson:
    course = CourseFactory(organization=organization)
    CourseInstructor.objects.create(organization=organization, course=course, user=UserFactory())
    made: Lesson = LessonFactory(module=ModuleFactory(course=course), kind="video", body_md="", estimated_seconds=0)
    return made


def ask(client: Any, lesson: Lesson, content: bytes = b"x", **change: Any) -> Any:
    body = {"lesson_id": str(lesson.id), "file_name": "One.mp4", "media_type": "video/mp4", "size": len(content)}
    return client.post(ROOT, body | change, format="json")


def send(slot: dict[str, Any], content: bytes) -> None:
    parts = urlsplit(slot["url"])
    answer = Client().put(f"{parts.path}?{parts.query}", content, content_type=slot["headers"]["Content-Type"])
    assert answer.status_code == 200


def fetch(url: str, **headers: Any) -> Any:
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers=headers)


# Sending


@pytest.mark.happy
def test_a_film_is_sent_checked_and_put_into_its_lesson_and_the_course_can_be_published(
    staff: Any, organization: Organization
) -> None:
    lesson = empty_video_lesson(organization)
    address, content = f"/api/courses/course/{lesson.course_id}/", files.video(3)
    assert staff.get(f"{address}outline/").json()["obstacles"][0]["code"] == "video_missing"

    made = ask(staff, lesson, content)
    assert (made.status_code, made.json()["status"], made.json()["lesson_id"]) == (201, "requested", str(lesson.id))
    early = staff.post(f"{ROOT}{made.json()['id']}/finalize/")
    assert (early.status_code, early.json()["code"]) == (409, "file_not_there")
    send(made.json()["slot"], content)
    assert staff.post(f"{ROOT}{made.json()['id']}/finalize/").json()["status"] == "processing"
    refused = staff.post(f"{address}publish/").json()
    assert (refused["code"], [one["code"] for one in refused["errors"]]) == ("course_not_ready", ["video_not_ready"])
    drain()

    lesson.refresh_from_db()
    assert (str(lesson.video_id), lesson.video_coming_id, lesson.estimated_seconds) == (made.json()["id"], None, 3)
    row = staff.get(ROOT, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["lesson_id"], row["video"]["status"], row["video_coming"]) == (str(lesson.id), "ready", None)
    assert row["video"]["poster_url"]
    outline = staff.get(f"{address}outline/").json()
    assert (outline["obstacles"], outline["course"]["duration_seconds"]) == ([], 3)
    assert [one["code"] for one in outline["warnings"]] == ["captions_missing"]
    assert staff.post(f"{address}publish/").status_code == 200


def test_a_new_film_takes_the_old_ones_place_only_once_it_is_checked(staff: Any, organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=published_course(organization=organization)))
    content = files.video(2)
    made = ask(staff, lesson, content).json()
    send(made["slot"], content)
    staff.post(f"{ROOT}{made['id']}/finalize/")
    row = staff.get(ROOT, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["video"]["id"], row["video_coming"]["id"]) == (str(lesson.video_id), made["id"])
    drain()
    lesson.refresh_from_db()
    assert (str(lesson.video_id), lesson.video_coming_id, lesson.estimated_seconds) == (made["id"], None, 2)
    assert len(told("course_updated")) == 1


def test_a_refused_film_says_why_and_leaves_the_old_one(staff: Any, organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=published_course(organization=organization)))
    made = ask(staff, lesson, b"no film").json()
    send(made["slot"], b"no film")
    staff.post(f"{ROOT}{made['id']}/finalize/")
    drain()
    row = staff.get(ROOT, {"course": str(lesson.course_id)}).json()["results"][0]
    assert (row["video"]["id"], row["video_coming"]["status"]) == (str(lesson.video_id), "failed")
    assert "not a video" in row["video_coming"]["problem"]


def test_a_second_slot_takes_the_place_of_the_first(staff: Any, organization: Organization) -> None:
    lesson = empty_video_lesson(organization)
    first, second = ask(staff, lesson).json(), ask(staff, lesson).json()
    gone = staff.post(f"{ROOT}{first['id']}/finalize/")
    assert (gone.status_code, gone.json()["code"]) == (404, "video_not_found")
    lesson.refresh_from_db()
    assert str(lesson.video_coming_id) == second["id"]


def test_a_cancelled_film_leaves_the_lesson_free(staff: Any, organization: Organization) -> None:
    lesson = empty_video_lesson(organization)
    made = ask(staff, lesson).json()
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
    answer = ask(staff, empty_video_lesson(organization), **change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Upload.objects.exists()


# The makers' routes


def routes_of(organization: Organization) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every route of the makers with a body that would work."""
    lesson = video_lesson(ModuleFactory(course=CourseFactory(organization=organization)))
    coming = UploadFactory(organization=organization, status="processing")
    Lesson.objects.filter(pk=lesson.pk).update(video_coming=coming)
    captions = CaptionsUploadFactory(organization=organization)
    LessonCaptions.objects.create(
        organization=organization, lesson=lesson, language="fr", label="Français", upload=captions
    )
    article = document_lesson(lesson.module)
    paper, thumbnail = (
        DocumentUploadFactory(organization=organization),
        ThumbnailUploadFactory(organization=organization),
    )
    slot = {"lesson_id": str(lesson.id), "file_name": "a.mp4", "media_type": "video/mp4", "size": 9}
    return {
        "list": ("get", f"{ROOT}?course={lesson.course_id}", {}),
        "finalize": ("post", f"{ROOT}{coming.id}/finalize/", {}),
        "slot": ("post", ROOT, slot),
        "captions": (
            "post",
            f"{ROOT}{lesson.id}/captions/",
            {"upload_id": str(captions.id), "language": "en", "label": "English"},
        ),
        "captions away": ("delete", f"{ROOT}{lesson.id}/captions/fr/", {}),
        "film": ("patch", f"{LESSONS}{lesson.id}/", {"video": str(UploadFactory(organization=organization).id)}),
        "document": ("patch", f"{LESSONS}{article.id}/", {"document": str(paper.id)}),
        "thumbnail": ("patch", f"/api/courses/course/{lesson.course_id}/", {"thumbnail": str(thumbnail.id)}),
    }


def call(client: Any, route: tuple[str, str, dict[str, Any]]) -> int:
    method, address, body = route
    answer = client.get(address) if method == "get" else getattr(client, method)(address, body, format="json")
    return int(answer.status_code)


@pytest.mark.happy
def test_an_instructor_may_use_every_route(staff: Any, organization: Organization) -> None:
    statuses = {name: call(staff, route) for name, route in routes_of(organization).items()}
    assert {name: status for name, status in statuses.items() if status not in {200, 201, 202, 204}} == {}


@pytest.mark.isolation
def test_another_tenants_staff_find_nothing(organization: Organization) -> None:
    other = OrganizationFactory()
    insider = api(member(other, "owner"), other)
    outsider = api(member(other, "owner"), organization)
    for name, route in routes_of(organization).items():
        assert call(insider, route) == 404, name
        assert call(outsider, route) == 404, name


def test_strangers_and_members_without_the_role_are_refused(organization: Organization) -> None:
    stranger, viewer = api(None, organization), api(member(organization, "viewer"), organization)
    for name, route in routes_of(organization).items():
        assert call(stranger, route) == 401, name
        assert call(viewer, route) == 403, name


@pytest.mark.isolation
def test_another_tenants_file_or_one_of_another_kind_is_never_attached(staff: Any, organization: Organization) -> None:
    routes = routes_of(organization)
    foreign = {
        "film": UploadFactory().id,
        "document": DocumentUploadFactory().id,
        "thumbnail": ThumbnailUploadFactory().id,
    }
    wrong_kind = str(CaptionsUploadFactory(organization=organization).id)
    for name, upload_id in foreign.items():
        method, address, body = routes[name]
        (key,) = body
        assert call(staff, (method, address, {key: str(upload_id)})) == 404, name
        assert call(staff, (method, address, {key: wrong_kind})) == 404, name
    method, address, body = routes["captions"]
    assert call(staff, (method, address, body | {"upload_id": str(CaptionsUploadFactory().id)})) == 404


def test_a_file_that_is_not_checked_yet_is_not_attached(staff: Any, organization: Organization) -> None:
    routes = routes_of(organization)
    method, address, _ = routes["film"]
    raw = UploadFactory(organization=organization, status="processing")
    assert call(staff, (method, address, {"video": str(raw.id)})) == 409


def test_a_film_goes_into_video_lessons_and_a_document_into_document_lessons_only(
    staff: Any, organization: Organization
) -> None:
    article = LessonFactory(module=ModuleFactory(course=CourseFactory(organization=organization)))
    address = f"{LESSONS}{article.id}/"
    film, paper = UploadFactory(organization=organization), DocumentUploadFactory(organization=organization)
    captions = CaptionsUploadFactory(organization=organization)
    answers = [
        staff.patch(address, {"video": str(film.id)}, format="json"),
        staff.patch(address, {"document": str(paper.id)}, format="json"),
        ask(staff, article),
        staff.post(
            f"{ROOT}{article.id}/captions/",
            {"upload_id": str(captions.id), "language": "en", "label": "English"},
            format="json",
        ),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "not_a_video"),
        (409, "not_a_document"),
        (409, "not_a_video"),
        (409, "not_a_video"),
    ]
    for change in ({"video": film}, {"document": paper}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lesson.objects.filter(pk=article.pk).update(**change)


def test_captions_of_the_same_language_replace_each_other(staff: Any, organization: Organization) -> None:
    lesson = video_lesson(ModuleFactory(course=CourseFactory(organization=organization)))
    for label in ("English", "English (corrected)"):
        upload = CaptionsUploadFactory(organization=organization)
        body = {"upload_id": str(upload.id), "language": "en", "label": label}
        assert staff.post(f"{ROOT}{lesson.id}/captions/", body, format="json").status_code == 201
    assert list(LessonCaptions.objects.values_list("label", flat=True)) == ["English (corrected)"]
    assert staff.delete(f"{ROOT}{lesson.id}/captions/en/").status_code == 204
    again = staff.delete(f"{ROOT}{lesson.id}/captions/en/")
    assert (again.status_code, again.json()["code"]) == (404, "captions_not_found")


@pytest.mark.parametrize("change", [{"language": "English!"}, {"label": ""}, {"upload_id": "x"}])
def test_captions_need_a_language_a_label_and_a_file(
    staff: Any, organization: Organization, change: dict[str, str]
) -> None:
    lesson = video_lesson(ModuleFactory(course=CourseFactory(organization=organization)))
    body = {"upload_id": str(new_id()), "language": "en", "label": "English"} | change
    assert staff.post(f"{ROOT}{lesson.id}/captions/", body, format="json").status_code == 400


def test_a_thumbnail_is_shown_with_the_course_and_can_be_taken_away(staff: Any, organization: Organization) -> None:
    course = published_course(organization=organization)
    picture = ThumbnailUploadFactory(organization=organization)
    address = f"/api/courses/course/{course.id}/"
    shown = staff.patch(address, {"thumbnail": str(picture.id)}, format="json").json()["thumbnail_url"]
    assert shown.endswith(picture.rendition_key)
    assert api().get("/api/courses/course/").json()["results"][0]["thumbnail_url"] == shown
    assert staff.patch(address, {"thumbnail": None}, format="json").json()["thumbnail_url"] is None


def test_one_film_or_twenty_cost_the_same_queries(staff: Any, organization: Organization) -> None:
    one, many = CourseFactory(organization=organization), CourseFactory(organization=organization)
    for course, count in ((one, 1), (many, 20)):
        module = ModuleFactory(course=course)
        for _ in range(count):
            lesson = video_lesson(module)
            LessonCaptions.objects.create(
                organization=organization,
                lesson=lesson,
                language="en",
                label="English",
                upload=CaptionsUploadFactory(organization=organization),
            )
    assert_same_queries(
        lambda: staff.get(ROOT, {"course": str(one.id)}), lambda: staff.get(ROOT, {"course": str(many.id)})
    )
    assert_same_queries(
        lambda: staff.get(f"/api/courses/course/{one.id}/outline/"),
        lambda: staff.get(f"/api/courses/course/{many.id}/outline/"),
    )


# Playing


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

    answer = api(EnrollmentFactory(course=course).user).get(f"{ROOT}{lesson.id}/playback/")

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
    url = api(EnrollmentFactory(course=course).user).get(f"{ROOT}{lesson.id}/playback/").json()["url"]
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
    address = f"{ROOT}{lesson.id}/playback/" if make is video_lesson else f"{LESSONS}{lesson.id}/document/"
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
        "video_not_ready": client.get(f"{ROOT}{video.id}/playback/"),
        "document_not_ready": client.get(f"{LESSONS}{paper.id}/document/"),
        "not_a_video": client.get(f"{ROOT}{paper.id}/playback/"),
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
