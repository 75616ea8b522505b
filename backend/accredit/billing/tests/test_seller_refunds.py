"""Sales and refunds in the console: /api/billing/sales/ and /api/billing/refunds/"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.billing.models import Order, OrderLine, Payment, Refund
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, PaymentFactory, order_of, settle
from accredit.billing.tests.factories import sold as sold_order
from accredit.billing.tests.moves import ask_refund, line_of, move, refunded
from accredit.billing.tests.shop import Shop
from accredit.billing.tests.stand import REFUND_FAILS_LATER, VISA, Stand
from accredit.billing.tests.world import buy, buy_cart, deliver, hear, news, redeliver, world
from accredit.core.clock import now
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, drain
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
SALES, REFUNDS = "/api/billing/sales/", "/api/billing/refunds/"


@pytest.fixture
def finance(seller: Organization) -> APIClient:
    return api(member(seller, "finance"), seller)


@pytest.fixture
def sold(client: APIClient, stand: Stand, shop: Shop, seller: Organization, request: pytest.FixtureRequest) -> Order:
    """A paid order of 49.00 and 10.00, of one seller, by the card that the test names."""
    for amount in (4900, 1000):
        client.post("/api/courses/cartItem/", {"item_id": str(shop.offer(seller, amount))}, format="json")
    stand.pay(buy_cart(client).data["checkout_url"], card=getattr(request, "param", VISA))
    hear(stand)
    return Order.objects.get()


def refund(staff: APIClient, order: Order | UUID, *lines: Any, key: str | None = None, **more: Any) -> Any:
    order_id = order.id if isinstance(order, Order) else order
    given = [one if isinstance(one, dict) else {"line": str(one)} for one in lines]
    body = {"order": str(order_id), "lines": given, **more}
    return staff.post(REFUNDS, body, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def states(order: Order) -> tuple[str, list[bool], list[int]]:
    lines = OrderLine.objects.filter(order=order).order_by("position")
    return (
        Order.objects.get(pk=order.pk).status,
        [line.claims_item for line in lines],
        [line.refunded_amount for line in lines],
    )


@pytest.mark.happy
def test_a_seller_sees_what_was_sold(finance: APIClient, seller: Organization) -> None:
    line = OrderLineFactory(order=order_of(0, status="paid", paid_at=now()), organization=seller)
    OrderLineFactory(order=order_of(0), organization=seller)
    rows = finance.get(SALES).data["results"]
    assert [(row["id"], row["total"]["amount"], row["buyer"]["display_name"]) for row in rows] == [
        (line.id, 4900, line.buyer.display_name)
    ]


def test_a_whole_refund_is_promised_then_sent_and_ends_what_was_bought(
    sold: Order, finance: APIClient, stand: Stand
) -> None:
    answer = refund(finance, sold, line_of(sold, 0).id, line_of(sold, 1).id, note="Could not attend.")
    assert (answer.status_code, answer.data["status"], answer.data["amount"]["amount"]) == (201, "requested", 5900)
    assert states(sold) == ("paid", [True, True], [4900, 1000])
    assert (stand.objects("refunds"), news("line_refunded"), news("refund_requested")) == ([], 0, 1)
    drain()
    assert states(sold) == ("refunded", [False, False], [4900, 1000])
    assert news("line_refunded") == 2
    hear(stand)
    before = world()
    redeliver(stand)
    assert world() == before
    assert finance.get(f"{REFUNDS}{answer.data['id']}/").data["status"] == "succeeded"
    assert [row["amount"]["amount"] for row in finance.get(REFUNDS).data["results"]] == [5900]


def test_a_sale_shows_its_refunds_and_the_papers_of_its_order(sold: Order, finance: APIClient, stand: Stand) -> None:
    part = refund(finance, sold, {"line": str(line_of(sold).id), "amount": 2000}, note="Half was taught.").data
    assert (part["order_number"], part["buyer"]["display_name"], part["documents"]) == (sold.number, "Ada Lovelace", [])
    drain()
    hear(stand)
    second, first = sorted(finance.get(SALES).data["results"], key=lambda row: row["total"]["amount"])
    assert [(one["status"], one["amount"]["amount"], one["note"]) for one in first["refunds"]] == [
        ("succeeded", 2000, "Half was taught.")
    ]
    assert second["refunds"] == []
    assert [(one["kind"], one["total"]["amount"], one["pdf_ready"]) for one in first["documents"]] == [
        ("invoice", 5900, True),
        ("credit_note", -2000, True),
    ]
    (row,) = finance.get(REFUNDS).data["results"]
    assert [(line["title"], line["amount"]["amount"]) for line in row["lines"]] == [(first["title"], 2000)]
    assert row["documents"] == first["documents"][1:]


def test_refunds_are_narrowed_by_state_and_order(finance: APIClient, seller: Organization) -> None:
    orders = [sold_order(seller, 4900) for _ in range(3)]
    going, gone, back = [ask_refund(order, {line_of(order).id: 100}) for order in orders]
    assert move(gone, "succeeded")
    assert move(back, "failed")

    def found(**query: str) -> list[str]:
        return [row["id"] for row in finance.get(REFUNDS, query).data["results"]]

    assert found() == [str(one.id) for one in (back, gone, going)]
    assert [found(status=status) for status in ("requested", "succeeded", "failed", "pending")] == [
        [str(going.id)],
        [str(gone.id)],
        [str(back.id)],
        [],
    ]
    assert found(order=str(orders[1].id)) == [str(gone.id)]
    assert found(order=str(new_id())) == []
    (sale,) = finance.get(SALES, {"order": str(orders[1].id)}).data["results"]
    assert sale["order"] == orders[1].id
    for url, query in ((REFUNDS, {"status": "lost"}), (REFUNDS, {"order": "x"}), (SALES, {"order": "x"})):
        assert finance.get(url, query).status_code == 400


def test_a_part_of_a_line_ends_nothing_and_the_rest_does(sold: Order, finance: APIClient) -> None:
    line = line_of(sold)
    refund(finance, sold, {"line": str(line.id), "amount": 2000})
    drain()
    assert states(sold) == ("partially_refunded", [True, True], [2000, 0])
    assert news("line_refunded") == 0
    assert refund(finance, sold, line.id).data["amount"]["amount"] == 2900
    drain()
    assert states(sold) == ("partially_refunded", [False, True], [4900, 0])
    assert news("line_refunded") == 1


def test_what_was_refunded_can_be_bought_again(
    sold: Order, finance: APIClient, client: APIClient, stand: Stand
) -> None:
    line = line_of(sold)
    assert buy(client, line.item_id).status_code == 409
    refund(finance, sold, line.id)
    drain()
    assert buy(client, line.item_id).status_code == 201


def test_more_than_is_left_is_refused(sold: Order, finance: APIClient) -> None:
    line = line_of(sold)
    refund(finance, sold, {"line": str(line.id), "amount": 4000})
    for wanted in ({"line": str(line.id), "amount": 901}, {"line": str(line.id), "amount": 10**9}):
        answer = refund(finance, sold, wanted)
        assert (answer.status_code, answer.data["code"]) == (409, "refund_too_large")
    assert Refund.objects.count() == 1
    assert line_of(sold).refunded_amount == 4000


def test_a_request_that_fails_in_part_keeps_nothing(sold: Order, finance: APIClient) -> None:
    first, second = line_of(sold, 0), line_of(sold, 1)
    answer = refund(finance, sold, first.id, {"line": str(second.id), "amount": 1001})
    assert answer.status_code == 409
    assert states(sold) == ("paid", [True, True], [0, 0])


def test_the_same_key_refunds_once(sold: Order, finance: APIClient, stand: Stand) -> None:
    part = {"line": str(line_of(sold).id), "amount": 1000}
    assert refund(finance, sold, part, key="k").data == refund(finance, sold, part, key="k").data
    drain()
    assert [one["amount"] for one in stand.objects("refunds")] == [1000]


@pytest.mark.parametrize("sold", [REFUND_FAILS_LATER], indirect=True)
def test_a_refund_that_the_bank_returns_gives_the_line_back(sold: Order, finance: APIClient, stand: Stand) -> None:
    refund(finance, sold, line_of(sold).id)
    drain()
    assert states(sold) == ("partially_refunded", [False, True], [4900, 0])
    stand.settle()
    events = stand.events()
    deliver(events)
    assert states(sold) == ("paid", [True, True], [0, 0])
    assert (news("line_refunded"), news("line_refund_failed")) == (1, 1)
    before = world()
    deliver(events[::-1])
    assert world() == before


def test_a_line_that_stripe_will_not_refund_is_whole_again(sold: Order, finance: APIClient) -> None:
    # More than Stripe took: it refuses.
    Payment.objects.update(amount=99_999)
    line = line_of(sold)
    OrderLine.objects.filter(pk=line.pk).update(net_amount=90_000, gross_amount=90_000, list_amount=90_000)
    refund(finance, sold, line.id)
    drain()
    assert Refund.objects.get().status == "failed"
    assert states(sold) == ("paid", [True, True], [0, 0])
    assert news("line_refunded") == 0


def test_what_cost_nothing_cannot_be_refunded(
    client: APIClient, shop: Shop, seller: Organization, finance: APIClient
) -> None:
    buy(client, shop.offer(seller, 0))
    order = Order.objects.get()
    answer = refund(finance, order, line_of(order).id)
    assert (answer.status_code, answer.data["code"]) == (422, "nothing_to_refund")


@pytest.mark.parametrize("status", ["disputed", "refunded"])
def test_a_disputed_or_refunded_order_names_its_state(finance: APIClient, seller: Organization, status: str) -> None:
    line = OrderLineFactory(order=order_of(0, status=status, paid_at=now()), organization=seller)
    PaymentFactory(order=line.order)
    answer = refund(finance, line.order, line.id)
    assert (answer.status_code, answer.data["code"]) == (409, "illegal_transition")
    assert status in answer.data["detail"]
    assert Refund.objects.count() == 0


@pytest.mark.isolation
def test_lines_of_other_sellers_are_not_there(seller: Organization, finance: APIClient) -> None:
    order = order_of(0, status="paid", paid_at=now())
    mine = OrderLineFactory(order=order, organization=seller)
    theirs = OrderLineFactory(order=order, position=1)
    PaymentFactory(order=order, amount=9800)
    assert refund(finance, order, theirs.id).data["code"] == "order_line_not_found"
    assert refund(finance, order, mine.id, theirs.id).status_code == 404
    other = api(member(theirs.organization, "finance"), theirs.organization)
    made = refund(finance, order, mine.id).data["id"]
    assert other.get(REFUNDS, {"order": str(order.id)}).data["results"] == []
    assert other.get(f"{REFUNDS}{made}/").status_code == 404
    assert other.get(REFUNDS).data["results"] == []
    assert [row["id"] for row in other.get(SALES).data["results"]] == [theirs.id]
    stranger = api(member(OrganizationFactory(), "owner"), seller)
    assert refund(stranger, order, mine.id).status_code == 404
    assert stranger.get(SALES).status_code == 404
    assert stranger.get(REFUNDS).status_code == 404
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(("role", "sees"), [("organizer", True), ("door", False), ("viewer", False)])
def test_other_roles_may_not_refund(seller: Organization, role: str, sees: bool) -> None:
    staff = api(member(seller, role), seller)
    assert staff.get(SALES).status_code == (200 if sees else 403)
    assert staff.get(REFUNDS).status_code == (200 if sees else 403)
    assert staff.get(f"{REFUNDS}{new_id()}/").status_code == (404 if sees else 403)
    assert refund(staff, new_id(), new_id()).status_code == 403


def test_strangers_are_asked_to_sign_in(seller: Organization) -> None:
    stranger = api(organization=seller)
    answers = [stranger.get(SALES), stranger.get(REFUNDS), stranger.get(f"{REFUNDS}{new_id()}/")]
    assert [answer.status_code for answer in [*answers, refund(stranger, new_id(), new_id())]] == [401] * 4


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "order"),
        ({"order": str(new_id()), "lines": []}, "lines"),
        ({"order": str(new_id()), "lines": [{"line": str(new_id()), "amount": 0}]}, "lines.0.amount"),
        ({"order": str(new_id()), "lines": [{"line": "01938f5e-6f7a-7c3e-9b1d-2f4a6c8e0b12"}] * 2}, "lines"),
    ],
)
def test_bad_input_names_the_field(finance: APIClient, body: dict[str, Any], path: str) -> None:
    answer = finance.post(REFUNDS, body, format="json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 400
    assert path in [error["path"] for error in answer.data["errors"]]


def test_many_sales_cost_no_more_queries(seller: Organization) -> None:
    other: Organization = OrganizationFactory()
    for organization, count in ((seller, 1), (other, 20)):
        for _ in range(count):
            refunded(sold_order(organization, 4900), amount=1000)
    one, many = (api(member(organization, "finance"), organization) for organization in (seller, other))
    assert_same_queries(lambda: one.get(SALES), lambda: many.get(SALES))
    assert_same_queries(lambda: one.get(REFUNDS), lambda: many.get(REFUNDS))


def dispute(stand: Stand, outcome: str, **how: Any) -> None:
    charge = stand.objects("charges")[-1]["id"]
    stand.control(f"charges/{charge}/dispute", {"outcome": outcome, **how})
    hear(stand)


def test_an_open_dispute_takes_nothing_away_and_a_won_one_ends_it(sold: Order, stand: Stand) -> None:
    dispute(stand, "open")
    assert states(sold) == ("disputed", [True, True], [0, 0])
    dispute(stand, "won")
    assert states(sold) == ("paid", [True, True], [0, 0])
    assert (news("dispute_opened"), news("dispute_closed"), news("line_refunded")) == (1, 1, 0)


def test_a_lost_dispute_is_a_refund(sold: Order, stand: Stand, finance: APIClient) -> None:
    dispute(stand, "open")
    assert refund(finance, sold, line_of(sold).id).data["code"] == "illegal_transition"
    dispute(stand, "lost")
    assert states(sold) == ("refunded", [False, False], [4900, 1000])
    assert (news("dispute_closed"), news("line_refunded")) == (1, 2)
    before = world()
    redeliver(stand)
    assert world() == before


@pytest.mark.parametrize(("outcome", "status"), [("won", "paid"), ("lost", "refunded")])
def test_a_disputes_news_in_any_order_leave_one_world(sold: Order, stand: Stand, outcome: str, status: str) -> None:
    charge = stand.objects("charges")[-1]["id"]
    stand.control(f"charges/{charge}/dispute", {"outcome": outcome})
    events = stand.events()
    deliver(events[::-1])
    deliver(events)
    assert Order.objects.get(pk=sold.pk).status == status
    assert news("dispute_closed") == 1


def test_an_inquiry_changes_nothing(sold: Order, stand: Stand) -> None:
    dispute(stand, "open", inquiry=True)
    assert states(sold) == ("paid", [True, True], [0, 0])


def test_a_disputed_order_after_a_partial_refund_returns_to_it(sold: Order, stand: Stand, finance: APIClient) -> None:
    refund(finance, sold, {"line": str(line_of(sold).id), "amount": 100})
    drain()
    dispute(stand, "open")
    dispute(stand, "won")
    assert states(sold) == ("partially_refunded", [True, True], [100, 0])


@pytest.mark.isolation
def test_papers_of_another_seller_of_the_same_order_are_not_there(finance: APIClient, seller: Organization) -> None:
    order: Order = OrderFactory(total_amount=9800, subtotal_amount=9800)
    mine = OrderLineFactory(order=order, organization=seller)
    theirs = OrderLineFactory(order=order, position=1)
    settle(order)
    for line in (mine, theirs):
        assert move(ask_refund(order, {line.id: 1000}), "succeeded")
    (sale,) = finance.get(SALES).data["results"]
    assert [one["amount"]["amount"] for one in sale["refunds"]] == [1000]
    assert {one["organization"]["slug"] for one in sale["documents"]} == {seller.slug}
    assert len(sale["documents"]) == 2
    (row,) = finance.get(REFUNDS).data["results"]
    assert [one["number"] for one in row["documents"]] == [sale["documents"][1]["number"]]


def test_people_of_the_team_are_not_buyers(finance: APIClient, buyer: User, seller: Organization) -> None:
    assert finance.get(SALES).data["results"] == []
    assert api(buyer, seller).get(SALES).status_code == 404
