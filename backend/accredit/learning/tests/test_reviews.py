"""Reviews and their average, and what a person takes along, through the services."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.core import privacy
from accredit.learning import selectors, services
from accredit.learning.exceptions import (
    AlreadyReviewed,
    NotEnrolled,
    ReviewBusy,
)
from accredit.learning.models import Review

from .factories import (
    EnrollmentFactory,
    ModuleFactory,
    ReviewFactory,
    published_course,
    quiz_lesson,
    single,
)
from .world import told

pytestmark = pytest.mark.django_db


def test_the_average_follows_every_review_written_changed_and_taken_back(now: datetime) -> None:
    course = published_course()
    reviews = []
    for rating in (5, 4, 1):
        user = EnrollmentFactory(course=course).user
        reviews.append(services.review_create(course=course, user_id=user.id, rating=rating, text="", now=now))
    services.review_update(review=reviews[2], rating=3, text="Better on a second look.", now=now)
    services.review_delete(review=reviews[0])
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count) == (7, 2)
    assert selectors.course_card(course_id=course.id)["rating"] == {"average": "3.5", "count": 2}
    assert len(told("review_changed")) == 5


def test_only_learners_review_and_only_once(now: datetime) -> None:
    course = published_course()
    with pytest.raises(NotEnrolled):
        services.review_create(course=course, user_id=UserFactory().id, rating=5, text="", now=now)
    user = EnrollmentFactory(course=course).user
    services.review_create(course=course, user_id=user.id, rating=5, text="", now=now)
    with pytest.raises(AlreadyReviewed):
        services.review_create(course=course, user_id=user.id, rating=1, text="", now=now)
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count) == (5, 1)


def test_a_review_changed_elsewhere_meanwhile_is_not_counted_twice(now: datetime) -> None:
    course = published_course()
    user = EnrollmentFactory(course=course).user
    review = services.review_create(course=course, user_id=user.id, rating=5, text="", now=now)
    stale = Review.objects.get(pk=review.pk)
    services.review_update(review=review, rating=2, text="", now=now)
    with pytest.raises(ReviewBusy):
        services.review_update(review=stale, rating=4, text="", now=now)
    with pytest.raises(ReviewBusy):
        services.review_delete(review=Review(pk=review.pk, course=course, user=user, rating=5))
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count) == (2, 1)


def test_the_database_itself_refuses_a_rating_of_six() -> None:
    with pytest.raises(IntegrityError, match="review_rating_range"), transaction.atomic():
        ReviewFactory(rating=6)


def test_a_person_takes_their_learning_along_and_leaves_no_words_behind(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = quiz_lesson(ModuleFactory(course=enrollment.course), [single()])
    attempt, _ = services.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
    services.attempt_submit(attempt=attempt, answers={attempt.paper[0]["id"]: "b"}, now=now)
    ReviewFactory(course=enrollment.course, user=enrollment.user, text="Mine alone")

    exported = privacy.export(enrollment.user_id)["learning"]
    privacy.erase(enrollment.user_id, now=now)
    privacy.erase(enrollment.user_id, now=now)

    assert exported["enrollments"][0]["quiz_attempts"][0]["score_percent"] == 100
    assert exported["reviews"][0]["text"] == "Mine alone"
    attempt.refresh_from_db()
    assert (attempt.answers, attempt.score_percent) == ({}, 100)
    assert Review.objects.get(user=enrollment.user).text == ""
