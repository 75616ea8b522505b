"""Events as the API shows them (Stripe docs: Process undelivered webhook events)."""

from __future__ import annotations

from typing import Any

from stripe import params as sdk

from sandbox.store import Json
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.endpoint import Endpoint
from sandbox.stripe_api.errors import invalid
from sandbox.stripe_api.listing import PAGING, list_objects
from sandbox.stripe_api.params import Params, names

LOOK_BACK = 30 * 86400
MAX_TYPES = 20
_UNDELIVERED = (
    "EXISTS (SELECT 1 FROM deliveries WHERE event_id = objects.id AND state <> 'delivered') "
    "AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = objects.id AND state = 'delivered')"
)


def retrieve_event(account: Account, params: Json, event_id: str) -> Json:
    """One event with the number of webhooks that still wait."""
    return _with_pending(account, account.get("event", event_id, in_path=True))


def list_events(account: Account, params: Json) -> Json:
    """Events of the last 30 days, newest first, by `type` (with `*`), `types`, `created`, `delivery_success`.

    `delivery_success=false` gives those whose webhook is still pending or has failed for good.
    """
    if "type" in params and "types" in params:
        raise invalid("You may only specify one of these parameters: type, types.", "types", "parameters_exclusive")
    if len(params.get("types", [])) > MAX_TYPES:
        raise invalid(f"You may only specify up to {MAX_TYPES} types.", "types")
    clauses: list[str] = ["created > ?"]
    values: list[Any] = [account.now() - LOOK_BACK]
    if "type" in params:
        clauses.append("json_extract(body, '$.type') GLOB ?")
        values.append(params["type"])
    if "types" in params:
        clauses.append(f"json_extract(body, '$.type') IN ({','.join('?' * len(params['types']))})")
        values.extend(params["types"])
    if "delivery_success" in params:
        clauses.append(f"NOT ({_UNDELIVERED})" if params["delivery_success"] else _UNDELIVERED)
    page = list_objects(account, "event", "/v1/events", params, (), (" AND ".join(clauses), values))
    page["data"] = [_with_pending(account, event) for event in page["data"]]
    return page


def _with_pending(account: Account, event: Json) -> Json:
    waiting = account.outbox.describe(event_id=event["id"], state="pending")
    return {**event, "pending_webhooks": len(waiting)}


ENDPOINTS = [
    Endpoint(
        "GET",
        "/v1/events",
        Params(sdk.EventListParams, {**PAGING, **names("type", "types", "delivery_success")}),
        list_events,
    ),
    Endpoint("GET", "/v1/events/{id}", Params(sdk.EventRetrieveParams, {}), retrieve_event),
]
