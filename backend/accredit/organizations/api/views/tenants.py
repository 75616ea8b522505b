"""Tenants: mine, a new one, one of mine, and what anybody may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.examples import answered, sent
from accredit.accounts.api.limits import Limit, LimitedView
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.organizations import selectors, services
from accredit.organizations.api.serializers import (
    OrganizationCreateSerializer,
    OrganizationPublicSerializer,
    OrganizationSerializer,
    OrganizationUpdateSerializer,
    organization_json,
    public_json,
)
from accredit.organizations.api.staff import OrganizationPathView
from accredit.organizations.models import Membership
from accredit.organizations.permissions import Permission

PUBLIC = {
    "slug": "meridian",
    "name": "Meridian Institute",
    "brand_color": "#3a5a44",
    "logo_url": None,
    "country": "GB",
}
ORGANIZATION = {
    **PUBLIC,
    "id": "0193a1f5-2b1c-7e4d-8a3f-6c5b4a392817",
    "currency": "EUR",
    "time_zone": "Europe/London",
    "course_review_required": False,
    "roles": ["instructor"],
    "permissions": ["edit_courses", "publish_courses", "view_learners"],
}
ORGANIZATIONS_OF_A_PERSON = Limit("organizations-account", 10, timedelta(days=1))
MINE = CursorList("created_at", "id")


def _render(membership: Membership) -> Any:
    return OrganizationSerializer(organization_json(membership)).data


class OrganizationListView(LimitedView):
    """The caller's tenants."""

    @extend_schema(
        operation_id="organizations_list",
        summary="My organizations",
        responses={200: paginated(OrganizationSerializer), **problem_responses(400, 401)},
        examples=[answered({"results": [ORGANIZATION], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        return MINE.paginate(request, selectors.memberships_of(user_id=self.caller_id), _render)

    @extend_schema(
        operation_id="organizations_create",
        summary="Start an organization",
        description="The caller becomes its owner.",
        request=OrganizationCreateSerializer,
        responses={201: OrganizationSerializer, **problem_responses(400, 401, 409, 429)},
        examples=[
            sent({"name": "Meridian Institute", "currency": "EUR", "country": "GB", "time_zone": "Europe/London"}),
            answered({**ORGANIZATION, "roles": ["owner"]}, 201),
        ],
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        body = self.parse(OrganizationCreateSerializer)
        self.spend(ORGANIZATIONS_OF_A_PERSON, self.caller_id)
        membership = services.organization_create(owner_id=self.caller_id, now=self.now, **body)
        return Response(_render(membership), status=201)


class OrganizationView(OrganizationPathView):
    """One of the caller's tenants."""

    permission_by_method = {"PATCH": Permission.MANAGE_ORGANIZATION}

    @extend_schema(
        operation_id="organizations_get",
        summary="One of my organizations",
        responses={200: OrganizationSerializer, **problem_responses(401, 404)},
        examples=[answered(ORGANIZATION)],
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(_render(self.membership))

    @extend_schema(
        operation_id="organizations_update",
        summary="Change an organization",
        description="What is left out stays. Courses and orders keep the currency that they have.",
        request=OrganizationUpdateSerializer,
        responses={200: OrganizationSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[sent({"brand_color": "#4a6f97"}), answered({**ORGANIZATION, "brand_color": "#4a6f97"})],
    )
    def patch(self, request: Request, slug: str) -> Response:
        body = self.parse(OrganizationUpdateSerializer)
        services.organization_update(organization=self.organization, actor_id=self.caller_id, changes=body)
        return Response(_render(self.membership))


class OrganizationPublicView(ApiView):
    """A tenant for strangers."""

    public = True

    @extend_schema(
        operation_id="organizations_public_get",
        summary="An organization's public face",
        responses={200: OrganizationPublicSerializer, **problem_responses(404)},
        examples=[answered(PUBLIC)],
    )
    def get(self, request: Request, slug: str) -> Response:
        organization = selectors.organization_by_slug(slug=slug)
        return Response(OrganizationPublicSerializer(public_json(organization)).data)
