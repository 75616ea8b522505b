"""Starting a tenant, and what it says of itself."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.core import outbox
from accredit.core.constraints import violates
from accredit.core.errors import FieldError
from accredit.core.slugs import slugify
from accredit.organizations.domain_events import MemberJoined, OrganizationChanged, OrganizationCreated
from accredit.organizations.exceptions import SlugTaken
from accredit.organizations.models import Membership, Organization
from accredit.organizations.rules import Role, slug_allowed

CHANGEABLE = ("name", "brand_color", "logo_key", "currency", "country", "time_zone", "course_review_required")
TRIES = 5


def organization_create(
    *,
    owner_id: UUID,
    name: str,
    currency: str,
    country: str,
    time_zone: str,
    now: datetime,
    slug: str | None = None,
) -> Membership:
    """Start a tenant whose first owner is the caller; returns the owner's membership.

    Without `slug` one is made from the name. Raises SlugTaken when a given one is in use.
    """
    for attempt in range(TRIES):
        organization = Organization(
            name=name,
            slug=slug or _slug_from(name, attempt),
            currency=currency,
            country=country,
            time_zone=time_zone,
            created_at=now,
        )
        try:
            return _insert(organization, owner_id=owner_id, now=now)
        except IntegrityError as error:
            if not violates(error, Organization, "organization_slug_once"):
                raise
            if slug is not None:
                break
    raise SlugTaken(errors=[FieldError("slug", SlugTaken.code, SlugTaken.title)])


def organization_update(*, organization: Organization, actor_id: UUID, changes: Mapping[str, Any]) -> Organization:
    """Change any of `CHANGEABLE`; what is absent stays. Prices keep their currency."""
    values = {field: changes[field] for field in CHANGEABLE if field in changes}
    if not values:
        return organization
    with transaction.atomic():
        Organization.objects.filter(pk=organization.pk).update(**values)
        outbox.publish(
            OrganizationChanged(organization_id=organization.id), organization_id=organization.id, actor_id=actor_id
        )
    organization.refresh_from_db()
    return organization


def _insert(organization: Organization, *, owner_id: UUID, now: datetime) -> Membership:
    with transaction.atomic():
        organization.save(force_insert=True)
        owner = Membership(organization=organization, user_id=owner_id, roles=[Role.OWNER.value], created_at=now)
        owner.save(force_insert=True)
        outbox.publish(
            OrganizationCreated(organization_id=organization.id), organization_id=organization.id, actor_id=owner_id
        )
        outbox.publish(
            MemberJoined(organization_id=organization.id, user_id=owner_id, invitation_id=None),
            organization_id=organization.id,
            actor_id=owner_id,
        )
    return owner


def _slug_from(name: str, attempt: int) -> str:
    """The name as a slug; with four random hex digits when it is too short, reserved, or was taken before."""
    base = slugify(name, max_length=50, word_boundary=True) or "org"
    if attempt == 0 and slug_allowed(base):
        return base
    return f"{base}-{secrets.token_hex(2)}"
