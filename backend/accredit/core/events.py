"""The register of domain events. No Django here: an app's `domain_events.py` stays pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar


class DomainEvent(Protocol):
    """A frozen dataclass registered by `@domain_event`."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


T = TypeVar("T")
_BY_NAME: dict[str, type[Any]] = {}
_NAMES: dict[type[Any], tuple[str, int]] = {}


def domain_event(name: str, *, version: int) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the domain event `app.past_tense`. Fields are ids and primitives."""

    def register(cls: type[T]) -> type[T]:
        if name in _BY_NAME:
            raise ValueError(f"Two domain events are called {name}.")
        _BY_NAME[name] = cls
        _NAMES[cls] = (name, version)
        return cls

    return register


def event_name(cls: type[Any]) -> tuple[str, int]:
    """Name and version of a registered domain event."""
    return _NAMES[cls]


def event_class(name: str) -> type[Any]:
    """The class that a stored name stands for. Raises KeyError for a name that the code no longer knows."""
    return _BY_NAME[name]
