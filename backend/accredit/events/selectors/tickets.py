"""What is sold for an event, and what is asked."""

from __future__ import annotations

from uuid import UUID

from accredit.events.exceptions import CapacityNotFound, QuestionNotFound, TicketTypeNotFound
from accredit.events.models import Capacity, Event, Question, TicketType


def tickets_of(event: Event, *, with_closed: bool = False) -> list[TicketType]:
    """In their order, each with its capacity. One query."""
    rows = TicketType.objects.select_related("capacity").filter(event=event)
    if not with_closed:
        rows = rows.filter(closed_at=None)
    return list(rows.order_by("position", "id"))


def ticket_type_get(*, event: Event, ticket_type_id: UUID) -> TicketType:
    """With its capacity. Raises TicketTypeNotFound."""
    found = TicketType.objects.select_related("capacity").filter(event=event, pk=ticket_type_id).first()
    if found is None:
        raise TicketTypeNotFound
    return found


def places_of(*, event_id: UUID) -> int | None:
    """How many places there are in all; None where some of them are without limit. One query."""
    sizes = list(Capacity.objects.filter(event_id=event_id).values_list("size", flat=True))
    return None if None in sizes else sum(size or 0 for size in sizes)


def capacity_get(*, event: Event, capacity_id: UUID) -> Capacity:
    """Raises CapacityNotFound."""
    found = Capacity.objects.filter(event=event, pk=capacity_id).first()
    if found is None:
        raise CapacityNotFound
    return found


def questions_of(event: Event, *, with_retired: bool = False) -> list[Question]:
    """In their order. One query."""
    rows = Question.objects.filter(event=event)
    if not with_retired:
        rows = rows.filter(retired_at=None)
    return list(rows.order_by("position", "id"))


def question_get(*, event: Event, question_id: UUID) -> Question:
    """Raises QuestionNotFound."""
    found = Question.objects.filter(event=event, pk=question_id).first()
    if found is None:
        raise QuestionNotFound
    return found
