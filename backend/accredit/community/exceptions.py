"""Named failures of community."""

from __future__ import annotations

from accredit.core.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    NotFound,
    NotSignedIn,
    ProblemError,
    TooManyRequests,
    Unprocessable,
)


class RoomNotFound(NotFound):
    code, title = "room_not_found", "There is no such room, or it is not open to you."


class MessageNotFound(NotFound):
    code, title = "message_not_found", "This message is not there, or not for you to see."


class FileNotFound(NotFound):
    code, title = "file_not_found", "This file is not there any more."


class ReportNotFound(NotFound):
    code, title = "report_not_found", "There is no such report."


class PersonNotFound(NotFound):
    code, title = "person_not_found", "You share no room with this person."


class RoomIsClosed(Conflict):
    code, title = "room_closed", "This room is closed. Your message was not sent; you can still copy it."


class StaffOnly(Forbidden):
    code, title = "staff_only", "Only the organizers write in this room. Your message was not sent."


class Silenced(Forbidden):
    code, title = "silenced", "The organizers have paused your writing in this room. Your message was not sent."


class NoRoomShared(Conflict):
    code, title = "no_room_shared", "You no longer share a room with this person, so nothing new can be written here."


class NotTheAuthor(Forbidden):
    code, title = "not_the_author", "Only who wrote a message can change it."


class MessageGone(Conflict):
    code, title = "message_gone", "This message has been taken away, so nothing more can be done with it."


class MessageEmpty(BadRequest):
    code, title = "message_empty", "There is nothing to send yet. Write something, or attach a file."


class WordsNotAllowed(Unprocessable):
    code, title = "words_not_allowed", "This contains a word that is not used in this room. Nothing was sent."


class NotAThread(Unprocessable):
    code, title = "not_a_thread", "A reply belongs to a message of the same room that is no reply itself."


class ClientIdReused(Unprocessable):
    code, title = "client_id_reused", "This id was used for a message in another room. Use a new one."


class SlowMode(TooManyRequests):
    code, title = "slow_mode", "This room is in slow mode. Your message was not sent; try again in a moment."


class WritingTooFast(TooManyRequests):
    code, title = "writing_too_fast", "You are writing very fast. Your message was not sent; try again in a moment."


class ReportDecided(Conflict):
    code, title = "report_decided", "Somebody has decided on this report already."


class StaffNotSilenced(Conflict):
    code, title = "staff_not_silenced", "This person is one of the organizers, who are not silenced."


class RoomNameTaken(Conflict):
    code, title = "room_name_taken", "There is a room of this name already. Choose another one."


class TicketEnded(NotSignedIn):
    code, title = "ticket_ended", "This ticket was used, or is too old. Ask for another one."


class FrameNotUnderstood(BadRequest):
    code, title = "frame_not_understood", "This frame is none of those that the socket knows."


class FrameTooLarge(BadRequest):
    code, title = "frame_too_large", "This frame is larger than 64 kB. Nothing was sent."


class FrameFailed(ProblemError):
    code, title = "frame_failed", "Something went wrong on our side. Try again; what was answered before is safe."


class TooManyFrames(TooManyRequests):
    code, title = "too_many_frames", "Too many frames at once. Wait a moment."
