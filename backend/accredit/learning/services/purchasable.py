"""What `billing` asks of a course that is sold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accredit.billing.services.purchasables import Quote
from accredit.core import storage
from accredit.core.money import Money
from accredit.learning.exceptions import AlreadyEnrolled, CourseNotOnSale
from accredit.learning.models import Course, Enrollment
from accredit.learning.rules.courses import COURSE_KIND, LIVE_ENROLLMENTS, CourseStatus


class CoursePurchasable:
    """Courses as things to buy. Places are not limited, so nothing is held; only who may buy is checked."""

    kind = COURSE_KIND

    def quote(self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, now: datetime) -> list[Quote]:
        """Present prices of the published courses among the ids. One query."""
        courses = Course.objects.filter(pk__in=item_ids, status=CourseStatus.PUBLISHED)
        return [
            Quote(
                item_kind=COURSE_KIND,
                item_id=course.id,
                organization_id=course.organization_id,
                title=course.title,
                unit=Money(course.price_amount, course.price_currency),
                image_url=storage.public().url(course.thumbnail_key) if course.thumbnail_key else "",
            )
            for course in courses
        ]

    def reserve(
        self, *, item_ids: Sequence[UUID], buyer_id: UUID | None, order_id: UUID, hold_until: datetime, now: datetime
    ) -> None:
        """Raises AlreadyEnrolled before anything is paid, CourseNotOnSale when a course has been taken off sale."""
        if buyer_id is None:
            raise CourseNotOnSale("Courses are bought with an account.")
        if Enrollment.objects.filter(user_id=buyer_id, course_id__in=item_ids, status__in=LIVE_ENROLLMENTS).exists():
            raise AlreadyEnrolled
        if Course.objects.filter(pk__in=item_ids, status=CourseStatus.PUBLISHED).count() < len(set(item_ids)):
            raise CourseNotOnSale

    def release(self, *, item_ids: Sequence[UUID], order_id: UUID, now: datetime) -> None:
        """Nothing was held."""
