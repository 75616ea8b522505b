"""Writes of registrations."""

from .approval import registration_approve, registration_decline
from .ending import order_line_follow, order_lines_follow, registration_cancel, registration_cancel_own
from .placing import Attendee, Placed, registration_place
from .purchasable import RegistrationPurchasable, TicketPurchasable

__all__ = [
    "Attendee",
    "Placed",
    "RegistrationPurchasable",
    "TicketPurchasable",
    "order_line_follow",
    "order_lines_follow",
    "registration_approve",
    "registration_cancel",
    "registration_cancel_own",
    "registration_decline",
    "registration_place",
]
