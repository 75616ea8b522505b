"""Everybody talks while something is killed; then the lists are counted against the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection

from accredit.community.models import Message

from .deployment import PATIENCE
from .talking import Talker, on_the_screen, play, stored

Act = Callable[[], object]
LONGEST = 600
"""Seconds that all of it may take."""


@dataclass(frozen=True)
class Count:
    """What is in the room, and what is wrong with it: nothing, unless it says so."""

    stored: int
    gaps: int = 0
    """Numbers up to the last that no message has."""
    doubles: int = 0
    """Messages that were stored once more."""
    missing: int = 0
    """Messages that are not on somebody's screen, for everybody together."""
    strange: int = 0
    """Messages on screens that the database does not have like that."""
    unlike: int = 0
    """People whose list, in its order, is not the database's."""


def talk_through(talkers: list[Talker], *, each: int, pause: float, acts: Sequence[tuple[float, Act]]) -> None:
    """Everybody says so many things; each act is done when that share of all is stored, one after the other."""

    async def scene() -> None:
        await when(lambda: all(one.servers for one in talkers))
        async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as group:
            for talker in talkers:
                group.create_task(_talk(talker, each, pause))
            for share, act in acts:
                enough = partial(_are_stored, talkers[0].room_id, share * each * len(talkers))
                await when(enough, seconds=LONGEST)
                await beside(act)

    play(talkers, scene)


async def when(look: Act, *, pause: float = 0.05, seconds: float = PATIENCE) -> None:
    """Wait for a true answer."""
    async with asyncio.timeout(seconds):
        for _ in count():
            if await beside(look):
                return
            await asyncio.sleep(pause)


async def beside(call: Act) -> Any:
    """In a thread, which keeps no connection to the database."""

    def run() -> Any:
        try:
            return call()
        finally:
            connection.close()

    return await asyncio.to_thread(run)


def counted(talkers: list[Talker]) -> Count:
    """All lists against the database's."""
    there = stored(talkers[0].room_id)
    numbers, known = {seq for seq, _, _ in there}, set(there)
    lists = [on_the_screen(one) for one in talkers]
    return Count(
        stored=len(there),
        gaps=max(numbers, default=0) - len(numbers),
        doubles=len(there) - len({body for _, _, body in there}),
        missing=sum(len(known.difference(one)) for one in lists),
        strange=sum(len(set(one) - known) for one in lists),
        unlike=sum(one != there for one in lists),
    )


async def _talk(talker: Talker, each: int, pause: float) -> None:
    for number in range(each):
        await talker.say(f"{number} of {talker.person.user.pk}")
        await asyncio.sleep(pause)


def _are_stored(room_id: UUID, so_many: float) -> bool:
    return Message.objects.filter(room_id=room_id).count() >= so_many
