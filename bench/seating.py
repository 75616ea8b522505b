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
from uuid import UUID, uuid4

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
    from accredit.accounts.models import Session
    from accredit.accounts.services import AccessClaims
    from accredit.core import clock
    from accredit.core.models import IdempotencyRecord
    from accredit.registrations.selectors import placed_page
    from accredit.registrations.services import planning, seating

    from . import places

    plans = [planning.plan_of(ticket_id=UUID(one)) for one in sorted(order["tickets"])]
    mine = places.people(order["people"])[order["number"] :: PROCESSES]
    sessions = dict(Session.objects.filter(user__in=mine).values_list("user_id", "id"))
    now, statement = clock.now(), seating.statement(asks=True)
    found = []
    for plan, who in islice(((plan, who) for who in mine for plan in plans if plan), int(8000 * order["seconds"])):
        own = seating.Own(AccessClaims(who.pk, sessions[who.pk], True, now), who.display_name, who.email, now)
        body = placed_page([({**plan.page, "id": own.id, "name": own.name, "email": own.email}, None)])
        record = IdempotencyRecord(caller=str(who.pk), key=uuid4().hex, fingerprint="0" * 64, status=201, body=body)
        found.append(statement.values(seating.given_if_so(plan.pattern, own, record)))
    return statement.text, found


def _sent(statement: str, values: Sequence[list[Any]], seconds: float) -> dict[str, Any]:
    """All clients of this process begin together and stop after so many seconds."""
    many = CLIENTS // PROCESSES
    written = [0] * many
    ready = threading.Barrier(many + 1)

    def client(number: int) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connected:
            cursor = psycopg.RawCursor(connected)
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
