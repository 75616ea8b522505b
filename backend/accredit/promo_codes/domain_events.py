"""What promo codes tell the apps above; today the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("promo_codes.promo_code_created", version=1)
@dataclass(frozen=True, slots=True)
class PromoCodeCreated:
    promo_code_id: UUID


@domain_event("promo_codes.promo_code_changed", version=1)
@dataclass(frozen=True, slots=True)
class PromoCodeChanged:
    promo_code_id: UUID
