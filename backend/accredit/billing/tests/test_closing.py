"""Holds that end, and payments whose news never came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.billing import tasks
from accredit.billing.models import CheckoutAttempt, Order, Refund
from accredit.billing.services.orders import order_place
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.billing.tests.stand import Stand
from accredit.billing.tests.world import buy, hear, news
from accredit.core import clock
from accredit.core.models import Job
from accredit.core.testing import JobFailed, drain
from accredit.organizations.models import Organization

pytestmark = pytest.mark.django_db
OVER = timedelta(minutes=36)


@pytest.fixture
def bought(client: APIClient, stand: Stand, shop: Shop, seller: Organization) -> Any:
    return buy(client, shop.offer(seller, 4900)).data


def expire(later: timedelta = OVER) -> None:
    now = clock.now() + later
    tasks.expire_orders(now=now)
    drain(now)


def reconcile(later: timedelta) -> None:
    now = clock.now() + later
    tasks.reconcile(now=now)
    drain(now)


def test_a_hold_that_is_over_closes_the_page_first_and_lets_go(bought: Any, stand: Stand, shop: Shop) -> None:
    expire()
    assert stand.get(f"checkout/sessions/{bought['session_id']}")["status"] == "expired"
    assert (Order.objects.get().status, shop.reserved, news("order_expired")) == ("expired", [], 1)
    expire()
    hear(stand)
    assert news("order_expired") == 1


def test_a_hold_that_runs_is_left_alone(bought: Any, stand: Stand, shop: Shop) -> None:
    expire(timedelta(minutes=34))
    assert stand.get(f"checkout/sessions/{bought['session_id']}")["status"] == "open"
    assert Order.objects.get().status == "pending"


def test_a_page_that_was_paid_is_fulfilled_instead(bought: Any, stand: Stand, shop: Shop) -> None:
    stand.pay(bought["checkout_url"])
    expire()
    assert (Order.objects.get().status, news("order_paid"), news("order_expired")) == ("paid", 1, 0)
    assert shop.reserved
    hear(stand)
    assert (news("order_paid"), Refund.objects.count()) == (1, 0)


def test_a_page_whose_bank_works_keeps_its_hold(bought: Any, stand: Stand, shop: Shop) -> None:
    stand.pay(bought["checkout_url"], method="bank_debit_succeeds")
    expire()
    assert Order.objects.get().settling
    expire(timedelta(days=3))
    assert Order.objects.get().settling
    assert shop.reserved


def test_while_stripe_is_away_the_hold_is_kept(bought: Any, stand: Stand, shop: Shop, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(JobFailed):
        expire()
    assert (Order.objects.get().status, len(shop.reserved)) == ("pending", 1)
    settings.STRIPE_API_BASE = stand.url
    Job.objects.update(attempts=0, error="")
    expire(OVER + timedelta(minutes=1))
    assert Order.objects.get().status == "expired"


def test_an_order_that_never_reached_stripe_just_ends(
    buyer: User, shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    item = ItemRef("course", shop.offer(seller, 4900))
    order = order_place(buyer_id=buyer.id, items=[item], promo_code="half", now=clock.now())
    assert (order.status, half_price.held) == ("open", [order.id])
    expire()
    assert (Order.objects.get().status, shop.reserved, half_price.held) == ("expired", [], [])


def test_stripe_is_asked_about_a_payment_whose_news_never_came(bought: Any, stand: Stand) -> None:
    stand.pay(bought["checkout_url"])
    reconcile(timedelta(minutes=1))
    assert Order.objects.get().status == "pending"
    reconcile(timedelta(minutes=3))
    assert (Order.objects.get().status, news("order_paid")) == ("paid", 1)
    hear(stand)
    assert news("order_paid") == 1


def test_an_expired_page_whose_news_never_came_lets_go(bought: Any, stand: Stand, shop: Shop) -> None:
    stand.control(f"sessions/{bought['session_id']}/expire", {})
    reconcile(timedelta(minutes=3))
    assert (Order.objects.get().status, shop.reserved) == ("expired", [])


@pytest.mark.parametrize(("method", "status"), [("bank_debit_succeeds", "paid"), ("bank_debit_fails", "cancelled")])
def test_a_banks_answer_that_never_came_is_asked_for(bought: Any, stand: Stand, method: str, status: str) -> None:
    stand.pay(bought["checkout_url"], method=method)
    reconcile(timedelta(minutes=3))
    assert Order.objects.get().settling
    stand.settle()
    reconcile(timedelta(hours=2))
    assert Order.objects.get().status == status


def test_an_open_page_is_asked_about_less_and_less_often(bought: Any, stand: Stand) -> None:
    for minutes, checks in [(3, 1), (4, 1), (6, 2), (9, 2), (11, 3)]:
        reconcile(timedelta(minutes=minutes))
        assert CheckoutAttempt.objects.get().checks == checks, minutes


def test_nothing_is_asked_about_what_has_an_end(bought: Any, stand: Stand) -> None:
    stand.pay(bought["checkout_url"])
    hear(stand)
    reconcile(timedelta(hours=2))
    assert CheckoutAttempt.objects.get().checks == 0
