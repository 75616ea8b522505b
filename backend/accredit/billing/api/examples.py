"""One plausible answer and input of each operation, for the schema."""

from __future__ import annotations

from typing import Any

ORDER_ID = "01938f5e-6f7a-7c3e-9b1d-2f4a6c8e0b12"
COURSE_ID = "01938f5e-1c2d-7b4a-8e6f-0a1b2c3d4e5f"


def eur(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR"}


_SELLER = {"slug": "meridian", "name": "Meridian Institute"}
_PRICES = {
    "list_price": eur(4900),
    "discount": eur(0),
    "tax": eur(782),
    "tax_label": "VAT",
    "tax_rate_basis_points": 1900,
    "tax_inclusive": True,
    "total": eur(4900),
}
_ITEM = {"title": "Antimicrobial stewardship", "item_kind": "course", "item_id": COURSE_ID, "organization": _SELLER}
_TOTALS = {
    "currency": "EUR",
    "subtotal": eur(4900),
    "discount": eur(0),
    "tax": eur(782),
    "total": eur(4900),
    "tax_inclusive": True,
    "promo_code": "",
}
DOCUMENT = {
    "id": "01938f61-3c4d-7e5f-9061-728394051627",
    "kind": "invoice",
    "number": "INV-MI-000041",
    "issued_on": "2026-11-22",
    "organization": _SELLER,
    "total": eur(4900),
    "pdf_ready": True,
    "created_at": "2026-11-22T10:02:10+00:00",
}
_CREDIT_NOTE = {
    **DOCUMENT,
    "id": "01938f62-4d5e-7f60-a172-839405162738",
    "kind": "credit_note",
    "number": "CN-MI-000007",
    "issued_on": "2026-11-23",
    "total": eur(-1000),
}
_BUYER = {"id": "01938f5d-0a1b-7c2d-8e3f-405162738495", "display_name": "Ada Lovelace"}
ORDER = {
    "id": ORDER_ID,
    "number": "7KQ2M-94XTR",
    "status": "paid",
    "settling": False,
    **_TOTALS,
    "lines": [{"id": "01938f5e-7a10-7d3c-8f25-6b9c1d2e3f40", **_ITEM, **_PRICES, "refunded": eur(0)}],
    "documents": [DOCUMENT],
    "created_at": "2026-11-22T10:00:00Z",
    "paid_at": "2026-11-22T10:02:10Z",
    "hold_expires_at": None,
}
ORDERS = {"results": [ORDER], "next": None, "previous": None}
QUOTE = {**_TOTALS, "lines": [{**_ITEM, **_PRICES, "image_url": None}]}
QUOTE_INPUT = {"items": [{"item_kind": "course", "item_id": COURSE_ID}], "promo_code": ""}
CART_ITEM = {
    "id": "01938f5e-8b21-7e4d-9a36-7c0d2e3f4a51",
    **_ITEM,
    "available": True,
    "price": eur(4900),
    "image_url": None,
    "added_at": "2026-11-22T09:58:00Z",
}
CART = {"results": [CART_ITEM], "totals": [QUOTE]}
CART_INPUT = {"item_kind": "course", "item_id": COURSE_ID}
CHECKOUT = {
    "order": ORDER_ID,
    "session_id": "cs_test_a1B2c3",
    "checkout_url": "https://checkout.stripe.com/c/pay/cs_test_a1B2c3",
}
SELLER_PROFILE = {
    "legal_name": "Meridian Institute Ltd",
    "address": "1 Harbour Street\nLondon E1 1AA",
    "tax_number": "GB123456789",
    "tax_rate_basis_points": 2000,
    "tax_inclusive": True,
    "tax_label": "VAT",
    "refund_policy": "Within 14 days, if no more than a fifth was watched.",
    "invoice_prefix": "MI",
}

LINE_ID = "01938f5e-7a10-7d3c-8f25-6b9c1d2e3f40"
REFUND_ID = "01938f60-2b3c-7d4e-8f50-617283940516"
_REFUND_WORDS = {
    "status": "succeeded",
    "note": "Half of it was taught.",
    "failure": "",
    "created_at": "2026-11-23T08:00:00+00:00",
}
SALE = {
    "id": LINE_ID,
    "order": ORDER_ID,
    "order_number": "7KQ2M-94XTR",
    "order_status": "partially_refunded",
    "buyer": _BUYER,
    "title": "Antimicrobial stewardship",
    "item_kind": "course",
    "item_id": COURSE_ID,
    "list_price": eur(4900),
    "discount": eur(0),
    "net": eur(4118),
    "tax": eur(782),
    "total": eur(4900),
    "refunded": eur(1000),
    "refunds": [{"id": REFUND_ID, "amount": eur(1000), **_REFUND_WORDS}],
    "documents": [DOCUMENT, _CREDIT_NOTE],
    "paid_at": "2026-11-22T10:02:10Z",
}
SALES = {"results": [SALE], "next": None, "previous": None}
REFUND = {
    "id": REFUND_ID,
    "order": ORDER_ID,
    "order_number": "7KQ2M-94XTR",
    "buyer": _BUYER,
    "amount": eur(1000),
    "lines": [{"line": LINE_ID, "title": "Antimicrobial stewardship", "amount": eur(1000)}],
    **_REFUND_WORDS,
    "documents": [_CREDIT_NOTE],
}
REFUND_REQUESTED = {**REFUND, "status": "requested", "documents": []}
REFUNDS = {"results": [REFUND], "next": None, "previous": None}
REFUND_INPUT = {
    "order": ORDER_ID,
    "lines": [{"line": LINE_ID, "amount": 1000}],
    "note": "Half of it was taught.",
}
INVOICE = {
    **DOCUMENT,
    "order": ORDER_ID,
    "order_number": "7KQ2M-94XTR",
    "buyer_name": "Ada Lovelace",
    "about": None,
    "cancelled": False,
    "net": eur(4118),
    "tax": eur(782),
}
INVOICES = {"results": [INVOICE], "next": None, "previous": None}
INVOICE_DETAIL = {
    **INVOICE,
    "seller": {
        "legal_name": "Meridian Institute Ltd",
        "address": "1 Harbour Street\nLondon E1 1AA",
        "tax_number": "GB123456789",
    },
    "buyer": {"name": "Ada Lovelace", "email": "ada@example.org"},
    "lines": [
        {
            "title": "Antimicrobial stewardship",
            "list_price": eur(4900),
            "discount": eur(0),
            "net": eur(4118),
            "tax": eur(782),
            "total": eur(4900),
            "tax_label": "VAT",
            "tax_rate_basis_points": 1900,
            "tax_inclusive": True,
        }
    ],
    "taxes": [
        {"tax_label": "VAT", "tax_rate_basis_points": 1900, "net": eur(4118), "tax": eur(782), "total": eur(4900)}
    ],
}
INVOICE_DOWNLOAD = {
    "url": "http://127.0.0.1:8000/files/private/invoices/01938f61.pdf?expires=1795341730&signature=…",
    "expires_at": "2026-11-22T10:07:10Z",
}
FIGURES = {
    "currency": "EUR",
    "gross": eur(14700),
    "refunded": eur(4900),
    "net": eur(9800),
    "orders": 3,
    "per_day": [
        {"on": "2026-11-21", "gross": eur(4900), "refunded": eur(0)},
        {"on": "2026-11-22", "gross": eur(9800), "refunded": eur(4900)},
    ],
    "top_items": [
        {
            "item_kind": "course",
            "item_id": COURSE_ID,
            "title": "Antimicrobial stewardship",
            "sold": 3,
            "gross": eur(14700),
        }
    ],
    "balance": eur(9800),
    "balances": [eur(9800)],
    "currencies": ["EUR"],
}
