"""Two receivers that add a line for each delivery; neither looks whether the line is there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accredit.core.events import domain_event


@domain_event("tally.counted", version=1)
@dataclass(frozen=True, slots=True)
class Counted:
    number: int


class Clumsy(RuntimeError):
    """Raised after the effect, which must therefore go."""


def on_counted(event: Counted, *, now: datetime) -> None:
    _add("steady", event.number)


def on_counted_clumsily(event: Counted, *, now: datetime) -> None:
    """Every twentieth try fails after its effect; a sequence counts tries, and is not rolled back."""
    _add("clumsy", event.number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tally_tries')")
        [tries] = cursor.fetchone()
    if tries % 20 == 0:
        raise Clumsy


def _add(receiver: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally (receiver, number) VALUES (%s, %s)", [receiver, number])
