"""What stands on an invoice's page. Reads the frozen row; decides words only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accredit.billing.gateways.invoice_pdf import InvoicePage, PageLine, PageSum
from accredit.billing.models import Invoice, InvoiceLine
from accredit.billing.rules.invoices import InvoiceKind, by_rate
from accredit.billing.rules.wording import figure, in_words
from accredit.core.money import Money

HEADINGS = {
    InvoiceKind.INVOICE: "Invoice",
    InvoiceKind.CREDIT_NOTE: "Credit note",
    InvoiceKind.CANCELLATION: "Cancellation of a credit note",
}


def invoice_page(invoice: Invoice) -> InvoicePage:
    """The page of an invoice that came with its lines, its organization and its order."""
    lines = sorted(invoice.lines.all(), key=lambda line: line.position)
    inclusive = all(line.tax_inclusive for line in lines)
    taxed = any(line.tax_rate_basis_points for line in lines)
    tax = lines[0].tax_label
    how = f", {tax} {'included' if inclusive else 'not included'}" if taxed else ""
    return InvoicePage(
        heading=HEADINGS[InvoiceKind(invoice.kind)],
        number=invoice.number,
        issued_on=invoice.issued_on,
        brand_colour=invoice.organization.brand_color,
        seller_name=invoice.organization.name,
        facts=_facts(invoice),
        seller=_seller(invoice),
        buyer=[text for text in (invoice.bought_by["name"], invoice.bought_by["email"]) if text],
        tax_column=tax if taxed else "",
        amount_column=f"Amount in {invoice.currency}{how}",
        lines=[_line(line, invoice.currency, inclusive=inclusive, taxed=taxed) for line in lines],
        sums=_sums(invoice, lines, inclusive=inclusive, taxed=taxed),
        notes=_notes(invoice),
    )


def _facts(invoice: Invoice) -> list[tuple[str, str]]:
    issued = ("Issued and supplied" if invoice.kind == InvoiceKind.INVOICE else "Issued", _day(invoice.issued_on))
    facts = [("Number", invoice.number), issued]
    if invoice.about is not None:
        what = "Credits invoice" if invoice.kind == InvoiceKind.CREDIT_NOTE else "Cancels credit note"
        facts.append((what, invoice.about.number))
    return [*facts, ("Order", invoice.order.number)]


def _seller(invoice: Invoice) -> list[str]:
    seller = invoice.seller
    number = f"{seller['tax_label']} number {seller['tax_number']}" if seller["tax_number"] else ""
    lines = [seller["legal_name"], *seller["address"].splitlines(), number]
    return [line.strip() for line in lines if line.strip()]


def _line(line: InvoiceLine, currency: str, *, inclusive: bool, taxed: bool) -> PageLine:
    note = ""
    if line.discount_amount:
        listed, discount = Money(line.list_amount, currency), Money(-line.discount_amount, currency)
        note = f"Price {in_words(listed)}, discount {in_words(discount)}"
    return PageLine(
        title=line.title,
        note=note,
        tax=line.rate.percent if taxed else "",
        amount=figure(Money(line.gross_amount if inclusive else line.net_amount, currency)),
    )


def _sums(invoice: Invoice, lines: Sequence[InvoiceLine], *, inclusive: bool, taxed: bool) -> list[PageSum]:
    """A contained tax is named below the total, an added one above it."""
    total = PageSum("Total", in_words(invoice.gross), strong=True)
    if not taxed:
        return [total]
    net = Money(invoice.net_amount, invoice.currency)
    rates = by_rate((line.rate, line.amounts) for line in lines)
    taxes = [
        PageSum(
            f"{rate.text} on {in_words(Money(amounts.net, invoice.currency))}" if len(rates) > 1 else rate.text,
            in_words(Money(amounts.tax, invoice.currency)),
        )
        for rate, amounts in rates.items()
        if rate.basis_points
    ]
    if inclusive:
        included = [PageSum(f"Included: {one.label}", one.amount) for one in taxes]
        return [total, *included, PageSum(f"Net of {lines[0].tax_label}", in_words(net))]
    return [PageSum("Net", in_words(net)), *taxes, total]


def _notes(invoice: Invoice) -> list[str]:
    """The closing sentence: what became of the money, and which document this one is about."""
    if invoice.about is None:
        paid = f"Paid in full on {_day(invoice.issued_on)}. Accredit collected the payment in the name of "
        return [f"{paid}{invoice.seller['legal_name']}; nothing is owed."]
    about = invoice.about.number
    if invoice.kind == InvoiceKind.CANCELLATION:
        returned = f"The bank could not deliver the refund that belongs to credit note {about} and returned it."
        return [f"{returned} The credit note no longer holds; its invoice stands as before."]
    if invoice.dispute_id is not None:
        return [f"The buyer’s bank has taken this amount back after a dispute. It reduces invoice {about}."]
    return [f"This amount was sent back the way it was paid. It reduces invoice {about}."]


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
