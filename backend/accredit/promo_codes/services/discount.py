"""The discount that billing asks for: priced from rows, reserved with the order, given back when it expires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from accredit.billing.exceptions import PromoCodeUnknown
from accredit.billing.services.discounts import Reduction
from accredit.billing.services.purchasables import Quote
from accredit.core.money import Money
from accredit.promo_codes.exceptions import (
    PromoCodeEnded,
    PromoCodeExhausted,
    PromoCodeNotForThese,
    PromoCodeNotStarted,
    PromoCodeUsedByYou,
)
from accredit.promo_codes.models import PromoCode, PromoUse
from accredit.promo_codes.rules import DiscountKind, in_window, reductions
from accredit.promo_codes.selectors import promo_codes_by_word, uses_held


class PromoCodeDiscount:
    """Billing's `Discount`, answered from promo codes."""

    def price(self, *, code: str, lines: Sequence[Quote], buyer_id: UUID | None, now: datetime) -> Reduction:
        """What the code takes off the lines of its one seller; nothing is reserved.

        Should two sellers of one cart have a code of this name, the one that saves more is meant. Raises
        PromoCodeUnknown, PromoCodeNotStarted, PromoCodeEnded, PromoCodeExhausted, PromoCodeUsedByYou,
        PromoCodeNotForThese.
        """
        sellers = {line.organization_id for line in lines}
        candidates = promo_codes_by_word(word=code, organization_ids=list(sellers))
        if not candidates:
            raise PromoCodeUnknown
        usable = [promo_code for promo_code in candidates if in_window(**_window(promo_code), now=now)]
        if not usable:
            started = any(one.starts_at is None or one.starts_at <= now for one in candidates)
            raise PromoCodeEnded if started else PromoCodeNotStarted
        found = [reduction for promo_code in usable if (reduction := _reduction(promo_code, lines)).amounts]
        if not found:
            raise PromoCodeNotForThese
        best = max(found, key=lambda reduction: sum(amount.amount for amount in reduction.amounts.values()))
        _check_left(next(one for one in usable if one.id == best.discount_id), buyer_id)
        return best

    def reserve(self, *, discount_id: UUID, order_id: UUID, buyer_id: UUID, now: datetime) -> None:
        """Take one use in the caller's transaction. Raises PromoCodeExhausted, PromoCodeUsedByYou.

        The conditional update holds the code's row, so the count of a person's uses after it cannot be overtaken.
        """
        taken = PromoCode.objects.filter(
            Q(total_limit=None) | Q(used__lt=F("total_limit")), pk=discount_id, is_active=True
        ).update(used=F("used") + 1)
        if not taken:
            raise PromoCodeExhausted
        promo_code = PromoCode.objects.get(pk=discount_id)
        limit = promo_code.per_person_limit
        if limit is not None and uses_held(promo_code_id=discount_id, buyer_id=buyer_id) >= limit:
            raise PromoCodeUsedByYou
        PromoUse(promo_code_id=discount_id, order_id=order_id, buyer_id=buyer_id, created_at=now).save(
            force_insert=True
        )

    def release(self, *, discount_id: UUID, order_id: UUID, now: datetime) -> None:
        """Give an order's use back in the caller's transaction; a second time does nothing."""
        released = PromoUse.objects.filter(promo_code_id=discount_id, order_id=order_id, released_at=None).update(
            released_at=now
        )
        if released:
            PromoCode.objects.filter(pk=discount_id).update(used=F("used") - 1)


def _window(promo_code: PromoCode) -> dict[str, datetime | None]:
    return {"starts_at": promo_code.starts_at, "ends_at": promo_code.ends_at}


def _reduction(promo_code: PromoCode, lines: Sequence[Quote]) -> Reduction:
    targets = {(target.item_kind, target.item_id) for target in promo_code.targets.all()}
    kind = DiscountKind(promo_code.kind)
    touched = [
        line
        for line in lines
        if line.organization_id == promo_code.organization_id
        and line.unit
        and (not targets or not targets.isdisjoint(map(tuple, (line.ref, *line.groups))))
        and (kind is DiscountKind.PERCENT or line.unit.currency == promo_code.currency)
    ]
    amounts: list[Money] = reductions(kind, promo_code.value, [line.unit for line in touched]) if touched else []
    return Reduction(
        discount_id=promo_code.id,
        code=promo_code.code,
        amounts={line.ref: amount for line, amount in zip(touched, amounts, strict=True)},
    )


def _check_left(promo_code: PromoCode, buyer_id: UUID | None) -> None:
    """Say it while pricing already; the reservation decides."""
    if promo_code.total_limit is not None and promo_code.used >= promo_code.total_limit:
        raise PromoCodeExhausted
    limit = promo_code.per_person_limit
    if buyer_id and limit is not None and uses_held(promo_code_id=promo_code.id, buyer_id=buyer_id) >= limit:
        raise PromoCodeUsedByYou
