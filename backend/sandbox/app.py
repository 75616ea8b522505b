"""The sandbox as one Starlette application and its background tasks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.control import Control
from sandbox.delivery import StripeOutbox
from sandbox.faults import Faults
from sandbox.mail import Mailbox, start_smtp
from sandbox.mail_pages import MailPages
from sandbox.pay import PaymentPages
from sandbox.rendering import STATIC_DIR, SameOriginOnly, page
from sandbox.settings import API_VERSION, Settings
from sandbox.store import Store
from sandbox.stripe_api.routes import StripeApi
from sandbox.timers import Timers
from sandbox.zoom_api.account import Zoom, ZoomRules
from sandbox.zoom_api.routes import ZoomApi
from sandbox.zoom_api.webhooks import ZoomOutbox
from sandbox.zoom_control import ZoomControl
from sandbox.zoom_pages import ZoomPages

logger = logging.getLogger(__name__)


def _report_failure(task: asyncio.Task[None]) -> None:
    """A background task ends only by being cancelled; anything else must be seen."""
    if not task.cancelled() and (error := task.exception()):
        logger.critical("a background task of the sandbox has ended", exc_info=error)


def create_app(settings: Settings) -> Starlette:
    """The application; its state is opened, and its SMTP server and tasks run, for as long as its lifespan.

    Raises StoreInUse when another sandbox holds the data directory.
    """
    store = Store(settings.data_dir)
    outbox = StripeOutbox(store, settings)
    timers = Timers(store, settings, outbox)
    faults = Faults()
    mailbox = Mailbox(store)
    zoom_rules = ZoomRules()
    zoom_outbox = ZoomOutbox(store, settings, zoom_rules)
    zoom = Zoom(store, settings, zoom_outbox, zoom_rules)
    zoom_control = ZoomControl(zoom, zoom_outbox)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        smtp = await start_smtp(mailbox, settings.smtp_port)
        tasks = [asyncio.create_task(one.run()) for one in (outbox, zoom_outbox, timers)]
        for task in tasks:
            task.add_done_callback(_report_failure)
        try:
            yield
        finally:
            smtp.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await outbox.stop()
            await zoom_outbox.stop()
            store.close()

    async def index(_: Request) -> Response:
        return page("index.html", settings=settings, api_version=API_VERSION)

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok", "api_version": API_VERSION})

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", index),
            Route("/healthz", healthz),
            Mount("/static", StaticFiles(directory=STATIC_DIR)),
            *StripeApi(store, settings, outbox, faults).routes(),
            *PaymentPages(store, settings, outbox).routes(),
            *MailPages(mailbox).routes(),
            *ZoomApi(zoom, faults).routes(),
            *ZoomPages(zoom).routes(),
            *zoom_control.routes(),
            *Control(store, settings, outbox, faults, timers, zoom_control).routes(),
        ],
        middleware=[
            # Only local names: a foreign page cannot reach the sandbox by pointing its own name at 127.0.0.1.
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
            Middleware(SameOriginOnly),
        ],
    )
