"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

EVENT_ID = "019aa600-7c1e-7b60-9d0a-3f0f1c2b4a10"
SESSION_ID = "019aa600-8d2f-7c71-8e1b-4f1f2d3c5b21"
TICKET_ID = "019aa600-9e30-7d82-8f2c-5f2f3e4d6c32"
CAPACITY_ID = "019aa600-af41-7e93-8a3d-6f3f4f5e7d43"
SPEAKER_ID = "019aa600-b052-7fa4-8b4e-7f4f5a6f8e54"
QUESTION_ID = "019aa600-c163-70b5-8c5f-8f5f6b70af65"
MONEY = {"amount": 14500, "currency": "GBP"}
CARD: dict[str, Any] = {
    "id": EVENT_ID,
    "slug": "capacity-in-practice",
    "title": "Capacity in practice",
    "subtitle": "A day of cases, with the people who decide them.",
    "organization": {
        "slug": "law-mediation-society",
        "name": "Law & Mediation Society",
        "brand_color": "#3a5a44",
        "logo_url": None,
    },
    "category": {"slug": "ethics-law", "name": "Ethics & law"},
    "format": "in_person",
    "language": "en",
    "status": "published",
    "time_zone": "Europe/London",
    "starts_at": "2026-12-10T09:30:00Z",
    "ends_at": "2026-12-10T16:30:00Z",
    "place": "London",
    "price_from": MONEY,
    "credits": {
        "total": "6.0",
        "types": [{"name": "Ethics & law", "amount": "6.0", "category": 2, "accreditor": "APC"}],
    },
    "cover_url": None,
    "published_at": "2026-10-01T08:00:00Z",
}
SESSION: dict[str, Any] = {
    "id": SESSION_ID,
    "kind": "session",
    "title": "Who decides, and when",
    "description_html": "<p>Four cases.</p>",
    "starts_at": "2026-12-10T09:30:00Z",
    "ends_at": "2026-12-10T12:30:00Z",
    "room": "Hall 2",
    "speakers": [SPEAKER_ID],
}
STAFF_SESSION: dict[str, Any] = SESSION | {
    "description_md": "Four cases.",
    "online_url": "",
    "actual_starts_at": None,
    "actual_ends_at": None,
    "actual_reason": "",
}
SPEAKER: dict[str, Any] = {
    "id": SPEAKER_ID,
    "name": "Dr Amara Osei",
    "headline": "Consultant psychiatrist",
    "bio": "",
    "photo_url": None,
}
SALE: dict[str, Any] = {"id": TICKET_ID, "state": "on_sale", "left": 7}
TICKET: dict[str, Any] = SALE | {
    "name": "Standard",
    "description": "",
    "price": MONEY,
    "mode": "in_person",
    "sale_starts_at": None,
    "sale_ends_at": None,
    "min_per_order": 1,
    "max_per_order": 10,
}
CAPACITY: dict[str, Any] = {"id": CAPACITY_ID, "name": "The room", "size": 100, "taken": 93, "left": 7}
STAFF_TICKET: dict[str, Any] = {key: value for key, value in TICKET.items() if key not in ("state", "left")} | {
    "capacity": CAPACITY_ID,
    "is_hidden": False,
    "position": 0,
    "closed_at": None,
}
QUESTION: dict[str, Any] = {
    "id": QUESTION_ID,
    "kind": "text",
    "prompt": "What do you hope to take home?",
    "hint": "",
    "choices": [],
    "is_required": False,
    "ticket_type_ids": [],
    "position": 0,
}
VENUE = {"name": "Friends House", "address": "173 Euston Road, London", "city": "London", "map_url": ""}
DETAIL: dict[str, Any] = CARD | {
    "visibility": "public",
    "description_html": "<p>A day of cases.</p>",
    "outcomes": ["decide with people who cannot decide alone"],
    "venue": VENUE,
    "sessions": [SESSION],
    "speakers": [SPEAKER],
    "tickets": [TICKET],
    "questions": [QUESTION],
    "registration": {"opens_at": None, "closes_at": "2026-12-10T16:30:00Z", "approval_required": False},
    "refund_policy": {"tiers": [{"hours_before": 168, "percent": 100}], "note": "", "percent_now": 100},
    "cancel_reason": "",
}
STAFF_EVENT: dict[str, Any] = CARD | {
    "visibility": "public",
    "description_md": "A day of cases.",
    "outcomes": [],
    "venue": VENUE,
    "online_url": "",
    "registration_opens_at": None,
    "registration_closes_at": None,
    "approval_required": False,
    "refund_tiers": [],
    "refund_note": "",
    "cancel_reason": "",
    "series_id": None,
    "sequence": 0,
    "credit_rows": [],
    "sessions": [STAFF_SESSION],
    "capacities": [CAPACITY],
    "tickets": [STAFF_TICKET],
    "questions": [QUESTION | {"retired_at": None}],
}


def answer(value: Any) -> list[OpenApiExample]:
    """One example of an answer."""
    return [OpenApiExample("Answer", value, response_only=True)]


def exchange(sent: Any, value: Any) -> list[OpenApiExample]:
    """One example of a request and of its answer."""
    return [OpenApiExample("Request", sent, request_only=True), *answer(value)]
