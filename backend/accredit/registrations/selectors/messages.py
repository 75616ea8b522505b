"""What was written to those who registered for an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accredit.accounts.selectors import users_by_ids
from accredit.events.models import Event
from accredit.registrations.models import Message, MessageDelivery
from accredit.registrations.rules.messages import DeliveryStatus


def messages_of_event(*, event: Event) -> QuerySet[Message]:
    """Of one event."""
    return Message.objects.filter(event=event)


def messages_page(rows: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages with how far they came. Two queries."""
    counted: dict[UUID, dict[str, int]] = {row.id: {} for row in rows}
    deliveries = MessageDelivery.objects.filter(message__in=rows).values_list("message_id", "status")
    for message_id, status, count in deliveries.annotate(count=Count("id")):
        counted[message_id][status] = count
    people = users_by_ids({row.sent_by_id for row in rows})
    return [_message(row, counted[row.id], people[row.sent_by_id].display_name) for row in rows]


def _message(row: Message, counts: dict[str, int], sent_by: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "subject": row.subject,
        "body": row.body,
        "statuses": row.statuses,
        "sent_by": sent_by,
        "sent_at": row.created_at,
        "recipients": sum(counts.values()),
        "sent": counts.get(DeliveryStatus.SENT, 0),
        "skipped": counts.get(DeliveryStatus.SKIPPED, 0),
        "waiting": counts.get(DeliveryStatus.OWED, 0) + counts.get(DeliveryStatus.SENDING, 0),
    }
