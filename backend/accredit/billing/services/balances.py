"""What sellers are owed. Called in the transaction that changes the state it follows from; again adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from accredit.billing.models import BalanceEntry, Dispute, OrderLine, Refund, RefundLine
from accredit.billing.rules.balances import EntryKind
from accredit.billing.selectors import line_balances


def sale_book(*, lines: Iterable[OrderLine], now: datetime) -> None:
    """Owe each line's seller what the buyer paid for it, nothing for what cost nothing."""
    _add(
        BalanceEntry(
            created_at=now,
            organization_id=line.organization_id,
            currency=line.currency,
            kind=EntryKind.SALE,
            amount=line.gross_amount,
            order_line=line,
        )
        for line in lines
    )


def refund_book(*, refund: Refund, parts: Iterable[RefundLine], now: datetime) -> None:
    """Take back what Stripe has accepted to refund."""
    _add(_of_refund(refund, part, EntryKind.REFUND, now) for part in parts)


def refund_return_book(*, refund: Refund, parts: Iterable[RefundLine], now: datetime) -> None:
    """Owe again what the bank has returned of an accepted refund."""
    _add(_of_refund(refund, part, EntryKind.REFUND_RETURNED, now) for part in parts)


def dispute_book(*, dispute: Dispute, lines: Sequence[OrderLine], now: datetime) -> None:
    """Take back all that lines of a lost dispute still stand for."""
    owed = line_balances(line_ids=[line.id for line in lines])
    _add(
        BalanceEntry(
            created_at=now,
            organization_id=line.organization_id,
            currency=line.currency,
            kind=EntryKind.DISPUTE_LOST,
            amount=-owed[line.id],
            order_line=line,
            dispute=dispute,
        )
        for line in lines
        if owed[line.id] > 0
    )


def _of_refund(refund: Refund, part: RefundLine, kind: EntryKind, now: datetime) -> BalanceEntry:
    return BalanceEntry(
        created_at=now,
        organization_id=part.organization_id,
        currency=refund.currency,
        kind=kind,
        amount=-part.amount if kind is EntryKind.REFUND else part.amount,
        order_line_id=part.order_line_id,
        refund=refund,
    )


def _add(entries: Iterable[BalanceEntry]) -> None:
    # The unique constraints know what was booked before.
    BalanceEntry.objects.bulk_create(entries, ignore_conflicts=True)
