"""Request parameters checked against the official SDK's own TypedDicts.

`stripe.params` is generated from Stripe's OpenAPI description, so a parameter that the SDK does not know, or a value
that it does not list, is refused here as Stripe would refuse it. The SDK widens enumerations with `str` for forward
compatibility; they are narrowed again, which is how the removed `ui_mode: "hosted"` fails
(Stripe changelog 2026-03-25.dahlia).
"""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from stripe import RequestOptions
from stripe._stripe_object import UntypedStripeObject
from typing_extensions import TypedDict, is_typeddict

from sandbox.store import Json
from sandbox.stripe_api.errors import ApiError, invalid, unmodelled

Modelled = Mapping[str, "Modelled | None"]
"""The parameters that the sandbox acts on; None stands for "and everything below"."""

_NonEmpty = Annotated[str, StringConstraints(min_length=1)]
_Integer = Annotated[int, Field(ge=-(2**63), lt=2**63)]
_closed_types: dict[type, Any] = {}


def names(*params: str) -> Modelled:
    """`Modelled` for a flat list of names."""
    return dict.fromkeys(params)


class Params:
    """The parameters of one endpoint: an SDK TypedDict, and what of it is modelled here."""

    def __init__(self, sdk_type: type, modelled: Modelled) -> None:
        self._sdk_type = sdk_type
        self._modelled = {"expand": None, **modelled}

    @cached_property
    def _adapter(self) -> TypeAdapter[Json]:
        return TypeAdapter(_closed(self._sdk_type))

    def parse(self, raw: Json) -> Json:
        """The typed parameters. Raises ApiError (400) on the first thing wrong, in Stripe's words and codes."""
        try:
            parsed = self._adapter.validate_python(raw)
        except ValidationError as error:
            raise _explain(error, raw) from error
        _refuse_unmodelled(raw, self._modelled, "")
        _check_metadata(raw, "")
        return parsed


def _closed(annotation: Any) -> Any:
    """The SDK's annotation with closed enumerations, non-empty strings and no unknown keys."""
    if is_typeddict(annotation):
        return _closed_typed_dict(annotation)
    if annotation in (str, int):
        return _NonEmpty if annotation is str else _Integer
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is NotRequired:
        return NotRequired[_closed(args[0])]
    if origin is list:
        return types.GenericAlias(list, (_closed(args[0]),))
    if origin in (Union, types.UnionType):
        return _closed_union(args)
    return annotation


def _closed_union(members: tuple[Any, ...]) -> Any:
    kept = [member for member in members if get_origin(member) is not UntypedStripeObject]
    listed = [value for member in kept if get_origin(member) is Literal for value in get_args(member)]
    if str in kept and any(listed):
        kept.remove(str)
    elif str in kept and "" in listed:
        return str
    return Union[tuple(_closed(member) for member in kept)]  # noqa: UP007 - built at run time


def _closed_typed_dict(sdk_type: type) -> Any:
    if sdk_type in _closed_types:
        return _closed_types[sdk_type]
    own = {key: hint for key, hint in sdk_type.__annotations__.items() if key not in RequestOptions.__annotations__}
    hints = typing.get_type_hints(
        types.SimpleNamespace(__annotations__=own),
        vars(sys.modules[sdk_type.__module__]),
        include_extras=True,
    )
    fields = {key: _closed(hint) for key, hint in hints.items()}
    closed = TypedDict(sdk_type.__name__, fields)  # type: ignore[misc] # built at run time from the SDK's annotations
    closed.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # read by pydantic
    _closed_types[sdk_type] = closed
    return closed


def _explain(error: ValidationError, raw: Json) -> ApiError:
    """The most telling of pydantic's complaints, as Stripe would put it."""
    order = {"extra_forbidden": 0, "missing": 1, "literal_error": 3}
    problems = error.errors(include_url=False)
    # Failures of a union's other branches share the parameter: deeper ones say more than shallow ones.
    problem = min(problems, key=lambda one: (order.get(one["type"], 2), -len(_path(one["loc"], raw))))
    param = _bracketed(_path(problem["loc"], raw))
    value = problem["input"]
    if value == "":
        return _empty(param)
    match problem["type"]:
        case "extra_forbidden":
            return invalid(f"Received unknown parameter: {param}", param, "parameter_unknown")
        case "missing":
            param = _bracketed([*_path(problem["loc"][:-1], raw), str(problem["loc"][-1])])
            return invalid(f"Missing required param: {param}.", param, "parameter_missing")
        case "int_parsing" | "int_type" | "int_parsing_size" | "less_than" | "greater_than_equal":
            return invalid(f"Invalid integer: {value}", param, "parameter_invalid_integer")
        case "bool_parsing" | "bool_type":
            return invalid(f"Invalid boolean: {value}", param)
        case "decimal_parsing" | "decimal_type":
            return invalid(f"Invalid decimal: {value}", param)
        case "literal_error":
            return invalid(f"Invalid {param}: must be one of {problem['ctx']['expected']}", param)
        case "list_type":
            return invalid("Invalid array", param)
        case "string_type":
            return invalid(f"Invalid string: {value}", param)
        case _:
            return invalid("Invalid object", param)


def _empty(param: str) -> ApiError:
    return invalid(
        f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a parameter; "
        f"however '{param}' cannot be unset. You should remove '{param}' from your request or supply a non-empty "
        "value.",
        param,
        "parameter_invalid_empty",
    )


def _path(location: tuple[int | str, ...], raw: Any) -> list[str | int]:
    """The part of a pydantic location that is in the request: without its names of union branches."""
    path: list[str | int] = []
    for step in location:
        inside = step in raw if isinstance(raw, dict) else isinstance(raw, list) and isinstance(step, int)
        if inside:
            raw = raw[step]
            path.append(step)
    return path


def _bracketed(path: list[str | int]) -> str:
    return "".join(f"[{step}]" if position else str(step) for position, step in enumerate(path))


def _refuse_unmodelled(raw: Json, modelled: Modelled, prefix: str) -> None:
    for name, value in raw.items():
        param = f"{prefix}[{name}]" if prefix else name
        if name not in modelled:
            raise unmodelled(param)
        below = modelled[name]
        if below is None:
            continue
        parts = value if isinstance(value, list) else [value]
        for index, part in enumerate(parts):
            inner = f"{param}[{index}]" if isinstance(value, list) else param
            if isinstance(part, dict):
                _refuse_unmodelled(part, below, inner)


def _check_metadata(raw: Any, prefix: str) -> None:
    """Stripe docs: Metadata — up to 50 keys, names up to 40 characters, values up to 500."""
    if isinstance(raw, list):
        for index, part in enumerate(raw):
            _check_metadata(part, f"{prefix}[{index}]")
    if not isinstance(raw, dict):
        return
    for name, value in raw.items():
        param = f"{prefix}[{name}]" if prefix else name
        if name != "metadata" or not isinstance(value, dict):
            _check_metadata(value, param)
            continue
        if len(value) > 50:
            raise invalid(f"You can have up to 50 metadata keys, but you passed {len(value)}.", param)
        for key, text in value.items():
            if len(key) > 40:
                raise invalid(
                    f"Metadata keys can have up to 40 characters, but you passed in a key that is {len(key)} "
                    f"characters. Invalid key: {key}",
                    f"{param}[{key}]",
                )
            if len(text) > 500:
                raise invalid(
                    f"Metadata values can have up to 500 characters, but you passed in a value that is {len(text)} "
                    f"characters. Invalid value: {text}",
                    f"{param}[{key}]",
                )
