"""Real threads against each other; PostgreSQL only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.learning import selectors, services
from accredit.learning.exceptions import (
    AlreadyEnrolled,
    AttemptClosed,
    ReviewBusy,
)
from accredit.learning.models import Course, Enrollment, Lesson, Review

from .factories import (
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    quiz_lesson,
    single,
)
from .world import in_threads, told

pytestmark = pytest.mark.django_db


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_last_two_lessons_finished_at_once_complete_the_course_once() -> None:
    enrollment = EnrollmentFactory()
    module = ModuleFactory(course=enrollment.course)
    lessons: list[Lesson] = [LessonFactory(module=module) for _ in range(4)]

    def finish(lesson: Lesson) -> Callable[[], Any]:
        mine = Enrollment.objects.get(pk=enrollment.pk)
        return lambda: services.lesson_complete(enrollment=mine, lesson=lesson, now=clock.now())

    errors = in_threads(*(finish(lesson) for lesson in lessons), *(finish(lesson) for lesson in lessons))
    enrollment.refresh_from_db()
    assert errors == [None] * 8
    assert enrollment.status == "completed"
    assert (len(told("lesson_completed")), len(told("course_completed"))) == (4, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_average_is_right_when_everybody_reviews_at_once(now: datetime) -> None:
    course = published_course()
    learners = [EnrollmentFactory(course=course).user for _ in range(8)]
    veteran = EnrollmentFactory(course=course).user
    old = services.review_create(course=course, user_id=veteran.id, rating=1, text="", now=now)

    def write(index: int) -> Callable[[], Any]:
        return lambda: services.review_create(
            course=Course.objects.get(pk=course.pk), user_id=learners[index].id, rating=index % 5 + 1, text="", now=now
        )

    def change(rating: int) -> Callable[[], Any]:
        mine = Review.objects.get(pk=old.pk)
        return lambda: services.review_update(review=mine, rating=rating, text="", now=now)

    errors = in_threads(*(write(index) for index in range(8)), change(5), change(4))
    course.refresh_from_db()
    ratings = list(Review.objects.filter(course=course).values_list("rating", flat=True))
    assert [type(error) for error in errors if error] == [ReviewBusy]
    assert (course.rating_sum, course.rating_count) == (sum(ratings), len(ratings)) == (sum(ratings), 9)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_enrol_in_many_windows_is_enrolled_once(now: datetime) -> None:
    course, user = published_course(), UserFactory()
    errors = in_threads(
        *(lambda: services.enrollment_start_free(course=course, user_id=user.id, now=now) for _ in range(6))
    )
    course.refresh_from_db()
    assert [type(error) for error in errors if error] == [AlreadyEnrolled] * 5
    assert (Enrollment.objects.count(), course.enrollment_count) == (1, 1)
    assert len(told("enrollment_started")) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_attempt_handed_in_from_two_windows_counts_once(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()])
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)

    def hand_in() -> Callable[[], Any]:
        mine = selectors.attempt_get(attempt_id=attempt.id, user_id=enrollment.user_id)
        return lambda: services.attempt_submit(attempt=mine, answers={attempt.paper[0]["id"]: "b"}, now=now)

    errors = in_threads(*(hand_in() for _ in range(4)))
    assert [type(error) for error in errors if error] == [AttemptClosed] * 3
    assert (len(told("quiz_passed")), len(told("course_completed"))) == (1, 1)
