"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from accredit.events.api.examples import EVENT_ID, answer, exchange

__all__ = ["EVENT_ID", "answer", "exchange"]

ROOM_ID = "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b01"
MESSAGE_ID = "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b02"
CLIENT_ID = "6a0e2f4c-8f0b-4f5e-9c1d-1b2a3c4d5e6f"
SAMUEL = {"id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b03", "display_name": "Dr Samuel Adeyemi", "avatar_url": None}
KEZIAH = {"id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b04", "display_name": "Keziah Boateng", "avatar_url": None}
FILE_ID = "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b05"

ROOM_BASE: dict[str, Any] = {
    "id": ROOM_ID,
    "kind": "event",
    "name": "",
    "activity": {
        "kind": "event",
        "id": EVENT_ID,
        "slug": "the-deteriorating-patient",
        "title": "The deteriorating patient",
        "starts_at": "2026-12-10T09:30:00Z",
        "cover_url": None,
    },
    "organization": {"slug": "northbridge", "name": "Northbridge Clinical Network"},
    "is_announcements": False,
    "status": "open",
    "slow_mode_seconds": 0,
    "retention_days": None,
    "last_seq": 58,
    "last_change": 71,
    "active_at": "2026-11-25T08:40:00Z",
}
PERSONAL = ROOM_BASE | {"person": None, "read_seq": 54, "unread": 4, "mentions": 1, "is_muted": False}
ROOM_ROW = PERSONAL | {
    "latest": {"sender": KEZIAH, "excerpt": "I have read the pre-reading.", "created_at": "2026-11-25T08:40:00Z"}
}
ROOM = PERSONAL | {"standing": "member", "may_write": True, "silenced_until": None, "member_count": 24}
MESSAGE: dict[str, Any] = {
    "id": MESSAGE_ID,
    "room": ROOM_ID,
    "seq": 55,
    "change": 66,
    "client_id": CLIENT_ID,
    "sender": KEZIAH,
    "from_staff": False,
    "status": "shown",
    "body": f"<@{SAMUEL['id']}> I have read the **pre-reading**.",
    "html": (
        f'<p><mark data-person="{SAMUEL["id"]}">@Dr Samuel Adeyemi</mark> '
        "I have read the <strong>pre-reading</strong>.</p>"
    ),
    "mentions": [SAMUEL],
    "files": [
        {
            "id": FILE_ID,
            "file_name": "Pre-reading.pdf",
            "media_type": "application/pdf",
            "bytes": 419_840,
            "width": None,
            "height": None,
        }
    ],
    "reactions": [{"kind": "thumbs_up", "count": 8, "mine": True}],
    "created_at": "2026-11-25T08:04:00Z",
    "edited_at": None,
    "reply_count": 3,
    "last_reply_at": "2026-11-25T08:31:00Z",
    "repliers": [SAMUEL],
    "thread": None,
}
HISTORY = {"results": [MESSAGE], "next": None, "previous": None, "up_to": 71}
SEND = {"room": ROOM_ID, "client_id": CLIENT_ID, "body": MESSAGE["body"], "thread": None, "files": []}
MEMBER = {"person": KEZIAH, "standing": "member", "read_seq": 58}
STAFF_ROOM = ROOM_BASE | {"member_count": 24, "open_reports": 1}
REPORT = {
    "id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b06",
    "message": MESSAGE,
    "room": ROOM_BASE,
    "reporter": SAMUEL,
    "reason": "private",
    "note": "It tells whose mother this is.",
    "status": "open",
    "created_at": "2026-11-25T08:45:00Z",
    "decided_by": None,
    "decided_at": None,
}
ACT = {
    "id": "019aa620-7c1e-7b60-9d0a-3f0f1c2b4b07",
    "act": "hide",
    "actor": SAMUEL,
    "room": ROOM_ID,
    "message": MESSAGE_ID,
    "person": KEZIAH,
    "reason": "Names a patient.",
    "until": None,
    "created_at": "2026-11-25T08:50:00Z",
}
POLICY = {"makes_rooms": True, "blocked_words": ["spam"], "retention_days": 365}
TICKET = {"ticket": "p0kE2cXv…", "path": "/ws/community/", "expires_in": 30}
