"""How an enrollment begins and ends."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from accredit.billing.models import Order, OrderLine
from accredit.billing.selectors import bought
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.learning.domain_events import (
    EnrollmentRejoined,
    EnrollmentRestored,
    EnrollmentRevoked,
    EnrollmentStarted,
    EnrollmentWithdrawn,
)
from accredit.learning.exceptions import AlreadyEnrolled, CourseNotFree, CourseNotOnSale
from accredit.learning.models import Course, Enrollment
from accredit.learning.rules.courses import COURSE_KIND, LIVE_ENROLLMENTS, CourseStatus, EnrollmentStatus
from accredit.learning.selectors import course_get, enrollment_left

from .progress import progress_made


def enrollment_start_free(*, course: Course, user_id: UUID, now: datetime) -> Enrollment:
    """Enrol in a published course without a price; who had left the course rejoins it (see `enrollment_rejoin`).

    Raises AlreadyEnrolled, CourseNotOnSale, CourseNotFree; the last two are decided on the row at the moment of
    writing, so that a price set meanwhile holds.
    """
    left = enrollment_left(user_id=user_id, course_id=course.id)
    if left is not None:
        return enrollment_rejoin(enrollment=left, now=now)
    with transaction.atomic():
        enrollment = _insert(course=course, user_id=user_id, order_line_id=None, now=now)
        _count_free(course)
    return enrollment


def enrollment_withdraw(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """active → withdrawn, on the learner's wish: the lessons close and nothing new is certified.

    What they have done is kept for their return, and a certificate that they have stays theirs. No money goes back by
    this: that is a refund, which the seller makes. Raises IllegalTransition, also for a completed course.
    """
    with transaction.atomic():
        if not Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.ACTIVE).update(
            status=EnrollmentStatus.WITHDRAWN, last_active_at=now
        ):
            enrollment.refresh_from_db(fields=["status"])
            raise IllegalTransition("enrollment", enrollment.status, EnrollmentStatus.WITHDRAWN)
        Course.objects.filter(pk=enrollment.course_id).update(enrollment_count=F("enrollment_count") - 1)
        _tell(EnrollmentWithdrawn, enrollment, actor_id=enrollment.user_id)
    enrollment.refresh_from_db()
    return enrollment


def enrollment_rejoin(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """withdrawn → active: the same enrollment goes on where it was, and is complete if nothing is left to do.

    Open to whoever has paid for the course and was not refunded, whether it is still sold or not, and to everybody
    while it is published without a price. Raises IllegalTransition, CourseNotOnSale, CourseNotFree, and AlreadyEnrolled
    when the person has enrolled anew meanwhile.
    """
    course = course_get(course_id=enrollment.course_id)
    paid = bought(buyer_id=enrollment.user_id, item_kind=COURSE_KIND, item_ids=[course.id])
    with transaction.atomic():
        if not _resume(enrollment, order_line_id=enrollment.order_line_id, now=now):
            enrollment.refresh_from_db(fields=["status"])
            raise IllegalTransition("enrollment", enrollment.status, EnrollmentStatus.ACTIVE)
        if paid:
            Course.objects.filter(pk=course.pk).update(enrollment_count=F("enrollment_count") + 1)
        else:
            _count_free(course)
    enrollment.refresh_from_db()
    return enrollment


def enrollment_fulfil(*, course: Course, user_id: UUID, order_line_id: UUID, now: datetime) -> Enrollment:
    """Enrol whoever has paid; the same line again returns the enrollment that it bought.

    An archived course is still delivered: it was paid for while it was on sale. Who had joined while it was free keeps
    that enrollment, also when they had left it, and the line stands for it from now on. Raises AlreadyEnrolled when
    another line stands for it.
    """
    paid_for = Enrollment.objects.filter(order_line_id=order_line_id).first()
    if paid_for is not None:
        return paid_for
    try:
        with transaction.atomic():
            enrollment = enrollment_left(user_id=user_id, course_id=course.id, unpaid=True)
            if enrollment is None or not _resume(enrollment, order_line_id=order_line_id, now=now):
                enrollment = _insert(course=course, user_id=user_id, order_line_id=order_line_id, now=now)
            Course.objects.filter(pk=course.pk).update(enrollment_count=F("enrollment_count") + 1)
    except AlreadyEnrolled:
        mine = Enrollment.objects.filter(user_id=user_id, course=course, status__in=LIVE_ENROLLMENTS)
        if not mine.filter(order_line_id=None).update(order_line_id=order_line_id):
            raise
        return mine.get(order_line_id=order_line_id)
    enrollment.refresh_from_db()
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
    """Take the course away (its line was refunded), also from somebody who has left it; what has been learnt is kept.
    A second call does nothing."""
    with transaction.atomic():
        held = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
        if held.is_revoked:
            return
        Enrollment.objects.filter(pk=held.pk).update(
            previous_status=held.status, status=EnrollmentStatus.REVOKED, last_active_at=now
        )
        if held.is_live:
            Course.objects.filter(pk=held.course_id).update(enrollment_count=F("enrollment_count") - 1)
        _tell(EnrollmentRevoked, held, actor_id=actor_id)


def enrollment_restore(*, enrollment: Enrollment, actor_id: UUID | None, now: datetime) -> None:
    """Give a revoked enrollment back the state that it had (the refund failed).

    Raises IllegalTransition when it is not revoked, AlreadyEnrolled when the person has enrolled anew meanwhile.
    """
    try:
        with transaction.atomic():
            changed = Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.REVOKED).update(
                status=F("previous_status"), previous_status="", last_active_at=now
            )
            enrollment.refresh_from_db()
            if not changed:
                raise IllegalTransition("enrollment", enrollment.status, "restored")
            if enrollment.is_live:
                Course.objects.filter(pk=enrollment.course_id).update(enrollment_count=F("enrollment_count") + 1)
            _tell(EnrollmentRestored, enrollment, actor_id=actor_id)
    except IntegrityError as error:
        if violates(error, Enrollment, "enrollment_one_live"):
            raise AlreadyEnrolled from error
        raise


def _resume(enrollment: Enrollment, *, order_line_id: UUID | None, now: datetime) -> bool:
    """Bring an enrollment that was left back, paid for by this line; False when it is not left any more.
    Raises AlreadyEnrolled when a newer one is live."""
    try:
        with transaction.atomic():
            changed = Enrollment.objects.filter(pk=enrollment.pk, status=EnrollmentStatus.WITHDRAWN).update(
                status=EnrollmentStatus.ACTIVE, order_line_id=order_line_id, last_active_at=now
            )
    except IntegrityError as error:
        if violates(error, Enrollment, "enrollment_one_live"):
            raise AlreadyEnrolled from error
        raise
    if changed:
        _tell(EnrollmentRejoined, enrollment, actor_id=enrollment.user_id)
        progress_made(enrollment, now=now)
    return bool(changed)


def _count_free(course: Course) -> None:
    """Count one more learner, if the course is published without a price at this moment.
    Raises CourseNotFree, CourseNotOnSale."""
    if not Course.objects.filter(pk=course.pk, status=CourseStatus.PUBLISHED, price_amount=0).update(
        enrollment_count=F("enrollment_count") + 1
    ):
        course.refresh_from_db(fields=["status"])
        raise CourseNotFree if course.is_published else CourseNotOnSale


def _tell(
    news: type[EnrollmentStarted | EnrollmentWithdrawn | EnrollmentRejoined | EnrollmentRevoked | EnrollmentRestored],
    enrollment: Enrollment,
    *,
    actor_id: UUID | None,
) -> None:
    publish(
        news(enrollment.id, enrollment.user_id, enrollment.course_id),
        organization_id=enrollment.organization_id,
        actor_id=actor_id,
    )


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
    _tell(EnrollmentStarted, enrollment, actor_id=user_id)
    return enrollment
