"""Money that comes too late, or twice, and what happens to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.billing.exceptions import PaymentMismatch
from accredit.billing.gateways.stripe import SessionState
from accredit.billing.models import Invoice, Order, OrderLine, Payment, Refund
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.orders import order_release
from accredit.billing.services.payments import session_apply
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.billing.tests.stand import Stand
from accredit.billing.tests.world import buy, hear, news, redeliver, world
from accredit.core import clock, storage
from accredit.core.money import Money
from accredit.core.testing import api, drain
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(client: APIClient, stand: Stand, shop: Shop, seller: Organization) -> Any:
    """A paid page whose order was let go before the news came."""
    item = shop.offer(seller, 4900)
    bought = buy(client, item).data
    stand.pay(bought["checkout_url"])
    order_release(order_id=UUID(bought["order"]), wanted=OrderStatus.EXPIRED, now=clock.now())
    assert (Order.objects.get().status, shop.reserved) == ("expired", [])
    return {"item": item, **bought}


def test_late_money_takes_the_seat_again(late: Any, stand: Stand, shop: Shop) -> None:
    hear(stand)
    order = Order.objects.get()
    assert (order.status, news("order_paid"), Refund.objects.count()) == ("paid", 1, 0)
    assert shop.reserved == [(order.id, late["item"])]
    assert OrderLine.objects.get().claims_item
    before = world()
    redeliver(stand)
    assert world() == before


def test_late_money_for_a_seat_that_is_gone_goes_back(late: Any, stand: Stand, shop: Shop) -> None:
    shop.sold_out = True
    hear(stand)
    refund = Refund.objects.get()
    assert (Order.objects.get().status, news("order_paid")) == ("expired", 0)
    assert (refund.reason, refund.amount, refund.status) == ("late_money", 4900, "succeeded")
    assert not OrderLine.objects.get().claims_item
    assert [one["amount"] for one in stand.objects("refunds")] == [4900]
    before = world()
    redeliver(stand)
    assert world() == before
    assert len(stand.objects("refunds")) == 1


def test_late_money_for_what_was_bought_again_meanwhile_goes_back(late: Any, stand: Stand, client: APIClient) -> None:
    again = buy(client, late["item"]).data
    hear(stand)
    assert Order.objects.get(pk=late["order"]).status == "expired"
    assert Refund.objects.get().reason == "late_money"
    stand.pay(again["checkout_url"])
    hear(stand)
    assert Order.objects.get(pk=again["order"]).status == "paid"
    assert (news("order_paid"), Refund.objects.count()) == (1, 1)


def test_late_money_does_not_oversell_a_code(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, half_price: HalfPrice, buyer: User
) -> None:
    bought = buy(client, shop.offer(seller, 4900), promo_code="half").data
    stand.pay(bought["checkout_url"])
    order_release(order_id=UUID(bought["order"]), wanted=OrderStatus.CANCELLED, now=clock.now())
    assert half_price.held == []
    half_price.uses = 0
    hear(stand)
    assert (Order.objects.get().status, Refund.objects.get().amount, half_price.held) == ("cancelled", 2450, [])


def _paid(order: Order, intent: str, amount: int = 4900) -> SessionState:
    return SessionState(
        id=f"cs_{intent}",
        order_id=str(order.id),
        attempt_id="",
        status="complete",
        payment_status="paid",
        total=Money(amount, "EUR"),
        payment_intent_id=intent or None,
        url="",
    )


def test_a_second_payment_of_a_paid_order_goes_back(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    first = buy(client, shop.offer(seller, 4900)).data
    other = buy(client, shop.offer(seller, 4900, title="Sepsis")).data
    for page in (first, other):
        stand.pay(page["checkout_url"])
    hear(stand)
    order = Order.objects.get(pk=first["order"])
    stray = Payment.objects.get(order_id=other["order"])
    intent = stray.payment_intent_id
    stray.delete()
    for _ in range(2):
        session_apply(session=_paid(order, intent), now=clock.now())
        drain()
    refund = Refund.objects.get()
    assert (refund.reason, refund.status, refund.payment.order_id) == ("paid_twice", "succeeded", order.id)
    assert (Order.objects.get(pk=order.pk).status, news("order_paid")) == ("paid", 2)
    assert [one["reason"] for one in stand.objects("refunds")] == ["duplicate"]


def test_a_paid_page_that_names_no_payment_grants_nothing(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    order = Order.objects.get(pk=buy(client, shop.offer(seller, 4900)).data["order"])
    with pytest.raises(PaymentMismatch):
        session_apply(session=_paid(order, ""), now=clock.now())
    assert Order.objects.get().status == "pending"


def test_the_buyer_gets_one_receipt(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, mailoutbox: list[Any]
) -> None:
    stand.pay(buy(client, shop.offer(seller, 123400)).data["checkout_url"])
    hear(stand)
    redeliver(stand)
    order = Order.objects.get()
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]
    text = mailoutbox[0].body
    assert mailoutbox[0].subject == f"Your receipt for order {order.number}"
    assert "Stewardship (Meridian Institute): EUR 1,234.00" in text
    assert "Total: EUR 1,234.00" in text
    assert order.number in mailoutbox[0].alternatives[0].content
    assert order.receipt_sent_at is not None
    name, content, media_type = mailoutbox[0].attachments[0]
    invoice = Invoice.objects.get()
    assert (name, media_type) == (f"{invoice.number}.pdf", "application/pdf")
    assert content == storage.private().read(invoice.pdf_key)
    assert f"Your invoice {invoice.number} is attached." in text


def test_what_is_bought_is_in_the_persons_export(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, buyer: User
) -> None:
    from accredit.billing.selectors import person_export
    from accredit.billing.services.people import person_erase

    buy(client, shop.offer(seller, 4900))
    client.post("/api/courses/cartItem/", {"item_id": str(shop.offer(seller, 1, title="Later"))}, format="json")
    mine = person_export(buyer.id)
    assert [order["total"]["amount"] for order in mine["orders"]] == [4900]
    assert mine["cart"] == ["Later"]
    for _ in range(2):
        person_erase(buyer.id, now=clock.now())
    gone = person_export(buyer.id)
    assert (gone["cart"], gone["orders"][0]["email"]) == ([], "")
    assert api(buyer).get("/api/courses/cartItem/").data["results"] == []
