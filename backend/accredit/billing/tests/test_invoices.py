"""Invoices and credit notes: who gets which, what they say, and their way to the buyer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Invoice, InvoiceSeries, Order, SellerProfile
from accredit.billing.rules.prices import TaxRule
from accredit.billing.selectors import person_export
from accredit.billing.services.invoice_files import invoice_mail_send, invoice_make
from accredit.billing.services.invoices import credit_notes_cancel
from accredit.billing.services.people import person_erase
from accredit.billing.services.receipts import receipt_send
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, SellerProfileFactory, settle, sold
from accredit.billing.tests.moves import ask_refund, dispute, line_of, move, refunded
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.billing.tests.stand import REFUND_FAILS_LATER, Stand
from accredit.billing.tests.world import buy, deliver, hear, redeliver, world
from accredit.core import clock, storage
from accredit.core.jobs import enqueue
from accredit.core.testing import drain
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]
VAT = TaxRule(1900, inclusive=True, label="VAT")
Row = tuple[str, str, int]


def documents(organization: Organization) -> list[Row]:
    rows = Invoice.objects.filter(organization=organization).order_by("created_at", "id")
    return list(rows.values_list("number", "kind", "gross_amount"))


@pytest.fixture
def meridian() -> Organization:
    """A seller with a chosen prefix and an address."""
    organization: Organization = OrganizationFactory(name="Meridian Institute", time_zone="Pacific/Auckland")
    SellerProfileFactory(
        organization=organization, invoice_prefix="LMS", address="1 Harbour Street\nLondon", tax_number="GB1"
    )
    return organization


@pytest.mark.happy
def test_a_paid_order_is_invoiced_by_its_seller(meridian: Organization) -> None:
    at = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
    buyer = UserFactory(display_name="Ada", legal_name="Ada King, Countess of Lovelace")
    order = sold(meridian, 4900, 1000, tax=VAT, at=at, buyer=buyer)
    invoice = Invoice.objects.get()
    assert (invoice.number, invoice.kind, invoice.buyer_id) == ("INV-LMS-000001", "invoice", buyer.id)
    assert (invoice.net_amount, invoice.tax_amount, invoice.gross_amount) == (4958, 942, 5900)
    assert invoice.issued_on.isoformat() == "2026-11-23", "the day of the seller's zone"
    assert invoice.seller["legal_name"] == "Meridian Institute Ltd"
    assert invoice.bought_by == {"name": "Ada King, Countess of Lovelace", "email": order.email}
    assert [line.amounts.gross for line in invoice.lines.order_by("position")] == [4900, 1000]


def test_each_seller_invoices_its_own_lines_in_its_own_series(meridian: Organization) -> None:
    other: Organization = OrganizationFactory(slug="open-water-school")
    sold(other, 100)
    order = OrderFactory(total_amount=9800)
    OrderLineFactory(order=order, organization=meridian)
    OrderLineFactory(order=order, organization=other, position=1)
    settle(order)
    assert documents(meridian) == [("INV-LMS-000001", "invoice", 4900)]
    assert documents(other) == [("INV-OWS-000001", "invoice", 100), ("INV-OWS-000002", "invoice", 4900)]


def test_what_costs_nothing_needs_no_invoice(meridian: Organization, mailoutbox: list[Any]) -> None:
    order = sold(meridian, 0)
    drain()
    assert documents(meridian) == []
    assert [(mail.to, mail.attachments) for mail in mailoutbox] == [([order.email], [])]


def test_a_seller_whose_part_cost_nothing_issues_none(meridian: Organization) -> None:
    order = OrderFactory(total_amount=4900)
    OrderLineFactory(order=order, organization=meridian)
    free = OrderLineFactory(order=order, position=1, list_amount=0, net_amount=0, gross_amount=0)
    settle(order)
    assert (len(documents(meridian)), documents(free.organization)) == (1, [])


def test_a_changed_prefix_counts_on(meridian: Organization) -> None:
    sold(meridian, 100)
    SellerProfile.objects.update(invoice_prefix="")
    Organization.objects.update(slug="meridian")
    sold(meridian, 100)
    assert [number for number, _, _ in documents(meridian)] == ["INV-LMS-000001", "INV-MER-000002"]


def test_a_purchase_that_falls_through_uses_no_number(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    bought = buy(client, shop.offer(seller, 4900)).data
    stand.pay(bought["checkout_url"])
    Order.objects.update(status="expired", hold_expires_at=None)
    shop.sold_out = True
    hear(stand)
    assert (Order.objects.get().status, InvoiceSeries.objects.count()) == ("expired", 0)
    sold(seller, 100)
    assert Invoice.objects.get().serial == 1


def test_an_invoice_names_the_discount(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization, half_price: HalfPrice
) -> None:
    stand.pay(buy(client, shop.offer(seller, 4900), promo_code="half").data["checkout_url"])
    hear(stand)
    line = Invoice.objects.get().lines.get()
    assert (line.list_amount, line.discount_amount, line.gross_amount) == (4900, 2450, 2450)


def test_the_receipt_waits_for_all_invoices(meridian: Organization, mailoutbox: list[Any]) -> None:
    order = OrderFactory(total_amount=9800)
    OrderLineFactory(order=order, organization=meridian)
    OrderLineFactory(order=order, position=1)
    settle(order)
    first, second = Invoice.objects.order_by("number")
    for _ in range(2):
        invoice_make(invoice_id=first.id, now=clock.now())
    drain_receipts()
    assert mailoutbox == []
    invoice_make(invoice_id=second.id, now=clock.now())
    drain()
    assert sorted(name for name, _, _ in mailoutbox[0].attachments) == [f"{first.number}.pdf", f"{second.number}.pdf"]
    receipt_send(order_id=order.id, now=clock.now())
    assert len(mailoutbox) == 1


def drain_receipts() -> None:
    from accredit.core import jobs
    from accredit.core.models import Job

    for row in Job.objects.filter(name="billing.receipt_send", run_at__lte=clock.now()):
        jobs.run(row.id, now=clock.now())


def test_the_receipt_does_not_wait_for_ever(meridian: Organization, mailoutbox: list[Any], monkeypatch: Any) -> None:
    from accredit.billing.services import invoice_files
    from accredit.core import jobs
    from accredit.core.models import Job

    order = sold(meridian, 4900)
    Job.objects.filter(name="billing.invoice_make").delete()
    for row in Job.objects.filter(name="billing.receipt_send"):
        jobs.run(row.id, now=clock.now() + timedelta(minutes=11))
    assert [mail.to for mail in mailoutbox] == [[order.email]]
    assert "can be downloaded from your orders" in mailoutbox[0].body
    invoice_files.invoice_make(invoice_id=Invoice.objects.get().id, now=clock.now())
    drain()
    assert len(mailoutbox) == 1


def test_making_it_again_changes_nothing(meridian: Organization) -> None:
    sold(meridian, 4900)
    drain()
    before = Invoice.objects.values().get()
    enqueue("billing.invoice_make", str(before["id"]))
    drain()
    assert Invoice.objects.values().get() == before
    assert storage.private().read(before["pdf_key"]).startswith(b"%PDF")


def test_a_succeeded_refund_is_credited_and_mailed_once(meridian: Organization, mailoutbox: list[Any]) -> None:
    order = sold(meridian, 4900, 1000, tax=VAT)
    refund = ask_refund(order, {line_of(order).id: 2000})
    move(refund, "pending")
    assert len(documents(meridian)) == 1
    move(refund, "succeeded")
    move(refund, "succeeded")
    assert documents(meridian)[1:] == [("CN-LMS-000001", "credit_note", -2000)]
    note = Invoice.objects.get(kind="credit_note")
    assert note.about == Invoice.objects.get(kind="invoice")
    assert (note.net_amount, note.tax_amount) == (-1681, -319)
    drain()
    invoice_mail_send(invoice_id=note.id, now=clock.now())
    mail = mailoutbox[-1]
    assert (len(mailoutbox), mail.subject) == (2, f"Your refund for order {order.number}")
    assert "EUR 20.00" in mail.body
    assert [name for name, _, _ in mail.attachments] == ["CN-LMS-000001.pdf"]


def test_refunds_in_parts_credit_the_whole_to_the_cent(meridian: Organization) -> None:
    order = sold(meridian, 4900, tax=VAT)
    for amount in (1, 1633, 1633, 1633):
        refunded(order, amount=amount)
    notes = Invoice.objects.filter(kind="credit_note")
    invoice = Invoice.objects.get(kind="invoice")
    assert sum(note.tax_amount for note in notes) == -invoice.tax_amount
    assert sum(note.net_amount for note in notes) == -invoice.net_amount


def test_a_credit_note_of_a_returned_refund_is_cancelled_by_a_document(
    meridian: Organization, mailoutbox: list[Any]
) -> None:
    order = sold(meridian, 4900, tax=VAT)
    refund = refunded(order, amount=2000)
    assert move(refund, "failed")
    credit_notes_cancel(order=order, refund=refund, now=clock.now())
    assert documents(meridian)[1:] == [
        ("CN-LMS-000001", "credit_note", -2000),
        ("CN-LMS-000002", "cancellation", 2000),
    ]
    cancelling = Invoice.objects.get(kind="cancellation")
    assert cancelling.about is not None
    assert (cancelling.about.number, cancelling.tax_amount) == ("CN-LMS-000001", 319)
    refunded(order)
    assert sum(amount for _, _, amount in documents(meridian)) == 0
    drain()
    subjects = [mail.subject for mail in mailoutbox]
    assert f"Your refund for order {order.number} was returned" in subjects


def test_a_refund_that_never_succeeded_has_no_documents(meridian: Organization) -> None:
    order = sold(meridian, 4900)
    refund = ask_refund(order, {line_of(order).id: None})
    move(refund, "pending")
    move(refund, "failed")
    assert len(documents(meridian)) == 1


def test_a_lost_dispute_credits_what_is_left(meridian: Organization, mailoutbox: list[Any]) -> None:
    order = sold(meridian, 4900, 1000)
    refunded(order, amount=900)
    for _ in range(2):
        dispute(order, "lost")
    assert documents(meridian)[1:] == [
        ("CN-LMS-000001", "credit_note", -900),
        ("CN-LMS-000002", "credit_note", -5000),
    ]
    drain()
    assert any("Your bank has taken it back" in mail.body for mail in mailoutbox)


def test_a_dispute_of_what_was_wholly_refunded_credits_nothing_more(meridian: Organization) -> None:
    order = sold(meridian, 4900)
    refunded(order)
    dispute(order, "lost")
    assert [kind for _, kind, _ in documents(meridian)] == ["invoice", "credit_note"]


def test_news_in_any_order_and_again_leave_the_same_documents(
    client: APIClient, stand: Stand, shop: Shop, seller: Organization
) -> None:
    stand.pay(buy(client, shop.offer(seller, 4900)).data["checkout_url"], card=REFUND_FAILS_LATER)
    hear(stand)
    order = Order.objects.get()
    ask_refund(order, {line_of(order).id: None})
    drain()
    stand.settle()
    events = stand.events()
    deliver(events[::-1])
    kinds = [kind for _, kind, _ in documents(seller)]
    assert kinds == ["invoice", "credit_note", "cancellation"]
    before = world()
    redeliver(stand)
    assert world() == before


def test_invoices_outlive_their_buyer(meridian: Organization, mailoutbox: list[Any]) -> None:
    buyer = UserFactory(display_name="Ada Lovelace", email="ada@example.org")
    order = sold(meridian, 4900, buyer=buyer)
    exported = person_export(buyer.id)["invoices"]
    assert [(one["number"], one["buyer"]["name"]) for one in exported] == [("INV-LMS-000001", "Ada Lovelace")]
    person_erase(buyer.id, now=clock.now())
    User.objects.filter(pk=buyer.pk).update(display_name="", email=f"{buyer.id}@erased.invalid", is_active=False)
    refunded(order)
    drain()
    assert [invoice.bought_by["name"] for invoice in Invoice.objects.all()] == ["Ada Lovelace"] * 2
    assert mailoutbox == []
    assert Invoice.objects.exclude(pdf_key="").count() == 2
