"""A paid order becomes enrollments."""

from __future__ import annotations

from datetime import datetime

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
from accredit.billing.models import OrderLine
from accredit.core.outbox import publish
from accredit.core.testing import drain
from accredit.learning.models import Course, Enrollment
from accredit.learning.receivers import on_line_news, on_order_paid

from .factories import EnrollmentFactory, order_of, published_course

pytestmark = pytest.mark.django_db


@pytest.mark.happy
def test_the_buyer_is_enrolled_in_every_course_of_a_paid_order(now: datetime) -> None:
    buyer = UserFactory()
    courses = [published_course(price_amount=4900), published_course(price_amount=100)]
    order = order_of(buyer, *courses, status="paid", paid_at=now)
    for _ in range(2):
        publish(OrderPaid(order.id, buyer.id), organization_id=None, actor_id=None)
    drain()
    bought = Enrollment.objects.filter(user=buyer)
    assert {row.course_id for row in bought} == {course.id for course in courses}
    assert {row.order_line_id for row in bought} == set(order.lines.values_list("id", flat=True))


def test_news_of_a_payment_that_the_rows_do_not_know_enrols_nobody(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="pending")
    on_order_paid(OrderPaid(order.id, buyer.id), now=now)
    assert not Enrollment.objects.exists()


def test_a_line_that_was_given_back_before_the_news_came_enrols_nobody(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="refunded", paid_at=now)
    OrderLine.objects.filter(order=order).update(claims_item=False)
    on_order_paid(OrderPaid(order.id, buyer.id), now=now)
    assert not Enrollment.objects.exists()


def test_a_course_archived_between_payment_and_news_is_still_delivered(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="paid", paid_at=now)
    Course.objects.filter(pk=course.pk).update(status="archived")
    on_order_paid(OrderPaid(order.id, buyer.id), now=now)
    on_order_paid(OrderPaid(order.id, buyer.id), now=now)
    assert Enrollment.objects.get().course_id == course.id


def test_who_joined_while_it_was_free_and_paid_later_keeps_one_enrollment(now: datetime) -> None:
    joined = EnrollmentFactory(course=published_course(price_amount=4900))
    other = published_course(price_amount=100)
    order = order_of(joined.user, joined.course, other, status="paid", paid_at=now)
    on_order_paid(OrderPaid(order.id, joined.user_id), now=now)
    on_order_paid(OrderPaid(order.id, joined.user_id), now=now)
    joined.refresh_from_db()
    assert joined.order_line_id == order.lines.get(item_id=joined.course_id).id
    assert Enrollment.objects.filter(user=joined.user).count() == 2


def test_the_enrollment_follows_its_line_through_a_refund_and_a_failed_refund(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="paid", paid_at=now)
    line = order.lines.get()
    states = []
    for claims in (True, False, True):
        OrderLine.objects.filter(pk=line.pk).update(claims_item=claims)
        # Every kind of news twice and in the wrong order: only the row counts.
        on_line_news(LineRefundFailed(order.id, line.id), now=now)
        on_order_paid(OrderPaid(order.id, buyer.id), now=now)
        on_line_news(LineRefunded(order.id, line.id), now=now)
        on_line_news(LineRefunded(order.id, line.id), now=now)
        states.append(Enrollment.objects.get().status)
    course.refresh_from_db()
    assert states == ["active", "revoked", "active"]
    assert course.enrollment_count == 1


def test_news_of_a_refund_reaches_the_enrollment_through_the_outbox(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="paid", paid_at=now)
    publish(OrderPaid(order.id, buyer.id), organization_id=None, actor_id=None)
    drain()
    OrderLine.objects.filter(order=order).update(claims_item=False)
    publish(LineRefunded(order.id, order.lines.get().id), organization_id=None, actor_id=None)
    drain()
    assert Enrollment.objects.get().status == "revoked"


def test_a_failed_refund_does_not_disturb_who_has_joined_anew(now: datetime) -> None:
    buyer, course = UserFactory(), published_course(price_amount=4900)
    order = order_of(buyer, course, status="paid", paid_at=now)
    line = order.lines.get()
    on_order_paid(OrderPaid(order.id, buyer.id), now=now)
    OrderLine.objects.filter(pk=line.pk).update(claims_item=False)
    on_line_news(LineRefunded(order.id, line.id), now=now)
    EnrollmentFactory(user=buyer, course=course)
    OrderLine.objects.filter(pk=line.pk).update(claims_item=True)
    on_line_news(LineRefundFailed(order.id, line.id), now=now)
    assert sorted(Enrollment.objects.values_list("status", flat=True)) == ["active", "revoked"]
