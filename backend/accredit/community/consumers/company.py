"""Who else is in a room, as its sockets hear it: one by one where they are few, and as a number where they are many.

A thousand people who come at once and are each told of each are a million frames.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from accredit.community.rules import frames
from accredit.community.rules.frames import RoomState
from accredit.community.services.telling import room_topic, text_of
from accredit.core.realtime.bus import Envelope
from accredit.core.realtime.hub import Hub
from accredit.core.realtime.presence import MOST_NAMED, Presence


class RoomCompany:
    """Of all sockets of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._presence = Presence(hub)
        self._counting: dict[UUID, asyncio.Task[None]] = {}
        """Rooms whose number will be told."""

    async def states(self, person: UUID, stands: Mapping[UUID, tuple[int, int]]) -> list[RoomState]:
        """Where these rooms stand, in which the person is still, and who else is there."""
        here = await self._presence.beat(str(person), [room_topic(room_id) for room_id in stands])
        return [
            RoomState(room_id, seq, change, list(company.people), company.count)
            for (room_id, (seq, change)), company in zip(stands.items(), here, strict=True)
        ]

    async def came(self, person: UUID, states: Sequence[RoomState]) -> None:
        """Tell rooms that the person is there now."""
        for state in states:
            await self._tell(person, state.room, state.here_count, is_here=True)

    async def went(self, person: UUID, room_ids: Sequence[UUID]) -> None:
        """Tell rooms that the person is not there any more."""
        counts = await self._presence.gone(str(person), [room_topic(room_id) for room_id in room_ids])
        for room_id, count in zip(room_ids, counts, strict=True):
            await self._tell(person, room_id, count, is_here=False)

    async def _tell(self, person: UUID, room_id: UUID, count: int, *, is_here: bool) -> None:
        if count <= MOST_NAMED:
            await self._say(room_id, frames.PresenceFrame(room_id, person, is_here))
        elif room_id not in self._counting:
            self._counting[room_id] = asyncio.create_task(self._count(room_id))

    async def _count(self, room_id: UUID) -> None:
        """Whoever comes or goes until then is in the number."""
        await asyncio.sleep(frames.CROWD_SECONDS)
        del self._counting[room_id]
        [count] = await self._presence.counts([room_topic(room_id)])
        await self._say(room_id, frames.CrowdFrame(room_id, count))

    async def _say(self, room_id: UUID, frame: frames.ServerFrame) -> None:
        await self._hub.say(Envelope(room_topic(room_id), text_of(frame), droppable=True))
