"""Examples for what events have of certificates."""

from __future__ import annotations

from .examples import CODE, ID

EVENT_ID = "019aa5f0-7c1e-7b60-9d0a-3f0f1c2b4b20"
SESSION_ID = "019aa5f1-11aa-7f10-8a55-0b8a3f4f9d33"
EVENT = {"id": EVENT_ID, "slug": "frailty-at-the-front-door", "title": "Frailty at the front door"}
_NONE = {"percent": None, "minutes": None, "at_least": None, "sessions": None}
CLAUSES = [{"kind": "attendance", **_NONE, "percent": 80}, {"kind": "paid", **_NONE}]
GATE_INPUT = {"clauses": CLAUSES, "issue_after_minutes": 60, "when_changed": "ask"}
GATE = {
    "event": EVENT_ID,
    "version": 2,
    "is_default": False,
    "clauses": CLAUSES,
    "sentences": ["Attend at least 80% of the event", "Pay for your place"],
    "issue_after_minutes": 60,
    "issues_at": "2026-11-19T18:00:00Z",
    "when_changed": "ask",
    "sessions": [{"id": SESSION_ID, "title": "Frailty scores", "window_minutes": 240}],
    "survey_title": "How was it?",
}
DRY_RUN = {
    "people": 151,
    "met": 129,
    "met_now": 125,
    "gains": 4,
    "loses": 0,
    "certificates_lost": 0,
    "guests": 2,
    "unverified": 1,
    "withheld": 0,
    "histogram": [{"first": 0, "last": 9, "people": 9}, {"first": 90, "last": 100, "people": 110}],
    "clauses": [{"kind": "attendance", "text": "Attend at least 80% of the event", "met": 129, "asked": 151}],
    "changes": [
        {
            "registration": "019aa5f2-0000-7000-8000-000000000001",
            "name": "Hannah Price",
            "change": "gains",
            "has_certificate": False,
            "percent": 80,
            "lacks": [],
        }
    ],
}
PROGRESS = {
    "event": EVENT,
    "met": False,
    "clauses": [
        {
            "kind": "attendance",
            "text": "Attend at least 80% of the event",
            "met": False,
            "detail": "You were there for 150 of 240 minutes (62%); it takes 80%.",
        }
    ],
    "sessions": [
        {
            "session": SESSION_ID,
            "title": "Frailty scores",
            "counted_seconds": 9000,
            "window_seconds": 14400,
            "percent": 62,
        }
    ],
    "waiting_for": None,
    "issues_at": "2026-11-19T18:00:00Z",
    "certificate": None,
    "certificate_code": None,
}
REQUIREMENTS = {"event": EVENT, "clauses": [{"kind": "attendance", "text": "Attend at least 80% of the event"}]}
RUN = {
    "id": "019aa5f6-0a0a-7b0b-8c0c-0d0d0d0d0d88",
    "status": "running",
    "total": 129,
    "numbered": 100,
    "done": 61,
    "failed": 1,
    "waiting": 38,
    "by_hand": True,
    "started_at": "2026-11-19T18:00:00Z",
    "ended_at": None,
}
ISSUING = {"due": 29, "run": RUN}
DECISION = {
    "id": "019aa5f7-0a0a-7b0b-8c0c-0d0d0d0d0d99",
    "event": EVENT,
    "certificate": {
        "id": ID,
        "code": CODE,
        "number": "LMS-2026-000041",
        "holder_name": "Amara Okafor",
        "status": "issued",
    },
    "doubt": "not_due",
    "sentences": ["Attend at least 80% of the event. You were there for 150 of 240 minutes (62%); it takes 80%."],
    "verdict": "open",
    "asked_at": "2026-11-20T09:00:00Z",
    "decided_at": None,
    "decided_by": None,
    "reason": "",
}
DECIDE = {"verdict": "kept", "reason": "The projector failed; she was in the room."}
DECIDED = {
    **DECISION,
    "verdict": "kept",
    "decided_at": "2026-11-20T10:00:00Z",
    "decided_by": "Jonah Hale",
    "reason": DECIDE["reason"],
}
SHORT = {
    "people": 22,
    "names": ["Ada Lind", "Ben Okoro", "Cleo Hart", "Dai Evans", "Eve Marsh"],
    "clauses": [
        {"kind": "survey", "text": "Answer the survey “How was it?”", "people": 16},
        {"kind": "attendance", "text": "Attend at least 80% of the event", "people": 9},
    ],
}
SHORT_MESSAGE = {
    "subject": "One thing is missing for your certificate",
    "body": "Please answer the survey.",
    "lacks": ["survey"],
}
SHORT_SENT = {"id": "019aa5f8-0a0a-7b0b-8c0c-0d0d0d0d0daa", "recipients": 16}
