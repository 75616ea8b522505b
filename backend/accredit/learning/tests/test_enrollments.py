"""Enrolling, learning, and completing exactly once, through the services."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.core.errors import IllegalTransition
from accredit.core.ids import new_id
from accredit.learning import services
from accredit.learning.exceptions import (
    AlreadyEnrolled,
    CompletedByPassing,
    CourseNotFree,
    CourseNotOnSale,
    NotEnrolled,
)
from accredit.learning.models import Course, Enrollment, LessonProgress
from accredit.learning.services.purchasable import CoursePurchasable

from .factories import (
    CourseFactory,
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    quiz_lesson,
    single,
)
from .world import told

pytestmark = pytest.mark.django_db


@pytest.mark.happy
def test_a_free_course_is_entered_and_told_of(now: datetime) -> None:
    course, user = published_course(), UserFactory()
    enrollment = services.enrollment_start_free(course=course, user_id=user.id, now=now)
    course.refresh_from_db()
    assert (enrollment.status, enrollment.enrolled_at, course.enrollment_count) == ("active", now, 1)
    assert told("enrollment_started") == [
        {"enrollment_id": str(enrollment.id), "user_id": str(user.id), "course_id": str(course.id)}
    ]


def test_nobody_enrols_twice(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    with pytest.raises(AlreadyEnrolled):
        services.enrollment_start_free(course=enrollment.course, user_id=enrollment.user_id, now=now)
    assert Enrollment.objects.count() == 1


def test_a_price_set_meanwhile_holds_and_a_draft_is_closed(now: datetime) -> None:
    course, user = published_course(), UserFactory()
    Course.objects.filter(pk=course.pk).update(price_amount=100)
    with pytest.raises(CourseNotFree):
        services.enrollment_start_free(course=course, user_id=user.id, now=now)
    with pytest.raises(CourseNotOnSale):
        services.enrollment_start_free(course=CourseFactory(), user_id=user.id, now=now)
    assert not Enrollment.objects.exists()
    assert told("enrollment_started") == []


def test_a_paid_line_buys_one_enrollment_however_often_it_is_delivered(now: datetime) -> None:
    course, user, line = published_course(price_amount=4900), UserFactory(), new_id()
    first = services.enrollment_fulfil(course=course, user_id=user.id, order_line_id=line, now=now)
    again = services.enrollment_fulfil(course=course, user_id=user.id, order_line_id=line, now=now)
    assert first == again
    assert len(told("enrollment_started")) == 1
    with pytest.raises(AlreadyEnrolled):
        services.enrollment_fulfil(course=course, user_id=user.id, order_line_id=new_id(), now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrollmentFactory(order_line_id=line)


def test_buying_what_one_has_is_refused_before_payment(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    sold = CoursePurchasable()
    hold = {"order_id": new_id(), "hold_until": now + timedelta(minutes=35), "now": now}
    with pytest.raises(AlreadyEnrolled):
        sold.reserve(item_ids=[enrollment.course_id], buyer_id=enrollment.user_id, **hold)  # type: ignore[arg-type]
    with pytest.raises(CourseNotOnSale):
        sold.reserve(item_ids=[CourseFactory().id], buyer_id=enrollment.user_id, **hold)  # type: ignore[arg-type]


def test_only_published_courses_are_quoted_and_at_their_own_price(now: datetime) -> None:
    course, draft = published_course(price_amount=4900), CourseFactory(price_amount=100)
    quotes = CoursePurchasable().quote(item_ids=[course.id, draft.id], buyer_id=None, now=now)
    assert [(quote.item_id, quote.unit.amount, quote.unit.currency) for quote in quotes] == [(course.id, 4900, "EUR")]


def test_the_course_is_complete_with_the_last_lesson_and_told_once(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    module = ModuleFactory(course=enrollment.course)
    lessons = [LessonFactory(module=module) for _ in range(3)]
    made = [services.lesson_complete(enrollment=enrollment, lesson=one, now=now) for one in lessons]
    services.lesson_complete(enrollment=enrollment, lesson=lessons[0], now=now + timedelta(days=1))

    assert [one.percent for one in made] == [33, 66, 100]
    assert [one.course_completed for one in made] == [False, False, True]
    enrollment.refresh_from_db()
    assert (enrollment.status, enrollment.completed_at) == ("completed", now)
    assert len(told("lesson_completed")) == 3
    assert [one["completed_at"] for one in told("course_completed")] == [now.isoformat()]


def test_a_quiz_is_not_completed_by_saying_so(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()])
    with pytest.raises(CompletedByPassing):
        services.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)
    assert not LessonProgress.objects.exists()


def test_what_was_refunded_teaches_no_more_until_the_refund_fails(now: datetime) -> None:
    enrollment = EnrollmentFactory(course__enrollment_count=1)
    lesson = LessonFactory(module=ModuleFactory(course=enrollment.course))
    services.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)

    services.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
    services.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
    enrollment.refresh_from_db()
    assert (enrollment.status, enrollment.previous_status) == ("revoked", "completed")
    with pytest.raises(NotEnrolled):
        services.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)

    services.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)
    with pytest.raises(IllegalTransition):
        services.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)
    enrollment.refresh_from_db()
    enrollment.course.refresh_from_db()
    assert (enrollment.status, enrollment.previous_status, enrollment.course.enrollment_count) == ("completed", "", 1)
    assert (len(told("enrollment_revoked")), len(told("enrollment_restored"))) == (1, 1)


def test_a_revoked_enrollment_is_not_restored_over_a_newer_one(now: datetime) -> None:
    enrollment = EnrollmentFactory(course__enrollment_count=1)
    services.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
    EnrollmentFactory(user=enrollment.user, course=enrollment.course)
    with pytest.raises(AlreadyEnrolled):
        services.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)
    enrollment.refresh_from_db()
    assert enrollment.status == "revoked"
