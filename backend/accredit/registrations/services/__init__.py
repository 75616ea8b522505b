"""Writes of registrations."""

from .approval import registration_approve, registration_block, registration_decline
from .attendance import attendance_owe, attendance_recompute, interval_correct, interval_record
from .door import ScanRequest, inside_count, manifest, scan, scans, ticket_of
from .ending import order_line_follow, order_lines_follow, registration_cancel, registration_cancel_own
from .placing import Attendee, Placed, registration_place
from .purchasable import RegistrationPurchasable, TicketPurchasable
from .unlocking import tickets_unlocked

__all__ = [
    "Attendee",
    "Placed",
    "RegistrationPurchasable",
    "ScanRequest",
    "TicketPurchasable",
    "attendance_owe",
    "attendance_recompute",
    "inside_count",
    "interval_correct",
    "interval_record",
    "manifest",
    "order_line_follow",
    "order_lines_follow",
    "registration_approve",
    "registration_block",
    "registration_cancel",
    "registration_cancel_own",
    "registration_decline",
    "registration_place",
    "scan",
    "scans",
    "ticket_of",
    "tickets_unlocked",
]
