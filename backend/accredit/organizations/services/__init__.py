"""What organizations can do; one function a use case."""

from .invitations import (
    invitation_accept,
    invitation_mail_send,
    invitation_secret,
    invitation_withdraw,
    member_invite,
    member_joined_tell,
)
from .members import member_regrant, member_remove, memberships_erase
from .tenants import organization_create, organization_update

__all__ = [
    "invitation_accept",
    "invitation_mail_send",
    "invitation_secret",
    "invitation_withdraw",
    "member_invite",
    "member_joined_tell",
    "member_regrant",
    "member_remove",
    "memberships_erase",
    "organization_create",
    "organization_update",
]
