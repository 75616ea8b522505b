"""Named failures of events."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, NotFound, Unprocessable


class EventNotFound(NotFound):
    code, title = "event_not_found", "There is no such event, or it is not open to you."


class CategoryNotFound(NotFound):
    code, title = "category_not_found", "There is no such category."


class CategoryExists(Conflict):
    code, title = "category_exists", "There is a category of that name already."


class SessionNotFound(NotFound):
    code, title = "session_not_found", "There is no such session in this event."


class SpeakerNotFound(NotFound):
    code, title = "speaker_not_found", "There is no such speaker in your organization."


class TicketTypeNotFound(NotFound):
    code, title = "ticket_type_not_found", "There is no such ticket in this event."


class CapacityNotFound(NotFound):
    code, title = "capacity_not_found", "There is no such capacity in this event."


class QuestionNotFound(NotFound):
    code, title = "question_not_found", "There is no such question in this event."


class EventNotReady(Unprocessable):
    code, title = "event_not_ready", "The event is not ready to be published. Nothing has changed."


class CapacityBelowTaken(Conflict):
    code, title = "capacity_below_taken", "More places are taken than that. Nothing has changed."


class CapacityInUse(Conflict):
    code, title = "capacity_in_use", "A ticket still takes places from this capacity."


class CapacityTaken(Conflict):
    code, title = "capacity_taken", "Places are taken with this ticket, so it keeps its capacity. Nothing has changed."


class TicketTypeInUse(Conflict):
    code, title = "ticket_type_in_use", "Somebody holds this ticket. Take it off sale instead."


class SessionInUse(Conflict):
    code = "session_in_use"
    title = (
        "Minutes of people who attend are counted in this session, so it was not deleted. "
        "Make it a break instead: it stays in the programme and counts no more."
    )


class SpeakerInUse(Conflict):
    code, title = "speaker_in_use", "This person stands in a programme. Take them out of it first."


class EventOver(Conflict):
    code, title = "event_over", "This event is over or called off, and cannot be changed."


class ModeDoesNotFit(Unprocessable):
    code, title = "mode_does_not_fit", "An event of this format has no such places."


class CurrencyNotYours(Unprocessable):
    code, title = "currency_not_yours", "A price is set in your organization's own currency."


class OrderLimitsNotPossible(Unprocessable):
    code, title = "order_limits_not_possible", "An order takes at least one ticket, and no more than the most."


class PolicyNotPossible(BadRequest):
    code, title = "policy_not_possible", "This refund policy cannot be."


class SoldOut(Conflict):
    code, title = "sold_out", "There are not enough places left. Nothing was charged."


class TimesNotPossible(Unprocessable):
    code, title = "times_not_possible", "These times cannot be."


class RepetitionNotPossible(BadRequest):
    code, title = "repetition_not_possible", "This rule of repetition gives no dates, or too many."
