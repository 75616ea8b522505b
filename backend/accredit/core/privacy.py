"""What each app keeps of a person: how to export it and how to empty it. Apps register in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


class Erase(Protocol):
    """Empty what an app keeps of a person. Runs in one transaction with the others; may run twice."""

    def __call__(self, user_id: UUID, *, now: datetime) -> None: ...


Export = Callable[[UUID], Mapping[str, Any]]
_EXPORTS: dict[str, Export] = {}
_ERASURES: dict[str, Erase] = {}


def register_export(name: str, function: Export) -> None:
    """`function(user_id)` returns JSON-able data that stands under `name` in the person's export."""
    _EXPORTS[name] = function


def register_erase(name: str, function: Erase) -> None:
    """`function(user_id, now=…)` empties the app's personal data of a person."""
    _ERASURES[name] = function


def export(user_id: UUID) -> dict[str, Mapping[str, Any]]:
    """Everything that is kept of a person, by app."""
    return {name: function(user_id) for name, function in sorted(_EXPORTS.items())}


def erase(user_id: UUID, *, now: datetime) -> None:
    """Empty every app's personal data of a person. The caller opens the transaction."""
    for _, function in sorted(_ERASURES.items()):
        function(user_id, now=now)
