"""What several tests of learning look at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from accredit.core.models import OutboxEvent
from accredit.learning.models import Lesson

VIDEOS = "/api/courses/course_video/"
LESSONS = "/api/courses/course_lessons/"


def told(name: str) -> list[dict[str, Any]]:
    return list(OutboxEvent.objects.filter(name=f"learning.{name}").order_by("id").values_list("payload", flat=True))


def in_threads(*calls: Callable[[], Any]) -> list[BaseException | None]:
    """Run the calls at the same moment, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(calls))
    errors: list[BaseException | None] = [None] * len(calls)

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=10)
            call()
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, call)) for index, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return errors


def ask_slot(client: Any, lesson: Lesson, content: bytes = b"x", **change: Any) -> Any:
    """Ask for a place to send the film of a lesson to."""
    body = {"lesson_id": str(lesson.id), "file_name": "One.mp4", "media_type": "video/mp4", "size": len(content)}
    return client.post(VIDEOS, body | change, format="json")
