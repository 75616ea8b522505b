"""Two hundred people want one of ten uses of a promo code, over HTTP, at two app servers."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import uuid4

import httpx
import pytest

from accredit.accounts.models import User
from accredit.accounts.services import issue_tokens
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Invoice, Order, Payment
from accredit.billing.tests.stand import VISA
from accredit.core import clock
from accredit.learning.models import Enrollment
from accredit.promo_codes.models import PromoCode, PromoUse
from accredit.promo_codes.tests.factories import PromoCodeFactory

from .deployment import Deployment, until
from .journeys import PRICE, course_on_sale, given_up, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
BUYERS, USES = 200, 10
LOWER = PRICE * 80 // 100


def test_ten_buy_at_the_lower_price_and_nobody_is_charged_without_an_order(fresh: Deployment) -> None:
    course = course_on_sale()
    code: PromoCode = PromoCodeFactory(organization=course.organization, total_limit=USES, per_person_limit=1)
    people = User.objects.bulk_create(UserFactory.build_batch(BUYERS))
    tokens = [issue_tokens(user=user, now=clock.now()).access for user in people]
    fresh.start_app(0, wait=False)
    fresh.start_app(1, wait=False)
    fresh.start_worker()
    fresh.wait_for_app(0)
    fresh.wait_for_app(1)

    answers = asyncio.run(race(fresh, tokens, {"course": str(course.id), "promo_code": code.code}))

    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {201: USES, 409: BUYERS - USES}
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"promo_code_exhausted"}
    assert PromoUse.objects.filter(promo_code=code, released_at=None).count() == USES
    assert Order.objects.filter(status="pending", total_amount=LOWER, promo_code=code.code).count() == USES
    assert Order.objects.count() == USES, "a refused buyer has no order"

    # Of those who were refused every tenth buys without the code.
    refused = [token for token, answer in zip(tokens, answers, strict=True) if answer.status_code == 409][::10]
    without = asyncio.run(race(fresh, refused, {"course": str(course.id)}))
    assert {answer.status_code for answer in without} == {201}
    winners = [answer for answer in answers if answer.status_code == 201]
    pages = [answer.json()["checkout_url"] for answer in winners + without]
    assert {answer.status_code for answer in asyncio.run(pay(pages))} == {303}
    until(lambda: Enrollment.objects.filter(course=course).count() == len(pages) and quiet(), "the enrollments")

    charges = fresh.charges()
    assert Counter(charge["amount"] for charge in charges) == {LOWER: USES, PRICE: len(refused)}
    assert {charge["status"] for charge in charges} == {"succeeded"}
    paid = Payment.objects.select_related("order")
    assert {charge["payment_intent"]: charge["amount"] for charge in charges} == {
        payment.payment_intent_id: payment.order.total_amount for payment in paid
    }
    assert {payment.order.status for payment in paid} == {"paid"}
    code.refresh_from_db()
    assert (code.used, PromoUse.objects.count()) == (USES, USES)
    serials = sorted(Invoice.objects.values_list("serial", flat=True))
    assert serials == list(range(1, len(pages) + 1)), "one invoice a purchase, numbered without a gap"
    assert given_up() == []


async def race(fresh: Deployment, tokens: list[str], body: dict[str, str]) -> list[httpx.Response]:
    """Everybody posts at once, half of them to the one server and half to the other."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        posts = [
            client.post(
                f"{fresh.address(number % 2)}/api/payments/stripe/",
                json=body,
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex},
            )
            for number, token in enumerate(tokens)
        ]
        return await asyncio.gather(*posts)


async def pay(pages: list[str]) -> list[httpx.Response]:
    """Everybody fills in their page at once."""
    form = {"method": "card", "card_number": VISA, "exp": "12/34", "cvc": "123", "name": "Ada"}
    async with httpx.AsyncClient(timeout=60) as client:
        return await asyncio.gather(*(client.post(page, data=form) for page in pages))
