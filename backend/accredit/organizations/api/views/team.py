"""The team: members and invitations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.examples import answered, sent
from accredit.accounts.api.limits import LINK_ADDRESS, Limit, LimitedView, network_of
from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.organizations import selectors, services
from accredit.organizations.api.serializers import (
    InvitationAcceptSerializer,
    InvitationCreateSerializer,
    InvitationPreviewSerializer,
    InvitationSerializer,
    MemberSerializer,
    MemberUpdateSerializer,
    OrganizationSerializer,
    invitation_json,
    invitation_preview_json,
    member_json,
    organization_json,
)
from accredit.organizations.api.staff import OrganizationPathView
from accredit.organizations.models import Invitation, Membership
from accredit.organizations.permissions import Permission, require

from .tenants import ORGANIZATION, PUBLIC

INVITATIONS_OF_A_PERSON = Limit("invitations-account", 50, timedelta(days=1))
TEAM = CursorList("created_at", "id")
OPEN = CursorList("-created_at", "-id")
MEMBER = {
    "id": "0193a1f6-91aa-7b20-9d1c-0f2e4d6c8b0a",
    "user_id": "0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e1f",
    "display_name": "Amara Okafor",
    "email": "amara.okafor@example.org",
    "roles": ["instructor"],
    "joined_at": "2026-11-22T10:00:00Z",
}
INVITATION = {
    "id": "0193a1f7-44c0-7f31-8b6d-9a8b7c6d5e4f",
    "email": "tomas.lind@example.org",
    "roles": ["organizer", "door"],
    "created_at": "2026-11-22T10:00:00Z",
    "expires_at": "2026-11-29T10:00:00Z",
}
PREVIEW = {
    "organization": PUBLIC,
    "invited_by": "Amara Okafor",
    "roles": ["organizer", "door"],
    "expires_at": "2026-11-29T10:00:00Z",
}


def _member(membership: Membership) -> Any:
    return MemberSerializer(member_json(membership)).data


def _invitation(invitation: Invitation) -> Any:
    return InvitationSerializer(invitation_json(invitation)).data


class MemberListView(OrganizationPathView):
    """The team of a tenant."""

    permission = Permission.MANAGE_TEAM

    @extend_schema(
        operation_id="organizations_members_list",
        summary="The team",
        responses={200: paginated(MemberSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answered({"results": [MEMBER], "next": None, "previous": None})],
    )
    def get(self, request: Request, slug: str) -> Response:
        return TEAM.paginate(request, selectors.members(organization=self.organization), _member)


class MemberView(OrganizationPathView):
    """One person of the team."""

    permission_by_method = {"PATCH": Permission.MANAGE_TEAM}

    @extend_schema(
        operation_id="organizations_members_update",
        summary="Change a member's roles",
        description="Only an owner touches owners, and one owner always stays (409 `last_owner`).",
        request=MemberUpdateSerializer,
        responses={200: MemberSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=[sent({"roles": ["organizer", "door"]}), answered({**MEMBER, "roles": ["organizer", "door"]})],
    )
    def patch(self, request: Request, slug: str, membership_id: UUID) -> Response:
        member = selectors.member_get(organization=self.organization, membership_id=membership_id)
        body = self.parse(MemberUpdateSerializer)
        return Response(_member(services.member_regrant(actor=self.membership, member=member, roles=body["roles"])))

    @extend_schema(
        operation_id="organizations_members_remove",
        summary="Remove a member, or leave",
        description="Anybody may end their own membership; one owner always stays (409 `last_owner`).",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, slug: str, membership_id: UUID) -> Response:
        if membership_id != self.membership.id:
            require(self.membership, Permission.MANAGE_TEAM)
        member = selectors.member_get(organization=self.organization, membership_id=membership_id)
        services.member_remove(actor=self.membership, member=member)
        return Response(status=204)


class InvitationListView(OrganizationPathView, LimitedView):
    """Open invitations of a tenant."""

    permission = Permission.MANAGE_TEAM

    @extend_schema(
        operation_id="organizations_invitations_list",
        summary="Open invitations",
        responses={200: paginated(InvitationSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answered({"results": [INVITATION], "next": None, "previous": None})],
    )
    def get(self, request: Request, slug: str) -> Response:
        return OPEN.paginate(request, selectors.invitations_open(organization=self.organization), _invitation)

    @extend_schema(
        operation_id="organizations_invitations_create",
        summary="Invite by mail",
        description="The link in the mail works for seven days, for the account of that address.",
        request=InvitationCreateSerializer,
        responses={201: InvitationSerializer, **problem_responses(400, 401, 403, 404, 409, 429)},
        examples=[
            sent({"email": "tomas.lind@example.org", "roles": ["organizer", "door"]}),
            answered(INVITATION, 201),
        ],
    )
    @idempotent()
    def post(self, request: Request, slug: str) -> Response:
        body = self.parse(InvitationCreateSerializer)
        self.spend(INVITATIONS_OF_A_PERSON, self.caller_id)
        invitation = services.member_invite(actor=self.membership, now=self.now, **body)
        return Response(_invitation(invitation), status=201)


class InvitationView(OrganizationPathView):
    """One open invitation."""

    permission = Permission.MANAGE_TEAM

    @extend_schema(
        operation_id="organizations_invitations_withdraw",
        summary="Withdraw an invitation",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, slug: str, invitation_id: UUID) -> Response:
        invitation = selectors.invitation_get(organization=self.organization, invitation_id=invitation_id)
        services.invitation_withdraw(invitation=invitation, actor_id=self.caller_id, now=self.now)
        return Response(status=204)


class InvitationAcceptView(LimitedView):
    """Join by a mailed link."""

    @extend_schema(
        operation_id="organizations_invitations_accept",
        summary="Accept an invitation",
        description="Signed in with the account of the invited address. The same person may send it again.",
        request=InvitationAcceptSerializer,
        responses={200: OrganizationSerializer, **problem_responses(400, 401, 409, 429)},
        examples=[sent({"token": "kY3…the link's secret"}), answered(ORGANIZATION)],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(InvitationAcceptSerializer)
        self.spend(LINK_ADDRESS, network_of(request))
        membership = services.invitation_accept(token=body["token"], user_id=self.caller_id, now=self.now)
        return Response(OrganizationSerializer(organization_json(membership)).data)


class InvitationPreviewView(LimitedView):
    """What a mailed link asks."""

    public = True

    @extend_schema(
        operation_id="organizations_invitations_preview",
        summary="Look at an invitation",
        description="For whoever holds the link, before they sign in. Looking joins nobody.",
        request=InvitationAcceptSerializer,
        responses={200: InvitationPreviewSerializer, **problem_responses(400, 409, 429)},
        examples=[sent({"token": "kY3…the link's secret"}), answered(PREVIEW)],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(InvitationAcceptSerializer)
        self.spend(LINK_ADDRESS, network_of(request))
        invitation = selectors.invitation_by_token(token=body["token"], user_id=self.optional_caller_id, now=self.now)
        return Response(InvitationPreviewSerializer(invitation_preview_json(invitation)).data)
