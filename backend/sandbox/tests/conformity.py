"""Is this JSON what the SDK's typed class says? Each required attribute there, each value of its type, nothing else."""

from __future__ import annotations

import types
from decimal import Decimal
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import stripe
from stripe._stripe_object import StripeObject, UntypedStripeObject

from sandbox.store import Json

CLASSES: dict[str, type[StripeObject]] = {
    "product": stripe.Product,
    "price": stripe.Price,
    "customer": stripe.Customer,
    "checkout.session": stripe.checkout.Session,
    "item": stripe.LineItem,
    "payment_intent": stripe.PaymentIntent,
    "payment_method": stripe.PaymentMethod,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "balance_transaction": stripe.BalanceTransaction,
    "event": stripe.Event,
}


def complaints(obj: Json) -> list[str]:
    """What is wrong with an object, by path; empty when nothing is."""
    found = _of_class(obj, CLASSES[obj["object"]], obj["object"])
    if obj["object"] == "event":
        found += complaints(obj["data"]["object"])
    return found


def _of_class(obj: Json, sdk_class: type[StripeObject], path: str) -> list[str]:
    hints = {name: hint for name, hint in sdk_class.__annotations__.items() if name.islower()}
    found = [f"{path}.{name}: the SDK does not know it" for name in obj if name not in hints]
    for name, hint in hints.items():
        if name in obj:
            found += _of_type(obj[name], hint, f"{path}.{name}")
        elif type(None) not in get_args(hint):
            found.append(f"{path}.{name}: required and not there")
    return found


def _of_type(value: Any, hint: Any, path: str) -> list[str]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _of_union(value, args, path)
    if origin is Literal:
        return [] if value in args else [f"{path}: {value!r} is not one of the SDK's values"]
    if origin is list:
        return _all_of(value, args[0], path) if isinstance(value, list) else [f"{path}: not a list"]
    if origin is UntypedStripeObject:
        return [] if isinstance(value, dict) else [f"{path}: not an object"]
    if origin is stripe.ListObject:
        return _all_of(value["data"], args[0], path)
    if isinstance(hint, ForwardRef):
        return (
            _of_class(value, CLASSES[value["object"]], path) if isinstance(value, dict) else [f"{path}: not an object"]
        )
    if isinstance(hint, type) and issubclass(hint, StripeObject):
        return _of_class(value, hint, path) if isinstance(value, dict) else [f"{path}: not an object"]
    if hint is Any:
        return []
    if hint is Decimal:
        return [] if isinstance(value, str) else [f"{path}: decimals are strings on the wire"]
    return [] if type(value) is hint else [f"{path}: {value!r} is not {hint}"]


def _of_union(value: Any, members: tuple[Any, ...], path: str) -> list[str]:
    if value is None and type(None) in members:
        return []
    members = tuple(member for member in members if member is not type(None))
    if any(get_origin(member) is Literal for member in members):
        # The SDK adds `str` for values of later versions; this version's values are meant here.
        members = tuple(member for member in members if member is not str)
    outcomes = [_of_type(value, member, path) for member in members]
    return min(outcomes, key=len)


def _all_of(values: list[Any], hint: Any, path: str) -> list[str]:
    return [complaint for index, value in enumerate(values) for complaint in _of_type(value, hint, f"{path}[{index}]")]
