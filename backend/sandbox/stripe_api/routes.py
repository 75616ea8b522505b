"""From an HTTP request to an endpoint and back: key, version, fault, parameters, idempotency, transaction."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.delivery import Outbox
from sandbox.faults import DroppedConnection, Fault, Faults
from sandbox.settings import API_VERSION, Settings
from sandbox.store import Json, Store
from sandbox.stripe_api import catalog, checkout, customers, disputes, events, payments, refunds
from sandbox.stripe_api.account import Account, new_id
from sandbox.stripe_api.endpoint import Endpoint
from sandbox.stripe_api.errors import ApiError
from sandbox.stripe_api.forms import parse_form
from sandbox.stripe_api.idempotency import Answered, IdempotencyKeys
from sandbox.stripe_api.listing import expand

ENDPOINTS: list[Endpoint] = [
    *catalog.ENDPOINTS,
    *customers.ENDPOINTS,
    *checkout.ENDPOINTS,
    *payments.ENDPOINTS,
    *refunds.ENDPOINTS,
    *disputes.ENDPOINTS,
    *events.ENDPOINTS,
]
_NO_KEY = (
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth "
    "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
)
_INTERNAL = "An unknown error occurred (the sandbox was told to fail)."


@dataclass(frozen=True)
class _Call:
    """One request on its way through."""

    request_id: str
    path: str
    params: Json
    key: str | None


class StripeApi:
    """The routes below `/v1/`."""

    def __init__(self, store: Store, settings: Settings, outbox: Outbox, faults: Faults) -> None:
        self._store = store
        self._settings = settings
        self._outbox = outbox
        self._faults = faults
        self._keys = IdempotencyKeys(store)

    def routes(self) -> list[Route]:
        """A route for each endpoint, and one for everything else below `/v1/`."""
        known = [Route(one.path, self._route(one), methods=[one.method]) for one in ENDPOINTS]
        every = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        return [*known, Route("/v1/{rest:path}", self._route(None), methods=every)]

    def _route(self, endpoint: Endpoint | None) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            request_id = new_id("req", 14)
            try:
                return await self._answer(endpoint, request, request_id)
            except ApiError as error:
                return self._respond(error.status, _dumps(error.body(request_id)), request_id, error.headers)

        return answer

    async def _answer(self, endpoint: Endpoint | None, request: Request, request_id: str) -> Response:
        self._authenticate(request)
        if endpoint is None:
            raise ApiError(
                f"Unrecognized request URL ({request.method}: {request.url.path}). Please see https://stripe.com/docs "
                "or we can help at https://support.stripe.com/.",
                status=404,
            )
        fault = self._faults.take(request.method, request.url.path)
        _refuse_for_load(fault)
        encoded = await request.body() if request.method == "POST" else request.url.query.encode()
        raw = parse_form(encoded)
        params = endpoint.params.parse(raw)
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        call = _Call(request_id, request.url.path, params, key)
        if key is not None:
            answered = self._keys.claim(key, call.path, raw, request_id)
            if answered is not None:
                return self._replay(answered, request_id)
        try:
            return await self._execute(endpoint, call, list(request.path_params.values()), fault)
        finally:
            if key is not None:
                self._keys.release(key)

    async def _execute(self, endpoint: Endpoint, call: _Call, ids: list[str], fault: Fault | None) -> Response:
        """Run the endpoint, with the fault before or after it. The idempotency key is claimed meanwhile."""
        if fault is None:
            return self._commit(endpoint, call, ids)
        answer = self._commit(endpoint, call, ids) if fault.executes else None
        await self._faults.hold(fault)
        match fault.kind:
            case "error":
                return self._server_error(call, fault.status)
            case "timeout" | "reset":
                return DroppedConnection()
            case _:
                return answer or self._commit(endpoint, call, ids)

    def _commit(self, endpoint: Endpoint, call: _Call, ids: list[str]) -> Response:
        """What the endpoint did and what its key keeps, in one transaction; a refusal may be kept as well."""
        account = Account(self._store, self._settings, self._outbox, call.request_id, call.key)
        try:
            with self._store.transaction():
                answer = expand(account, endpoint.handle(account, call.params, *ids), call.params.get("expand", []))
                body = _dumps(answer)
                if call.key is not None:
                    self._keys.keep(call.key, 200, body)
        except ApiError as error:
            if error.stored and call.key is not None:
                self._keys.keep(call.key, error.status, _dumps(error.body(call.request_id)))
            raise
        return self._respond(200, body, call.request_id, self._echo(call))

    def _server_error(self, call: _Call, status: int) -> Response:
        """A 500 comes from the API and is kept under the key; a 502 or 503 comes from before it and is not."""
        body = _dumps(ApiError(_INTERNAL, status=status, kind="api_error").body(call.request_id))
        if status == 500 and call.key is not None:
            self._keys.keep(call.key, status, body)
        return self._respond(status, body, call.request_id, self._echo(call))

    def _replay(self, answered: Answered, request_id: str) -> Response:
        headers = {"Idempotent-Replayed": "true", "Original-Request": answered.request_id}
        return self._respond(answered.status, answered.body, request_id, headers)

    def _echo(self, call: _Call) -> dict[str, str]:
        return {} if call.key is None else {"Idempotency-Key": call.key, "Original-Request": call.request_id}

    def _respond(self, status: int, body: str, request_id: str, headers: dict[str, str]) -> Response:
        return Response(
            body,
            status,
            {"Request-Id": request_id, "Stripe-Version": API_VERSION, **headers},
            "application/json",
        )

    def _authenticate(self, request: Request) -> None:
        """Bearer key, or the key as Basic user name (Stripe docs: Authentication). 401 otherwise."""
        scheme, _, credential = request.headers.get("authorization", "").partition(" ")
        given = credential.strip()
        if scheme.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode().partition(":")[0]
            except (binascii.Error, UnicodeDecodeError):
                given = ""
        elif scheme.lower() != "bearer":
            given = ""
        challenge = {"WWW-Authenticate": 'Basic realm="Stripe"'}
        if not given:
            raise ApiError(_NO_KEY, status=401, headers=challenge)
        if not hmac.compare_digest(given.encode(), self._settings.api_key.encode()):
            masked = f"{given[:8]}{'*' * 8}{given[-4:]}" if len(given) > 16 else "*" * len(given)
            raise ApiError(f"Invalid API Key provided: {masked}", status=401, headers=challenge)
        version = request.headers.get("stripe-version", API_VERSION)
        if version != API_VERSION:
            raise ApiError(f"Invalid Stripe API version: {version}; the sandbox speaks {API_VERSION} only.")
        if "stripe-account" in request.headers:
            raise ApiError("The sandbox does not model connected accounts (`Stripe-Account`).")


def _refuse_for_load(fault: Fault | None) -> None:
    """429s come before any work; the SDK does not retry them by itself (Stripe docs: Rate limits)."""
    if fault is None or fault.kind not in ("rate_limit", "lock_timeout"):
        return
    if fault.kind == "lock_timeout":
        raise ApiError(
            "This object cannot be accessed right now because another API request or Stripe process is currently "
            "accessing it. If you see this error intermittently, retry the request.",
            status=429,
            code="lock_timeout",
        )
    raise ApiError(
        "Request rate limit exceeded. Learn more about rate limits at https://stripe.com/docs/rate-limits.",
        status=429,
        code="rate_limit",
        headers={"Stripe-Rate-Limited-Reason": fault.reason},
    )


def _dumps(answer: Json) -> str:
    return json.dumps(answer, indent=2)
