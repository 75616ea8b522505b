"""Reads about tenants; a read of a tenant's rows takes `organization=` or starts from the caller's membership."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accredit.core import storage

from .exceptions import NoSuchInvitation, NoSuchMember, NoSuchOrganization
from .models import Invitation, Membership, Organization


def membership_get(*, slug: str, user_id: UUID) -> Membership:
    """The person's membership with its organization, in one query. Raises NoSuchOrganization for a stranger."""
    membership = (
        Membership.objects.select_related("organization").filter(organization__slug=slug, user_id=user_id).first()
    )
    if membership is None:
        raise NoSuchOrganization
    return membership


def memberships_of(*, user_id: UUID) -> QuerySet[Membership]:
    """Where a person is a member, with the organizations."""
    return Membership.objects.select_related("organization").filter(user_id=user_id)


def organization_by_slug(*, slug: str) -> Organization:
    """A tenant for its public page. Raises NoSuchOrganization."""
    try:
        return Organization.objects.get(slug=slug)
    except Organization.DoesNotExist:
        raise NoSuchOrganization from None


def organization_get(*, organization_id: UUID) -> Organization:
    """A tenant by id. Raises NoSuchOrganization."""
    try:
        return Organization.objects.get(pk=organization_id)
    except Organization.DoesNotExist:
        raise NoSuchOrganization from None


def members(*, organization: Organization) -> QuerySet[Membership]:
    """The team, with the people."""
    return Membership.objects.select_related("user").filter(organization=organization)


def member_get(*, organization: Organization, membership_id: UUID) -> Membership:
    """One member of this organization. Raises NoSuchMember."""
    member = members(organization=organization).filter(pk=membership_id).first()
    if member is None:
        raise NoSuchMember
    return member


def invitations_open(*, organization: Organization) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn, expired ones too: they are there to be renewed."""
    return Invitation.objects.filter(organization=organization, accepted_at=None, withdrawn_at=None)


def invitation_get(*, organization: Organization, invitation_id: UUID) -> Invitation:
    """One open invitation of this organization. Raises NoSuchInvitation."""
    invitation = invitations_open(organization=organization).filter(pk=invitation_id).first()
    if invitation is None:
        raise NoSuchInvitation
    return invitation


def logo_url(organization: Organization) -> str | None:
    """Public address of the logo, None without one."""
    return storage.public().url(organization.logo_key) if organization.logo_key else None


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """A person's memberships and the invitations they accepted, for their export."""
    memberships = memberships_of(user_id=user_id).order_by("created_at", "id")
    return {
        "memberships": [
            {
                "organization": membership.organization.name,
                "slug": membership.organization.slug,
                "roles": membership.roles,
                "since": _instant(membership.created_at),
            }
            for membership in memberships
        ],
    }


def _instant(value: datetime) -> str:
    return value.isoformat()
