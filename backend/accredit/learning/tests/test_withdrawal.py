"""Leaving a course and coming back, over HTTP and through news of payments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
from accredit.billing.models import Order, OrderLine
from accredit.core import clock
from accredit.core.testing import api, assert_same_queries
from accredit.learning import services
from accredit.learning.models import Course, Enrollment, Lesson, LessonProgress
from accredit.learning.receivers import on_line_news, on_order_paid

from .factories import (
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    order_of,
    published_course,
    quiz_lesson,
    single,
)
from .world import told

pytestmark = pytest.mark.django_db
MINE = "/api/courses/bought_courses/"


def leave(user: Any, enrollment: Enrollment) -> Any:
    return api(user).post(f"{MINE}{enrollment.id}/withdraw/")


def rejoin(user: Any, enrollment: Enrollment) -> Any:
    return api(user).post(f"{MINE}{enrollment.id}/rejoin/")


def joined(course: Course) -> Enrollment:
    """Somebody in a free course."""
    user: User = UserFactory()
    return services.enrollment_start_free(course=course, user_id=user.id, now=clock.now())


def bought(course: Course, now: datetime) -> tuple[Order, Enrollment]:
    order = order_of(UserFactory(), course, status="paid", paid_at=now)
    on_order_paid(OrderPaid(order.id, order.buyer_id), now=now)
    return order, Enrollment.objects.get(order_line_id=order.lines.get().id)


def viewer(user: Any, course: Course) -> dict[str, Any]:
    body: dict[str, Any] = api(user).get(f"/api/courses/course/{course.slug}/").json()["viewer"]
    return body


def count(course: Course) -> int:
    return Course.objects.values_list("enrollment_count", flat=True).get(pk=course.pk)


@pytest.mark.happy
def test_a_learner_leaves_and_comes_back_to_what_they_had_done() -> None:
    course = published_course()
    LessonFactory(module=ModuleFactory(course=course))
    enrollment = joined(course)
    user, lesson = enrollment.user, Lesson.objects.filter(course=course).earliest("position")
    services.lesson_complete(enrollment=enrollment, lesson=lesson, now=clock.now())

    left = leave(user, enrollment)
    assert (left.status_code, left.json()["status"], count(course)) == (200, "withdrawn", 0)
    assert (viewer(user, course)["status"], viewer(user, course)["may_rejoin"]) == ("withdrawn", True)
    assert api(user).get(MINE).json()["results"] == []
    kept = api(user).get(MINE, {"left": "true"}).json()["results"][0]
    assert (kept["enrollment"]["status"], kept["progress_percent"], kept["may_rejoin"]) == ("withdrawn", 50, True)

    back = rejoin(user, enrollment)
    assert (back.status_code, back.json()["status"], back.json()["id"]) == (200, "active", str(enrollment.id))
    assert (viewer(user, course)["progress_percent"], count(course)) == (50, 1)
    ids = {"enrollment_id": str(enrollment.id), "user_id": str(user.id), "course_id": str(course.id)}
    assert (told("enrollment_withdrawn"), told("enrollment_rejoined")) == ([ids], [ids])


def test_whoever_left_gets_no_lesson_no_attempt_and_no_review() -> None:
    course = published_course()
    quiz = quiz_lesson(ModuleFactory(course=course), [single()])
    article = Lesson.objects.get(course=course, kind="article")
    enrollment = joined(course)
    client = api(enrollment.user)
    attempt = client.post(f"/api/courses/quiz/{quiz.id}/attempts/").json()
    leave(enrollment.user, enrollment)
    answers = [
        client.get(f"/api/courses/course_lessons/{article.id}/"),
        client.post(f"/api/courses/course_lessons/{article.id}/complete/"),
        client.get(f"/api/courses/course/{course.slug}/learn/"),
        client.post(f"/api/courses/quiz/{quiz.id}/attempts/"),
        client.post(f"/api/courses/quiz/attempts/{attempt['id']}/submit/", {"answers": {}}, format="json"),
        client.post("/api/courses/review/", {"course": str(course.id), "rating": 5}, format="json"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "not_enrolled")] * len(answers)
    assert not LessonProgress.objects.exists()


def test_leaving_twice_and_leaving_what_is_complete_names_both_states() -> None:
    enrollment = joined(published_course())
    leave(enrollment.user, enrollment)
    again = leave(enrollment.user, enrollment)
    done = EnrollmentFactory(status="completed")
    complete = leave(done.user, done)
    assert [(one.status_code, one.json()["code"]) for one in (again, complete)] == [(409, "illegal_transition")] * 2
    assert complete.json()["detail"] == "The enrollment is completed; it cannot become withdrawn."
    assert len(told("enrollment_withdrawn")) == 1
    assert count(enrollment.course) == 0


def test_coming_back_twice_counts_once() -> None:
    enrollment = joined(published_course())
    leave(enrollment.user, enrollment)
    rejoin(enrollment.user, enrollment)
    again = rejoin(enrollment.user, enrollment)
    assert (again.status_code, again.json()["code"], count(enrollment.course)) == (409, "illegal_transition", 1)
    assert len(told("enrollment_rejoined")) == 1


@pytest.mark.isolation
def test_nobody_leaves_for_somebody_else() -> None:
    enrollment = joined(published_course())
    for answer in (leave(UserFactory(), enrollment), rejoin(UserFactory(), enrollment)):
        assert (answer.status_code, answer.json()["code"]) == (404, "enrollment_not_found")
    assert [leave(None, enrollment).status_code, rejoin(None, enrollment).status_code] == [401, 401]
    enrollment.refresh_from_db()
    assert enrollment.status == "active"


def test_enrolling_again_is_coming_back() -> None:
    course = published_course()
    enrollment = joined(course)
    leave(enrollment.user, enrollment)
    answer = api(enrollment.user).post(f"/api/courses/course/{course.slug}/enroll/")
    assert (answer.status_code, answer.json()["id"]) == (201, str(enrollment.id))
    assert (Enrollment.objects.count(), count(course)) == (1, 1)


def test_a_course_that_has_a_price_by_now_or_is_gone_is_not_rejoined() -> None:
    for change, code in (({"price_amount": 4900}, "course_not_free"), ({"status": "archived"}, "course_not_on_sale")):
        enrollment = joined(published_course())
        leave(enrollment.user, enrollment)
        Course.objects.filter(pk=enrollment.course_id).update(**change)
        refused = rejoin(enrollment.user, enrollment)
        assert (refused.status_code, refused.json()["code"]) == (409, code)
        enrollment.refresh_from_db()
        assert (enrollment.status, count(enrollment.course)) == ("withdrawn", 0)
        assert api(enrollment.user).get(MINE, {"left": "true"}).json()["results"][0]["may_rejoin"] is False


@pytest.mark.parametrize("status", ["published", "archived"])
def test_what_is_still_paid_for_is_rejoined_without_paying_again(now: datetime, status: str) -> None:
    course = published_course(price_amount=4900)
    order, enrollment = bought(course, now)
    leave(enrollment.user, enrollment)
    on_order_paid(OrderPaid(order.id, order.buyer_id), now=now)  # told again: it brings nobody back
    Course.objects.filter(pk=course.pk).update(status=status)
    assert api(enrollment.user).get(MINE, {"left": "true"}).json()["results"][0]["may_rejoin"] is True
    assert rejoin(enrollment.user, enrollment).json()["status"] == "active"
    assert (Enrollment.objects.count(), count(course)) == (1, 1)


def test_who_left_while_it_was_free_and_pays_later_goes_on_where_they_were(now: datetime) -> None:
    course = published_course()
    enrollment = joined(course)
    leave(enrollment.user, enrollment)
    Course.objects.filter(pk=course.pk).update(price_amount=4900)
    course.refresh_from_db()
    order = order_of(enrollment.user, course, status="paid", paid_at=now)
    for _ in range(2):
        on_order_paid(OrderPaid(order.id, order.buyer_id), now=now)
    back = Enrollment.objects.get()
    assert (back.id, back.status, back.order_line_id) == (enrollment.id, "active", order.lines.get().id)
    assert count(course) == 1


def test_a_refund_ends_what_was_left_and_its_failure_leaves_it_left(now: datetime) -> None:
    course = published_course(price_amount=4900)
    order, enrollment = bought(course, now)
    line = order.lines.get()
    leave(enrollment.user, enrollment)
    states = []
    for claims, news in ((False, LineRefunded), (True, LineRefundFailed)):
        OrderLine.objects.filter(pk=line.pk).update(claims_item=claims)
        for _ in range(2):
            on_line_news(news(order.id, line.id), now=now)
        states.append((Enrollment.objects.get().status, count(course), viewer(enrollment.user, course)["may_rejoin"]))
    assert states == [("revoked", 0, False), ("withdrawn", 0, True)]


def test_coming_back_completes_the_course_when_nothing_is_left_to_do(now: datetime) -> None:
    course = published_course()
    spare = LessonFactory(module=ModuleFactory(course=course))
    enrollment = joined(course)
    first = Lesson.objects.filter(course=course).exclude(pk=spare.pk).get()
    services.lesson_complete(enrollment=enrollment, lesson=first, now=now)
    leave(enrollment.user, enrollment)
    services.lesson_delete(lesson=spare, actor_id=enrollment.user_id, now=now)
    services.completions_recheck(course_id=course.id, now=now)
    assert told("course_completed") == []
    assert rejoin(enrollment.user, enrollment).json()["status"] == "completed"
    assert len(told("course_completed")) == 1


def test_the_list_says_before_one_leaves_whether_coming_back_would_cost(now: datetime) -> None:
    free = joined(published_course())
    _, paid = bought(published_course(price_amount=4900), now)
    priced = joined(published_course())
    Course.objects.filter(pk=priced.course_id).update(price_amount=4900)
    rows = {one.user: api(one.user).get(MINE).json()["results"][0]["may_rejoin"] for one in (free, paid, priced)}
    assert list(rows.values()) == [True, True, False]


def test_the_list_of_what_was_left_costs_the_same_for_one_and_for_twenty() -> None:
    one, many = UserFactory(), UserFactory()
    EnrollmentFactory(user=one, status="withdrawn")
    for _ in range(20):
        EnrollmentFactory(user=many, status="withdrawn")
    assert_same_queries(lambda: api(one).get(MINE, {"left": "true"}), lambda: api(many).get(MINE, {"left": "true"}))
    assert len(api(many).get(MINE, {"left": "true"}).json()["results"]) == 20
    assert api(one).get(MINE, {"left": "maybe"}).status_code == 400
