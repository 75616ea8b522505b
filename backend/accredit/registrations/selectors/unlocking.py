"""Hidden tickets as those see them who have the word."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.events.models import Event
from accredit.events.selectors import tickets_of
from accredit.events.selectors.pages import ticket_json


def tickets_hidden(event: Event, *, ids: Collection[UUID], now: datetime) -> list[dict[str, Any]]:
    """Those of the event's hidden tickets that are among `ids`, as buyers see tickets. One query at most."""
    if not ids:
        return []
    return [ticket_json(one, now=now) for one in tickets_of(event) if one.is_hidden and one.id in ids]
