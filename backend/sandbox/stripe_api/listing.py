"""Lists, pages and expansion (Stripe docs: Pagination; Expanding responses)."""

from __future__ import annotations

from typing import Any

from sandbox.store import Json
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.errors import invalid
from sandbox.stripe_api.params import names

PAGING = names("limit", "starting_after", "ending_before", "created")
DEFAULT_LIMIT, MAX_LIMIT = 10, 100

_EXPANDABLE: dict[str, dict[str, str]] = {
    "checkout.session": {"payment_intent": "payment_intent", "customer": "customer"},
    "payment_intent": {"latest_charge": "charge", "customer": "customer"},
    "charge": {"payment_intent": "payment_intent", "customer": "customer"},
    "refund": {"charge": "charge", "payment_intent": "payment_intent"},
    "dispute": {"charge": "charge", "payment_intent": "payment_intent"},
    "price": {"product": "product"},
    "product": {"default_price": "price"},
    "item": {},
}


def page_bounds(params: Json) -> tuple[int, str | None, str | None]:
    """Limit and cursors of a list request; ApiError (400) when out of bounds or contradictory."""
    limit = params.get("limit", DEFAULT_LIMIT)
    if limit < 1:
        raise invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer")
    if limit > MAX_LIMIT:
        raise invalid(f"This value must be less than or equal to {MAX_LIMIT}.", "limit", "parameter_invalid_integer")
    after, before = params.get("starting_after"), params.get("ending_before")
    if after and before:
        raise invalid("You can only specify one of starting_after and ending_before.", "ending_before")
    return limit, after, before


def list_objects(
    account: Account,
    kind: str,
    url: str,
    params: Json,
    filters: tuple[str, ...],
    extra: tuple[str, list[Any]] = ("", []),
) -> Json:
    """A page of kept objects, newest first: those that equal the given `filters`, and by `created`."""
    where = {name: params[name] for name in filters if name in params}
    limit, after, before = page_bounds(params)
    for cursor, param in ((after, "starting_after"), (before, "ending_before")):
        if cursor:
            account.get(kind, cursor, param)
    created = params.get("created", {})
    interval = created if isinstance(created, dict) else {"gte": created, "lte": created}
    data, more = account.store.page(kind, where, interval, limit=limit, after=after, before=before, extra=extra)
    return {"object": "list", "data": data, "has_more": more, "url": url}


def list_inline(items: list[Json], url: str, params: Json) -> Json:
    """A page of objects that live inside another, in their own order."""
    limit, after, before = page_bounds(params)
    ids = [item["id"] for item in items]
    for cursor, param in ((after, "starting_after"), (before, "ending_before")):
        if cursor and cursor not in ids:
            raise invalid(f"No such item: '{cursor}'", param, "resource_missing")
    if before:
        rest = items[: ids.index(before)]
        return {"object": "list", "data": rest[-limit:], "has_more": len(rest) > limit, "url": url}
    rest = items[ids.index(after) + 1 :] if after else items
    return {"object": "list", "data": rest[:limit], "has_more": len(rest) > limit, "url": url}


def expand(account: Account, answer: Json, paths: list[str]) -> Json:
    """The answer with the objects at these paths in place of their ids; a list's paths begin with `data.`.

    Raises ApiError (400) for a path that cannot be expanded, or is deeper than Stripe's four levels.
    """
    for path in paths:
        steps = path.split(".")
        if len(steps) > 4:
            raise invalid("You cannot expand more than 4 levels of a property.", "expand", "property_too_deep")
        _expand(account, answer, steps, path)
    return answer


def _expand(account: Account, obj: Json, steps: list[str], path: str) -> None:
    step, rest = steps[0], steps[1:]
    if obj.get("object") == "list" and step == "data":
        for item in obj["data"]:
            _expand(account, item, rest, path)
        return
    if obj.get("object") == "checkout.session" and step == "line_items":
        items = account.store.private(obj["id"])["line_items"]
        obj["line_items"] = list_inline(items, f"/v1/checkout/sessions/{obj['id']}/line_items", {})
    else:
        kind = _EXPANDABLE.get(str(obj.get("object")), {}).get(step)
        if kind is None:
            raise invalid(f"This property cannot be expanded ({path}).", "expand")
        if isinstance(obj[step], str):
            obj[step] = account.get(kind, obj[step])
    if rest and obj[step] is not None:
        _expand(account, obj[step], rest, path)
