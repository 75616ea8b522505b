"""Rows and quotes as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accredit.accounts.models import User
from accredit.billing.models import Invoice, InvoiceLine, Order, OrderLine, Refund, SellerProfile
from accredit.billing.rules.invoices import by_rate
from accredit.billing.selectors import Figures
from accredit.billing.services.carts import Cart
from accredit.billing.services.checkout import Checkout
from accredit.billing.services.quotes import Basket, PricedLine
from accredit.core.money import Money
from accredit.organizations.models import Organization

Json = dict[str, Any]


def order_json(order: Order) -> Json:
    """An order whose lines, sellers and invoices were fetched along."""

    def money(amount: int) -> Json:
        return dict(Money(amount, order.currency).as_json())

    lines = sorted(order.lines.all(), key=lambda line: line.position)
    return {
        "id": order.id,
        "number": order.number,
        "status": order.status,
        "settling": order.settling,
        "currency": order.currency,
        "subtotal": money(order.subtotal_amount),
        "discount": money(order.discount_amount),
        "tax": money(order.tax_amount),
        "total": money(order.total_amount),
        "tax_inclusive": all(line.tax_inclusive for line in lines),
        "promo_code": order.promo_code,
        "lines": [_order_line(line) for line in lines],
        "documents": [document_json(one) for one in order.invoices.all()],
        "created_at": order.created_at,
        "paid_at": order.paid_at,
        "hold_expires_at": order.hold_expires_at,
    }


def basket_json(basket: Basket, sellers: Mapping[UUID, Organization]) -> Json:
    """A quote; `sellers` holds every organization that its lines name."""
    totals = basket.totals
    return {
        "currency": basket.currency,
        "subtotal": totals.subtotal.as_json(),
        "discount": totals.discount.as_json(),
        "tax": totals.tax.as_json(),
        "total": totals.total.as_json(),
        "tax_inclusive": basket.tax_inclusive,
        "promo_code": basket.reduction.code if basket.reduction else "",
        "lines": [_priced_line(line, sellers) for line in basket.lines],
    }


def cart_json(cart: Cart, sellers: Mapping[UUID, Organization]) -> Json:
    """The cart; `sellers` holds every organization that its quotes name."""
    return {
        "results": [
            {
                "id": entry.item.id,
                "item_kind": entry.item.item_kind,
                "item_id": entry.item.item_id,
                "title": entry.quote.title if entry.quote else entry.item.title,
                "available": entry.quote is not None,
                "organization": _seller(sellers[entry.quote.organization_id]) if entry.quote else None,
                "price": entry.quote.unit.as_json() if entry.quote else None,
                "image_url": (entry.quote.image_url or None) if entry.quote else None,
                "added_at": entry.item.created_at,
            }
            for entry in cart.entries
        ],
        "totals": [basket_json(basket, sellers) for basket in cart.baskets],
    }


def checkout_json(checkout: Checkout) -> Json:
    return {"order": str(checkout.order.id), "session_id": checkout.session_id, "checkout_url": checkout.url}


def seller_profile_json(profile: SellerProfile) -> Json:
    return {
        "legal_name": profile.legal_name,
        "address": profile.address,
        "tax_number": profile.tax_number,
        "tax_rate_basis_points": profile.tax_rate_basis_points,
        "tax_inclusive": profile.tax_inclusive,
        "tax_label": profile.tax_label,
        "refund_policy": profile.refund_policy,
        "invoice_prefix": profile.prefix,
    }


def sale_json(line: OrderLine) -> Json:
    """A sold line whose order, buyer, refunds and documents were fetched along."""

    def money(amount: int) -> Json:
        return dict(Money(amount, line.currency).as_json())

    documents = [one for one in line.order.invoices.all() if one.organization_id == line.organization_id]
    return {
        "id": line.id,
        "order": line.order_id,
        "order_number": line.order.number,
        "order_status": line.order.status,
        "buyer": _buyer(line.buyer),
        "title": line.title,
        "item_kind": line.item_kind,
        "item_id": line.item_id,
        "list_price": money(line.list_amount),
        "discount": money(line.discount_amount),
        "net": money(line.net_amount),
        "tax": money(line.tax_amount),
        "total": money(line.gross_amount),
        "refunded": money(line.refunded_amount),
        "refunds": [
            {
                "id": part.refund_id,
                "status": part.refund.status,
                "amount": money(part.amount),
                "note": part.refund.note,
                "failure": part.refund.failure,
                "created_at": part.refund.created_at,
            }
            for part in line.refund_lines.all()
        ],
        "documents": [document_json(one) for one in documents],
        "paid_at": line.order.paid_at,
    }


def refund_json(refund: Refund) -> Json:
    """A refund whose lines, payment, buyer and documents were fetched along; plain text ids, for it may be kept as an
    answer."""
    order = refund.payment.order
    return {
        "id": str(refund.id),
        "order": str(order.id),
        "order_number": order.number,
        "buyer": _buyer(order.buyer),
        "status": refund.status,
        "amount": Money(refund.amount, refund.currency).as_json(),
        "lines": [
            {
                "line": str(part.order_line_id),
                "title": part.order_line.title,
                "amount": Money(part.amount, refund.currency).as_json(),
            }
            for part in refund.lines.all()
        ],
        "note": refund.note,
        "failure": refund.failure,
        "documents": [document_json(one) for one in order.invoices.all() if one.refund_id == refund.id],
        "created_at": refund.created_at.isoformat(),
    }


def document_json(invoice: Invoice) -> Json:
    """What a row says of an invoice or credit note whose issuer was fetched along; plain text, as above."""
    return {
        "id": str(invoice.id),
        "kind": invoice.kind,
        "number": invoice.number,
        "issued_on": invoice.issued_on.isoformat(),
        "organization": _seller(invoice.organization),
        "total": invoice.gross.as_json(),
        "pdf_ready": bool(invoice.pdf_key),
        "created_at": invoice.created_at.isoformat(),
    }


def invoice_json(invoice: Invoice) -> Json:
    """An invoice as a selector of lists gives it."""

    def money(amount: int) -> Json:
        return dict(Money(amount, invoice.currency).as_json())

    about = invoice.about
    return {
        "id": invoice.id,
        "kind": invoice.kind,
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "organization": _seller(invoice.organization),
        "order": invoice.order_id,
        "order_number": invoice.order.number,
        "buyer_name": invoice.bought_by["name"],
        "about": {"id": about.id, "number": about.number} if about else None,
        "cancelled": getattr(invoice, "cancelled", False),
        "net": money(invoice.net_amount),
        "tax": money(invoice.tax_amount),
        "total": money(invoice.gross_amount),
        "pdf_ready": bool(invoice.pdf_key),
        "created_at": invoice.created_at,
    }


def invoice_detail_json(invoice: Invoice) -> Json:
    """An invoice that came with its lines."""
    lines = sorted(invoice.lines.all(), key=lambda line: line.position)
    rates = by_rate((line.rate, line.amounts) for line in lines)
    return {
        **invoice_json(invoice),
        "seller": {key: invoice.seller[key] for key in ("legal_name", "address", "tax_number")},
        "buyer": {key: invoice.bought_by[key] for key in ("name", "email")},
        "lines": [_invoice_line(line, invoice.currency) for line in lines],
        "taxes": [
            {
                "tax_label": rate.label,
                "tax_rate_basis_points": rate.basis_points,
                "net": Money(sums.net, invoice.currency).as_json(),
                "tax": Money(sums.tax, invoice.currency).as_json(),
                "total": Money(sums.gross, invoice.currency).as_json(),
            }
            for rate, sums in rates.items()
        ],
    }


def figures_json(figures: Figures) -> Json:
    return {
        "currency": figures.currency,
        "gross": figures.gross.as_json(),
        "refunded": figures.refunded.as_json(),
        "net": figures.net.as_json(),
        "orders": figures.orders,
        "per_day": [
            {"on": day.on, "gross": day.gross.as_json(), "refunded": day.refunded.as_json()} for day in figures.per_day
        ],
        "top_items": [
            {
                "item_kind": item.item_kind,
                "item_id": item.item_id,
                "title": item.title,
                "sold": item.sold,
                "gross": item.gross.as_json(),
            }
            for item in figures.top_items
        ],
        "balance": figures.balance.as_json(),
        "balances": [owed.as_json() for owed in figures.balances],
        "currencies": list(figures.currencies),
    }


def _invoice_line(line: InvoiceLine, currency: str) -> Json:
    def money(amount: int) -> Json:
        return dict(Money(amount, currency).as_json())

    return {
        "title": line.title,
        "list_price": money(line.list_amount),
        "discount": money(line.discount_amount),
        "net": money(line.net_amount),
        "tax": money(line.tax_amount),
        "total": money(line.gross_amount),
        "tax_label": line.tax_label,
        "tax_rate_basis_points": line.tax_rate_basis_points,
        "tax_inclusive": line.tax_inclusive,
    }


def _order_line(line: OrderLine) -> Json:
    def money(amount: int) -> Json:
        return dict(Money(amount, line.currency).as_json())

    return {
        "id": line.id,
        "title": line.title,
        "item_kind": line.item_kind,
        "item_id": line.item_id,
        "organization": _seller(line.organization),
        "list_price": money(line.list_amount),
        "discount": money(line.discount_amount),
        "tax": money(line.tax_amount),
        "tax_label": line.tax_label,
        "tax_rate_basis_points": line.tax_rate_basis_points,
        "tax_inclusive": line.tax_inclusive,
        "total": money(line.gross_amount),
        "refunded": money(line.refunded_amount),
    }


def _priced_line(line: PricedLine, sellers: Mapping[UUID, Organization]) -> Json:
    return {
        "item_kind": line.quote.item_kind,
        "item_id": line.quote.item_id,
        "title": line.quote.title,
        "organization": _seller(sellers[line.quote.organization_id]),
        "image_url": line.quote.image_url or None,
        "list_price": line.price.listed.as_json(),
        "discount": line.price.discount.as_json(),
        "tax": line.price.tax.as_json(),
        "tax_label": line.tax.label,
        "tax_rate_basis_points": line.tax.basis_points,
        "tax_inclusive": line.tax.inclusive,
        "total": line.price.gross.as_json(),
    }


def _buyer(buyer: User | None) -> Json | None:
    return {"id": str(buyer.id), "display_name": buyer.display_name} if buyer else None


def _seller(organization: Organization) -> Json:
    return {"slug": organization.slug, "name": organization.name}
