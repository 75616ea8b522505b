"""Real threads against each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.exceptions import AlreadyBought, RefundTooLarge
from accredit.billing.gateways.stripe import SessionState
from accredit.billing.models import Order, OrderLine, Payment, Refund
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.checkout import checkout_items
from accredit.billing.services.orders import order_place, order_release
from accredit.billing.services.payments import session_apply
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.seller_refunds import refund_lines
from accredit.billing.tests.factories import OrderLineFactory, PaymentFactory, order_of
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import Stand
from accredit.billing.tests.world import news
from accredit.core import clock
from accredit.core.models import Job
from accredit.core.money import Money
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seller() -> Organization:
    organization: Organization = OrganizationFactory()
    return organization


@pytest.fixture
def buyer() -> User:
    user: User = UserFactory()
    return user


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """Make these calls at once, each in a thread and with a connection of its own; errors are answers."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - an error is an answer here
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def paid(order: Order, intent: str) -> SessionState:
    return SessionState(
        id=f"cs_{intent}",
        order_id=str(order.id),
        attempt_id="",
        status="complete",
        payment_status="paid",
        total=Money(order.total_amount, order.currency),
        payment_intent_id=intent,
        url="",
    )


def test_a_person_who_clicks_eight_times_orders_once(shop: Shop, seller: Organization, buyer: User) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    answers = together([lambda: order_place(buyer_id=buyer.id, items=[item], now=clock.now())] * 8)
    assert sum(isinstance(answer, Order) for answer in answers) == 1
    assert sum(isinstance(answer, AlreadyBought) for answer in answers) == 7
    assert (Order.objects.count(), OrderLine.objects.count(), len(shop.reserved)) == (1, 1, 1)


def test_a_payment_told_eight_times_at_once_is_fulfilled_once(shop: Shop, seller: Organization, buyer: User) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    order = order_place(buyer_id=buyer.id, items=[item], now=clock.now())
    answers = together([lambda: session_apply(session=paid(order, "pi_1"), now=clock.now())] * 8)
    assert answers == [None] * 8
    assert (Order.objects.get().status, Payment.objects.count(), news("order_paid")) == ("paid", 1, 1)


def test_two_payments_at_once_pay_once_and_one_goes_back(shop: Shop, seller: Organization, buyer: User) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    order = order_place(buyer_id=buyer.id, items=[item], now=clock.now())
    together([partial(session_apply, session=paid(order, one), now=clock.now()) for one in ("pi_1", "pi_2")])
    assert (Order.objects.get().status, Payment.objects.count(), news("order_paid")) == ("paid", 2, 1)
    assert Job.objects.filter(name="billing.refund_send").count() == 1


@pytest.mark.parametrize("_", range(5))
def test_a_payment_against_the_end_of_the_hold_is_never_lost(
    shop: Shop, seller: Organization, buyer: User, _: int
) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    order = order_place(buyer_id=buyer.id, items=[item], now=clock.now())
    together(
        [
            lambda: session_apply(session=paid(order, "pi_1"), now=clock.now()),
            lambda: order_release(order_id=order.id, wanted=OrderStatus.EXPIRED, now=clock.now()),
        ]
    )
    assert (Order.objects.get().status, OrderLine.objects.get().claims_item, news("order_paid")) == ("paid", True, 1)


def test_two_clicks_at_once_give_one_order_and_one_page(
    stand: Stand, shop: Shop, seller: Organization, buyer: User
) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    answers = together([lambda: checkout_items(buyer_id=buyer.id, items=[item], now=clock.now())] * 3)
    pages = {answer.session_id for answer in answers if not isinstance(answer, Exception)}
    assert len(pages) == 1
    assert all(isinstance(answer, AlreadyBought) for answer in answers if isinstance(answer, Exception))
    assert Order.objects.count() == 1


def test_a_line_refunded_by_eight_people_at_once_goes_back_once(seller: Organization) -> None:
    line = OrderLineFactory(order=order_of(0, status="paid", paid_at=clock.now()), organization=seller)
    PaymentFactory(order=line.order)
    actor = UserFactory()
    ask = partial(refund_lines, organization=seller, actor_id=actor.id, order_id=line.order_id, amounts={line.id: 3000})
    answers = together([ask] * 8)
    assert sum(isinstance(answer, Refund) for answer in answers) == 1
    assert sum(isinstance(answer, RefundTooLarge) for answer in answers) == 7
    assert (Refund.objects.count(), OrderLine.objects.get().refunded_amount) == (1, 3000)
