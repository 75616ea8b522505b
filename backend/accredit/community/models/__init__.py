"""Rows of community."""

from .messages import Mention, Message, MessageEdit, MessageFile, Reaction
from .moderation import ModerationAct, Report, RoomPolicy
from .rooms import PersonalChoice, Room, RoomMember
from .tickets import SocketTicket

__all__ = [
    "Mention",
    "Message",
    "MessageEdit",
    "MessageFile",
    "ModerationAct",
    "PersonalChoice",
    "Reaction",
    "Report",
    "Room",
    "RoomMember",
    "RoomPolicy",
    "SocketTicket",
]
