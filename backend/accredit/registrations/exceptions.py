"""Named failures of registrations."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, Forbidden, NotFound, Unprocessable


class RegistrationNotFound(NotFound):
    code, title = "registration_not_found", "There is no such registration, or it is not yours."


class TicketNotFound(NotFound):
    code, title = "ticket_not_found", "This link leads to no ticket. Open it from your confirmation mail again."


class WaitingEntryNotFound(NotFound):
    code, title = "waiting_entry_not_found", "There is no such entry on the waiting list."


class IntervalNotFound(NotFound):
    code, title = "interval_not_found", "There is no such interval of this person."


class RefundNotAllowed(Forbidden):
    code = "refund_not_allowed"
    title = "Your role does not allow sending money back, so the place stands and nothing has changed."


class AlreadyRegistered(Conflict):
    code, title = "already_registered", "This person has a place in this event already. Nothing was charged."


class AlreadyWaiting(Conflict):
    code, title = "already_waiting", "You are on this event's waiting list already."


class RegistrationClosed(Conflict):
    code, title = "registration_closed", "Registration for this event is not open."


class TicketNotOnSale(Conflict):
    code, title = "ticket_not_on_sale", "This ticket is not on sale now."


class NotSoldOut(Conflict):
    code, title = "not_sold_out", "There are places left: register instead of waiting."


class OfferOver(Conflict):
    code, title = "offer_over", "This offer has ended, and the place went to the next person."


class OrderLimit(Unprocessable):
    code, title = "order_limit", "That is fewer or more of this ticket than one order may hold."


class AnswersNotUsable(BadRequest):
    code, title = "answers_not_usable", "Some answers are missing or cannot be."


class NoTicketNow(Conflict):
    code, title = "no_ticket_now", "There is a ticket once the place is confirmed."


class TooLateToCancel(Conflict):
    code, title = "too_late_to_cancel", "The event has begun. Ask the organizer."


class AccountNeeded(Forbidden):
    code, title = "account_needed", "Sign in with the address of this registration first."


class IntervalNotPossible(Unprocessable):
    code, title = "interval_not_possible", "These times cannot be."


class TooLateToTransfer(Conflict):
    code, title = "too_late_to_transfer", "The event has begun, so the place stays with its person. Ask the organizer."


class AlreadyCheckedIn(Conflict):
    code, title = "already_checked_in", "This ticket was used at the door already, so the place stays with its person."


class TicketBlocked(Conflict):
    code, title = "ticket_blocked", "This ticket is blocked, so it cannot be passed on. Ask the organizer."


class SamePerson(Unprocessable):
    code, title = "same_person", "This person has the place already. Give the address of somebody else."


class TooLateToAnswer(Conflict):
    code, title = "too_late_to_answer", "The event has begun, so answers stay as they are. Ask the organizer."


class CalendarNotFound(NotFound):
    code, title = "calendar_not_found", "This address leads to no calendar. Make a new one among your places."


class FileNotReadable(BadRequest):
    code, title = "file_not_readable", "This is no table that can be read. Save it as CSV and choose it again."


class FileTooLong(Unprocessable):
    code, title = "file_too_long", "A file may hold 2,000 people. Split it and import the parts one after the other."


class FileHasMistakes(Unprocessable):
    code = "file_has_mistakes"
    title = "Some lines cannot be imported, so nobody was added. Correct them, or leave them out."


class ImportOvertaken(Conflict):
    code, title = "import_overtaken", "Somebody registered meanwhile, so nobody was added. Import the file again."


class NobodyToTell(Unprocessable):
    code, title = "nobody_to_tell", "Nobody who was chosen has a place in this event, so nothing was sent."
