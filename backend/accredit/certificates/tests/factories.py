"""Learners who are due a certificate, and certificates, for tests."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from typing import Any

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import AccreditorFactory, CreditTypeFactory
from accredit.certificates.models import Certificate
from accredit.core.testing import drain
from accredit.learning import services as learning
from accredit.learning.models import Course, CourseCredit, Enrollment
from accredit.learning.tests.factories import (
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    quiz_lesson,
    single,
)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(side: int) -> bytes:
    """A black square as a PNG picture."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(side)) * side)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


PNG = png(40)


def course_with_credit(**fields: Any) -> Course:
    """A published free course of one article, worth 4.5 Clinical and 1.0 Leadership."""
    course = published_course(**fields)
    accreditor = AccreditorFactory()
    for name, slug, category, hundredths in (("Clinical", "clinical", 1, 450), ("Leadership", "leadership", 2, 100)):
        CourseCredit.objects.create(
            organization=course.organization,
            course=course,
            credit_type=CreditTypeFactory(accreditor=accreditor, name=name, slug=slug, category=category),
            amount_hundredths=hundredths,
            approval_reference="APC-26-1187",
        )
    return course


def course_with_quiz(**fields: Any) -> Course:
    """As `course_with_credit`, with a second article and a closing quiz of one question, passed at 70%."""
    course = course_with_credit(**fields)
    module = ModuleFactory(course=course)
    LessonFactory(module=module, title="Escalating early")
    quiz = quiz_lesson(module, [single()], pass_percent=70)
    type(quiz).objects.filter(pk=quiz.pk).update(title="Closing quiz")
    return course


def enrolled(course: Course | None = None, *, now: datetime, **person: Any) -> Enrollment:
    """A learner at the beginning of a course; `person` are fields of the user. Nobody pays here."""
    course = course or course_with_credit()
    user = UserFactory(**person)
    if course.price is None:
        return learning.enrollment_start_free(course=course, user_id=user.id, now=now)
    enrollment: Enrollment = EnrollmentFactory(course=course, user=user, enrolled_at=now)
    return enrollment


def complete(enrollment: Enrollment, *, now: datetime) -> None:
    """Do every article and answer every quiz rightly, as the learner does; the news waits for `drain`."""
    for lesson in enrollment.course.lessons.select_related("quiz").order_by("module__position", "position"):
        if lesson.kind == "quiz":
            answer_quiz(enrollment, lesson, right=True, now=now)
        else:
            learning.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)
    enrollment.refresh_from_db()


def answer_quiz(enrollment: Enrollment, lesson: Any, *, right: bool, now: datetime) -> None:
    """One attempt at a quiz of single-choice questions."""
    attempt, _ = learning.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    answers = {one["id"]: one["answer"]["choice"] if right else "a" for one in attempt.paper}
    learning.attempt_submit(attempt=attempt, answers=answers, now=now)


def certified(course: Course | None = None, *, now: datetime, **person: Any) -> Certificate:
    """A certificate in force, come by the whole way: course completed, news delivered, jobs run."""
    enrollment = enrolled(course, now=now, **person)
    complete(enrollment, now=now)
    drain()
    return Certificate.objects.select_related("organization", "holder", "course").get(enrollment=enrollment)


def basis(certificate: Certificate) -> Enrollment:
    """The enrollment that a course's certificate rests on."""
    assert certificate.enrollment is not None
    return certificate.enrollment
