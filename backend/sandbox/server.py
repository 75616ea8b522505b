"""The HTTP server: uvicorn on 127.0.0.1, stopping when told to or when its parent is gone."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.app import create_app
from sandbox.settings import Settings

_PARENT_CHECK_SECONDS = 0.25


class DroppableConnection(H11Protocol):
    """Lets the application reach its connection as `scope["state"]["transport"]`, to drop it without an answer."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


async def _stop_with_parent(server: uvicorn.Server) -> None:
    """Ask the server to stop once the process that started it has gone."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - the kernel has no event for this
        await asyncio.sleep(_PARENT_CHECK_SECONDS)
    server.should_exit = True


async def serve(settings: Settings) -> bool:
    """Run until stopped; whether the server had started at all."""
    config = uvicorn.Config(
        create_app(settings),
        host="127.0.0.1",
        port=settings.port,
        log_level="warning",
        access_log=False,
        http=DroppableConnection,
        # Longer than clients keep idle connections, or one is closed just as it is used again.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        lifespan="on",
        backlog=1024,
    )
    server = uvicorn.Server(config)
    watcher = asyncio.create_task(_stop_with_parent(server))
    await server.serve()
    watcher.cancel()
    return server.started
