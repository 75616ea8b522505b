"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from accredit.events.api.examples import CARD, EVENT_ID, MONEY, SESSION_ID, TICKET, TICKET_ID, answer, exchange

__all__ = ["EVENT_ID", "TICKET", "answer", "exchange"]

REGISTRATION_ID = "019aa610-7c1e-7b60-9d0a-3f0f1c2b4a10"
NONCE = "5f0c7d01-0f5d-4c3a-b6b5-5b8f8f0c7d01"
REGISTRATION: dict[str, Any] = {
    "id": REGISTRATION_ID,
    "status": "confirmed",
    "name": "Ifeoma Adeyemi",
    "email": "ifeoma@example.org",
    "ticket_type": {"id": TICKET_ID, "name": "Standard", "mode": "in_person"},
    "price": MONEY,
    "order": None,
    "hold_expires_at": None,
    "registered_at": "2026-11-22T10:00:00Z",
    "confirmed_at": "2026-11-22T10:01:00Z",
    "cancelled_at": None,
    "cancelled_because": "",
    "cancel_reason": "",
}
MINE = REGISTRATION | {"event": CARD, "for_another": False}
DETAIL = MINE | {
    "answers": {},
    "questions": [],
    "can_change_answers": True,
    "can_transfer": True,
    "ticket": "ACC1.4Q7ZK2M8T1V3X5B6C9D0F2G4H7.MZXW6YTBOI3GS5DI",
    "join_url": None,
    "join_opens_at": None,
    "refund_if_cancelled": MONEY,
    "can_cancel": True,
    "attendance": [],
}
TRANSFER = {"name": "Grace Hopper", "email": "grace@example.org"}
CALENDAR = {
    "address": "https://accredit.example/api/registrations/calendar/4Q7ZK2M8T1V3X5B6C9D0F2G4H7.MZXW6YTBOI3GS5DIaa1234.ics",
    "made_at": "2026-11-22T10:00:00Z",
}
IMPORT = {
    "content": "Name,Email,Ticket\nIfeoma Adeyemi,ifeoma@example.org,Standard\nGrace Hopper,grace,Standard\n",
    "dry_run": True,
    "skip_wrong": False,
}
IMPORTED = {
    "dry_run": True,
    "added": 1,
    "known": 0,
    "wrong": 1,
    "ignored_columns": [],
    "shortfalls": [],
    "lines": [
        {
            "line": 3,
            "name": "Grace Hopper",
            "email": "grace",
            "result": "wrong",
            "reason": "",
            "errors": [{"path": "Email", "code": "not_usable", "message": "Give an email address."}],
        }
    ],
}
WRITE = {"subject": "Where to park", "body": "Please use the yard behind the house.", "statuses": ["confirmed"]}
MESSAGE = WRITE | {
    "id": "019aa614-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "sent_by": "Amara Okafor",
    "sent_at": "2026-12-01T10:00:00Z",
    "recipients": 120,
    "sent": 112,
    "skipped": 3,
    "waiting": 5,
}
STAFF = REGISTRATION | {"person_id": None, "answers": {}, "blocked_reason": ""}
WAITING: dict[str, Any] = {
    "id": "019aa612-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "status": "waiting",
    "name": "Ifeoma Adeyemi",
    "email": "ifeoma@example.org",
    "quantity": 1,
    "ticket_types": [TICKET_ID],
    "position": 3,
    "joined_at": "2026-11-22T10:00:00Z",
    "offer": None,
}
MY_WAITING = WAITING | {"event": CARD}
STAFF_WAITING = WAITING | {"person_id": None, "moved_reason": ""}
PLACED = {"registrations": [REGISTRATION | {"token": None}], "order": None, "checkout_url": None}
REGISTER = {
    "event": CARD["slug"],
    "attendees": [{"ticket_type": TICKET_ID, "name": "Ifeoma Adeyemi", "email": "ifeoma@example.org"}],
}
SCAN: dict[str, Any] = {
    "id": "019aa611-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "nonce": NONCE,
    "direction": "entry",
    "result": "ok",
    "forced": False,
    "was_offline": False,
    "scanned_at": "2026-12-10T09:12:00Z",
    "received_at": "2026-12-10T09:12:00Z",
    "device": "Phone at the door",
    "name": "Ifeoma Adeyemi",
    "ticket": "Standard",
    "blocked_reason": "",
}
CHECK_IN = {
    "event": EVENT_ID,
    "scans": [{"text": DETAIL["ticket"], "nonce": NONCE, "scanned_at": "2026-12-10T09:12:00Z"}],
}
DOOR_EVENT = {key: CARD[key] for key in ("id", "title", "starts_at", "ends_at", "time_zone")}
MANIFEST = {key: value for key, value in DOOR_EVENT.items() if key != "id"} | {
    "event": EVENT_ID,
    "inside": 0,
    "tickets": [
        {
            "text": DETAIL["ticket"],
            "name": "Ifeoma Adeyemi",
            "ticket": "Standard",
            "status": "confirmed",
            "is_online": False,
            "blocked_reason": "",
            "inside": False,
        }
    ],
}
LANE: dict[str, Any] = {
    "id": REGISTRATION_ID,
    "name": "Ifeoma Adeyemi",
    "email": "ifeoma@example.org",
    "status": "attended",
    "sessions": [
        {
            "session": SESSION_ID,
            "spans": [[1797327000, 1797337800]],
            "away": [],
            "lost_end": False,
            "counted_seconds": 10800,
            "window_seconds": 10800,
            "percent": 100,
        }
    ],
    "intervals": [],
}
