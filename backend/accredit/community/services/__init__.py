"""Writes of community."""

from .changing import message_delete, message_edit, reaction_set
from .following import (
    course_room_open,
    event_room_open,
    member_of,
    person_follow,
    registration_follow,
    room_members_follow,
    rooms_catch_up,
    staff_follow,
)
from .missed import missed_mail_send, missed_mails_owe
from .moderating import (
    message_hide,
    message_remove,
    message_report,
    message_show,
    person_silence,
    person_unsilence,
    report_decide,
)
from .reading import mute_set, read_move, receipts_set
from .retention import messages_forget
from .rooms import direct_open, policy_change, room_change, room_create
from .sending import Sent, message_send
from .sockets import ticket_issue, tickets_forget

__all__ = [
    "Sent",
    "course_room_open",
    "direct_open",
    "event_room_open",
    "member_of",
    "message_delete",
    "message_edit",
    "message_hide",
    "message_remove",
    "message_report",
    "message_send",
    "message_show",
    "messages_forget",
    "missed_mail_send",
    "missed_mails_owe",
    "mute_set",
    "person_follow",
    "person_silence",
    "person_unsilence",
    "policy_change",
    "reaction_set",
    "read_move",
    "receipts_set",
    "registration_follow",
    "report_decide",
    "room_change",
    "room_create",
    "room_members_follow",
    "rooms_catch_up",
    "staff_follow",
    "ticket_issue",
    "tickets_forget",
]
