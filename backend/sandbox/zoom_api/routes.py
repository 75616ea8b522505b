"""From an HTTP request to an endpoint of Zoom and back: token, fault, rate limit, scope, path, transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.faults import DroppedConnection, Fault, Faults
from sandbox.store import Json
from sandbox.zoom_api import meetings, oauth, registrants, reports
from sandbox.zoom_api.account import Zoom
from sandbox.zoom_api.endpoint import Call, Endpoint
from sandbox.zoom_api.errors import INVALID, ZoomError
from sandbox.zoom_api.limits import PER_SECOND, CallsPerSecond, too_many

ENDPOINTS: list[Endpoint] = [*meetings.ENDPOINTS, *registrants.ENDPOINTS, *reports.ENDPOINTS]
_PREFIX = "/zoom/v2"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class ZoomApi:
    """The routes below `/zoom/v2/`, and the token endpoint."""

    def __init__(self, zoom: Zoom, faults: Faults) -> None:
        self._zoom = zoom
        self._faults = faults
        self._calls = CallsPerSecond()

    def routes(self) -> list[Route]:
        """The token endpoint, its revocation, and one route for the API: Zoom's paths need more than a router does."""
        return [
            Route("/zoom/oauth/token", self.token, methods=["POST"]),
            Route("/zoom/oauth/revoke", self.revoke, methods=["POST"]),
            Route(f"{_PREFIX}/{{rest:path}}", self.answer, methods=_METHODS),
        ]

    async def token(self, request: Request) -> Response:
        """`POST /oauth/token`: Basic authentication, a form, JSON back."""
        fault = self._faults.take("POST", request.url.path)
        if fault is not None:
            await self._faults.hold(fault)
            if fault.kind in ("timeout", "reset"):
                return DroppedConnection()
            if fault.kind != "delay":
                status = fault.status if fault.kind == "error" else 429
                return JSONResponse({"error": "server_error", "reason": "The sandbox was told to fail."}, status)
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        return self._oauth(lambda: oauth.tokens_for(self._zoom, request.headers.get("authorization", ""), given))

    async def revoke(self, request: Request) -> Response:
        """`POST /oauth/revoke` with `token`."""
        async with request.form() as form:
            given = str(form.get("token", ""))
        return self._oauth(lambda: oauth.revoke(self._zoom, request.headers.get("authorization", ""), given))

    def _oauth(self, work: Callable[[], Json]) -> Response:
        try:
            with self._zoom.store.transaction():
                return JSONResponse(work())
        except oauth.OAuthError as error:
            return JSONResponse(error.body(), error.status)

    async def answer(self, request: Request) -> Response:
        """One call of the API."""
        try:
            return await self._answer(request)
        except ZoomError as error:
            return JSONResponse(error.body(), error.status, error.headers)

    async def _answer(self, request: Request) -> Response:
        body = _json(await request.body())
        # From here on only a fault awaits, so what is checked stays true.
        user, scopes = oauth.user_of(self._zoom, request.headers.get("authorization", ""))
        endpoint, ids = _match(request)
        oauth.require(scopes, endpoint.scope)
        self._calls.note(user["account_id"], endpoint.label, self._zoom.rules)
        call = Call(user, dict(request.query_params), body, endpoint.kind)
        fault = self._faults.take(request.method, request.url.path)
        if fault is None:
            return self._commit(endpoint, call, ids)
        return await self._with_fault(fault, endpoint, call, ids)

    async def _with_fault(self, fault: Fault, endpoint: Endpoint, call: Call, ids: list[str]) -> Response:
        if fault.kind in ("rate_limit", "lock_timeout"):
            limit = PER_SECOND.get(self._zoom.rules.plan, PER_SECOND["pro"])[endpoint.label]
            raise too_many(self._zoom.rules, endpoint.label, limit, daily=fault.reason == "daily")
        answer = self._commit(endpoint, call, ids) if fault.executes else None
        await self._faults.hold(fault)
        match fault.kind:
            case "error":
                return JSONResponse({"code": fault.status, "message": "Internal error."}, fault.status)
            case "timeout" | "reset":
                return DroppedConnection()
            case _:
                return answer or self._commit(endpoint, call, ids)

    def _commit(self, endpoint: Endpoint, call: Call, ids: list[str]) -> Response:
        with self._zoom.store.transaction():
            status, body = endpoint.handle(self._zoom, call, *ids)
        return Response(status_code=status) if body is None else JSONResponse(body, status)


def _json(body: bytes) -> object:
    """Raises ZoomError 300."""
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as error:
        raise ZoomError(400, INVALID, "Request Body should be a valid JSON object.") from error


def _match(request: Request) -> tuple[Endpoint, list[str]]:
    """The endpoint, and the ids in its path. Raises ZoomError 404 and 405.

    An id that begins with `/` or contains `//` is refused unless it was encoded twice, as Zoom does; one with other
    slashes is found either way.
    """
    raw: bytes = request.scope["raw_path"]
    segments = [unquote(part) for part in raw.decode("ascii").removeprefix(_PREFIX).strip("/").split("/")]
    for part in segments:
        if part.startswith("/") or "//" in part:
            raise ZoomError(404, 404, f"No such address: {request.url.path}. An id with slashes is encoded twice.")
    same_path = [(one, ids) for one in ENDPOINTS if (ids := _ids(one.path.strip("/").split("/"), segments)) is not None]
    for one, ids in same_path:
        if one.method == request.method:
            return one, [unquote(value) for value in ids]
    if same_path:
        raise ZoomError(405, 405, "Request method is not supported.")
    raise ZoomError(404, 404, f"No such address: {request.method} {request.url.path}.")


def _ids(pattern: list[str], segments: list[str]) -> list[str] | None:
    """What stands where the pattern has a placeholder; None when they differ."""
    if len(pattern) != len(segments):
        return None
    ids = []
    for wanted, given in zip(pattern, segments, strict=True):
        if wanted.startswith("{"):
            ids.append(given)
        elif wanted != given:
            return None
    return ids
