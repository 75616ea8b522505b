"""Keeping the catalogue in step with what it lists."""

from .courses import COURSE_SYNC, course_sync
from .events import EVENT_SYNC, event_sync
from .organizations import organization_sync
from .rebuilding import REBUILD, rebuild, rebuild_on

__all__ = [
    "COURSE_SYNC",
    "EVENT_SYNC",
    "REBUILD",
    "course_sync",
    "event_sync",
    "organization_sync",
    "rebuild",
    "rebuild_on",
]
