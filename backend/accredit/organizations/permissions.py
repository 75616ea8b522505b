"""The one role matrix: what a member may do, in every app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from .exceptions import RoleNotAllowed
from .models import Membership
from .rules import Role, ordered

__all__ = ["ROLE_MATRIX", "Permission", "Role", "members_with", "permissions_of", "require"]


class Permission(StrEnum):
    """One thing that may be done inside an organization."""

    MANAGE_ORGANIZATION = "manage_organization"
    MANAGE_TEAM = "manage_team"
    VIEW_AUDIT = "view_audit"
    EDIT_COURSES = "edit_courses"
    PUBLISH_COURSES = "publish_courses"
    REVIEW_COURSES = "review_courses"
    VIEW_LEARNERS = "view_learners"
    VIEW_SALES = "view_sales"
    REFUND_ORDERS = "refund_orders"
    MANAGE_PROMO_CODES = "manage_promo_codes"
    DESIGN_CERTIFICATES = "design_certificates"
    ISSUE_CERTIFICATES = "issue_certificates"
    VIEW_CERTIFICATES = "view_certificates"
    MANAGE_EVENTS = "manage_events"
    CHECK_IN = "check_in"
    VIEW_REPORTS = "view_reports"
    MODERATE_ROOMS = "moderate_rooms"
    MANAGE_BILLING = "manage_billing"


_EVERYTHING = frozenset(Permission)
_P = Permission

ROLE_MATRIX: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.OWNER: _EVERYTHING,
        # Admins differ from owners in one thing only: they cannot touch ownership (rules.may_regrant).
        Role.ADMIN: _EVERYTHING,
        Role.ORGANIZER: frozenset(
            {
                _P.EDIT_COURSES,
                _P.PUBLISH_COURSES,
                _P.REVIEW_COURSES,
                _P.VIEW_LEARNERS,
                _P.VIEW_SALES,
                _P.MANAGE_PROMO_CODES,
                _P.DESIGN_CERTIFICATES,
                _P.ISSUE_CERTIFICATES,
                _P.VIEW_CERTIFICATES,
                _P.MANAGE_EVENTS,
                _P.CHECK_IN,
                _P.VIEW_REPORTS,
                _P.MODERATE_ROOMS,
            }
        ),
        # An instructor brings a course to market alone, unless the organization asks for review, sees how it sells, and
        # talks with those who learn; money moves through others.
        Role.INSTRUCTOR: frozenset(
            {
                _P.EDIT_COURSES,
                _P.PUBLISH_COURSES,
                _P.VIEW_LEARNERS,
                _P.VIEW_SALES,
                _P.VIEW_CERTIFICATES,
                _P.VIEW_REPORTS,
                _P.MODERATE_ROOMS,
            }
        ),
        Role.FINANCE: frozenset(
            {_P.VIEW_SALES, _P.REFUND_ORDERS, _P.MANAGE_PROMO_CODES, _P.VIEW_REPORTS, _P.MANAGE_BILLING, _P.VIEW_AUDIT}
        ),
        Role.DOOR: frozenset({_P.CHECK_IN}),
        Role.VIEWER: frozenset({_P.VIEW_LEARNERS, _P.VIEW_CERTIFICATES, _P.VIEW_REPORTS}),
    }
)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """What these roles allow together."""
    return frozenset[Permission]().union(*(ROLE_MATRIX[role] for role in ordered(roles)))


def members_with(permission: Permission, *, organization_id: UUID) -> set[UUID]:
    """The people of an organization whose roles allow it. One query."""
    rows = Membership.objects.filter(organization_id=organization_id).values_list("user_id", "roles")
    return {user_id for user_id, roles in rows if permission in permissions_of(roles)}


def require(membership: Membership, permission: Permission) -> None:
    """Raises RoleNotAllowed (403) unless one of the member's roles allows it."""
    if permission not in permissions_of(membership.roles):
        raise RoleNotAllowed
