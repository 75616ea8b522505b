"""What organizations tell the rest of the system; the outbox of these is the organization's audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("organizations.organization_created", version=1)
@dataclass(frozen=True, slots=True)
class OrganizationCreated:
    """A tenant was started by its first owner."""

    organization_id: UUID


@domain_event("organizations.organization_changed", version=1)
@dataclass(frozen=True, slots=True)
class OrganizationChanged:
    """Name, brand, currency, country, zone or a setting is another."""

    organization_id: UUID


@domain_event("organizations.member_invited", version=1)
@dataclass(frozen=True, slots=True)
class MemberInvited:
    """An invitation was made and will be mailed."""

    organization_id: UUID
    invitation_id: UUID


@domain_event("organizations.invitation_withdrawn", version=1)
@dataclass(frozen=True, slots=True)
class InvitationWithdrawn:
    """An open invitation was taken back."""

    organization_id: UUID
    invitation_id: UUID


@domain_event("organizations.member_joined", version=1)
@dataclass(frozen=True, slots=True)
class MemberJoined:
    """A person became a member."""

    organization_id: UUID
    user_id: UUID
    invitation_id: UUID | None


@domain_event("organizations.member_roles_changed", version=1)
@dataclass(frozen=True, slots=True)
class MemberRolesChanged:
    """A member has other roles; `roles` are the new ones, comma separated."""

    organization_id: UUID
    user_id: UUID
    roles: str


@domain_event("organizations.member_removed", version=1)
@dataclass(frozen=True, slots=True)
class MemberRemoved:
    """A person is no longer a member: removed, left, or erased."""

    organization_id: UUID
    user_id: UUID
