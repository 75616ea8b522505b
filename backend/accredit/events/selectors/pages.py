"""Events as cards, as their page, and as their makers see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.accreditation.selectors import CreditsJson, credits_by_item
from accredit.core import storage
from accredit.core.markdown import render_markdown
from accredit.events.models import Capacity, Event, EventCredit, Question, Session, Speaker, TicketType
from accredit.events.rules.refunds import refund_percent
from accredit.organizations.selectors import logo_url

from .programme import programme
from .tickets import questions_of, tickets_of

FEW = 10
"""So few places left are said in figures; more are only said to be there."""


def event_cards(events: Sequence[Event]) -> list[dict[str, Any]]:
    """As every list shows them; read with organization and category. Two queries."""
    credit = credits_of([event.id for event in events])
    prices = _prices(events)
    return [_card(event, credit[event.id], prices.get(event.id, [])) for event in events]


def event_page(event: Event, *, now: datetime) -> dict[str, Any]:
    """Everything that the page shows and nothing that only those with a place may know. Nine queries or less."""
    [card] = event_cards([event])
    sessions = programme(event)
    speakers = {one.speaker_id: one.speaker for session in sessions for one in session.speakers.all()}
    return {
        **card,
        "visibility": event.visibility,
        "description_html": render_markdown(event.description_md),
        "outcomes": event.outcomes,
        "venue": _venue(event),
        "sessions": [_session(one) for one in sessions],
        "speakers": [speaker_json(one) for one in speakers.values()],
        "tickets": [ticket_json(ticket, now=now) for ticket in tickets_of(event) if not ticket.is_hidden],
        "questions": [question_json(question) for question in questions_of(event)],
        "registration": {
            "opens_at": event.registration_opens_at,
            "closes_at": event.registration_closes_at or event.ends_at,
            "approval_required": event.approval_required,
        },
        "refund_policy": {
            "tiers": event.refund_tiers,
            "note": event.refund_note,
            "percent_now": refund_percent(event.refund_tiers, starts_at=event.starts_at, now=now)
            if event.starts_at
            else 0,
        },
        "cancel_reason": event.cancel_reason,
    }


def availability(event: Event, *, now: datetime) -> list[dict[str, Any]]:
    """What changes from minute to minute: which tickets can be had. One query."""
    return [{"id": ticket.id, **_sale(ticket, now)} for ticket in tickets_of(event) if not ticket.is_hidden]


def staff_event(event: Event) -> dict[str, Any]:
    """The event as its makers edit it. Nine queries or less."""
    [card] = event_cards([event])
    return {
        **card,
        "visibility": event.visibility,
        "description_md": event.description_md,
        "outcomes": event.outcomes,
        "venue": _venue(event),
        "online_url": event.online_url,
        "registration_opens_at": event.registration_opens_at,
        "registration_closes_at": event.registration_closes_at,
        "approval_required": event.approval_required,
        "refund_tiers": event.refund_tiers,
        "refund_note": event.refund_note,
        "cancel_reason": event.cancel_reason,
        "series_id": event.series_id,
        "sequence": event.sequence,
        "credit_rows": [
            {
                "credit_type": row.credit_type_id,
                "name": row.credit_type.name,
                "amount_hundredths": row.amount_hundredths,
                "approval_reference": row.approval_reference,
            }
            for row in _credit_rows([event.id])
        ],
        "sessions": [staff_session(one) for one in programme(event)],
        "capacities": [capacity_json(one) for one in Capacity.objects.filter(event=event).order_by("created_at", "id")],
        "tickets": [staff_ticket(ticket) for ticket in tickets_of(event, with_closed=True)],
        "questions": [staff_question(one) for one in questions_of(event, with_retired=True)],
    }


def credits_of(event_ids: Sequence[UUID]) -> dict[UUID, CreditsJson]:
    """What attending each event is worth. One query."""
    rows = ((row.event_id, row.amount_hundredths, row.credit_type) for row in _credit_rows(event_ids))
    return credits_by_item(event_ids, rows)


def capacity_json(capacity: Capacity) -> dict[str, Any]:
    return {
        "id": capacity.id,
        "name": capacity.name,
        "size": capacity.size,
        "taken": capacity.taken,
        "left": capacity.left,
    }


def staff_session(session: Session) -> dict[str, Any]:
    return _session(session) | {
        "description_md": session.description_md,
        "online_url": session.online_url,
        "actual_starts_at": session.actual_starts_at,
        "actual_ends_at": session.actual_ends_at,
        "actual_reason": session.actual_reason,
    }


def staff_ticket(ticket: TicketType) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "name": ticket.name,
        "description": ticket.description,
        "price": ticket.price.as_json() if ticket.price else None,
        "mode": ticket.mode,
        "capacity": ticket.capacity_id,
        "is_hidden": ticket.is_hidden,
        "sale_starts_at": ticket.sale_starts_at,
        "sale_ends_at": ticket.sale_ends_at,
        "min_per_order": ticket.min_per_order,
        "max_per_order": ticket.max_per_order,
        "position": ticket.position,
        "closed_at": ticket.closed_at,
    }


def ticket_json(ticket: TicketType, *, now: datetime) -> dict[str, Any]:
    """A ticket as buyers see it."""
    return {
        "id": ticket.id,
        "name": ticket.name,
        "description": ticket.description,
        "price": ticket.price.as_json() if ticket.price else None,
        "mode": ticket.mode,
        "sale_starts_at": ticket.sale_starts_at,
        "sale_ends_at": ticket.sale_ends_at,
        "min_per_order": ticket.min_per_order,
        "max_per_order": ticket.max_per_order,
        **_sale(ticket, now),
    }


def question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "hint": question.hint,
        "choices": question.choices,
        "is_required": question.is_required,
        "ticket_type_ids": question.ticket_type_ids,
        "position": question.position,
    }


def staff_question(question: Question) -> dict[str, Any]:
    return question_json(question) | {"retired_at": question.retired_at}


def speaker_json(speaker: Speaker) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "headline": speaker.headline,
        "bio": speaker.bio,
        "photo_url": _public_url(speaker.photo_key),
    }


def _sale(ticket: TicketType, now: datetime) -> dict[str, Any]:
    """`state`: on_sale, not_yet, over or sold_out. `left` only where few are left."""
    left = ticket.capacity.left
    state = "on_sale"
    if ticket.sale_starts_at is not None and ticket.sale_starts_at > now:
        state = "not_yet"
    elif ticket.sale_ends_at is not None and ticket.sale_ends_at <= now:
        state = "over"
    elif left is not None and left < ticket.min_per_order:
        state = "sold_out"
    return {"state": state, "left": left if left is not None and left <= FEW else None}


def _card(event: Event, credit: CreditsJson, prices: Sequence[TicketType]) -> dict[str, Any]:
    organization, category = event.organization, event.category
    cheapest = min(prices, key=lambda ticket: ticket.price_amount, default=None)
    return {
        "id": event.id,
        "slug": event.slug,
        "title": event.title,
        "subtitle": event.subtitle,
        "organization": {
            "slug": organization.slug,
            "name": organization.name,
            "brand_color": organization.brand_color,
            "logo_url": logo_url(organization),
        },
        "category": {"slug": category.slug, "name": category.name} if category else None,
        "format": event.format,
        "language": event.language,
        "status": event.status,
        "time_zone": event.time_zone,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "place": event.venue_city or event.venue_name,
        "price_from": cheapest.price.as_json() if cheapest is not None and cheapest.price else None,
        "credits": credit,
        "cover_url": _public_url(event.cover_key),
        "published_at": event.published_at,
    }


def _prices(events: Iterable[Event]) -> dict[UUID, list[TicketType]]:
    """Tickets that anybody may buy, by event. One query."""
    found: dict[UUID, list[TicketType]] = {}
    rows = TicketType.objects.filter(event__in=[event.pk for event in events], closed_at=None, is_hidden=False)
    for ticket in rows:
        found.setdefault(ticket.event_id, []).append(ticket)
    return found


def _credit_rows(event_ids: Sequence[UUID]) -> list[EventCredit]:
    rows = EventCredit.objects.select_related("credit_type", "credit_type__accreditor").filter(event_id__in=event_ids)
    return list(rows.order_by("credit_type__category", "credit_type__name"))


def _venue(event: Event) -> dict[str, str]:
    return {
        "name": event.venue_name,
        "address": event.venue_address,
        "city": event.venue_city,
        "map_url": event.venue_map_url,
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "kind": session.kind,
        "title": session.title,
        "description_html": render_markdown(session.description_md),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "room": session.room,
        "speakers": [one.speaker_id for one in session.speakers.all()],
    }


def _public_url(key: str) -> str | None:
    return storage.public().url(key) if key else None


def pictures_shown(keys: Collection[str]) -> set[str]:
    """Which of these renditions are the cover of an event or the picture of a speaker, whatever their state."""
    covers = Event.objects.filter(cover_key__in=keys).values_list("cover_key", flat=True)
    return {*covers, *Speaker.objects.filter(photo_key__in=keys).values_list("photo_key", flat=True)}
