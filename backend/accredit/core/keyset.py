"""Keyset paging: where a page begins is a row's own values, so page n costs what the first one does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q


def turned(ordering: Sequence[str]) -> list[str]:
    """The same order from the other end."""
    return [column[1:] if column.startswith("-") else f"-{column}" for column in ordering]


def after(ordering: Sequence[str], position: Sequence[Any]) -> Q:
    """(a, b) beyond (x, y): a beyond x, or a equal x and b beyond y; with the plain bound on the first column, which
    lets the database use its index."""
    condition = Q()
    for index, column in enumerate(ordering):
        equal = Q(**{ordering[i].lstrip("-"): position[i] for i in range(index)})
        condition |= equal & Q(**{f"{column.lstrip('-')}__{_beyond(column)}": position[index]})
    first = ordering[0]
    return condition & Q(**{f"{first.lstrip('-')}__{_beyond(first)}e": position[0]})


def _beyond(column: str) -> str:
    return "lt" if column.startswith("-") else "gt"
