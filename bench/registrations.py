"""Free registrations a second over HTTP, against the database's own limit for the same statement."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django_tasks_db.models import DBTaskResult

from accredit.accounts.models import Session, User
from accredit.accounts.services.tokens import access_read, pair_for
from accredit.core import clock
from accredit.core.models import IdempotencyRecord, Job, OutboxEvent
from accredit.events.models import Capacity, TicketType
from accredit.registrations.models import Registration
from install import PYTHON

from . import places
from .context import Bench
from .figures import Figure, compared
from .load import Load, load, request
from .seating import CLIENTS, PROCESSES
from .serving import OURS, Server, serve

PATH = "/api/registrations/register/"
WORKERS = 2
PEOPLE, EVENTS, LAST = 8000, 20, 50
DAY = timedelta(days=1)
CEILING = "the database alone: 16 psycopg clients send the same statement to the same tables"


def run(bench: Bench) -> list[Figure]:
    """Turns of the app server and of the database's own clients, each into new events."""
    people = places.people(bench.rows(PEOPLE))
    tokens = _tokens(people)
    server = serve(bench.processes, OURS, bench.folder, workers=WORKERS)
    found = []
    with _clients(bench) as clients:
        for events, where, goal in ((1, "into one hot event", 0.4), (EVENTS, f"over {EVENTS} events", 0.15)):
            ours, limit, loads, cpu = [], [], [], []
            for number in range(bench.rounds + 1):
                before = server.cpu_seconds()
                answered = _over_http(bench, server, events, people, tokens)
                spent = (server.cpu_seconds() - before) * 1000 / answered.answers
                alone = _by_the_database(bench, clients, events)
                if number:
                    ours.append(answered.rate)
                    limit.append(alone)
                    loads.append(answered)
                    cpu.append(round(spent, 3))
            found.append(
                compared("Registrations", f"free, {CLIENTS} clients, {where}", ours, limit, ceiling_is=CEILING,
                         goal=goal, more={"cpu_ms": cpu, "p50_ms": [one.p50_ms for one in loads],
                                          "p95_ms": [one.p95_ms for one in loads]})
            )  # fmt: skip
    oversold = Figure("Registrations", f"sold beyond the last {LAST} places", "",
                      _beyond(server, people, tokens), goal=0, at_most=True)  # fmt: skip
    bench.processes.stop_these(server.child)
    for owed in (DBTaskResult, Job, OutboxEvent, IdempotencyRecord):
        owed.objects.all().delete()  # no worker of a later part shall have to work these off
    return [*found, oversold]


def _tokens(people: Sequence[User]) -> dict[UUID, str]:
    """Everybody is signed in, and the cache has remembered since before that who signed out."""
    now = clock.now()
    sessions = Session.objects.bulk_create(
        [
            Session(user=one, created_at=now, last_used_at=now, current_jti=uuid4().hex, expires_at=now + DAY)
            for one in people
        ],
        batch_size=2000,
    )
    access_read(pair_for(sessions[0], people[0], now=now).access, now=now)
    time.sleep(2)
    now = clock.now()
    return {one.user_id: pair_for(one, one.user, now=now).access for one in sessions}


def _over_http(bench: Bench, server: Server, events: int, people: Sequence[User], tokens: dict[UUID, str]) -> Load:
    """One round; every answer is 201 and every row is there."""
    tickets = [places.ticket(size=100_000) for _ in range(events)]
    pairs = islice(zip(cycle(tickets), (one for one in people for _ in range(events))), int(3000 * bench.seconds))
    requests = [registering(server.port, of, who, tokens[who.pk]) for of, who in pairs]
    answered = load(server.port, requests, seconds=bench.seconds, connections=CLIENTS, once=True, status=201)
    if answered.unexpected:
        raise RuntimeError(f"{answered.unexpected} of {answered.answers} were not registered.")
    _agree(tickets, answered.answers)
    return answered


def registering(port: int, of: TicketType, who: User, token: str) -> bytes:
    """One person registers: a request on the wire."""
    attendee = {"ticket_type": str(of.pk), "name": who.display_name, "email": who.email, "answers": {}}
    body = json.dumps({"event": of.event.slug, "attendees": [attendee]}).encode()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
    return request("POST", PATH, port=port, headers=headers, body=body)


def _agree(tickets: Sequence[TicketType], registered: int) -> None:
    """The counters, the places and the answers say the same."""
    held = Counter(Registration.objects.filter(ticket_type__in=tickets, status="confirmed", holds_place=True)
                   .values_list("ticket_type__capacity_id", flat=True))  # fmt: skip
    counted = dict(Capacity.objects.filter(ticket_types__in=tickets).values_list("id", "taken"))
    if {key: taken for key, taken in counted.items() if taken} != dict(held) or sum(held.values()) != registered:
        raise RuntimeError(f"{registered} registered, {sum(held.values())} places, counted {sum(counted.values())}.")


def _beyond(server: Server, people: Sequence[User], tokens: dict[UUID, str]) -> int:
    """Eight times as many as there are places want one."""
    ticket = places.ticket(size=LAST)
    wanting = people[: 8 * LAST]
    requests = [registering(server.port, ticket, one, tokens[one.pk]) for one in wanting]
    answered = load(server.port, requests, seconds=60, connections=CLIENTS, once=True, status=201)
    placed = answered.answers - answered.unexpected
    if placed < LAST or Capacity.objects.filter(pk=ticket.capacity_id, taken__gt=F("size")).exists():
        raise RuntimeError(f"{placed} of {LAST} places were given out, or the counter says more.")
    return max(placed, Registration.objects.filter(ticket_type=ticket, holds_place=True).count()) - LAST


# The database's own clients


@contextmanager
def _clients(bench: Bench) -> Iterator[list[subprocess.Popen[str]]]:
    started = []
    try:
        for number in range(PROCESSES):
            log = (bench.folder / f"database-clients-{number}.log").open("w")
            started.append(
                subprocess.Popen(
                    [PYTHON, "-m", "bench.seating"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                    text=True, env={**os.environ, "LOG_LEVEL": "WARNING"},
                )
            )  # fmt: skip
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


def _by_the_database(bench: Bench, clients: Sequence[subprocess.Popen[str]], events: int) -> float:
    """One round of all of them; registrations a second."""
    tickets = [places.ticket(size=100_000) for _ in range(events)]
    order = {"tickets": [str(one.pk) for one in tickets], "people": bench.rows(PEOPLE), "seconds": bench.seconds}
    for number, one in enumerate(clients):
        _tell(one, {**order, "number": number})
    for one in clients:
        _hear(one)
    for one in clients:
        _tell(one, {})
    heard = [_hear(one) for one in clients]
    _agree(tickets, sum(one["written"] for one in heard))
    return sum((one["written"] / one["seconds"] for one in heard), 0.0)


def _tell(client: subprocess.Popen[str], order: dict[str, Any]) -> None:
    if client.stdin:
        client.stdin.write(json.dumps(order) + "\n")
        client.stdin.flush()


def _hear(client: subprocess.Popen[str]) -> dict[str, Any]:
    line = client.stdout.readline() if client.stdout else ""
    if not line:
        raise RuntimeError("A process of the database's clients ended early; its log is in the data folder.")
    answer: dict[str, Any] = json.loads(line)
    return answer
