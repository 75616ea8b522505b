"""Making and changing promo codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.billing.exceptions import ItemNotForSale
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.quotes import quotes_by_ref
from accredit.core import outbox
from accredit.core.constraints import violates
from accredit.core.errors import FieldError
from accredit.organizations.models import Organization
from accredit.promo_codes.domain_events import PromoCodeChanged, PromoCodeCreated
from accredit.promo_codes.exceptions import PromoCodeExists, PromoCodeNotUsable
from accredit.promo_codes.models import PromoCode, PromoTarget
from accredit.promo_codes.rules import DiscountKind, normalise_code

CHANGEABLE = frozenset({"starts_at", "ends_at", "total_limit", "per_person_limit", "is_active"})


class TargetEntry(NamedTuple):
    """An item that a code is for."""

    item_kind: str
    item_id: UUID


def promo_code_create(
    *,
    organization: Organization,
    actor_id: UUID,
    code: str,
    kind: DiscountKind,
    value: int,
    targets: Sequence[TargetEntry] = (),
    limits: Mapping[str, Any] | None = None,
    now: datetime,
) -> PromoCode:
    """Make a code of `value` percent, or minor units of the organization's currency; without `targets` it is for
    everything the organization sells. `limits`: any of `CHANGEABLE`.

    Raises PromoCodeExists, PromoCodeNotUsable with the fields, ItemNotForSale for a target of another seller.
    """
    promo_code = PromoCode(
        organization=organization,
        code=normalise_code(code),
        kind=kind,
        value=value,
        currency=organization.currency if kind is DiscountKind.FIXED else "",
        created_at=now,
        **{field: given for field, given in (limits or {}).items() if field in CHANGEABLE},
    )
    _check(promo_code)
    _check_targets(targets, organization=organization, now=now)
    try:
        with transaction.atomic():
            promo_code.save(force_insert=True)
            PromoTarget.objects.bulk_create(
                PromoTarget(organization=organization, promo_code=promo_code, item_kind=item_kind, item_id=item_id)
                for item_kind, item_id in dict.fromkeys(targets)
            )
            outbox.publish(
                PromoCodeCreated(promo_code_id=promo_code.id), organization_id=organization.id, actor_id=actor_id
            )
    except IntegrityError as error:
        if not violates(error, PromoCode, "promo_code_once"):
            raise
        raise PromoCodeExists(errors=[FieldError("code", PromoCodeExists.code, PromoCodeExists.title)]) from None
    return promo_code


def promo_code_update(*, promo_code: PromoCode, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> PromoCode:
    """Change window, limits, or whether it is active; what it takes off stays as printed on somebody's flyer.

    Raises PromoCodeNotUsable, also for a total limit below what is used already.
    """
    values = {field: given for field, given in changes.items() if field in CHANGEABLE}
    for field, given in values.items():
        setattr(promo_code, field, given)
    _check(promo_code)
    try:
        with transaction.atomic():
            PromoCode.objects.filter(pk=promo_code.pk).update(**values)
            outbox.publish(
                PromoCodeChanged(promo_code_id=promo_code.id),
                organization_id=promo_code.organization_id,
                actor_id=actor_id,
            )
    except IntegrityError as error:
        if not violates(error, PromoCode, "promo_never_over"):
            raise
        raise _not_usable("total_limit", "below_used", "More uses than this have been taken already.") from None
    promo_code.refresh_from_db()
    return promo_code


def _check(promo_code: PromoCode) -> None:
    """What a form can be told before the database says it."""
    if not promo_code.code:
        raise _not_usable("code", "required", "Give the code a name.")
    if promo_code.kind == DiscountKind.PERCENT and not 1 <= promo_code.value <= 100:
        raise _not_usable("value", "out_of_range", "A percentage lies between 1 and 100.")
    if promo_code.value < 1:
        raise _not_usable("value", "out_of_range", "Take off at least the smallest coin.")
    starts, ends = promo_code.starts_at, promo_code.ends_at
    if starts is not None and ends is not None and ends <= starts:
        raise _not_usable("ends_at", "before_start", "The end comes after the start.")
    for field in ("total_limit", "per_person_limit"):
        if getattr(promo_code, field) == 0:
            raise _not_usable(field, "out_of_range", "At least one use, or leave it empty for no limit.")


def _check_targets(targets: Sequence[TargetEntry], *, organization: Organization, now: datetime) -> None:
    wanted = [ItemRef(*target) for target in dict.fromkeys(targets)]
    quotes = quotes_by_ref(items=wanted, buyer_id=None, now=now)
    if any(ref not in quotes or quotes[ref].organization_id != organization.id for ref in wanted):
        raise ItemNotForSale("A promo code is for what your own organization sells at present.")


def _not_usable(path: str, code: str, message: str) -> PromoCodeNotUsable:
    return PromoCodeNotUsable(errors=[FieldError(path, code, message)])
