"""Two hundred people want the last ten places of a paid event, over HTTP, at two app servers."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from accredit.accounts.models import User
from accredit.accounts.services import issue_tokens
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CheckoutAttempt, Order, Payment
from accredit.billing.tests.stand import VISA
from accredit.core import clock
from accredit.events.models import TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations.models import Registration

from .deployment import Deployment, until
from .journeys import five_minutes_pass, given_up, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
BUYERS, PLACES, PRICE, LATE, AGAIN = 200, 10, 14500, 3, 40
DAYS_AWAY = timedelta(days=30)


def test_ten_have_a_place_and_nobody_is_charged_without_one(fresh: Deployment) -> None:
    starts_at = clock.now() + DAYS_AWAY
    ticket = event_with_ticket(size=PLACES, price=PRICE, starts_at=starts_at, ends_at=starts_at + timedelta(hours=8))
    people: list[Any] = User.objects.bulk_create(UserFactory.build_batch(BUYERS))
    tokens = {user.email: issue_tokens(user=user, now=clock.now()).access for user in people}
    servers = [fresh.start_app(number, wait=False) for number in (0, 1)]
    worker = fresh.start_worker()
    fresh.wait_for_app(0)
    fresh.wait_for_app(1)

    answers = asyncio.run(race(fresh, ticket, tokens))

    statuses = Counter(answer.status_code for answer in answers.values())
    assert statuses == {201: PLACES, 409: BUYERS - PLACES}
    assert {one.json()["code"] for one in answers.values() if one.status_code == 409} == {"sold_out"}
    held = Registration.objects.filter(holds_place=True, status="pending_payment")
    assert (held.count(), Registration.objects.count(), Order.objects.count()) == (PLACES, PLACES, PLACES)
    assert taken(ticket) == PLACES
    order_holds = dict(Order.objects.values_list("id", "hold_expires_at"))
    assert dict(held.values_list("order_id", "hold_expires_at")) == order_holds, "as long as its order"

    # Three of them do not pay. Their time runs out, and the page that would have charged them is closed first.
    pages = {email: one.json()["checkout_url"] for email, one in answers.items() if one.status_code == 201}
    late = list(pages)[:LATE]
    paying = [pages[email] for email in pages if email not in late]
    assert {answer.status_code for answer in asyncio.run(pay(paying))} == {303}
    until(lambda: confirmed() == PLACES - LATE and quiet(), "the places that were paid")
    fresh.kill(worker)
    unpaid = Order.objects.exclude(status="paid")
    assert unpaid.count() == LATE
    unpaid.update(hold_expires_at=clock.now() - timedelta(seconds=1))
    five_minutes_pass()
    fresh.start_worker()
    until(lambda: taken(ticket) == PLACES - LATE and quiet(), "the end of the holds")
    assert set(Registration.objects.filter(email__in=late).values_list("status", "holds_place")) == {("expired", False)}
    assert not Registration.objects.filter(status="pending_payment").exists()
    assert {fresh.stand.get(f"checkout/sessions/{one}")["status"] for one in sessions(late)} == {"expired"}
    assert 303 not in {answer.status_code for answer in asyncio.run(pay([pages[email] for email in late]))}

    # Of those who were refused many try again for what came free, and pay as soon as they have it.
    refused = [email for email, answer in answers.items() if answer.status_code == 409][:AGAIN]
    second = asyncio.run(race(fresh, ticket, {email: tokens[email] for email in refused}))
    winners = {email: one for email, one in second.items() if one.status_code == 201}
    assert Counter(one.status_code for one in second.values()) == {201: LATE, 409: AGAIN - LATE}
    again = asyncio.run(pay([one.json()["checkout_url"] for one in winners.values()]))
    assert {answer.status_code for answer in again} == {303}
    until(lambda: confirmed() == PLACES and quiet(), "the places that came free")

    charges = fresh.charges()
    assert {(charge["amount"], charge["status"], charge["amount_refunded"]) for charge in charges} == {
        (PRICE, "succeeded", 0)
    }
    charged = Payment.objects.filter(payment_intent_id__in=[charge["payment_intent"] for charge in charges])
    paid_for = set(charged.values_list("order_id", flat=True))
    with_place = Registration.objects.filter(status="confirmed", holds_place=True)
    assert set(with_place.values_list("order_id", flat=True)) == paid_for
    assert (len(charges), len(paid_for), with_place.count(), taken(ticket)) == (PLACES,) * 4
    everybody = {email for email in pages if email not in late} | set(winners)
    assert set(with_place.values_list("email", flat=True)) == everybody
    assert Registration.objects.count() == PLACES + LATE
    assert given_up() == []
    assert all(server.process.poll() is None for server in servers)


async def race(fresh: Deployment, ticket: TicketType, tokens: dict[str, str]) -> dict[str, httpx.Response]:
    """Everybody registers at once, half of them at the one server and half at the other."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        posts = [
            client.post(
                f"{fresh.address(number % 2)}/api/registrations/register/",
                json={
                    "event": ticket.event.slug,
                    "attendees": [{"ticket_type": str(ticket.id), "name": "Ada", "email": email}],
                },
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex},
            )
            for number, (email, token) in enumerate(tokens.items())
        ]
        return dict(zip(tokens, await asyncio.gather(*posts), strict=True))


async def pay(pages: list[str]) -> list[httpx.Response]:
    """Everybody fills in their page at once."""
    form = {"method": "card", "card_number": VISA, "exp": "12/34", "cvc": "123", "name": "Ada"}
    async with httpx.AsyncClient(timeout=60) as client:
        return await asyncio.gather(*(client.post(page, data=form) for page in pages))


def confirmed() -> int:
    return Registration.objects.filter(status="confirmed").count()


def taken(ticket: TicketType) -> int:
    ticket.capacity.refresh_from_db()
    return ticket.capacity.taken


def sessions(emails: list[str]) -> list[str | None]:
    """The payment pages of these people."""
    orders = Registration.objects.filter(email__in=emails).values_list("order_id", flat=True)
    return list(CheckoutAttempt.objects.filter(order_id__in=list(orders)).values_list("session_id", flat=True))
