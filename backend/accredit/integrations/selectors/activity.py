"""What has happened in an event, latest first, out of the rows that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from uuid import UUID

from django.db.models import Q

from accredit.billing.models import RefundLine
from accredit.billing.rules.refunds import RefundStatus
from accredit.certificates.models import Certificate
from accredit.core.money import Money
from accredit.events.models import Event
from accredit.registrations.models import Registration, Scan
from accredit.registrations.rules.registrations import ScanDirection, ScanResult
from accredit.registrations.selectors import lines_of_event

LATEST = 20


class ActivityKind(StrEnum):
    PUBLISHED = "published"
    COMPLETED = "completed"
    CALLED_OFF = "called_off"
    REGISTERED = "registered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    CHECKED_IN = "checked_in"
    CERTIFIED = "certified"


@dataclass(frozen=True, slots=True)
class Act:
    """`name` and `registration`: whom it concerns; empty and None of what concerns everybody. `amount`: what goes
    back."""

    kind: ActivityKind
    at: datetime
    name: str = ""
    registration: UUID | None = None
    amount: Money | None = None


def event_activity(*, event: Event) -> list[Act]:
    """The last `LATEST` of all kinds together. Six queries, each of so many rows."""
    acts = chain(_of_event(event), _of_places(event), _at_the_door(event), _certified(event), _refunded(event))
    return sorted(acts, key=lambda act: act.at, reverse=True)[:LATEST]


def _of_event(event: Event) -> Iterator[Act]:
    for kind, at in (
        (ActivityKind.PUBLISHED, event.published_at),
        (ActivityKind.COMPLETED, event.completed_at),
        (ActivityKind.CALLED_OFF, event.cancelled_at),
    ):
        if at is not None:
            yield Act(kind, at)


def _of_places(event: Event) -> Iterator[Act]:
    rows = Registration.objects.filter(event=event)
    registered = rows.order_by("-created_at", "-id").values_list("created_at", "name", "id")
    for since, name, key in registered[:LATEST]:
        yield Act(ActivityKind.REGISTERED, since, name, key)
    ended = rows.filter(status="cancelled", cancelled_at__isnull=False).order_by("-cancelled_at", "-id")
    for at, name, key in ended.values_list("cancelled_at", "name", "id")[:LATEST]:
        if at is not None:
            yield Act(ActivityKind.CANCELLED, at, name, key)


def _at_the_door(event: Event) -> Iterator[Act]:
    let_in = Scan.objects.filter(Q(result=ScanResult.OK) | Q(forced=True), event=event, direction=ScanDirection.ENTRY)
    rows = let_in.filter(registration__isnull=False).order_by("-scanned_at", "-id")
    for at, name, key in rows.values_list("scanned_at", "registration__name", "registration_id")[:LATEST]:
        yield Act(ActivityKind.CHECKED_IN, at, name, key)


def _certified(event: Event) -> Iterator[Act]:
    rows = Certificate.objects.filter(event=event, issued_at__isnull=False).order_by("-issued_at", "-id")
    for at, name, key in rows.values_list("issued_at", "registration__name", "registration_id")[:LATEST]:
        if at is not None:
            yield Act(ActivityKind.CERTIFIED, at, name or "", key)


def _refunded(event: Event) -> Iterator[Act]:
    rows = RefundLine.objects.filter(order_line__in=lines_of_event(event_id=event.id))
    rows = rows.exclude(refund__status=RefundStatus.FAILED).order_by("-refund__created_at", "-id")
    found = list(rows.values_list("refund__created_at", "order_line_id", "amount", "refund__currency")[:LATEST])
    people = Registration.objects.filter(event=event, order_line_id__in=[line for _, line, _, _ in found])
    names = {line: (name, key) for line, name, key in people.values_list("order_line_id", "name", "id")}
    for at, line, amount, currency in found:
        name, key = names.get(line, ("", None))
        yield Act(ActivityKind.REFUNDED, at, name, key, Money(amount, currency))
