"""Who may send a file for an organization, in terms of the one role matrix."""

from __future__ import annotations

from collections.abc import Mapping

from accredit.organizations.models import Membership
from accredit.organizations.permissions import Permission, require

from .rules import Purpose

NEEDED: Mapping[Purpose, Permission] = {
    Purpose.VIDEO: Permission.EDIT_COURSES,
    Purpose.CAPTIONS: Permission.EDIT_COURSES,
    Purpose.DOCUMENT: Permission.EDIT_COURSES,
    Purpose.THUMBNAIL: Permission.EDIT_COURSES,
    Purpose.LOGO: Permission.MANAGE_ORGANIZATION,
    Purpose.SIGNATURE: Permission.DESIGN_CERTIFICATES,
}


def require_upload(membership: Membership, purpose: Purpose) -> None:
    """Raises RoleNotAllowed unless a role allows it."""
    require(membership, NEEDED[purpose])
