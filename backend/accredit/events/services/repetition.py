"""The same event again: one copy, or a series by a rule. Every occurrence is an event of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Min

from accredit.events.exceptions import RepetitionNotPossible
from accredit.events.models import (
    Capacity,
    Event,
    EventCredit,
    EventSeries,
    Question,
    Session,
    SessionSpeaker,
    TicketType,
)
from accredit.events.rules.events import EventFormat

from .events import event_insert
from .holding import tell_update
from .programme import EARLIEST, LATEST

OCCURRENCES_AT_MOST = 100
_Moved = Callable[[datetime], datetime]
COPIED = (
    "series_id", "subtitle", "description_md", "outcomes", "language", "category_id", "visibility", "time_zone",
    "venue_name", "venue_address", "venue_city", "venue_map_url", "online_url", "cover_key", "approval_required",
    "refund_tiers", "refund_note",
)  # fmt: skip


def event_duplicate(*, event: Event, actor_id: UUID, starts_at: datetime, title: str = "", now: datetime) -> Event:
    """A draft like this event that begins at `starts_at`, with its programme, tickets, questions and credits; nobody
    is registered for it. Times of day stay as they are in the event's zone, over a change of the clock as well.

    Raises RepetitionNotPossible for an event without a programme.
    """
    if event.starts_at is None:
        raise RepetitionNotPossible("Give the event its sessions first.")
    if not EARLIEST <= starts_at < LATEST:
        raise RepetitionNotPossible("Give a time from 2000 to 2199.")
    with transaction.atomic():
        return _copy(event, title or event.title, _shift(event, starts_at))


def series_create(*, event: Event, actor_id: UUID, rule: str, now: datetime) -> list[Event]:
    """The occurrences of `rule` (RFC 5545, without DTSTART) after this event, as drafts of one series with it.

    Raises RepetitionNotPossible for a rule that cannot be read, ends never, or gives more than a hundred.
    """
    if event.starts_at is None or event.series_id is not None:
        raise RepetitionNotPossible("An event repeats once it has its sessions, and belongs to one series at most.")
    dates = occurrences(rule, event.starts_at, event.time_zone)
    with transaction.atomic():
        series = EventSeries(organization_id=event.organization_id, title=event.title, rule=rule)
        series.save(force_insert=True)
        Event.objects.filter(pk=event.pk).update(series=series)
        event.refresh_from_db()
        tell_update(event, actor_id=actor_id)
        return [_copy(event, event.title, _shift(event, moment)) for moment in dates]


def occurrences(rule: str, starts_at: datetime, time_zone: str) -> list[datetime]:
    """The instants that the rule gives after the first, in UTC: the same time of day in the zone, whatever the clock
    does. Raises RepetitionNotPossible."""
    zone = ZoneInfo(time_zone)
    local = starts_at.astimezone(zone).replace(tzinfo=None)
    text = rule.upper().removeprefix("RRULE:")
    if "COUNT=" not in text and "UNTIL=" not in text:
        raise RepetitionNotPossible("Say how many times, or until when.")
    if re.search(r"INTERVAL=0*(;|$)", text):
        raise RepetitionNotPossible("Repeat every 1, 2, 3 … days, weeks, months or years.")
    if "\n" in text or "FREQ=SECONDLY" in text or "FREQ=MINUTELY" in text or "FREQ=HOURLY" in text:
        raise RepetitionNotPossible("Repeat by the day, week, month or year.")
    try:
        moments, is_whole = _moments(text.replace("Z", ""), local, LATEST.astimezone(zone).replace(tzinfo=None))
        found = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in moments if moment != local]
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        raise RepetitionNotPossible from error
    if len(found) > OCCURRENCES_AT_MOST:
        raise RepetitionNotPossible(f"A series has at most {OCCURRENCES_AT_MOST} occurrences.")
    if not is_whole or not found:
        raise RepetitionNotPossible
    return found


def _moments(rule: str, first: datetime, latest: datetime) -> tuple[list[datetime], bool]:
    """What the rule gives before `latest`, though only just more than a series may have; and whether it ends by then.

    Left to itself the library looks for a day that fits up to the year 9999, for seconds when there is none.
    """
    from dateutil.rrule import rrulestr  # only where a series is made

    written: Any = rrulestr(rule, dtstart=first)
    count, until = written._count, written._until  # noqa: SLF001 - it tells them nowhere else
    last = latest - timedelta(microseconds=1)
    bounded = written.replace(count=None, until=min(last, until or last))
    enough = OCCURRENCES_AT_MOST + 2
    wanted = enough if count is None else min(count, enough)
    found = list(islice(bounded, wanted))
    return found, len(found) == wanted or (until is not None and until < latest)


def _shift(event: Event, starts_at: datetime) -> timedelta:
    """How far the programme moves, on the clock on the wall."""
    zone = ZoneInfo(event.time_zone)
    if event.starts_at is None:
        raise RepetitionNotPossible
    return starts_at.astimezone(zone).replace(tzinfo=None) - event.starts_at.astimezone(zone).replace(tzinfo=None)


def _copy(event: Event, title: str, shift: timedelta) -> Event:
    zone = ZoneInfo(event.time_zone)

    def moved(moment: datetime) -> datetime:
        try:
            return (moment.astimezone(zone).replace(tzinfo=None) + shift).replace(tzinfo=zone).astimezone(UTC)
        except OverflowError as error:
            raise RepetitionNotPossible("A time of this event or of its tickets cannot be moved that far.") from error

    fields = {field: getattr(event, field) for field in COPIED}
    copy = event_insert(
        event.organization,
        title,
        format=EventFormat(event.format),
        registration_opens_at=None,
        registration_closes_at=event.registration_closes_at and moved(event.registration_closes_at),
        **fields,
    )
    _copy_programme(event, copy, moved)
    _copy_tickets(event, copy, moved)
    return copy


def _copy_programme(event: Event, copy: Event, moved: _Moved) -> None:
    for session in Session.objects.filter(event=event).order_by("starts_at", "id"):
        speakers = list(SessionSpeaker.objects.filter(session=session))
        starts_at, ends_at = moved(session.starts_at), moved(session.ends_at)
        if ends_at <= starts_at:  # the hour that the clock leaves out in spring
            ends_at = starts_at + (session.ends_at - session.starts_at)
        twin = Session(
            organization_id=copy.organization_id,
            event=copy,
            kind=session.kind,
            title=session.title,
            description_md=session.description_md,
            starts_at=starts_at,
            ends_at=ends_at,
            room=session.room,
            online_url=session.online_url,
        )
        twin.save(force_insert=True)
        SessionSpeaker.objects.bulk_create(
            SessionSpeaker(
                organization_id=copy.organization_id, session=twin, speaker_id=one.speaker_id, position=one.position
            )
            for one in speakers
        )
    span = Session.objects.filter(event=copy).aggregate(starts_at=Min("starts_at"), ends_at=Max("ends_at"))
    Event.objects.filter(pk=copy.pk).update(**span)
    copy.refresh_from_db(fields=list(span))


def _copy_tickets(event: Event, copy: Event, moved: _Moved) -> None:
    capacities = {}
    for capacity in Capacity.objects.filter(event=event).order_by("created_at", "id"):
        twin = Capacity(organization_id=copy.organization_id, event=copy, name=capacity.name, size=capacity.size)
        twin.save(force_insert=True)
        capacities[capacity.id] = twin
    tickets = {}
    for ticket in TicketType.objects.filter(event=event, closed_at=None).order_by("position", "id"):
        fresh = TicketType(
            organization_id=copy.organization_id,
            event=copy,
            capacity=capacities[ticket.capacity_id],
            name=ticket.name,
            description=ticket.description,
            price_amount=ticket.price_amount,
            price_currency=ticket.price_currency,
            mode=ticket.mode,
            is_hidden=ticket.is_hidden,
            sale_starts_at=None,
            sale_ends_at=ticket.sale_ends_at and moved(ticket.sale_ends_at),
            min_per_order=ticket.min_per_order,
            max_per_order=ticket.max_per_order,
            position=ticket.position,
        )
        fresh.save(force_insert=True)
        tickets[str(ticket.id)] = str(fresh.id)
    Question.objects.bulk_create(
        Question(
            organization_id=copy.organization_id,
            event=copy,
            kind=question.kind,
            prompt=question.prompt,
            hint=question.hint,
            choices=question.choices,
            is_required=question.is_required,
            ticket_type_ids=[tickets[one] for one in question.ticket_type_ids if one in tickets],
            position=question.position,
        )
        for question in Question.objects.filter(event=event, retired_at=None)
    )
    EventCredit.objects.bulk_create(
        EventCredit(
            organization_id=copy.organization_id,
            event=copy,
            credit_type_id=credit.credit_type_id,
            amount_hundredths=credit.amount_hundredths,
            approval_reference=credit.approval_reference,
        )
        for credit in EventCredit.objects.filter(event=event)
    )
