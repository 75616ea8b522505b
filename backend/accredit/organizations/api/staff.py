"""The base of every view that belongs to one tenant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView
from accredit.organizations.exceptions import NoSuchOrganization
from accredit.organizations.models import Membership, Organization
from accredit.organizations.permissions import Permission, require
from accredit.organizations.selectors import membership_get

HEADER = "Accredit-Organization"
_META = "HTTP_ACCREDIT_ORGANIZATION"


def tenant_named(request: HttpRequest | Request) -> str:
    """The slug in the header; empty without one."""
    return str(request.META.get(_META, "")).strip()


class TenantView(ApiView):
    """Before the handler runs, the caller's membership is found (404 for a stranger) and the permission checked (403).

    `permission` holds for every method; `permission_by_method` overrides it for some. None means: any member.
    """

    permission: ClassVar[Permission | None] = None
    permission_by_method: ClassVar[Mapping[str, Permission | None]] = MappingProxyType({})
    membership: Membership

    @property
    def organization(self) -> Organization:
        """The tenant that this request is about."""
        return self.membership.organization

    @classmethod
    def permission_for(cls, method: str) -> Permission | None:
        """What a member must be allowed to use this method, None when belonging is enough."""
        return cls.permission_by_method.get(method.upper(), cls.permission)

    def tenant_slug(self, request: Request) -> str:
        """Which tenant the request names; empty when none."""
        raise NotImplementedError

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        slug = self.tenant_slug(request)
        if not slug:
            raise NoSuchOrganization
        self.membership = membership_get(slug=slug, user_id=self.caller_id)
        if (permission := self.permission_for(request.method or "")) is not None:
            require(self.membership, permission)


class StaffView(TenantView):
    """A tenant view whose tenant stands in the header `Accredit-Organization`; its answers vary on it."""

    schema_parameters = (
        OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, required=True, description="Slug of the organization."),
    )

    def tenant_slug(self, request: Request) -> str:
        return tenant_named(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(final, [HEADER])
        return final


class PublicOrStaffView(StaffView):
    """Reading without the tenant's header is open to everybody; with it, and for every write, one must be a member."""

    public: ClassVar[bool] = True

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.request.method in SAFE_METHODS else [IsAuthenticated()]

    @property
    def is_staff_request(self) -> bool:
        """Whether the request speaks for a tenant; `self.organization` is then there."""
        return hasattr(self, "membership")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method in SAFE_METHODS and not self.tenant_slug(request):
            ApiView.initial(self, request, *args, **kwargs)
        else:
            super().initial(request, *args, **kwargs)


class OrganizationPathView(TenantView):
    """A tenant view whose tenant stands in the path, as `slug`."""

    def tenant_slug(self, request: Request) -> str:
        return str(self.kwargs["slug"])
