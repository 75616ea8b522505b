"""How an enrollment begins and ends."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from accredit.billing.models import Order, OrderLine
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.learning.domain_events import EnrollmentRestored, EnrollmentRevoked, EnrollmentStarted
from accredit.learning.exceptions import AlreadyEnrolled, CourseNotFree, CourseNotOnSale
from accredit.learning.models import Course, Enrollment
from accredit.learning.rules.courses import COURSE_KIND, LIVE_ENROLLMENTS, CourseStatus, EnrollmentStatus
from accredit.learning.selectors import course_get


def enrollment_start_free(*, course: Course, user_id: UUID, now: datetime) -> Enrollment:
    """Enrol in a published course without a price.

    Raises AlreadyEnrolled, CourseNotOnSale, CourseNotFree; the last two are decided on the row at the moment of
    writing, so that a price set meanwhile holds.
    """
    with transaction.atomic():
        enrollment = _insert(course=course, user_id=user_id, order_line_id=None, now=now)
        if not Course.objects.filter(pk=course.pk, status=CourseStatus.PUBLISHED, price_amount=0).update(
            enrollment_count=F("enrollment_count") + 1
        ):
            course.refresh_from_db(fields=["status"])
            raise CourseNotFree if course.is_published else CourseNotOnSale
    return enrollment


def enrollment_fulfil(*, course: Course, user_id: UUID, order_line_id: UUID, now: datetime) -> Enrollment:
    """Enrol whoever has paid; the same line again returns the enrollment that it bought.

    An archived course is still delivered: it was paid for while it was on sale. Who had joined while it was free keeps
    that enrollment, and the line stands for it from now on. Raises AlreadyEnrolled when another line stands for it.
    """
    bought = Enrollment.objects.filter(order_line_id=order_line_id).first()
    if bought is not None:
        return bought
    try:
        with transaction.atomic():
            enrollment = _insert(course=course, user_id=user_id, order_line_id=order_line_id, now=now)
            Course.objects.filter(pk=course.pk).update(enrollment_count=F("enrollment_count") + 1)
    except AlreadyEnrolled:
        mine = Enrollment.objects.filter(user_id=user_id, course=course, status__in=LIVE_ENROLLMENTS)
        if not mine.filter(order_line_id=None).update(order_line_id=order_line_id):
            raise
        return mine.get(order_line_id=order_line_id)
    return enrollment


def order_fulfil(*, order_id: UUID, now: datetime) -> None:
    """Make the enrollments of every course line of an order follow its rows; again does nothing."""
    for line_id in OrderLine.objects.filter(order_id=order_id, item_kind=COURSE_KIND).values_list("id", flat=True):
        order_line_follow(line_id=line_id, now=now)


def order_line_follow(*, line_id: UUID, now: datetime) -> None:
    """Make the enrollment that a line buys follow the line: paid and not given back means enrolled, given back means
    revoked, and a refund that failed means restored. News of these comes in any order and more than once.

    The line's row is held meanwhile, so that what is read still holds when it is acted upon.
    """
    with transaction.atomic():
        line = OrderLine.objects.select_for_update().filter(pk=line_id, item_kind=COURSE_KIND).first()
        order = Order.objects.filter(pk=line.order_id, paid_at__isnull=False).first() if line else None
        if line is None or order is None or order.buyer_id is None:
            return
        enrollment = Enrollment.objects.filter(order_line_id=line.id).first()
        if not line.claims_item:
            if enrollment is not None:
                enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
        elif enrollment is None:
            enrollment_fulfil(
                course=course_get(course_id=line.item_id), user_id=order.buyer_id, order_line_id=line.id, now=now
            )
        elif enrollment.status == EnrollmentStatus.REVOKED:
            with suppress(AlreadyEnrolled):  # they have joined anew meanwhile and lack nothing
                enrollment_restore(enrollment=enrollment, actor_id=None, now=now)


def enrollment_revoke(*, enrollment: Enrollment, actor_id: UUID | None, now: datetime) -> None:
    """Take the course away (its line was refunded); what has been learnt is kept. A second call does nothing."""
    with transaction.atomic():
        changed = (
            Enrollment.objects.filter(pk=enrollment.pk)
            .exclude(status=EnrollmentStatus.REVOKED)
            .update(previous_status=F("status"), status=EnrollmentStatus.REVOKED, last_active_at=now)
        )
        if changed:
            Course.objects.filter(pk=enrollment.course_id).update(enrollment_count=F("enrollment_count") - 1)
            publish(
                EnrollmentRevoked(enrollment.id, enrollment.user_id, enrollment.course_id),
                organization_id=enrollment.organization_id,
                actor_id=actor_id,
            )


def enrollment_restore(*, enrollment: Enrollment, actor_id: UUID | None, now: datetime) -> None:
    """Give a revoked enrollment back the state that it had (the refund failed).

    Raises IllegalTransition when it is not revoked, AlreadyEnrolled when the person has enrolled anew meanwhile.
    """
    try:
        with transaction.atomic():
            changed = Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.REVOKED).update(
                status=F("previous_status"), previous_status="", last_active_at=now
            )
            if not changed:
                enrollment.refresh_from_db(fields=["status"])
                raise IllegalTransition("enrollment", enrollment.status, "restored")
            Course.objects.filter(pk=enrollment.course_id).update(enrollment_count=F("enrollment_count") + 1)
            publish(
                EnrollmentRestored(enrollment.id, enrollment.user_id, enrollment.course_id),
                organization_id=enrollment.organization_id,
                actor_id=actor_id,
            )
    except IntegrityError as error:
        if violates(error, Enrollment, "enrollment_one_live"):
            raise AlreadyEnrolled from error
        raise


def _insert(*, course: Course, user_id: UUID, order_line_id: UUID | None, now: datetime) -> Enrollment:
    enrollment = Enrollment(
        organization_id=course.organization_id,
        course=course,
        user_id=user_id,
        order_line_id=order_line_id,
        enrolled_at=now,
        last_active_at=now,
    )
    try:
        with transaction.atomic():
            enrollment.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, Enrollment, "enrollment_one_live"):
            raise AlreadyEnrolled from error
        raise
    publish(
        EnrollmentStarted(enrollment.id, user_id, course.id),
        organization_id=course.organization_id,
        actor_id=user_id,
    )
    return enrollment
