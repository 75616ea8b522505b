"""What learners and graders do with an assignment, over HTTP."""

from __future__ import annotations

from typing import Any

from accredit.learning.models import Lesson
from accredit.media.models import Upload

ROOT = "/api/courses/assignment/"
QUEUE = f"{ROOT}submissions/"


def hand_in(client: Any, lesson: Lesson, text: str = "I would ask her.", *files: Upload) -> Any:
    body = {"text": text, "files": [str(one.id) for one in files]}
    return client.post(f"{ROOT}{lesson.id}/submit/", body, format="json")


def keep(client: Any, lesson: Lesson, text: str = "I would", *files: Upload) -> Any:
    body = {"text": text, "files": [str(one.id) for one in files]}
    return client.put(f"{ROOT}{lesson.id}/draft/", body, format="json")


def grade(client: Any, work_id: str, reasoning: int, style: int, revision: int = 0) -> Any:
    body = {
        "marks": [
            {"criterion": "reasoning", "points": reasoning, "comment": "Say it outright."},
            {"criterion": "style", "points": style},
        ],
        "comment": "Clear and honest.",
        "revision": revision,
    }
    return client.post(f"{QUEUE}{work_id}/grade/", body, format="json")


def give_back(client: Any, work_id: str, note: str = "Say who decided.", revision: int = 0) -> Any:
    return client.post(f"{QUEUE}{work_id}/return/", {"note": note, "revision": revision}, format="json")


def waiting(client: Any, lesson: Lesson, *files: Upload) -> str:
    """The id of work that was just handed in."""
    answer = hand_in(client, lesson, "I would ask her.", *files)
    assert answer.status_code == 200, answer.data
    return str(answer.data["versions"][0]["id"])
