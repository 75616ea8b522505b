"""The life of a refund, and why there is one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RefundStatus(StrEnum):
    """`requested` stands before Stripe has heard of it; a succeeded one fails when the bank returns it."""

    REQUESTED = "requested"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundReason(StrEnum):
    """Why money goes back."""

    LATE_MONEY = "late_money"
    PAID_TWICE = "paid_twice"
    REQUESTED = "requested"


class DisputeStatus(StrEnum):
    """`inquiry` asks before money is taken; `closed` ended without loss or gain."""

    INQUIRY = "inquiry"
    OPEN = "open"
    WON = "won"
    LOST = "lost"
    CLOSED = "closed"


ACCEPTED = frozenset({RefundStatus.PENDING, RefundStatus.SUCCEEDED})
"""States in which Stripe has taken a refund on."""
UNDECIDED = frozenset({DisputeStatus.INQUIRY, DisputeStatus.OPEN})
_S = RefundStatus
_STEPS: Mapping[RefundStatus, frozenset[RefundStatus]] = {
    _S.REQUESTED: frozenset({_S.PENDING, _S.SUCCEEDED, _S.FAILED}),
    _S.PENDING: frozenset({_S.SUCCEEDED, _S.FAILED}),
    _S.SUCCEEDED: frozenset({_S.FAILED}),
    _S.FAILED: frozenset(),
}
_FROM_STRIPE: Mapping[str, RefundStatus] = {
    "pending": _S.PENDING,
    "requires_action": _S.PENDING,
    "succeeded": _S.SUCCEEDED,
    "failed": _S.FAILED,
    "canceled": _S.FAILED,
}


def refund_sources(wanted: RefundStatus) -> frozenset[RefundStatus]:
    """The states from which `wanted` may be reached: the condition of the update that goes there."""
    return frozenset(current for current, nexts in _STEPS.items() if wanted in nexts)


def refund_status(stripe_status: str) -> RefundStatus:
    """Our state for one of Stripe's (SDK: Refund.status). Raises KeyError for a state that Stripe does not document."""
    return _FROM_STRIPE[stripe_status]


_DISPUTE_FROM_STRIPE: Mapping[str, DisputeStatus] = {
    "warning_needs_response": DisputeStatus.INQUIRY,
    "warning_under_review": DisputeStatus.INQUIRY,
    "warning_closed": DisputeStatus.CLOSED,
    "needs_response": DisputeStatus.OPEN,
    "under_review": DisputeStatus.OPEN,
    "appeal_needs_response": DisputeStatus.OPEN,
    "appeal_under_review": DisputeStatus.OPEN,
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "prevented": DisputeStatus.CLOSED,
}


def dispute_status(stripe_status: str) -> DisputeStatus:
    """Our state for one of Stripe's (SDK: Dispute.status). Raises KeyError for one that Stripe does not document."""
    return _DISPUTE_FROM_STRIPE[stripe_status]


def dispute_sources(wanted: DisputeStatus) -> frozenset[DisputeStatus]:
    """The states from which a dispute may come to `wanted`; news that arrives late leads nowhere."""
    if wanted in UNDECIDED:
        return frozenset({DisputeStatus.INQUIRY}) if wanted is DisputeStatus.OPEN else frozenset()
    return UNDECIDED
