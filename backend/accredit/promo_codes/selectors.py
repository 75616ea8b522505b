"""Reads of promo codes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from accredit.organizations.models import Organization

from .exceptions import NoSuchPromoCode
from .models import PromoCode, PromoUse
from .rules import normalise_code


def promo_codes_of(*, organization: Organization) -> QuerySet[PromoCode]:
    """All codes of an organization, with their targets."""
    return PromoCode.objects.filter(organization=organization).prefetch_related("targets")


def promo_code_get(*, organization: Organization, promo_code_id: UUID) -> PromoCode:
    """Raises NoSuchPromoCode, also for another tenant's."""
    promo_code = promo_codes_of(organization=organization).filter(pk=promo_code_id).first()
    if promo_code is None:
        raise NoSuchPromoCode
    return promo_code


def promo_codes_by_word(*, word: str, organization_ids: Sequence[UUID]) -> list[PromoCode]:
    """The active codes of this name among these sellers, with their targets."""
    return list(
        PromoCode.objects.filter(code=normalise_code(word), organization_id__in=organization_ids, is_active=True)
        .prefetch_related("targets")
        .order_by("created_at", "id")
    )


def uses_held(*, promo_code_id: UUID, buyer_id: UUID) -> int:
    """How many uses a person holds now."""
    return PromoUse.objects.filter(promo_code_id=promo_code_id, buyer_id=buyer_id, released_at=None).count()
