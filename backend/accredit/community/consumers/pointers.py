"""How far the person of one socket has read: written down at once, and then every few seconds at most.

Whoever watches a lively room says so for each message of it, and a thousand of them say it together.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog
from django.db import DatabaseError

from accredit.community.rules.frames import READ_SECONDS
from accredit.core.errors import ProblemError

log = structlog.get_logger(__name__)
Write = Callable[[UUID, int], Awaitable[None]]


class Pointers:
    """Of all rooms of one socket."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: dict[UUID, int] = {}
        self._pauses: dict[UUID, asyncio.Task[None]] = {}
        """Rooms of which something was written lately."""

    async def move(self, room_id: UUID, seq: int) -> None:
        """Everything up to this message was seen. Raises what `write` does when it is written at once."""
        if room_id in self._pauses:
            self._waiting[room_id] = max(seq, self._waiting.get(room_id, 0))
            return
        self._pauses[room_id] = asyncio.create_task(self._pause(room_id))
        await self._write(room_id, seq)

    async def end(self) -> None:
        """The socket is gone: write down what waits."""
        for task in self._pauses.values():
            task.cancel()
        self._pauses.clear()
        for room_id in tuple(self._waiting):
            await self._write_waiting(room_id)

    async def _pause(self, room_id: UUID) -> None:
        try:
            await asyncio.sleep(READ_SECONDS)
            while room_id in self._waiting:
                await self._write_waiting(room_id)
                await asyncio.sleep(READ_SECONDS)
        finally:
            self._pauses.pop(room_id, None)

    async def _write_waiting(self, room_id: UUID) -> None:
        # Out of the room meanwhile: then there is nothing to write down.
        with contextlib.suppress(ProblemError):
            try:
                await self._write(room_id, self._waiting.pop(room_id))
            except DatabaseError:
                log.warning("read_not_noted", exc_info=True)
