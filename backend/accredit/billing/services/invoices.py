"""Issuing what a seller hands its buyers. Each is a numbered row, written in the transaction that it follows from; its
PDF is made by a job. Called while the order's row is locked, so that documents of one order take turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F

from accredit.accounts.selectors import user_get
from accredit.billing.models import (
    Dispute,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    Order,
    OrderLine,
    Refund,
    RefundLine,
    SellerProfile,
)
from accredit.billing.rules.invoices import (
    InvoiceKind,
    Series,
    Taxed,
    add_up_taxed,
    number_text,
    part_of,
    series_of,
)
from accredit.billing.selectors import invoice_of, invoiced_left, seller_profiles
from accredit.core.jobs import enqueue

INVOICE_MAKE = "billing.invoice_make"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document before it has a number."""

    kind: InvoiceKind
    order: Order
    organization_id: UUID
    lines: Sequence[InvoiceLine]
    bought_by: Mapping[str, Any]
    about: Invoice | None = None
    cause: Mapping[str, Any] = field(default_factory=dict)
    """`refund` or `dispute`."""


def invoices_issue(*, order: Order, lines: Sequence[OrderLine], now: datetime) -> list[Invoice]:
    """One invoice from each seller of a paid order; none from a seller whose lines cost nothing."""
    if not order.total_amount:
        return []
    buyer = _buyer(order)
    drafts = [
        _Draft(InvoiceKind.INVOICE, order, organization_id, [_sold(line) for line in own], buyer)
        for organization_id, own in _by_seller(lines).items()
        if sum(line.gross_amount for line in own)
    ]
    return _issue(drafts, now)


def credit_notes_issue(*, order: Order, refund: Refund, parts: Sequence[RefundLine], now: datetime) -> list[Invoice]:
    """Credit what a succeeded refund has sent back. `parts` come with their order lines."""
    amounts = {part.order_line_id: part.amount for part in parts}
    return _credit(order, [part.order_line for part in parts], amounts, {"refund": refund}, now)


def dispute_credit_notes_issue(
    *, order: Order, dispute: Dispute, lines: Sequence[OrderLine], now: datetime
) -> list[Invoice]:
    """Credit all that is left of the lines of a lost dispute."""
    left = invoiced_left(line_ids=[line.id for line in lines])
    amounts = {line_id: amounts.gross for line_id, amounts in left.items()}
    return _credit(order, lines, amounts, {"dispute": dispute}, now)


def credit_notes_cancel(*, order: Order, refund: Refund, now: datetime) -> list[Invoice]:
    """Take back the credit notes of a refund that the bank has returned: the invoice stands again as before.

    The credit note itself stays as it is, because a number that was handed out is never taken away.
    """
    notes = Invoice.objects.filter(refund=refund, kind=InvoiceKind.CREDIT_NOTE).prefetch_related("lines")
    drafts = [
        _Draft(
            InvoiceKind.CANCELLATION,
            order,
            note.organization_id,
            [_turned(line) for line in note.lines.all()],
            note.bought_by,
            note,
            {"refund": refund},
        )
        for note in notes.filter(followers=None)
    ]
    return _issue(drafts, now)


def _credit(
    order: Order, lines: Sequence[OrderLine], amounts: Mapping[UUID, int], cause: Mapping[str, Any], now: datetime
) -> list[Invoice]:
    left = invoiced_left(line_ids=[line.id for line in lines])
    drafts = []
    for organization_id, own in _by_seller(lines).items():
        invoice = invoice_of(order_id=order.id, organization_id=organization_id)
        credited = [
            _credited(line, part_of(left[line.id], amounts[line.id])) for line in own if amounts.get(line.id, 0) > 0
        ]
        if invoice is not None and credited:
            draft = _Draft(InvoiceKind.CREDIT_NOTE, order, organization_id, credited, invoice.bought_by, invoice, cause)
            drafts.append(draft)
    return _issue(drafts, now)


def _issue(drafts: Iterable[_Draft], now: datetime) -> list[Invoice]:
    """Number and write these documents and owe their files. Sellers' series are locked in one order."""
    drafts = sorted(drafts, key=lambda draft: draft.organization_id)
    profiles = seller_profiles(draft.organization_id for draft in drafts)
    return [_issue_one(draft, profiles[draft.organization_id], now) for draft in drafts]


