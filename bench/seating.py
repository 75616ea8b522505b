"""A process of the database's own clients, which write free places by the statement that the product sends.

It is told on standard input whom to register for what, and then to begin; it answers how many it wrote, in how many
seconds.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from itertools import islice
from typing import Any

import psycopg

CLIENTS, PROCESSES = 16, 2
"""Clients in all, and the processes that they share: in one they would wait for its interpreter."""


def _work() -> None:
    """The process itself: an order, an answer when it is ready, the word to begin, the answer."""
    while line := sys.stdin.readline():
        order = json.loads(line)
        statement, values = _written_down(order)
        _answer({})
        sys.stdin.readline()
        _answer(_sent(statement, values, order["seconds"]))


def _answer(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _written_down(order: dict[str, Any]) -> tuple[str, list[list[Any]]]:
    """The statement of a free place, and its values for each of this process's share of people and events."""
    from django.db import connection

    from accredit.core import clock, outbox
    from accredit.events.models import Capacity, TicketType
    from accredit.registrations.domain_events import RegistrationConfirmed
    from accredit.registrations.models import Registration
    from accredit.registrations.services import seating
    from accredit.registrations.services.placing import new_code
    from accredit.registrations.services.telling import confirmation_owed

    from . import places

    tickets = list(TicketType.objects.select_related("event").filter(pk__in=order["tickets"]).order_by("id"))
    mine = places.people(order["people"])[order["number"] :: PROCESSES]
    now = clock.now()
    key = Capacity._meta.pk
    found = []
    for of, who in islice(((of, who) for who in mine for of in tickets), int(8000 * order["seconds"])):
        row = Registration(
            created_at=now, organization_id=of.organization_id, event=of.event, ticket_type=of, person=who,
            booked_by=who, name=who.display_name, email=who.email, status="confirmed", confirmed_at=now,
            holds_place=True, code=new_code(), price_amount=0, price_currency=of.price_currency,
        )  # fmt: skip
        news = RegistrationConfirmed(row.id, row.event_id)
        told = outbox.row_of(news, organization_id=row.organization_id, actor_id=who.pk)
        rows = (row, told, confirmation_owed(row))
        values = [value for one in rows for value in seating._values(one)]  # noqa: SLF001 - as sent
        found.append([key.get_db_prep_value(of.capacity_id, connection), *values])
    return seating._statement(), found  # noqa: SLF001


def _sent(statement: str, values: Sequence[list[Any]], seconds: float) -> dict[str, Any]:
    """All clients of this process begin together and stop after so many seconds."""
    many = CLIENTS // PROCESSES
    written = [0] * many
    ready = threading.Barrier(many + 1)

    def client(number: int) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connected:
            cursor = connected.cursor()
            ready.wait()
            until = time.perf_counter() + seconds
            for one in islice(values, number, None, many):
                cursor.execute(statement, one, prepare=True)
                written[number] += 1
                if time.perf_counter() > until:
                    break

    threads = [threading.Thread(target=client, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return {"written": sum(written), "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    import django

    django.setup()
    _work()
