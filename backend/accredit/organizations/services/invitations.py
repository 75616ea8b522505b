"""Asking somebody to join, by mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from accredit.accounts.selectors import normalise_email, user_get
from accredit.core import jobs, mail, outbox
from accredit.core.constraints import violates
from accredit.core.secrets import new_token, token_hash
from accredit.notifications.services import notify
from accredit.organizations.domain_events import InvitationWithdrawn, MemberInvited, MemberJoined
from accredit.organizations.exceptions import (
    AlreadyInvited,
    AlreadyMember,
    EmailNotVerified,
    InvitationClosed,
    InvitationExpired,
    InvitationForAnother,
    OwnersOnly,
)
from accredit.organizations.models import Invitation, Membership
from accredit.organizations.rules import Role, may_regrant, ordered
from accredit.organizations.selectors import invitations_open

LIFETIME = timedelta(days=7)
JOINED = "organizations.member_joined"


def member_invite(*, actor: Membership, email: str, roles: Collection[str], now: datetime) -> Invitation:
    """Invite an address into the actor's organization for seven days; a job makes the secret and mails it.

    Raises EmailNotVerified (the actor's own), OwnersOnly (an owner invites owners), AlreadyMember, and AlreadyInvited
    while another invitation of the address is open and good; an expired one is replaced.
    """
    wanted = [role.value for role in ordered(roles)]
    if not may_regrant(actor.roles, [], wanted):
        raise OwnersOnly
    if not user_get(user_id=actor.user_id).email_verified:
        raise EmailNotVerified
    organization, address = actor.organization, normalise_email(email)
    if Membership.objects.filter(organization=organization, user__email=address).exists():
        raise AlreadyMember
    invitation = Invitation(
        organization=organization,
        email=address,
        roles=wanted,
        invited_by_id=actor.user_id,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    try:
        with transaction.atomic():
            invitations_open(organization=organization).filter(email=address, expires_at__lte=now).update(
                withdrawn_at=now, token_hash=None
            )
            invitation.save(force_insert=True)
            outbox.publish(
                MemberInvited(organization_id=organization.id, invitation_id=invitation.id),
                organization_id=organization.id,
                actor_id=actor.user_id,
            )
            jobs.enqueue("organizations.invitation_mail", str(invitation.id))
    except IntegrityError as error:
        if not violates(error, Invitation, "invitation_open_once"):
            raise
        raise AlreadyInvited from None
    return invitation


def invitation_secret(*, invitation: Invitation) -> str:
    """A new secret for an open invitation, of which the hash alone is kept; an earlier secret stops working."""
    secret = new_token()
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        token_hash=token_hash(secret)
    )
    return secret


def invitation_mail_send(*, invitation_id: UUID, now: datetime) -> None:
    """Make the secret, keep its hash and mail the link. Nothing when the invitation is closed or expired.

    Run again it makes another secret; the last mail's link is the one that works.
    """
    invitation = (
        Invitation.objects.select_related("organization")
        .filter(pk=invitation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        .first()
    )
    if invitation is None:
        return
    secret = invitation_secret(invitation=invitation)
    organization = invitation.organization
    mail.send(
        to=invitation.email,
        subject=f"Join {organization.name} on Accredit",
        template="organizations/invitation",
        context={
            "organization_name": organization.name,
            "brand_color": organization.brand_color,
            "action_url": f"{settings.PUBLIC_URL}/auth/invitation?token={secret}",
            "action_label": "Accept the invitation",
            "roles": _in_words(invitation.roles),
        },
    )


def invitation_withdraw(*, invitation: Invitation, actor_id: UUID, now: datetime) -> None:
    """Take an open invitation back; its link stops working. Raises InvitationClosed when somebody was faster."""
    with transaction.atomic():
        withdrawn = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
            withdrawn_at=now, token_hash=None
        )
        if not withdrawn:
            raise InvitationClosed
        outbox.publish(
            InvitationWithdrawn(organization_id=invitation.organization_id, invitation_id=invitation.id),
            organization_id=invitation.organization_id,
            actor_id=actor_id,
        )


def invitation_accept(*, token: str, user_id: UUID, now: datetime) -> Membership:
    """Join by a mailed link; roles are added to those that the person has. The same person may use it again.

    Raises InvitationExpired (also for a link that never was), InvitationForAnother, InvitationClosed.
    """
    user = user_get(user_id=user_id)
    invitation = Invitation.objects.select_related("organization").filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise InvitationExpired
    if invitation.email != user.email:
        raise InvitationForAnother
    if invitation.accepted_by_id == user_id:
        return _still_member(invitation, user_id=user_id)
    if invitation.expires_at <= now:
        raise InvitationExpired
    with transaction.atomic():
        accepted = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
            accepted_at=now, accepted_by_id=user_id
        )
        if not accepted:
            raise InvitationClosed
        return _join(invitation, user_id=user_id, now=now)


def member_joined_tell(*, invitation_id: UUID, now: datetime) -> None:
    """Tell whoever invited that the person has joined."""
    invitation = Invitation.objects.select_related("organization", "accepted_by").get(pk=invitation_id)
    if invitation.accepted_by is None:
        return
    organization = invitation.organization
    notify(
        user_id=invitation.invited_by_id,
        kind=JOINED,
        context={"person": invitation.accepted_by.display_name, "organization": organization.name},
        url=f"/org/{organization.slug}/team",
        organization_id=organization.id,
        now=now,
    )


def _still_member(invitation: Invitation, *, user_id: UUID) -> Membership:
    membership = Membership.objects.select_related("organization").filter(
        organization_id=invitation.organization_id, user_id=user_id
    )
    if (found := membership.first()) is None:
        raise InvitationClosed
    return found


def _join(invitation: Invitation, *, user_id: UUID, now: datetime) -> Membership:
    membership, made = Membership.objects.select_related("organization").get_or_create(
        organization=invitation.organization,
        user_id=user_id,
        defaults={"roles": invitation.roles, "created_at": now},
    )
    if not made:
        membership.roles = [role.value for role in ordered([*membership.roles, *invitation.roles])]
        membership.save(update_fields=["roles"])
    outbox.publish(
        MemberJoined(organization_id=invitation.organization_id, user_id=user_id, invitation_id=invitation.id),
        organization_id=invitation.organization_id,
        actor_id=user_id,
    )
    return membership


def _in_words(roles: Collection[str]) -> str:
    """`owner`, `finance and door`, `admin, finance and door`."""
    names = [Role(role).value for role in roles]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
