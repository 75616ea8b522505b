"""Assignments through the public door: writing them and handing work in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accredit.accounts.tests.factories import UserFactory
from accredit.core.ids import new_id
from accredit.core.testing import api, drain
from accredit.learning import services
from accredit.learning.models import CourseInstructor, Enrollment, Lesson, Submission
from accredit.learning.rules.courses import LessonKind
from accredit.media.tests.factories import DocumentUploadFactory
from accredit.notifications.models import Notification
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import member

from .assignment_acts import QUEUE, ROOT, hand_in, keep
from .factories import (
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    criterion,
    handed_in_file,
    published_course,
)
from .world import LESSONS, told

pytestmark = pytest.mark.django_db


# Writing an assignment


@pytest.mark.happy
def test_an_instructor_writes_an_assignment_and_the_lesson_shows_it(staff: Any, organization: Organization) -> None:
    module = ModuleFactory(course=published_course(organization=organization))
    made = staff.post(LESSONS, {"module": str(module.id), "kind": "assignment", "title": "One page"}, format="json")
    assert (made.status_code, made.data["assignment"]["criterion_count"]) == (201, 0)
    address = f"{ROOT}{made.data['id']}/"
    body = {
        "instructions_md": "Write **one page**.",
        "takes_text": False,
        "files_allowed": 2,
        "rubric": [criterion("reasoning", 6)],
        "pass_percent": 60,
        "attempts_allowed": 2,
        "due_at": "2027-01-10T17:00:00Z",
    }
    saved = staff.put(address, body, format="json")
    assert saved.status_code == 200, saved.data
    assert staff.get(address).json() == saved.json()
    assert saved.json() == body | {"lesson_id": made.json()["id"], "total_points": 6}
    shown = api(EnrollmentFactory(course=module.course).user).get(f"{LESSONS}{made.data['id']}/").json()
    assert (shown["kind"], shown["assignment"]["total_points"]) == ("assignment", 6)
    assert "<strong>one page</strong>" in shown["body_html"]


def test_an_assignment_that_takes_nothing_or_has_no_rubric_is_not_saved(staff: Any, lesson: Lesson) -> None:
    body = {"instructions_md": "", "takes_text": False, "files_allowed": 0, "rubric": []}
    answer = staff.put(f"{ROOT}{lesson.id}/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "assignment_not_usable")
    assert {one["code"] for one in answer.json()["errors"]} == {"rubric_size", "takes_nothing"}
    article = LessonFactory(module=lesson.module)
    fine = {"instructions_md": "x", "rubric": [criterion()]}
    assert staff.put(f"{ROOT}{article.id}/", fine, format="json").json()["code"] == "not_an_assignment"
    assert staff.get(f"{ROOT}{article.id}/").status_code == 404
    bad = fine | {"pass_percent": 101, "rubric": [criterion() | {"id": "no spaces"}]}
    assert staff.put(f"{ROOT}{lesson.id}/", bad, format="json").status_code == 400


def test_a_course_is_not_published_with_an_assignment_that_nobody_has_written(
    staff: Any, organization: Organization
) -> None:
    course = published_course(organization=organization)
    type(course).objects.filter(pk=course.pk).update(status="draft")
    services.lesson_create(
        module=ModuleFactory(course=course),
        actor_id=new_id(),
        kind=LessonKind.ASSIGNMENT,
        title="One page",
        now=course.created_at,
    )
    answer = staff.get(f"/api/courses/course/{course.slug}/outline/").json()
    assert [one["code"] for one in answer["obstacles"]] == ["assignment_empty", "rubric_missing"]


# Handing in


@pytest.mark.happy
def test_a_draft_is_kept_and_seen_by_nobody_else(learner: Any, staff: Any, lesson: Lesson) -> None:
    assert learner.get(f"{ROOT}{lesson.id}/work/").json()["turn"] == "write"
    first = keep(learner, lesson, "  I would\n")
    second = keep(learner, lesson, "I would ask")
    assert (first.status_code, second.status_code) == (200, 200)
    page = learner.get(f"{ROOT}{lesson.id}/work/").json()
    assert [(one["number"], one["status"], one["text"]) for one in page["versions"]] == [(1, "draft", "I would ask")]
    assert staff.get(QUEUE).json()["results"] == []
    assert staff.get(f"{QUEUE}{page['versions'][0]['id']}/").status_code == 404


def test_a_file_is_handed_in_once_it_is_checked_and_only_ones_own(
    learner: Any, enrollment: Enrollment, lesson: Lesson
) -> None:
    mine = handed_in_file(enrollment.user, file_name="One page.pdf")
    answer = keep(learner, lesson, "", mine)
    (file,) = answer.json()["versions"][0]["files"]
    assert (file["file_name"], "/files/private/" in file["url"]) == ("One page.pdf", True)
    assert answer["Cache-Control"] == "private, no-store"
    strangers = handed_in_file(UserFactory())
    for wrong, status in (
        (strangers, 404),
        (DocumentUploadFactory(owner=enrollment.user), 404),
        (handed_in_file(enrollment.user, key="x", status="processing"), 409),
    ):
        assert keep(learner, lesson, "", wrong).status_code == status
    assert len(learner.get(f"{ROOT}{lesson.id}/work/").json()["versions"][0]["files"]) == 1
    many = [handed_in_file(enrollment.user, key=str(place)) for place in range(4)]
    assert keep(learner, lesson, "", *many).json()["code"] == "submission_not_usable"
    assert keep(learner, lesson, "").json()["versions"][0]["files"] == []


def test_work_that_is_empty_is_not_handed_in_and_a_text_only_where_one_is_asked_for(
    learner: Any, lesson: Lesson
) -> None:
    empty = hand_in(learner, lesson, " \n ")
    assert (empty.status_code, empty.json()["errors"][0]["path"]) == (422, "text")
    lesson.assignment.takes_text = False
    lesson.assignment.save()
    assert hand_in(learner, lesson, "A text").json()["errors"][0]["path"] == "text"
    assert told("assignment_submitted") == []


@pytest.mark.happy
def test_handing_in_tells_the_instructors_and_keeps_the_rubric_of_that_moment(
    learner: Any, organization: Organization, lesson: Lesson, now: datetime
) -> None:
    teacher, other = member(organization, "instructor"), member(organization, "instructor")
    CourseInstructor.objects.create(organization=organization, course=lesson.course, user=teacher)
    page = hand_in(learner, lesson).json()
    assert (page["turn"], page["versions"][0]["status"], page["versions"][0]["is_late"]) == ("wait", "submitted", False)
    assert len(page["versions"][0]["rubric"]) == 2
    assert [one["submission_id"] for one in told("assignment_submitted")] == [page["versions"][0]["id"]]
    drain()
    bell = Notification.objects.get(kind="learning.assignment_submitted")
    assert (bell.user_id, bell.title) == (teacher.id, f"Amara Okafor has handed in “{lesson.title}”")
    assert bell.url == f"/org/{organization.slug}/assignments/{page['versions'][0]['id']}"
    assert [one.to for one in mail.outbox] == [[teacher.email]]
    assert other.email not in str([one.to for one in mail.outbox])
    lesson.assignment.rubric = [criterion("new", 1)]
    lesson.assignment.save()
    assert len(learner.get(f"{ROOT}{lesson.id}/work/").json()["versions"][0]["rubric"]) == 2


def test_late_work_is_taken_and_marked(learner: Any, lesson: Lesson, now: datetime) -> None:
    lesson.assignment.due_at = now - timedelta(days=400)
    lesson.assignment.save()
    assert hand_in(learner, lesson).json()["versions"][0]["is_late"]


def test_while_it_waits_it_is_neither_changed_nor_handed_in_again(learner: Any, lesson: Lesson) -> None:
    hand_in(learner, lesson)
    again, change = hand_in(learner, lesson, "Another"), keep(learner, lesson, "Another")
    assert (again.status_code, change.status_code) == (409, 409)
    assert again.json()["detail"] == "The work is submitted; it cannot become submitted."
    assert change.json()["detail"] == "The work is submitted; it cannot become draft."
    assert Submission.objects.get().text == "I would ask her."


def test_only_those_enrolled_work_on_it(lesson: Lesson, learner: Any, enrollment: Enrollment) -> None:
    stranger = api(UserFactory())
    for call in (hand_in, keep):
        assert call(stranger, lesson).status_code == 403
        assert call(api(None), lesson).status_code == 401
    article = LessonFactory(module=lesson.module)
    assert hand_in(learner, article).json()["code"] == "not_an_assignment"
    assert hand_in(learner, lesson, "x" * 100_001).status_code == 400
    Enrollment.objects.filter(pk=enrollment.pk).update(status="revoked")
    assert hand_in(learner, lesson).status_code == 403


def test_it_is_not_completed_by_clicking(learner: Any, lesson: Lesson) -> None:
    answer = learner.post(f"{LESSONS}{lesson.id}/complete/")
    assert (answer.status_code, answer.json()["code"]) == (409, "completed_by_grade")
