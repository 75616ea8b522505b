"""Reads about tenants; a read of a tenant's rows takes `organization=` or starts from the caller's membership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accredit.accounts.models import User
from accredit.core import storage
from accredit.core.models import OutboxEvent
from accredit.core.secrets import token_hash

from .exceptions import InvitationClosed, InvitationExpired, NoSuchInvitation, NoSuchMember, NoSuchOrganization
from .models import Invitation, Membership, Organization

PERSON_KEYS = ("user_id", "person_id", "buyer_id")
"""Under these keys a domain event names the person whom it is about."""


@dataclass(frozen=True, slots=True)
class AuditPerson:
    """Who did something, or to whom it was done; `display_name` is None once the account is emptied."""

    id: UUID
    display_name: str | None


def membership_get(*, slug: str, user_id: UUID) -> Membership:
    """The person's membership with its organization, in one query. Raises NoSuchOrganization for a stranger."""
    membership = (
        Membership.objects.select_related("organization").filter(organization__slug=slug, user_id=user_id).first()
    )
    if membership is None:
        raise NoSuchOrganization
    return membership


MEMBER = """
    SELECT m.organization_id
    FROM organizations_organization o JOIN organizations_membership m ON m.organization_id = o.id
    WHERE o.slug = %(slug)s AND m.user_id = %(user)s AND m.roles = %(roles)s::jsonb
"""
"""`membership_get` of somebody whose roles are known, for a statement that does more at once: no row once they are
others. `roles` as JSON."""


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


def invitation_by_token(*, token: str, user_id: UUID | None, now: datetime) -> Invitation:
    """What a mailed link asks, with its organization and whoever invites; for anybody who holds the link.

    Raises InvitationExpired (also for a link that never was), and InvitationClosed for one that somebody else used:
    whoever accepted it may look again.
    """
    rows = Invitation.objects.select_related("organization", "invited_by")
    invitation = rows.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise InvitationExpired
    if invitation.accepted_at is not None:
        if user_id is None or invitation.accepted_by_id != user_id:
            raise InvitationClosed
        return invitation
    if invitation.expires_at <= now:
        raise InvitationExpired
    return invitation


def audit_trail(
    *,
    organization: Organization,
    kind: str = "",
    actor: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> QuerySet[OutboxEvent]:
    """What was recorded in an organization. `kind` is the name of a domain event, or of an app for all of its own;
    days are those of the organization's zone, both included."""
    rows = OutboxEvent.objects.filter(organization_id=organization.id)
    if kind:
        rows = rows.filter(name=kind) if "." in kind else rows.filter(name__startswith=f"{kind}.")
    if actor is not None:
        rows = rows.filter(actor_id=actor)
    zone = ZoneInfo(organization.time_zone)
    if first_day is not None:
        rows = rows.filter(created_at__gte=datetime.combine(first_day, time.min, zone))
    if last_day is not None:
        rows = rows.filter(created_at__lt=datetime.combine(last_day + timedelta(days=1), time.min, zone))
    return rows


def audit_subject_id(event: OutboxEvent) -> UUID | None:
    """The person whom an event is about, None when it is about a thing."""
    named = next((event.payload[key] for key in PERSON_KEYS if event.payload.get(key)), None)
    return UUID(named) if named else None


def audit_people(events: Iterable[OutboxEvent]) -> dict[UUID, AuditPerson]:
    """Everybody whom these events name, as actor or as subject. One query."""
    ids = {one for event in events for one in (event.actor_id, audit_subject_id(event)) if one is not None}
    rows = User.objects.filter(pk__in=ids).values_list("id", "display_name", "erased_at")
    known = {user_id: name for user_id, name, erased_at in rows if erased_at is None}
    return {one: AuditPerson(one, known.get(one)) for one in ids}


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
