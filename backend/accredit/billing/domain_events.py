"""What billing tells the apps above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("billing.order_placed", version=1)
@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """Somebody wants to buy; the order holds what it names until it is paid or its hold ends."""

    order_id: UUID
    buyer_id: UUID | None


@domain_event("billing.order_paid", version=1)
@dataclass(frozen=True, slots=True)
class OrderPaid:
    """An order's whole amount was received (or was nothing). Told once an order: read its lines and fulfil them."""

    order_id: UUID
    buyer_id: UUID | None


@domain_event("billing.order_expired", version=1)
@dataclass(frozen=True, slots=True)
class OrderExpired:
    """The hold ended without payment; what it held was released in the same transaction."""

    order_id: UUID
    buyer_id: UUID | None


@domain_event("billing.order_cancelled", version=1)
@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """Given up for a newer order, or because the bank refused; what it held was released in the same transaction."""

    order_id: UUID
    buyer_id: UUID | None


@domain_event("billing.seller_profile_changed", version=1)
@dataclass(frozen=True, slots=True)
class SellerProfileChanged:
    """A seller's name, address or tax has changed; orders that were placed keep theirs."""

    organization_id: UUID


@domain_event("billing.line_refunded", version=1)
@dataclass(frozen=True, slots=True)
class LineRefunded:
    """The whole of a line has gone back, by refunds that Stripe accepted or by a lost dispute: what it bought ends.
    Read `OrderLine.claims_item`, which is false while this holds."""

    order_id: UUID
    line_id: UUID


@domain_event("billing.line_refund_failed", version=1)
@dataclass(frozen=True, slots=True)
class LineRefundFailed:
    """A refund that had ended a line was returned by the bank: what the line bought is the buyer's again.
    Read `OrderLine.claims_item`, which is true again."""

    order_id: UUID
    line_id: UUID


@domain_event("billing.refund_requested", version=1)
@dataclass(frozen=True, slots=True)
class RefundRequested:
    """A seller wants to send money back; Stripe has not been asked yet."""

    refund_id: UUID
    order_id: UUID


@domain_event("billing.dispute_opened", version=1)
@dataclass(frozen=True, slots=True)
class DisputeOpened:
    """The buyer's bank has taken the money back for now. Nothing ends, but nothing new is issued for the order."""

    dispute_id: UUID
    order_id: UUID


@domain_event("billing.dispute_closed", version=1)
@dataclass(frozen=True, slots=True)
class DisputeClosed:
    """A dispute has an end. `lost`: the order is refunded and its lines were told of one by one."""

    dispute_id: UUID
    order_id: UUID
    lost: bool
