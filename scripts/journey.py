"""Plays the journeys over HTTP against a running installation (BASE_URL): all of them, or JOURNEY=n alone.

DATA_DIR says where its `demo.json` lies, when it was not started here. Prints one JSON line for each; when a step
fails, names it and ends with exit code 1.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from console import fail
from journeys import course_sold, door, online_event
from journeys.stage import Stage

JOURNEYS: dict[int, Callable[[Stage], None]] = {1: course_sold.play, 2: online_event.play, 3: door.play}


def main() -> None:
    """Those that are wanted, one after the other."""
    base = os.environ.get("BASE_URL", "").rstrip("/") or fail("Say where: make journey BASE_URL=http://127.0.0.1:8000")
    wanted = os.environ.get("JOURNEY", "")
    if wanted and (not wanted.isdecimal() or int(wanted) not in JOURNEYS):
        fail(f"JOURNEY must be one of {', '.join(map(str, JOURNEYS))}, and {wanted!r} is not.")
    for number in [int(wanted)] if wanted else JOURNEYS:
        JOURNEYS[number](Stage(number, base, os.environ.get("SANDBOX_URL", "").rstrip("/")))


if __name__ == "__main__":
    main()
