"""Real threads against each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.exceptions import AlreadyBought, RefundTooLarge
from accredit.billing.gateways.stripe import SessionState
from accredit.billing.models import BalanceEntry, Invoice, InvoiceSeries, Order, OrderLine, Payment, Refund
from accredit.billing.rules.orders import UNFINISHED, OrderStatus
from accredit.billing.services.checkout import checkout_items
from accredit.billing.services.invoice_files import invoice_make
from accredit.billing.services.orders import order_place, order_release, order_settle
from accredit.billing.services.payments import session_apply
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.seller_refunds import refund_lines
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, PaymentFactory, order_of, sold
from accredit.billing.tests.moves import ask_refund, dispute, line_of, move
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


class GivenUp(Exception):
    """A purchase that fails after its invoice was numbered."""


def pay(order: Order, *, then_fail: bool = False) -> None:
    with transaction.atomic():
        assert order_settle(order_id=order.id, coming_from=UNFINISHED, now=clock.now())
        if then_fail:
            raise GivenUp


def test_sixteen_sales_at_once_are_numbered_without_gap_or_twin(seller: Organization) -> None:
    orders = [OrderFactory(total_amount=4900) for _ in range(16)]
    for order in orders:
        OrderLineFactory(order=order, organization=seller)
    answers = together([partial(pay, order, then_fail=n % 4 == 3) for n, order in enumerate(orders)])
    assert sum(isinstance(answer, GivenUp) for answer in answers) == 4
    assert answers.count(None) == 12
    assert sorted(Invoice.objects.values_list("serial", flat=True)) == list(range(1, 13))
    assert InvoiceSeries.objects.get().last == 12
    assert BalanceEntry.objects.count() == 12


def test_orders_of_the_same_sellers_do_not_wait_for_each_other_for_ever(seller: Organization) -> None:
    other: Organization = OrganizationFactory()
    orders = [OrderFactory(total_amount=9800) for _ in range(8)]
    for n, order in enumerate(orders):
        for position, organization in enumerate((seller, other) if n % 2 else (other, seller)):
            OrderLineFactory(order=order, organization=organization, position=position)
    assert together([partial(pay, order) for order in orders]) == [None] * 8
    for organization in (seller, other):
        serials = Invoice.objects.filter(organization=organization).values_list("serial", flat=True)
        assert sorted(serials) == list(range(1, 9))


def test_refunds_told_at_once_are_credited_in_turn(seller: Organization) -> None:
    orders = [sold(seller, 4900) for _ in range(4)]
    refunds = [ask_refund(order, {line_of(order).id: 1000}) for order in orders]
    answers = together([partial(move, refund, "succeeded") for refund in refunds for _ in range(3)])
    assert answers.count(True) == 4
    notes = Invoice.objects.filter(kind="credit_note")
    assert sorted(notes.values_list("serial", flat=True)) == [1, 2, 3, 4]
    assert BalanceEntry.objects.filter(kind="refund").count() == 4


@pytest.mark.parametrize("_", range(3))
def test_a_refund_against_a_lost_dispute_takes_nothing_twice(seller: Organization, _: int) -> None:
    order = sold(seller, 4900)
    refund = ask_refund(order, {line_of(order).id: 1900})
    together([partial(move, refund, "succeeded"), partial(dispute, order, "lost")])
    assert sum(BalanceEntry.objects.values_list("amount", flat=True)) == 0
    assert sum(Invoice.objects.values_list("gross_amount", flat=True)) == 0


def test_the_invoices_of_one_order_made_at_once_owe_one_receipt(seller: Organization) -> None:
    order = OrderFactory(total_amount=14_700)
    for position in range(3):
        OrderLineFactory(order=order, position=position)
    pay(order)
    invoices = list(Invoice.objects.all())
    together([partial(invoice_make, invoice_id=one.id, now=clock.now()) for one in invoices for _ in range(2)])
    assert Invoice.objects.exclude(pdf_key="").count() == 3
    receipts = Job.objects.filter(name="billing.receipt_send", unique_key=f"billing.receipt_send:{order.id}")
    assert receipts.count() == 1
