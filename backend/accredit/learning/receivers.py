"""What learning does about the news of billing and media: it reads their rows again and lets its own follow."""

from __future__ import annotations

from datetime import datetime

from accredit.accounts.domain_events import UserErased
from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid, SellerProfileChanged
from accredit.media.domain_events import UploadReady
from accredit.organizations.domain_events import OrganizationChanged

from .domain_events import CourseArchived, CoursePriceChanged, CoursePublished, CourseUpdated, ReviewChanged
from .services import course_page_forget, course_pages_forget, order_fulfil, order_line_follow, video_follow


def on_order_paid(event: OrderPaid, *, now: datetime) -> None:
    """Enrol the buyer in each course of a paid order."""
    order_fulfil(order_id=event.order_id, now=now)


def on_line_news(event: LineRefunded | LineRefundFailed, *, now: datetime) -> None:
    """End what a refunded line has bought, or give it back when the refund failed."""
    order_line_follow(line_id=event.line_id, now=now)


def on_upload_ready(event: UploadReady, *, now: datetime) -> None:
    """Put a checked film into the lesson that waits for it."""
    video_follow(upload_id=event.upload_id, now=now)


def on_course_news(
    event: CoursePublished | CourseUpdated | CoursePriceChanged | CourseArchived | ReviewChanged, *, now: datetime
) -> None:
    """Strangers see the course's page as it is now."""
    course_page_forget(course_id=event.course_id)


def on_news_of_many(event: OrganizationChanged | SellerProfileChanged | UserErased, *, now: datetime) -> None:
    """What changed stands on the pages of more than one course."""
    course_pages_forget()
