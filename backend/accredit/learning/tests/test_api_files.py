"""The makers' routes for films, captions, documents and thumbnails."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries
from accredit.learning.models import Lesson, LessonCaptions
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
    LessonFactory,
    ModuleFactory,
    document_lesson,
    published_course,
    video_lesson,
)
from .world import LESSONS, VIDEOS, ask_slot

pytestmark = pytest.mark.django_db


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
        "list": ("get", f"{VIDEOS}?course={lesson.course_id}", {}),
        "finalize": ("post", f"{VIDEOS}{coming.id}/finalize/", {}),
        "slot": ("post", VIDEOS, slot),
        "captions": (
            "post",
            f"{VIDEOS}{lesson.id}/captions/",
            {"upload_id": str(captions.id), "language": "en", "label": "English"},
        ),
        "captions away": ("delete", f"{VIDEOS}{lesson.id}/captions/fr/", {}),
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
        ask_slot(staff, article),
        staff.post(
            f"{VIDEOS}{article.id}/captions/",
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
        assert staff.post(f"{VIDEOS}{lesson.id}/captions/", body, format="json").status_code == 201
    assert list(LessonCaptions.objects.values_list("label", flat=True)) == ["English (corrected)"]
    assert staff.delete(f"{VIDEOS}{lesson.id}/captions/en/").status_code == 204
    again = staff.delete(f"{VIDEOS}{lesson.id}/captions/en/")
    assert (again.status_code, again.json()["code"]) == (404, "captions_not_found")


@pytest.mark.parametrize("change", [{"language": "English!"}, {"label": ""}, {"upload_id": "x"}])
def test_captions_need_a_language_a_label_and_a_file(
    staff: Any, organization: Organization, change: dict[str, str]
) -> None:
    lesson = video_lesson(ModuleFactory(course=CourseFactory(organization=organization)))
    body = {"upload_id": str(new_id()), "language": "en", "label": "English"} | change
    assert staff.post(f"{VIDEOS}{lesson.id}/captions/", body, format="json").status_code == 400


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
        lambda: staff.get(VIDEOS, {"course": str(one.id)}), lambda: staff.get(VIDEOS, {"course": str(many.id)})
    )
    assert_same_queries(
        lambda: staff.get(f"/api/courses/course/{one.id}/outline/"),
        lambda: staff.get(f"/api/courses/course/{many.id}/outline/"),
    )
