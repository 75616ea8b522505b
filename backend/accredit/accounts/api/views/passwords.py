"""Changing a password, and getting back in without one."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts import services
from accredit.accounts.api import examples, limits
from accredit.accounts.api.authentication import session_id_of
from accredit.accounts.api.serializers import (
    PasswordChangeSerializer,
    PasswordResetConfirmSerializer,
    PasswordResetSerializer,
)
from accredit.accounts.rules import normalise_email
from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema


class PasswordChangeView(limits.LimitedView):
    """Change the password by the present one."""

    @extend_schema(
        operation_id="user_password_change",
        summary="Change the password",
        description="Signs out everywhere else.",
        request=PasswordChangeSerializer,
        responses={204: None, **problem_responses(400, 401, 429)},
        examples=[examples.sent({"current_password": examples.PASSWORD, "new_password": "an even longer, calmer one"})],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(PasswordChangeSerializer)
        self.spend(limits.PASSWORD_ACCOUNT, self.caller_id)
        services.password_change(user_id=self.caller_id, session_id=session_id_of(request), now=self.now, **body)
        self.give_back()
        return Response(status=204)


class PasswordResetView(limits.LimitedView):
    """Ask for a reset link."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="user_password_reset",
        summary="Ask for a reset link",
        description="Always 202, after the same work, whether the address has an account or not.",
        request=PasswordResetSerializer,
        responses={202: None, **problem_responses(400, 429)},
        examples=[examples.sent({"email": examples.EMAIL})],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(PasswordResetSerializer)
        self.spend(limits.RESET_ADDRESS, limits.network_of(request))
        self.spend(limits.RESET_ACCOUNT, normalise_email(body["email"]))
        services.password_reset_request(email=body["email"])
        return Response(status=202)


class PasswordResetConfirmView(limits.LimitedView):
    """Set a new password by a mailed link."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="user_password_reset_confirm",
        summary="Set a new password by a mailed link",
        description="The link works once and for one hour. Signs out everywhere and verifies the address.",
        request=PasswordResetConfirmSerializer,
        responses={204: None, **problem_responses(400, 429)},
        examples=[examples.sent({"token": "kY3…the link's secret", "new_password": "an even longer, calmer one"})],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(PasswordResetConfirmSerializer)
        self.spend(limits.LINK_ADDRESS, limits.network_of(request))
        services.password_reset_confirm(now=self.now, **body)
        return Response(status=204)
