"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

CARD: dict[str, Any] = {
    "id": "019aa5f0-7c1e-7b60-9d0a-3f0f1c2b4a10",
    "slug": "consent-and-capacity-in-practice",
    "title": "Consent and capacity in practice",
    "subtitle": "Make sound decisions with people whose capacity is in doubt.",
    "organization": {
        "slug": "law-mediation-society",
        "name": "Law & Mediation Society",
        "brand_color": "#3a5a44",
        "logo_url": None,
    },
    "category": {"slug": "ethics-law", "name": "Ethics & law"},
    "level": "intermediate",
    "language": "en",
    "price": {"amount": 12000, "currency": "GBP"},
    "duration_seconds": 19200,
    "lesson_count": 24,
    "rating": {"average": "4.8", "count": 31},
    "credits": {
        "total": "5.0",
        "types": [{"name": "Ethics & law", "amount": "5.0", "category": 2, "accreditor": "APC"}],
    },
    "thumbnail_url": None,
    "status": "published",
    "published_at": "2026-10-01T08:00:00Z",
}
LESSON_ID = "019aa5f1-11aa-7f10-8a55-0b8a3f4f9c22"
MODULE_ID = "019aa5f1-0f5d-7c3a-b6b5-5b8f8f0c7d01"
ATTEMPT_ID = "019aa5f2-3c3c-7d2d-9c57-6a2f0a2c1e33"
QUESTION_ID = "019aa5f1-5a5a-7aaa-8b8b-4c4c4c4c4c44"
REVIEW: dict[str, Any] = {
    "id": "019aa5f3-0a0a-7b0b-8c0c-0d0d0d0d0d55",
    "course_id": CARD["id"],
    "author_name": "Amara Okafor",
    "author_avatar_url": None,
    "rating": 5,
    "text": "The refusal at 2 a.m. case changed how I hand over.",
    "created_at": "2026-11-02T09:30:00Z",
    "updated_at": "2026-11-02T09:30:00Z",
    "mine": False,
}
ENROLLMENT: dict[str, Any] = {
    "id": "019aa5f2-0000-7000-8000-000000000066",
    "course_id": CARD["id"],
    "status": "active",
    "enrolled_at": "2026-11-22T10:00:00Z",
    "completed_at": None,
}
LEARNER: dict[str, Any] = {
    **{key: ENROLLMENT[key] for key in ("id", "status", "enrolled_at", "completed_at")},
    "person": {
        "id": "019aa5f0-7777-7000-8000-000000000022",
        "display_name": "Amara Okafor",
        "email": "amara@example.org",
        "avatar_url": None,
    },
    "progress_percent": 14,
    "lessons_done": 3,
    "lessons_total": 21,
    "last_active_at": "2026-11-23T18:20:00Z",
}
QUESTION: dict[str, Any] = {
    "id": QUESTION_ID,
    "kind": "single",
    "prompt_html": "<p>What should happen first?</p>",
    "choices": [{"id": "a", "text": "Decide now"}, {"id": "b", "text": "Wait, if waiting is safe"}],
    "points": 1,
}
RESULT: dict[str, Any] = {
    "question_id": QUESTION_ID,
    "correct": True,
    "your_answer": "b",
    "right_answer": "b",
    "explanation_html": "<p>Capacity may return, and delay does no harm.</p>",
}
ATTEMPT: dict[str, Any] = {
    "id": ATTEMPT_ID,
    "number": 1,
    "lesson_id": LESSON_ID,
    "status": "started",
    "started_at": "2026-11-22T10:00:00Z",
    "deadline_at": "2026-11-22T10:20:00Z",
    "submitted_at": None,
    "score_percent": None,
    "passed": None,
    "pass_percent": 70,
    "questions": [QUESTION],
    "results": None,
}
QUIZ_SETTINGS: dict[str, Any] = {
    "pass_percent": 70,
    "attempts_allowed": 3,
    "time_limit_seconds": 1200,
    "pool_size": None,
    "shuffle": True,
    "question_count": 1,
}
QUIZ_WRITE: dict[str, Any] = {
    "pass_percent": 70,
    "attempts_allowed": 3,
    "time_limit_seconds": 1200,
    "pool_size": None,
    "shuffle": True,
    "questions": [
        {
            "kind": "single",
            "prompt_md": "What should happen first?",
            "choices": [{"id": "a", "text": "Decide now"}, {"id": "b", "text": "Wait, if waiting is safe"}],
            "answer": {"choice": "b"},
            "explanation_md": "Capacity may return, and delay does no harm.",
            "points": 1,
        },
        {"kind": "numeric", "prompt_md": "How many tests?", "answer": {"value": "4", "tolerance": "0"}},
    ],
}
UPLOAD_ID = "019aa5f6-0000-7000-8000-000000000099"
VIDEO: dict[str, Any] = {
    "id": UPLOAD_ID,
    "status": "ready",
    "file_name": "lesson-1.mp4",
    "problem": "",
    "duration_ms": 840_000,
    "width": 1920,
    "height": 1080,
    "poster_url": None,
}
VIDEO_ROW: dict[str, Any] = {
    "lesson_id": LESSON_ID,
    "title": "Four tests of capacity",
    "video": VIDEO,
    "video_coming": None,
    "captions": [{"language": "en", "label": "English"}],
}
PLAYBACK: dict[str, Any] = {
    "video_id": UPLOAD_ID,
    "url": "https://accredit.example/files/private/uploads/film.mp4?expires=1795341600&signature=…",
    "poster_url": "https://accredit.example/files/private/uploads/film-poster.jpg?expires=1795341600&signature=…",
    "media_type": "video/mp4",
    "duration_ms": 840_000,
    "duration_seconds": 840,
    "captions": [{"language": "en", "label": "English", "url": "https://accredit.example/files/private/…"}],
    "resume_seconds": 312,
    "watched": [[0, 312], [400, 460]],
    "watched_seconds": 372,
    "completed": False,
}
DOCUMENT: dict[str, Any] = {
    "file_name": "The record in five lines.pdf",
    "bytes": 48_211,
    "url": "https://accredit.example/files/private/…",
    "download_url": "https://accredit.example/files/private/…",
}
STAFF_LESSON: dict[str, Any] = {
    "id": LESSON_ID,
    "module_id": MODULE_ID,
    "kind": "article",
    "title": "Why consent is a conversation",
    "position": 0,
    "is_preview": True,
    "estimated_seconds": 360,
    "body_md": "A signature is *evidence* of a conversation.",
    "quiz": None,
    "assignment": None,
    "video": None,
    "video_coming": None,
    "captions": [],
    "document": None,
}
INSTRUCTOR_CHOICE: dict[str, Any] = {
    "id": "019aa5f0-7777-7000-8000-000000000021",
    "display_name": "Eleanor Marsh",
    "avatar_url": None,
}
STAFF_COURSE: dict[str, Any] = {
    **{key: CARD[key] for key in ("id", "slug", "title", "subtitle", "level", "language", "category", "price")},
    "description_md": "Capacity is a question about **this decision, at this time**.",
    "outcomes": ["Apply the four-part test without a script"],
    "thumbnail_url": None,
    "status": "draft",
    "submitted_at": None,
    "submitted_by": None,
    "review_note": "",
    "version": 1,
    "published_at": None,
    "created_at": "2026-09-01T08:00:00Z",
    "lesson_count": 24,
    "duration_seconds": 19200,
    "enrollment_count": 0,
    "instructors": [
        {
            "id": "019aa5f4-0000-7000-8000-000000000077",
            "display_name": "Dr Helen Marsh",
            "avatar_url": None,
            "headline": "Barrister and former intensive care nurse",
            "bio": "Helen teaches with real cases.",
        }
    ],
    "credits": [
        {
            "credit_type": "019aa5f5-0000-7000-8000-000000000088",
            "name": "Ethics & law",
            "amount": "5.0",
            "approval_reference": "APC-26-0412",
        }
    ],
    "credits_shown": CARD["credits"],
}
REVIEW_NOTE = "Say in the second lesson who may refuse, and name the source."
SUBMITTED_COURSE: dict[str, Any] = {
    **STAFF_COURSE,
    "status": "in_review",
    "submitted_at": "2026-09-20T08:00:00Z",
    "submitted_by": "Dr Helen Marsh",
}
RETURNED_COURSE: dict[str, Any] = {**SUBMITTED_COURSE, "status": "draft", "review_note": REVIEW_NOTE}
LESSON: dict[str, Any] = {
    "id": LESSON_ID,
    "title": "Why consent is a conversation",
    "kind": "article",
    "is_preview": True,
    "estimated_seconds": 360,
    "body_html": "<p>A signature is <em>evidence</em> of a conversation.</p>",
    "module_id": MODULE_ID,
    "module_title": "Before you begin",
    "course_id": CARD["id"],
    "course_slug": CARD["slug"],
    "course_title": CARD["title"],
    "enrolled": True,
    "completed": False,
    "quiz": None,
    "assignment": None,
    "document": None,
    "previous_lesson_id": None,
    "next_lesson_id": None,
}
DETAIL: dict[str, Any] = {
    **CARD,
    "description_html": "<p>Capacity is a question about <strong>this decision</strong>.</p>",
    "outcomes": ["Apply the four-part test without a script"],
    "instructors": STAFF_COURSE["instructors"],
    "modules": [
        {
            "id": MODULE_ID,
            "title": "Before you begin",
            "position": 0,
            "duration_seconds": 360,
            "lessons": [
                {
                    "id": LESSON_ID,
                    "title": "Why consent is a conversation",
                    "kind": "article",
                    "is_preview": True,
                    "estimated_seconds": 360,
                    "question_count": None,
                }
            ],
        }
    ],
    "reviews_count": 31,
    "tax_label": "VAT included",
    "viewer": None,
}
LEARN: dict[str, Any] = {
    "course": {key: CARD[key] for key in ("id", "slug", "title", "language", "organization", "credits")},
    "enrollment": ENROLLMENT,
    "progress_percent": 14,
    "modules": [
        {
            "id": MODULE_ID,
            "title": "Before you begin",
            "lessons": [
                {
                    "id": LESSON_ID,
                    "title": "Why consent is a conversation",
                    "kind": "article",
                    "estimated_seconds": 360,
                    "question_count": None,
                    "completed": True,
                    "best_score_percent": None,
                    "passed": None,
                }
            ],
        }
    ],
    "resume_lesson_id": LESSON_ID,
}
OUTCOME: dict[str, Any] = {
    "status": "graded",
    "score_percent": 100,
    "passed": True,
    "pass_percent": 70,
    "results": [RESULT],
    "progress_percent": 100,
    "course_completed": True,
    "attempts_left": 2,
}


def answer(value: Any) -> list[OpenApiExample]:
    """The example of a successful answer."""
    return [OpenApiExample("Answer", value=value, response_only=True, status_codes=["200", "201"])]


def exchange(request: Any, response: Any) -> list[OpenApiExample]:
    """The example of a request and of its answer."""
    return [OpenApiExample("Request", value=request, request_only=True), *answer(response)]
