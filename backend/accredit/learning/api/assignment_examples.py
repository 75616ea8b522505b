"""Examples of assignments and of work handed in, for the schema."""

from __future__ import annotations

from typing import Any

from .examples import CARD, LESSON_ID, UPLOAD_ID

SUBMISSION_ID = "019aa5f8-1111-7000-8000-0000000000a1"
CRITERION: dict[str, Any] = {
    "id": "reasoning",
    "title": "Reasoning",
    "description": "Whether each step follows from what was seen.",
    "points": 10,
    "levels": [
        {"title": "Complete", "description": "Every step is stated and justified.", "points": 10},
        {"title": "In part", "description": "Some steps are missing.", "points": 5},
        {"title": "Missing", "description": "", "points": 0},
    ],
}
ASSIGNMENT: dict[str, Any] = {
    "takes_text": True,
    "files_allowed": 3,
    "rubric": [CRITERION],
    "total_points": 10,
    "pass_percent": 70,
    "attempts_allowed": 2,
    "due_at": "2026-12-18T17:00:00Z",
}
STAFF_ASSIGNMENT: dict[str, Any] = {
    "lesson_id": LESSON_ID,
    "instructions_md": "Write down a decision that you were part of, in **one page**.",
    **ASSIGNMENT,
}
WRITE: dict[str, Any] = {
    key: value for key, value in STAFF_ASSIGNMENT.items() if key not in {"lesson_id", "total_points"}
}
FILE: dict[str, Any] = {
    "upload_id": UPLOAD_ID,
    "file_name": "One page.pdf",
    "media_type": "application/pdf",
    "bytes": 48_211,
    "url": "https://accredit.example/files/private/…",
}
DRAFT: dict[str, Any] = {"text": "She was brought in at two in the morning…", "files": [UPLOAD_ID]}
MARKS: dict[str, Any] = {
    "marks": [{"criterion": "reasoning", "points": 8, "comment": "The last step could be said outright."}],
    "comment": "Clear and honest. Thank you.",
    "revision": 0,
}
_CONTENT: dict[str, Any] = {
    "text": DRAFT["text"],
    "files": [FILE],
    "rubric": [CRITERION],
    "pass_percent": 70,
    "marks": [],
    "comment": "",
    "score_percent": None,
    "passed": False,
}
VERSION: dict[str, Any] = {
    "id": SUBMISSION_ID,
    "number": 1,
    "status": "submitted",
    **_CONTENT,
    "submitted_at": "2026-12-01T18:20:00Z",
    "decided_at": None,
    "saved_at": "2026-12-01T18:20:00Z",
    "is_late": False,
    "decided_by": None,
}
WORK: dict[str, Any] = {"lesson_id": LESSON_ID, "turn": "wait", "attempts_left": 2, "versions": [VERSION]}
ROW: dict[str, Any] = {
    "id": SUBMISSION_ID,
    "number": 1,
    "status": "submitted",
    "lesson_id": LESSON_ID,
    "lesson_title": "One page on a decision",
    "course_slug": CARD["slug"],
    "course_title": CARD["title"],
    "learner": {
        "id": "019aa5f0-7777-7000-8000-000000000022",
        "display_name": "Amara Okafor",
        "avatar_url": None,
    },
    "submitted_at": "2026-12-01T18:20:00Z",
    "is_late": False,
    "score_percent": None,
    "passed": False,
    "decided_at": None,
}
DETAIL: dict[str, Any] = {
    **ROW,
    "instructions_html": "<p>Write down a decision that you were part of, in <strong>one page</strong>.</p>",
    "due_at": ASSIGNMENT["due_at"],
    "revision": 0,
    **_CONTENT,
    "decided_by": None,
    "earlier": [],
    "next_id": None,
}
GRADED: dict[str, Any] = {
    **DETAIL,
    "status": "graded",
    "revision": 1,
    "marks": MARKS["marks"],
    "comment": MARKS["comment"],
    "score_percent": 80,
    "passed": True,
    "decided_at": "2026-12-03T09:00:00Z",
    "decided_by": "Dr Helen Marsh",
}
NOTE: dict[str, Any] = {"note": "Say who decided, and on what ground.", "revision": 0}
RETURNED: dict[str, Any] = {
    **DETAIL,
    "status": "returned",
    "revision": 1,
    "comment": NOTE["note"],
    "decided_at": "2026-12-03T09:00:00Z",
    "decided_by": "Dr Helen Marsh",
}
