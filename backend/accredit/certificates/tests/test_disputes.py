"""What a dispute of the payment does to the certificates of what was paid for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.billing.domain_events import DisputeClosed
from accredit.billing.models import Order
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, settle
from accredit.billing.tests.moves import dispute
from accredit.certificates import receivers, services
from accredit.certificates.models import Certificate
from accredit.core.testing import drain
from accredit.learning import services as learning
from accredit.learning.domain_events import EnrollmentRestored
from accredit.learning.models import Enrollment
from accredit.learning.tests.factories import LessonFactory

from .factories import complete, course_with_credit

pytestmark = pytest.mark.django_db


def paid_enrollment() -> tuple[Order, Enrollment]:
    """A learner in a course that an order has paid for."""
    course = course_with_credit(price_amount=4900)
    order: Order = OrderFactory(subtotal_amount=4900, total_amount=4900)
    OrderLineFactory(order=order, organization=course.organization, item_id=course.id)
    settle(order)
    drain()
    return order, Enrollment.objects.select_related("course").get(course=course)


def statuses() -> list[str]:
    return sorted(Certificate.objects.values_list("status", flat=True))


@pytest.mark.happy
def test_what_was_due_while_the_dispute_was_open_is_issued_once_it_is_won(now: datetime) -> None:
    order, enrollment = paid_enrollment()
    dispute(order, "needs_response")
    complete(enrollment, now=now)
    drain()
    assert statuses() == []

    dispute(order, "won")
    drain()

    assert statuses() == ["issued"]


def test_news_of_the_end_heard_twice_or_early_issues_one_or_none(now: datetime) -> None:
    order, enrollment = paid_enrollment()
    dispute(order, "needs_response")
    complete(enrollment, now=now)
    told = DisputeClosed(dispute_id=order.id, order_id=order.id, lost=False)
    receivers.on_dispute_closed(told, now=now)
    drain()
    assert statuses() == []

    dispute(order, "won")
    drain()
    for _ in range(2):
        receivers.on_dispute_closed(told, now=now)
    drain()

    assert statuses() == ["issued"]


def test_a_lost_dispute_issues_nothing_and_ends_what_was_issued_before(now: datetime) -> None:
    order, enrollment = paid_enrollment()
    complete(enrollment, now=now)
    drain()
    assert statuses() == ["issued"]

    dispute(order, "needs_response")
    drain()
    assert statuses() == ["issued"]
    dispute(order, "lost")
    drain()

    assert statuses() == ["revoked"]


def test_who_has_not_done_everything_gets_nothing_by_a_dispute_that_was_won(now: datetime) -> None:
    order, _ = paid_enrollment()
    dispute(order, "needs_response")
    dispute(order, "won")
    drain()
    assert statuses() == []


def test_who_left_gets_nothing_new_until_they_come_back_and_keeps_what_they_have(now: datetime) -> None:
    order, enrollment = paid_enrollment()
    course = enrollment.course
    asked = course.lessons.get()
    LessonFactory(module=asked.module)  # so that the course is not complete when the gate is open
    clauses: list[dict[str, Any]] = [{"kind": "lessons", "lessons": [str(asked.id)]}, {"kind": "paid"}]
    services.gate_save(course=course, clauses=clauses, actor_id=enrollment.user_id, now=now)
    dispute(order, "needs_response")
    learning.lesson_complete(enrollment=enrollment, lesson=asked, now=now)
    learning.enrollment_withdraw(enrollment=enrollment, now=now)
    dispute(order, "won")
    drain()
    assert statuses() == []

    learning.enrollment_rejoin(enrollment=enrollment, now=now)
    drain()
    assert statuses() == ["issued"]

    learning.enrollment_withdraw(enrollment=enrollment, now=now)
    drain()
    receivers.on_enrollment(EnrollmentRestored(enrollment.id, enrollment.user_id, course.id), now=now)
    assert statuses() == ["issued"]


def test_a_certificate_that_is_being_made_while_its_holder_leaves_is_finished(now: datetime) -> None:
    order, enrollment = paid_enrollment()
    course = enrollment.course
    asked = course.lessons.get()
    LessonFactory(module=asked.module)
    clauses = [{"kind": "lessons", "lessons": [str(asked.id)]}]
    services.gate_save(course=course, clauses=clauses, actor_id=enrollment.user_id, now=now)
    learning.lesson_complete(enrollment=enrollment, lesson=asked, now=now)
    services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    learning.enrollment_withdraw(enrollment=enrollment, now=now)
    assert (statuses(), order.status) == (["pending"], "paid")

    drain()

    assert statuses() == ["issued"]