def _issue_one(draft: _Draft, profile: SellerProfile, now: datetime) -> Invoice:
    series = series_of(draft.kind)
    serial = _next_serial(draft.organization_id, series, now)
    total = add_up_taxed(line.amounts for line in draft.lines)
    invoice = Invoice(
        created_at=now,
        organization_id=draft.organization_id,
        kind=draft.kind,
        series=series,
        serial=serial,
        number=number_text(series, profile.prefix, serial),
        order=draft.order,
        buyer_id=draft.order.buyer_id,
        about=draft.about,
        issued_on=now.astimezone(ZoneInfo(profile.organization.time_zone)).date(),
        currency=draft.order.currency,
        net_amount=total.net,
        tax_amount=total.tax,
        gross_amount=total.gross,
        seller={
            "legal_name": profile.legal_name or profile.organization.name,
            "address": profile.address,
            "tax_number": profile.tax_number,
            "tax_label": profile.tax_label,
        },
        bought_by=dict(draft.bought_by),
        **draft.cause,
    )
    invoice.save(force_insert=True)
    for line in draft.lines:
        line.invoice, line.organization_id, line.created_at = invoice, draft.organization_id, now
    InvoiceLine.objects.bulk_create(draft.lines)
    enqueue(INVOICE_MAKE, str(invoice.id), unique_key=f"{INVOICE_MAKE}:{invoice.id}")
    return invoice


def _next_serial(organization_id: UUID, series: Series, now: datetime) -> int:
    """Count a series up by one. Its row stays locked until the caller's transaction ends: a number that is not used
    after all is the next one's, and none is missing."""
    row = {"organization_id": organization_id, "series": series}
    InvoiceSeries.objects.get_or_create(**row, defaults={"created_at": now})
    InvoiceSeries.objects.filter(**row).update(last=F("last") + 1)
    return InvoiceSeries.objects.values_list("last", flat=True).get(**row)


def _by_seller(lines: Iterable[OrderLine]) -> dict[UUID, list[OrderLine]]:
    sellers: dict[UUID, list[OrderLine]] = {}
    for line in sorted(lines, key=lambda line: line.position):
        sellers.setdefault(line.organization_id, []).append(line)
    return sellers


def _buyer(order: Order) -> dict[str, str]:
    if order.buyer_id is None:
        return {"name": "", "email": order.email}
    user = user_get(user_id=order.buyer_id)
    return {"name": user.legal_name or user.display_name, "email": order.email}


def _sold(line: OrderLine) -> InvoiceLine:
    amounts = Taxed(line.net_amount, line.tax_amount, line.gross_amount)
    return _line(line, amounts, listed=line.list_amount, discount=line.discount_amount)


def _credited(line: OrderLine, part: Taxed) -> InvoiceLine:
    return _line(line, -part, listed=-(part.gross if line.tax_inclusive else part.net))


def _line(line: OrderLine, amounts: Taxed, *, listed: int, discount: int = 0) -> InvoiceLine:
    return InvoiceLine(
        order_line=line,
        position=line.position,
        title=line.title,
        list_amount=listed,
        discount_amount=discount,
        net_amount=amounts.net,
        tax_amount=amounts.tax,
        gross_amount=amounts.gross,
        tax_rate_basis_points=line.tax_rate_basis_points,
        tax_inclusive=line.tax_inclusive,
        tax_label=line.tax_label,
    )


def _turned(line: InvoiceLine) -> InvoiceLine:
    """The line of a credit note with the other sign."""
    amounts = -line.amounts
    return InvoiceLine(
        order_line_id=line.order_line_id,
        position=line.position,
        title=line.title,
        list_amount=-line.list_amount,
        net_amount=amounts.net,
        tax_amount=amounts.tax,
        gross_amount=amounts.gross,
        tax_rate_basis_points=line.tax_rate_basis_points,
        tax_inclusive=line.tax_inclusive,
        tax_label=line.tax_label,
    )
