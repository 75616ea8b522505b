"""What learning does about the news of billing and media: it reads their rows again and lets its own follow."""

from __future__ import annotations

from datetime import datetime

from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid
from accredit.media.domain_events import UploadReady

from .services import order_fulfil, order_line_follow, video_follow


def on_order_paid(event: OrderPaid, *, now: datetime) -> None:
    """Enrol the buyer in each course of a paid order."""
    order_fulfil(order_id=event.order_id, now=now)


def on_line_news(event: LineRefunded | LineRefundFailed, *, now: datetime) -> None:
    """End what a refunded line has bought, or give it back when the refund failed."""
    order_line_follow(line_id=event.line_id, now=now)


def on_upload_ready(event: UploadReady, *, now: datetime) -> None:
    """Put a checked film into the lesson that waits for it."""
    video_follow(upload_id=event.upload_id, now=now)
