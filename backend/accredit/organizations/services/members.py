"""Who belongs to a tenant, and as what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accredit.accounts.selectors import user_get
from accredit.core import outbox
from accredit.organizations.domain_events import MemberRemoved, MemberRolesChanged
from accredit.organizations.exceptions import LastOwner, NoSuchMember, OwnersOnly
from accredit.organizations.models import Invitation, Membership, Organization
from accredit.organizations.rules import keeps_an_owner, may_regrant, ordered


def member_regrant(*, actor: Membership, member: Membership, roles: Collection[str]) -> Membership:
    """Give a member of the actor's organization other roles (at least one).

    Raises OwnersOnly when ownership is touched by somebody who is no owner, LastOwner, NoSuchMember.
    """
    wanted = [role.value for role in ordered(roles)]
    with transaction.atomic():
        row = _locked(member, actor=actor, after=wanted)
        if row.roles != wanted:
            Membership.objects.filter(pk=row.pk).update(roles=wanted)
            outbox.publish(
                MemberRolesChanged(organization_id=row.organization_id, user_id=row.user_id, roles=",".join(wanted)),
                organization_id=row.organization_id,
                actor_id=actor.user_id,
            )
    member.roles = wanted
    return member


def member_remove(*, actor: Membership, member: Membership) -> None:
    """End a membership of the actor's organization: somebody else's, or the actor's own.

    Raises OwnersOnly, LastOwner, NoSuchMember.
    """
    with transaction.atomic():
        row = _locked(member, actor=actor, after=[])
        _delete(row, actor_id=actor.user_id)


def memberships_erase(user_id: UUID, *, now: datetime) -> None:
    """End all memberships of a person who leaves. Raises LastOwner: an organization is handed over first."""
    for membership in Membership.objects.filter(user_id=user_id).order_by("organization_id"):
        _lock_team(membership.organization_id)
        others = Membership.objects.filter(organization_id=membership.organization_id).exclude(pk=membership.pk)
        if not keeps_an_owner(others.values_list("roles", flat=True), []):
            raise LastOwner("You are the only owner of an organization. Make somebody else an owner first.")
        _delete(membership, actor_id=user_id)
    _forget_addresses(user_id, now=now)


def _forget_addresses(user_id: UUID, *, now: datetime) -> None:
    """Empty the person's address in invitations, and close those that are open."""
    address = user_get(user_id=user_id).email
    theirs = Invitation.objects.filter(Q(email=address) | Q(accepted_by_id=user_id))
    theirs.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    theirs.update(email="", token_hash=None)


def _locked(member: Membership, *, actor: Membership, after: list[str]) -> Membership:
    """The member's row as it is now, with the team locked and both guards passed. Runs in the caller's transaction."""
    _lock_team(member.organization_id)
    team = {row.pk: row for row in Membership.objects.filter(organization_id=member.organization_id)}
    row, granter = team.pop(member.pk, None), team.get(actor.pk)
    if row is None:
        raise NoSuchMember
    granting = granter.roles if granter else row.roles if row.pk == actor.pk else []
    if not may_regrant(granting, row.roles, after):
        raise OwnersOnly
    if not keeps_an_owner((other.roles for other in team.values()), after):
        raise LastOwner
    return row


def _lock_team(organization_id: UUID) -> None:
    """One change of a team at a time: two owners leaving at once must not both succeed."""
    Organization.objects.select_for_update().filter(pk=organization_id).values_list("id").first()


def _delete(membership: Membership, *, actor_id: UUID) -> None:
    Membership.objects.filter(pk=membership.pk).delete()
    outbox.publish(
        MemberRemoved(organization_id=membership.organization_id, user_id=membership.user_id),
        organization_id=membership.organization_id,
        actor_id=actor_id,
    )
