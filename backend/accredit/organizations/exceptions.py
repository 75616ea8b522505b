"""Expected failures of organizations, each with its own code."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, Forbidden, NotFound


class NoSuchOrganization(NotFound):
    code, title = "no_such_organization", "There is no such organization, or you are not a member of it."


class NoSuchMember(NotFound):
    code, title = "no_such_member", "This person is not a member of the organization."


class NoSuchInvitation(NotFound):
    code, title = "no_such_invitation", "This invitation is not there any more."


class RoleNotAllowed(Forbidden):
    code, title = "role_not_allowed", "Your role in this organization does not allow this."


class OwnersOnly(Forbidden):
    code, title = "owners_only", "Only an owner may make, change or remove an owner."


class SlugTaken(Conflict):
    code, title = "slug_taken", "This short name is in use. Choose another one."


class LastOwner(Conflict):
    code, title = "last_owner", "An organization keeps at least one owner. Make somebody else an owner first."


class EmailNotVerified(Conflict):
    code, title = "email_not_verified", "Confirm your own email address before you invite others."


class AlreadyMember(Conflict):
    code, title = "already_member", "This person is a member already. Change their roles instead."


class AlreadyInvited(Conflict):
    code, title = "already_invited", "An invitation to this address is open. Withdraw it to send another one."


class InvitationClosed(Conflict):
    code, title = "invitation_closed", "This invitation was used or withdrawn. Ask for a new one."


class InvitationExpired(BadRequest):
    code, title = "invitation_expired", "This invitation link has expired or is incomplete. Ask for a new one."


class InvitationForAnother(Conflict):
    code, title = (
        "invitation_for_another",
        "This invitation was sent to another address. Sign in with the account of that address to accept it.",
    )
