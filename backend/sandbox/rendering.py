"""HTML pages from templates, by Django's template engine on its own: no settings, escaping on, no scripts."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HERE = Path(__file__).parent
STATIC_DIR = _HERE / "static"
_ENGINE = Engine(dirs=[str(_HERE / "templates")], autoescape=True)
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page, with a policy that allows no script and no foreign content.

    There is no `form-action`: browsers apply it to redirects too, and a payment ends on the merchant's own site.
    """
    html = _ENGINE.get_template(template).render(Context(context, use_l10n=False, use_tz=False))
    return HTMLResponse(html, status, {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"})


def see_other(url: str) -> Response:
    """303: the browser goes on with a GET."""
    return RedirectResponse(url, 303)


def moment(seconds: float) -> str:
    """A time as the pages show it, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


class SameOriginOnly:
    """Refuses what other web sites send to the sandbox's own pages: changes need a same-origin or scripted request.

    Stripe's API below `/v1/` is guarded by its key instead.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            origin = request.headers.get("origin")
            changes = request.method not in ("GET", "HEAD") and not request.url.path.startswith("/v1/")
            if changes and origin is not None and origin != f"http://{request.headers.get('host')}":
                await Response("This request came from another site.", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)
