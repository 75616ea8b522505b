"""How an organization sells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.billing.domain_events import SellerProfileChanged
from accredit.billing.models import SellerProfile
from accredit.core.outbox import publish
from accredit.organizations.models import Organization


def seller_profile_set(*, organization: Organization, actor_id: UUID, changes: Mapping[str, Any]) -> SellerProfile:
    """Write these fields of the seller's profile. Orders that were placed keep the tax they were placed with."""
    with transaction.atomic():
        profile, _ = SellerProfile.objects.update_or_create(
            organization=organization,
            defaults=dict(changes),
            create_defaults={"legal_name": organization.name, **changes},
        )
        publish(SellerProfileChanged(organization.id), organization_id=organization.id, actor_id=actor_id)
    return profile
