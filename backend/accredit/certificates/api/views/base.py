"""What several views of certificates share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request

from accredit.certificates import selectors
from accredit.certificates.models import Certificate
from accredit.core.api import ApiView
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission


class HolderOrStaffView(StaffView):
    """Without the tenant's header the caller is the holder; with it, somebody of the organization who may see it."""

    permission = Permission.VIEW_CERTIFICATES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if self.tenant_slug(request):
            super().initial(request, *args, **kwargs)
        else:
            ApiView.initial(self, request, *args, **kwargs)

    def certificate(self, certificate_id: UUID) -> Certificate:
        """The one that this caller may see. Raises CertificateNotFound."""
        if hasattr(self, "membership"):
            return selectors.certificate_for_staff(organization=self.organization, certificate_id=certificate_id)
        return selectors.certificate_for_holder(user_id=self.caller_id, certificate_id=certificate_id)
