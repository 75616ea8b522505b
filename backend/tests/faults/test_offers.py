"""Offers of a waiting list whose time runs out in the very moment in which they are accepted, at two app servers."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from django.db import connection

from accredit.accounts.services import issue_tokens
from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.events.models import Capacity, TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.services import offers_expire
from accredit.registrations.tests.factories import WaitingEntryFactory

from .deployment import Deployment, until
from .journeys import given_up, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
OFFERS, TRIES, CLOSERS = 20, 4, 3
AROUND = timedelta(seconds=1)
"""How long before and after the end of the offers people press the button."""


def test_each_offer_is_either_accepted_or_expired_and_its_place_is_neither_lost_nor_doubled(fresh: Deployment) -> None:
    tickets = [event_with_ticket(size=1) for _ in range(OFFERS)]
    entries: list[WaitingEntry] = [WaitingEntryFactory(ticket_type=ticket) for ticket in tickets]
    behind: list[WaitingEntry] = [WaitingEntryFactory(ticket_type=ticket) for ticket in tickets]
    for number in (0, 1):
        fresh.start_app(number, wait=False)
    for number in (0, 1):
        fresh.wait_for_app(number)
    tokens = {one.pk: issue_tokens(user=one.person, now=clock.now()).access for one in entries if one.person}
    ends_at = clock.now() + timedelta(seconds=2) + AROUND
    for entry, ticket in zip(entries, tickets, strict=True):
        offer(entry, ticket, ends_at)

    with everybody_closes():
        answers = asyncio.run(all_accept(fresh, tokens, ends_at))
        until(
            lambda: not WaitingEntry.objects.filter(pk__in=[e.pk for e in entries], status="offered").exists(), "ends"
        )

    for entry, ticket in zip(entries, tickets, strict=True):
        entry.refresh_from_db()
        codes = Counter(answer.status_code for answer in answers[entry.pk])
        accepted = entry.status == "accepted"
        assert entry.status in {"accepted", "expired"}
        assert codes == ({201: 1, 409: TRIES - 1} if accepted else {409: TRIES}), entry.status
        refused = {answer.json()["code"] for answer in answers[entry.pk] if answer.status_code == 409}
        assert refused == {"offer_over"}
        held = Registration.objects.filter(event=ticket.event, holds_place=True, status="confirmed")
        assert (held.count(), taken(ticket)) == ((1, 1) if accepted else (0, 0))
    outcomes = Counter(entry.status for entry in entries)
    assert set(outcomes) == {"accepted", "expired"}, "the moment was met: some were in time and some were not"

    # What expired goes to whoever stands behind, each place once.
    fresh.start_worker(0)
    fresh.start_worker(1)
    until(lambda: offered(behind) == outcomes["expired"] and quiet(), "the offers to the next")
    for entry, ticket, following in zip(entries, tickets, behind, strict=True):
        following.refresh_from_db()
        assert following.status == ("offered" if entry.status == "expired" else "waiting")
        assert taken(ticket) == 1
    news = OutboxEvent.objects.filter(name="registrations.registration_confirmed")
    assert news.count() == outcomes["accepted"] == Registration.objects.count()
    assert given_up() == []


def offer(entry: WaitingEntry, ticket: TicketType, ends_at: datetime) -> None:
    """The one place of the event, taken for them until then."""
    Capacity.objects.filter(pk=ticket.capacity_id).update(taken=1)
    WaitingEntry.objects.filter(pk=entry.pk).update(
        status="offered", offered_ticket_type_id=ticket.pk, offered_at=clock.now(), offer_expires_at=ends_at
    )


@contextmanager
def everybody_closes() -> Iterator[None]:
    """What a worker does once a minute, by several at once and all the time."""
    over = threading.Event()

    def close() -> None:
        while not over.wait(0.01):
            offers_expire(now=clock.now())
        connection.close()

    closers = [threading.Thread(target=close) for _ in range(CLOSERS)]
    for one in closers:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in closers:
            one.join()


async def all_accept(fresh: Deployment, tokens: dict[UUID, str], ends_at: datetime) -> dict[UUID, list[httpx.Response]]:
    """Everybody tries several times at both servers, some a while before the end and some a while after it."""

    async def accept(client: httpx.AsyncClient, entry_id: UUID, place: int, number: int) -> httpx.Response:
        at = ends_at - AROUND + 2 * AROUND * (place / OFFERS)
        await asyncio.sleep(max((at - clock.now()).total_seconds(), 0))
        return await client.post(
            f"{fresh.address(number % 2)}/api/registrations/waiting-list/{entry_id}/accept/",
            json={},
            headers={"Authorization": f"Bearer {tokens[entry_id]}", "Idempotency-Key": uuid4().hex},
        )

    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=None)) as client:
        calls = [accept(client, one, place, number) for place, one in enumerate(tokens) for number in range(TRIES)]
        answered = await asyncio.gather(*calls)
    return {one: list(answered[place * TRIES : (place + 1) * TRIES]) for place, one in enumerate(tokens)}


def taken(ticket: TicketType) -> int:
    """The counter, which must be what places and offers say."""
    return Capacity.objects.get(pk=ticket.capacity_id).taken


def offered(entries: list[WaitingEntry]) -> int:
    return WaitingEntry.objects.filter(pk__in=[entry.pk for entry in entries], status="offered").count()
