"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from accredit.events.api.examples import EVENT_ID, SESSION_ID, answer, exchange

__all__ = ["EVENT_ID", "answer", "exchange"]

SURVEY: dict[str, Any] = {
    "id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "title": "How was “Capacity in practice”?",
    "intro": "Two minutes help us to plan the next one.",
    "is_anonymous": True,
    "status": "published",
    "activity": {
        "kind": "event",
        "id": EVENT_ID,
        "slug": "capacity-in-practice",
        "title": "Capacity in practice",
        "ends_at": "2026-12-10T16:30:00Z",
    },
    "organization": {"slug": "law-mediation-society", "name": "Law & Mediation Society"},
    "opens_at": "2026-12-10T16:30:00Z",
    "published_at": "2026-11-22T10:00:00Z",
    "closed_at": None,
}
QUESTION: dict[str, Any] = {
    "key": "speaking",
    "kind": "rating",
    "about": "sessions",
    "prompt": "How useful was it?",
    "hint": "",
    "choices": [],
    "scale_from": 1,
    "low_label": "",
    "high_label": "",
    "is_required": False,
    "shown_if": None,
}
PARTS = {"questions": [QUESTION], "sessions": [{"id": SESSION_ID, "title": "Who decides"}], "speakers": []}
STAFF = SURVEY | {"turnout": {"asked": 120, "answered": 48}}
DETAIL = STAFF | PARTS
PAPER = SURVEY | {"state": "open"} | PARTS
CREATE = {"event": EVENT_ID, "title": "", "is_anonymous": True}
ANSWERS = {"answers": {f"speaking/{SESSION_ID}": 5}}
RESULTS = {
    "survey": SURVEY,
    "asked": 120,
    "answered": 48,
    "counted": 45,
    "fewest": 5,
    "questions": [
        QUESTION
        | {
            "groups": [
                {
                    "target": {"id": SESSION_ID, "title": "Who decides"},
                    "is_hidden": False,
                    "answers": 5,
                    "average_hundredths": 440,
                    "counts": [{"value": "4", "text": "4", "count": 3}, {"value": "5", "text": "5", "count": 2}],
                    "nps": None,
                    "texts": [],
                }
            ]
        }
    ],
}
