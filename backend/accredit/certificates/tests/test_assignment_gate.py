"""A gate that asks for an assignment: every grade is looked at, also one that corrects another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.certificates import receivers, services
from accredit.certificates.models import Certificate
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import services as learning
from accredit.learning.domain_events import AssignmentGraded
from accredit.learning.models import Enrollment, Lesson, Submission
from accredit.learning.tests.factories import ModuleFactory, assignment_lesson
from accredit.organizations.tests.factories import member

from .factories import course_with_credit, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> Lesson:
    """An assignment of ten points with its mark at 70 %, in a course whose gate asks for 80 %."""
    course = course_with_credit()
    made = assignment_lesson(ModuleFactory(course=course))
    clauses = [{"kind": "assignment", "lesson": str(made.id), "min_percent": 80}]
    services.gate_save(course=course, clauses=clauses, actor_id=new_id(), now=course.created_at)
    return made


@pytest.fixture
def enrollment(lesson: Lesson, now: datetime) -> Enrollment:
    return enrolled(lesson.course, now=now)


def hand_in(enrollment: Enrollment, lesson: Lesson, now: datetime) -> Submission:
    return learning.work_submit(
        enrollment=enrollment, assignment=lesson.assignment, text="I would ask her.", files=[], now=now
    )


def grade(work: Submission, points: int, now: datetime) -> None:
    work = Submission.objects.select_related("assignment__lesson").get(pk=work.pk)
    learning.submission_grade(
        submission=work,
        actor_id=work.enrollment.user_id,
        marks={"reasoning": {"points": points, "comment": ""}},
        comment="",
        revision=work.revision,
        now=now,
    )


def test_the_certificate_comes_with_the_grade_that_reaches_the_gate(
    enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    work = hand_in(enrollment, lesson, now)
    grade(work, 7, now)
    drain()
    assert Certificate.objects.count() == 0
    address = f"/api/certificates/progress/?course={lesson.course.slug}"
    clause = api(enrollment.user).get(address).json()["clauses"][0]
    assert (clause["kind"], clause["detail"]) == ("assignment", "Your best grade is 70%; 80% is needed.")
    grade(work, 8, now)
    drain()
    certificate = Certificate.objects.get()
    assert (certificate.status, certificate.evidence) == ("issued", [f"Got 80% for “{lesson.title}”"])


def test_the_same_news_twice_leaves_one_certificate(enrollment: Enrollment, lesson: Lesson, now: datetime) -> None:
    work = hand_in(enrollment, lesson, now)
    grade(work, 10, now)
    drain()
    news = AssignmentGraded(enrollment.id, lesson.id, work.id, enrollment.user_id, lesson.course_id, 100, True)
    for _ in range(2):
        receivers.on_assignment_graded(news, now=now)
    drain()
    assert Certificate.objects.count() == 1


def test_a_lower_grade_stops_what_is_not_issued_yet_and_leaves_what_is(
    enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    work = hand_in(enrollment, lesson, now)
    grade(work, 9, now)
    pending = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    assert pending is not None
    grade(work, 1, now)
    services.enrollment_regraded(enrollment_id=enrollment.id, now=now)
    pending.refresh_from_db()
    assert (pending.status, pending.revoked_because) == ("revoked", "requirements")
    grade(work, 9, now)
    drain()
    issued = Certificate.objects.get(status="issued")
    grade(work, 1, now)
    drain()
    issued.refresh_from_db()
    assert issued.status == "issued"


def test_a_gate_names_only_an_assignment_of_its_course(lesson: Lesson) -> None:
    staff: Any = api(member(lesson.organization, "organizer"), lesson.organization)
    address = f"/api/certificates/gates/{lesson.course_id}/"
    body = {"clauses": [{"kind": "assignment", "lesson": str(new_id()), "min_percent": 80}]}
    answer = staff.put(address, body, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "assignment_not_found")
    fine = staff.put(address, {"clauses": [{"kind": "assignment"}]}, format="json")
    assert fine.json()["sentences"] == [f"Get at least 70% for “{lesson.title}”"]


def test_the_gate_costs_the_same_for_one_assignment_and_for_ten(
    enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    hand_in(enrollment, lesson, now)
    other = course_with_credit()
    module = ModuleFactory(course=other)
    many = enrolled(other, now=now)
    for _ in range(10):
        hand_in(many, assignment_lesson(module), now)
    services.gate_save(course=other, clauses=[{"kind": "assignment"}], actor_id=new_id(), now=now)
    address = "/api/certificates/progress/?course="
    assert_same_queries(
        lambda: api(enrollment.user).get(f"{address}{lesson.course.slug}"),
        lambda: api(many.user).get(f"{address}{other.slug}"),
    )
