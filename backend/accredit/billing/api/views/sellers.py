"""How an organization sells."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import seller_profile_json
from accredit.billing.api.schema import answer, body
from accredit.billing.api.serializers import SellerProfileInput, SellerProfileSerializer
from accredit.billing.selectors import seller_profile
from accredit.billing.services.sellers import seller_profile_set
from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class SellerProfileView(StaffView):
    """Who the organization is on a receipt, and its tax."""

    permission = Permission.MANAGE_BILLING

    @extend_schema(
        operation_id="billing_seller_profile_retrieve",
        summary="Seller profile",
        tags=["billing"],
        responses={200: SellerProfileSerializer, **problem_responses(401, 403, 404)},
        examples=[answer(examples.SELLER_PROFILE)],
    )
    def get(self, request: Request) -> Response:
        return Response(seller_profile_json(seller_profile(organization=self.organization)))

    @extend_schema(
        operation_id="billing_seller_profile_update",
        summary="Change the seller profile",
        description="Tax holds for orders placed from now on; those that are placed keep theirs.",
        tags=["billing"],
        request=SellerProfileInput,
        responses={200: SellerProfileSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.SELLER_PROFILE), body({"tax_rate_basis_points": 2000, "tax_inclusive": True})],
    )
    def patch(self, request: Request) -> Response:
        profile = seller_profile_set(
            organization=self.organization,
            actor_id=self.caller_id,
            changes=self.parse(SellerProfileInput),
        )
        return Response(seller_profile_json(profile))
