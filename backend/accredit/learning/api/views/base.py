"""Routes that strangers read and staff write."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request

from accredit.core.api import ApiView
from accredit.organizations.api.staff import StaffView


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
