"""Promo codes in the console."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.promo_codes import selectors, services
from accredit.promo_codes.rules import DiscountKind

from .serializers import LimitsSerializer, PromoCodeInputSerializer, PromoCodeSerializer, render

EXAMPLE = OpenApiExample(
    "Twenty percent off",
    value={"code": "SPRING20", "kind": "percent", "value": 20, "total_limit": 100},
    request_only=True,
)


class PromoCodeList(StaffView):
    permission = Permission.MANAGE_PROMO_CODES

    @extend_schema(
        operation_id="promo_codes_list",
        responses={200: paginated(PromoCodeSerializer), **problem_responses(401, 403, 404)},
    )
    def get(self, request: Request) -> Response:
        """The organization's codes, newest first."""
        rows = selectors.promo_codes_of(organization=self.organization)
        return CursorList().paginate(request, rows, render)

    @extend_schema(
        operation_id="promo_codes_create",
        request=PromoCodeInputSerializer,
        responses={201: PromoCodeSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=[EXAMPLE],
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Make a code."""
        given = self.parse(PromoCodeInputSerializer)
        promo_code = services.promo_code_create(
            organization=self.organization,
            actor_id=self.caller_id,
            code=given.pop("code"),
            kind=DiscountKind(given.pop("kind")),
            value=given.pop("value"),
            targets=[services.TargetEntry(**target) for target in given.pop("targets", [])],
            limits=given,
            now=self.now,
        )
        return Response(render(promo_code), status=201)


class PromoCodeDetail(StaffView):
    permission = Permission.MANAGE_PROMO_CODES

    @extend_schema(
        operation_id="promo_codes_get", responses={200: PromoCodeSerializer, **problem_responses(401, 403, 404)}
    )
    def get(self, request: Request, promo_code_id: UUID) -> Response:
        """One code."""
        return Response(render(selectors.promo_code_get(organization=self.organization, promo_code_id=promo_code_id)))

    @extend_schema(
        operation_id="promo_codes_update",
        request=LimitsSerializer,
        responses={200: PromoCodeSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[OpenApiExample("End it", value={"is_active": False}, request_only=True)],
    )
    def patch(self, request: Request, promo_code_id: UUID) -> Response:
        """Change its window, its limits, or whether it is active."""
        promo_code = selectors.promo_code_get(organization=self.organization, promo_code_id=promo_code_id)
        changes = self.parse(LimitsSerializer)
        return Response(
            render(
                services.promo_code_update(
                    promo_code=promo_code, actor_id=self.caller_id, changes=changes, now=self.now
                )
            )
        )
