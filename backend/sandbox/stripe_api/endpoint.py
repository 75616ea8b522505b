"""One call of Stripe's API: where it is, what it takes, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.store import Json
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.params import Params


@dataclass(frozen=True)
class Endpoint:
    """`handle(account, params, *ids_in_the_path)` runs inside a transaction and returns the answer's object."""

    method: str
    path: str
    params: Params
    handle: Callable[..., Json]


def retrieve_of(kind: str) -> Callable[..., Json]:
    """The handler of "retrieve by id": 404 `resource_missing` when there is none."""

    def retrieve(account: Account, params: Json, object_id: str) -> Json:
        return account.get(kind, object_id, in_path=True)

    return retrieve
