"""The ceiling of a room: what one socket says, all sockets hear, through the same Redis and the same uvicorn.

No Django and no Channels: one subscription for the process, a plain set of sockets, each text as it came. Whoever can
knock is let in, nothing is kept, and who misses something is not told.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

from redis.asyncio import Redis

CHANNEL = "bare:room"
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_redis = Redis.from_url(os.environ["REDIS_URL"])
_sockets: set[Send] = set()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """The whole server."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await _talk(receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    async with _redis.pubsub() as pubsub:
        await pubsub.subscribe(CHANNEL)
        hearing = asyncio.create_task(_hear(pubsub))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        hearing.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def _hear(pubsub: Any) -> None:
    async for heard in pubsub.listen():
        if heard["type"] == "message":
            message = {"type": "websocket.send", "text": heard["data"].decode()}
            for write in tuple(_sockets):
                await write(message)


async def _talk(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    _sockets.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            await _redis.publish(CHANNEL, message["text"])
    finally:
        _sockets.discard(send)
