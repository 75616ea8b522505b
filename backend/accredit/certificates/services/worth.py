"""What attending an event is worth, and what its certificate says of it. Whole hundredths and whole seconds only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accredit.accreditation.rules import CreditRule, credit_awarded
from accredit.accreditation.selectors import credit_rules_of
from accredit.certificates.selectors.event_gates import PersonFacts
from accredit.events.models import Event, EventCredit
from accredit.events.selectors import windows_of

_MOMENT = timedelta(microseconds=1)


class EventWorth:
    """An event's credits with the rules that hold now, read once for everybody. Two queries."""

    def __init__(self, event_id: UUID) -> None:
        rows = EventCredit.objects.select_related("credit_type__accreditor").filter(event_id=event_id)
        self._credits = sorted(rows, key=lambda row: (row.credit_type.category, row.credit_type.name))
        self._rules: dict[UUID, CreditRule] = (
            credit_rules_of([row.credit_type_id for row in self._credits]) if self._credits else {}
        )

    def lines(self, seconds: int) -> list[dict[str, Any]]:
        """What somebody who was there for so long has earned, as a certificate keeps it: never more than the event's
        own amount, never more decimals than the credit type shows, and no line for nothing."""
        found = [self._line(row, seconds) for row in self._credits]
        return [line for line in found if line["amount_hundredths"] > 0]

    def _line(self, row: EventCredit, seconds: int) -> dict[str, Any]:
        rule = self._rules.get(row.credit_type_id)
        amount = credit_awarded(rule, seconds=seconds, maximum=row.amount_hundredths)
        if row.credit_type.decimals == 1:
            amount -= amount % 10
        return {
            "credit_type": str(row.credit_type_id),
            "name": row.credit_type.name,
            "accreditor": row.credit_type.accreditor.short_name,
            "category": row.credit_type.category,
            "decimals": row.credit_type.decimals,
            "amount_hundredths": amount,
            "approval_reference": row.approval_reference,
            "rule_version": rule.version if rule is not None else None,
        }


def same_credits(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> bool:
    """Whether two certificates give the same amounts of the same credit."""
    return _amounts(first) == _amounts(second)


def last_day(event: Event) -> date | None:
    """The day on which the last session ends, in the event's zone: one that ends at midnight ends on the day before."""
    moments = [session.ends_at for session in windows_of(event_id=event.id)]
    if not moments and event.ends_at is not None:
        moments = [event.ends_at]
    return (max(moments) - _MOMENT).astimezone(ZoneInfo(event.time_zone)).date() if moments else None


def attendance_facts(event: Event, person: PersonFacts) -> dict[str, Any]:
    """What a certificate says of the attendance: days and seconds of the sessions in which minutes were counted."""
    zone = ZoneInfo(event.time_zone)
    there = [one for one in person.sessions if one.counted_seconds]
    mode = person.registration.ticket_type.mode
    return {
        "days": sorted({one.starts_at.astimezone(zone).date().isoformat() for one in there}),
        "counted_seconds": person.counted_seconds,
        "window_seconds": sum(one.window_seconds for one in person.sessions),
        "format": event.format,
        "mode": mode,
        "place": "" if mode == "online" else event.venue_city or event.venue_name,
        "sessions": [
            {"title": one.title, "counted_seconds": one.counted_seconds, "window_seconds": one.window_seconds}
            for one in person.sessions
        ],
    }


def _amounts(lines: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {line["credit_type"]: line["amount_hundredths"] for line in lines}
