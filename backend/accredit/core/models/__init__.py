"""Rows that know no domain."""

from .base import Record
from .idempotency import IdempotencyRecord
from .inbound import InboundMessage
from .jobs import Job, Schedule
from .outbox import OutboxEvent, OutboxHandled

__all__ = ["IdempotencyRecord", "InboundMessage", "Job", "OutboxEvent", "OutboxHandled", "Record", "Schedule"]
