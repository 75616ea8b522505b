"""The page of an invoice: what stands on it, and that no text acts as anything but text."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.billing.gateways.invoice_pdf import InvoicePage, PageLine, PageSum, render_invoice
from accredit.billing.models import Invoice
from accredit.billing.rules.prices import TaxRule
from accredit.billing.selectors import invoice_get
from accredit.billing.services.invoice_pages import invoice_page
from accredit.billing.tests.factories import SellerProfileFactory, sold
from accredit.billing.tests.moves import dispute, move, refunded
from accredit.core.fonts import uncovered_characters
from accredit.core.typesetting import printable
from accredit.organizations.models import Organization

PAGE = InvoicePage(
    heading="Invoice",
    number="INV-LMS-000041",
    issued_on=date(2026, 11, 22),
    brand_colour="#3a5a44",
    seller_name="Meridian Institute",
    facts=[("Number", "INV-LMS-000041"), ("Issued", "22 November 2026")],
    seller=["Meridian Institute Ltd", "1 Harbour Street"],
    buyer=["Ada Lovelace"],
    tax_column="VAT",
    amount_column="Amount in EUR",
    lines=[PageLine("Stewardship", "", "19 %", "49.00")],
    sums=[PageSum("Total", "EUR 49.00", strong=True)],
    notes=["Paid in full."],
)
Read = Callable[[bytes], str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a reader can copy from the page, on one line."""

    def text(pdf: bytes) -> str:
        file = tmp_path / "page.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return text


def page_of(kind: str) -> InvoicePage:
    return invoice_page(invoice_get(invoice_id=Invoice.objects.get(kind=kind).id))


@pytest.mark.django_db
def test_a_contained_tax_is_named_below_the_total(seller: Organization, read: Read) -> None:
    SellerProfileFactory(organization=seller, invoice_prefix="LMS", address="1 Harbour Street", tax_number="GB1")
    sold(seller, 4900, 250_000, tax=TaxRule(1900, inclusive=True, label="VAT"))
    text = read(render_invoice(page_of("invoice")))
    for words in (
        "INV-LMS-000001", "Meridian Institute Ltd", "1 Harbour Street", "VAT number GB1", "Amount in EUR, VAT included",
        "Antimicrobial stewardship 19 % 2,500.00", "Total EUR 2,549.00 Included: VAT 19 % EUR 406.98",
        "Net of VAT EUR 2,142.02", "nothing is owed", "Page 1 of 1",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.django_db
def test_an_added_tax_is_named_above_the_total(seller: Organization, read: Read) -> None:
    sold(seller, 4900, tax=TaxRule(770, inclusive=False, label="GST"))
    text = read(render_invoice(page_of("invoice")))
    assert "Amount in EUR, GST not included" in text
    assert "Net EUR 49.00 GST 7.7 % EUR 3.77 Total EUR 52.77" in text


@pytest.mark.django_db
def test_without_tax_none_is_named(seller: Organization, read: Read) -> None:
    sold(seller, 5000, currency="JPY")
    text = read(render_invoice(page_of("invoice")))
    assert "Antimicrobial stewardship 5,000 Total JPY 5,000 Paid" in text
    assert "%" not in text


@pytest.mark.django_db
def test_a_credit_note_and_its_cancellation_say_what_they_do(seller: Organization, read: Read) -> None:
    SellerProfileFactory(organization=seller, invoice_prefix="LMS")
    order = sold(seller, 4900, tax=TaxRule(1900, inclusive=True, label="VAT"))
    refund = refunded(order, amount=2000)
    note = read(render_invoice(page_of("credit_note")))
    assert "Total EUR −20.00 Included: VAT 19 % EUR −3.19" in note
    assert "It reduces invoice INV-LMS-000001." in note
    move(refund, "failed")
    cancelling = read(render_invoice(page_of("cancellation")))
    assert "Cancellation of a credit note" in cancelling
    assert "Total EUR 20.00" in cancelling
    assert "credit note CN-LMS-000001 and returned it" in cancelling


@pytest.mark.django_db
def test_a_credit_note_of_a_dispute_says_so(seller: Organization) -> None:
    dispute(sold(seller, 4900), "lost")
    assert "after a dispute" in page_of("credit_note").notes[0]


def test_markup_and_quotes_are_text(read: Read) -> None:
    nasty = 'a" \\ #panic("x") $x$ *b* <c> [d] // e \\u{41}'
    text = read(render_invoice(replace(PAGE, seller_name=nasty, lines=[PageLine(nasty, nasty, nasty, nasty)])))
    assert text.count('#panic("x") $x$ *b* <c> [d] // e \\u{41}') >= 3


def test_a_character_without_a_font_becomes_a_question_mark(read: Read) -> None:
    assert printable("李雷 Müller\u202e") == "?? Müller"
    assert "?? Müller" in read(render_invoice(replace(PAGE, buyer=["李雷 Müller"])))


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_whatever_somebody_is_called_can_be_printed(name: str) -> None:
    assert not uncovered_characters(printable(name))


def test_long_titles_and_many_lines_take_more_pages(read: Read) -> None:
    lines = [PageLine("W" * 200, "", "19 %", "1,000,000.00")] * 2
    lines += [PageLine(f"Course {n} " + "with a long title " * 10, "Price", "19 %", "49.00") for n in range(100)]
    text = read(render_invoice(replace(PAGE, lines=lines)))
    assert "Course 99" in text
    assert text.count("Amount in EUR") > 1, "the head of the table stands on every page"
    assert "Page 2 of" in text


def test_the_same_page_gives_the_same_bytes_in_any_thread() -> None:
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(render_invoice(PAGE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [render_invoice(PAGE)] * 4
    assert len(results[0]) < 100_000
