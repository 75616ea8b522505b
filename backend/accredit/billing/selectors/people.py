"""What billing keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from .invoices import invoices_of_buyer
from .orders import cart_items, orders_of


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """A person's cart, orders and invoices, for their export."""
    return {
        "cart": list(cart_items(user_id=user_id).values_list("title", flat=True)),
        "orders": [
            {
                "number": order.number,
                "status": order.status,
                "email": order.email,
                "total": order.total.as_json(),
                "placed_at": order.created_at.isoformat(),
                "paid_at": order.paid_at.isoformat() if order.paid_at else None,
                "lines": [{"title": line.title, "total": line.gross.as_json()} for line in order.lines.all()],
            }
            for order in orders_of(buyer_id=user_id).order_by("created_at", "id")
        ],
        "invoices": [
            {
                "number": invoice.number,
                "kind": invoice.kind,
                "issued_on": invoice.issued_on.isoformat(),
                "seller": invoice.seller,
                "buyer": invoice.bought_by,
                "total": invoice.gross.as_json(),
                "order": invoice.order.number,
                "lines": [line.title for line in invoice.lines.all()],
            }
            for invoice in invoices_of_buyer(buyer_id=user_id).prefetch_related("lines").order_by("created_at", "id")
        ],
    }
