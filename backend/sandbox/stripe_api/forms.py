"""Stripe's bracketed form encoding: `line_items[0][price]=p` (SDK: `stripe._encode._api_encode`)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from sandbox.store import Json
from sandbox.stripe_api.errors import invalid

_MAX_FIELDS, _MAX_DEPTH = 5000, 10
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")


def parse_form(encoded: bytes) -> Json:
    """The nested parameters of a form body or query string; every leaf is a string.

    `a[0]`, `a[1]` and `a[]` become lists, except below `metadata`, whose keys are names whatever they look like.
    Raises ApiError (400) for a name that is not of this form or contradicts another.
    """
    tree: Json = {}
    try:
        text = encoded.decode()
        fields = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise invalid("Invalid request body: it is not form-encoded.") from error
    for name, value in fields:
        match = _NAME.fullmatch(name)
        if match is None:
            raise invalid(f"Invalid parameter name: {name}", param=name)
        path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
        if len(path) > _MAX_DEPTH:
            raise invalid(f"Invalid parameter: {name} is nested too deeply.", param=name)
        _plant(tree, path, value, name)
    return {key: _lists(value, key) for key, value in tree.items()}


def _plant(tree: Json, path: list[str], value: str, name: str) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise invalid(f"Invalid parameter: {name} is given both as a value and as an object.", param=name)
    leaf = path[-1] or str(len(tree))
    if isinstance(tree.get(leaf), dict):
        raise invalid(f"Invalid parameter: {name} is given both as a value and as an object.", param=name)
    tree[leaf] = value


def _lists(value: Any, key: str) -> Any:
    if not isinstance(value, dict):
        return value
    if key != "metadata" and all(step.isdecimal() for step in value):
        return [_lists(value[step], key) for step in sorted(value, key=int)]
    return {step: _lists(child, step) for step, child in value.items()}
