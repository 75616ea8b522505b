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
