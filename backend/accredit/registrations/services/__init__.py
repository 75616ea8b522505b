"""Writes of registrations."""

from .answering import registration_answers_change
from .approval import registration_approve, registration_block, registration_decline
from .attendance import attendance_owe, attendance_recompute, interval_correct, interval_record
from .calendars import calendar_address, calendar_feed_end, calendar_feed_renew, calendar_key_of
from .door import inside_count, manifest, scan, scans
from .ending import order_line_follow, order_lines_follow, registration_cancel, registration_cancel_own
from .entering import Scanned, ScanRequest, door_known, door_remember, enter
from .following import (
    change_tell,
    change_tell_owe,
    event_end,
    places_claim,
    unpaid_expire,
)
from .importing import Imported, LineResult, registrations_import
from .messages import message_deliver, message_send
from .paying import registration_pay
from .placing import Attendee, Placed, registration_place
from .planning import plan_for, registration_place_planned
from .purchasable import RegistrationPurchasable, TicketPurchasable
from .telling import (
    approval_send,
    change_send,
    confirmation_send,
    ending_send,
    event_end_owe,
    reminder_send,
    transfer_send,
)
from .tickets import (
    registration_code_of,
    registration_token,
    ticket_number,
    ticket_of,
    ticket_pdf,
    waiting_entry_of,
    waiting_token,
)
from .transferring import registration_transfer
from .unlocking import tickets_unlocked
from .waiting import (
    Person,
    offers_expire,
    waiting_accept,
    waiting_join,
    waiting_leave,
    waiting_move,
    waiting_offer_next,
    waiting_offer_owe,
)
from .waiting_mails import waiting_joined_send, waiting_offer_send, waiting_reminder_send

__all__ = [
    "Attendee",
    "Imported",
    "LineResult",
    "Person",
    "Placed",
    "RegistrationPurchasable",
    "ScanRequest",
    "Scanned",
    "TicketPurchasable",
    "approval_send",
    "attendance_owe",
    "attendance_recompute",
    "calendar_address",
    "calendar_feed_end",
    "calendar_feed_renew",
    "calendar_key_of",
    "change_send",
    "change_tell",
    "change_tell_owe",
    "confirmation_send",
    "door_known",
    "door_remember",
    "ending_send",
    "enter",
    "event_end",
    "event_end_owe",
    "inside_count",
    "interval_correct",
    "interval_record",
    "manifest",
    "message_deliver",
    "message_send",
    "offers_expire",
    "order_line_follow",
    "order_lines_follow",
    "places_claim",
    "plan_for",
    "registration_answers_change",
    "registration_approve",
    "registration_block",
    "registration_cancel",
    "registration_cancel_own",
    "registration_code_of",
    "registration_decline",
    "registration_pay",
    "registration_place",
    "registration_place_planned",
    "registration_token",
    "registration_transfer",
    "registrations_import",
    "reminder_send",
    "scan",
    "scans",
    "ticket_number",
    "ticket_of",
    "ticket_pdf",
    "tickets_unlocked",
    "transfer_send",
    "unpaid_expire",
    "waiting_accept",
    "waiting_entry_of",
    "waiting_join",
    "waiting_joined_send",
    "waiting_leave",
    "waiting_move",
    "waiting_offer_next",
    "waiting_offer_owe",
    "waiting_offer_send",
    "waiting_reminder_send",
    "waiting_token",
]
