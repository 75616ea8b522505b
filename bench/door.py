"""Check-ins a second over HTTP, each of another ticket, against a bare view that does the one insert."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

from django_tasks_db.models import DBTaskResult

from accredit.accounts.models import User
from accredit.accounts.services import issue_tokens
from accredit.core import clock
from accredit.core.models import Job
from accredit.events.models import TicketType
from accredit.organizations.models import Membership
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.services import ticket_of

from . import places
from .context import Bench
from .figures import Figure, compared
from .load import Load, load, request
from .serving import BARE, OURS, Server, serve, take_turns

PATH = "/api/registrations/check-in/"
CONNECTIONS = 8
GUESTS = 3000
_numbers = count()


def run(bench: Bench) -> list[Figure]:
    """One worker each. Every round is the door of another event, and every scan another person's first entry."""
    people = places.people(bench.rows(GUESTS))
    keeper = people[0]
    Membership.objects.get_or_create(organization=places.organization(), user=keeper, defaults={"roles": ["door"]})
    ours = serve(bench.processes, OURS, bench.folder, workers=1)
    bare = serve(bench.processes, BARE, bench.folder, workers=1)

    def by_us() -> Load:
        ticket, guests = _door(people)
        token = issue_tokens(user=keeper, now=clock.now()).access
        requests = [scanning(ours.port, ticket, one, token) for one in guests]
        answered = load(ours.port, requests, seconds=bench.seconds, connections=CONNECTIONS, once=True)
        _agree(ticket, answered)
        return answered

    def by_the_bare_view() -> Load:
        ticket, guests = _door(people[:200])
        requests = [
            told(bare, ticket, guests[next(_numbers) % len(guests)], keeper) for _ in range(int(6000 * bench.seconds))
        ]
        return load(bare.port, requests, seconds=bench.seconds, connections=CONNECTIONS, once=True)

    turns = take_turns(bench.rounds, {"ours": (ours, by_us), "bare": (bare, by_the_bare_view)})
    bench.processes.stop_these(ours.child, bare.child)
    for owed in (DBTaskResult, Job):
        owed.objects.all().delete()  # no worker of a later part shall have to work these off
    return [
        compared(
            "Door", "first entries, each with its answer", turns["ours"].rates, turns["bare"].rates,
            ceiling_is="bare Django: nothing verified, nobody looked up, one insert of the scan", goal=0.5,
            more={"cpu_ms": [round(one, 3) for one in turns["ours"].cpu_ms]},
        )
    ]  # fmt: skip


def _door(people: list[User]) -> tuple[TicketType, list[Registration]]:
    """An event that began an hour ago, and everybody's place in it."""
    ticket = places.ticket(size=100_000, starts_at=clock.now() - timedelta(hours=1))
    return ticket, places.confirmed(ticket, people)


def scanning(port: int, ticket: TicketType, guest: Registration, token: str) -> bytes:
    """A device sends one scan, as it does while it is online."""
    act = {"text": ticket_of(guest), "nonce": str(uuid4()), "direction": "entry", "device": "Main door",
           "scanned_at": clock.now().isoformat()}  # fmt: skip
    body = json.dumps({"event": str(ticket.event_id), "scans": [act]}).encode()
    headers = {"Authorization": f"Bearer {token}", "Accredit-Organization": places.SLUG}
    return request("POST", PATH, port=port, headers=headers, body=body)


def told(server: Server, ticket: TicketType, guest: Registration, keeper: User) -> bytes:
    """The same with everything found out beforehand, for the bare view."""
    known: dict[str, UUID] = {
        "organization": ticket.organization_id,
        "event": ticket.event_id,
        "registration": guest.pk,
        "by": keeper.pk,
    }
    body = json.dumps({"nonce": str(uuid4()), **{key: str(value) for key, value in known.items()}}).encode()
    return request("POST", PATH, port=server.port, body=body)


def _agree(ticket: TicketType, answered: Load) -> None:
    """Every answer was one person let in, once."""
    let_in = Scan.objects.filter(event=ticket.event, result="ok").count()
    inside = AttendanceInterval.objects.filter(event=ticket.event, ends_at=None, withdrawn_at=None).count()
    if not let_in == inside == answered.answers:
        raise RuntimeError(f"{answered.answers} answers, {let_in} let in, {inside} inside.")
