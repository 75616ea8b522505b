"""Making an account, proving its address, and changing it."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts import services
from accredit.accounts.api import examples, limits
from accredit.accounts.api.serializers import (
    EmailChangeSerializer,
    LinkSerializer,
    RegisteredSerializer,
    RegisterSerializer,
    VerifiedEmailSerializer,
)
from accredit.accounts.rules import normalise_email
from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema


class RegisterView(limits.LimitedView):
    """Make an account."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="user_register",
        summary="Make an account",
        description=(
            "The answer is the same when the address has an account already; then that account's mailbox is told, and "
            "nothing else happens."
        ),
        request=RegisterSerializer,
        responses={201: RegisteredSerializer, **problem_responses(400, 429)},
        examples=[
            examples.sent(
                {
                    "email": examples.EMAIL,
                    "password": examples.PASSWORD,
                    "display_name": "Amara Okafor",
                    "time_zone": "Europe/London",
                }
            ),
            examples.answered({"id": examples.PERSON_ID, "email": examples.EMAIL, "display_name": "Amara Okafor"}, 201),
        ],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(RegisterSerializer)
        self.spend(limits.REGISTER_ADDRESS, limits.network_of(request))
        self.spend(limits.REGISTER_ACCOUNT, normalise_email(body["email"]))
        made = services.user_register(**body, now=self.now)
        return Response({"id": made.id, "email": made.email, "display_name": made.display_name}, status=201)


class EmailVerifyView(limits.LimitedView):
    """Take a mailed link as proof of the address."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="user_email_verify",
        summary="Verify the address",
        request=LinkSerializer,
        responses={200: VerifiedEmailSerializer, **problem_responses(400, 429)},
        examples=[examples.sent({"token": "kY3…the link's secret"}), examples.answered({"email": examples.EMAIL})],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(LinkSerializer)
        self.spend(limits.LINK_ADDRESS, limits.network_of(request))
        return Response({"email": services.email_verify(token=body["token"], now=self.now)})


class EmailResendView(limits.LimitedView):
    """Mail another verification link."""

    @extend_schema(
        operation_id="user_email_resend",
        summary="Mail another verification link",
        request=None,
        responses={202: None, **problem_responses(401, 429)},
    )
    def post(self, request: Request) -> Response:
        self.spend(limits.MAIL_ACCOUNT, self.caller_id)
        services.verification_request(user_id=self.caller_id)
        return Response(status=202)


class EmailChangeView(limits.LimitedView):
    """Ask for another address."""

    @extend_schema(
        operation_id="user_email_change",
        summary="Ask for another address",
        description="A link goes to the new address and a notice to the old one; nothing changes until it is used.",
        request=EmailChangeSerializer,
        responses={202: None, **problem_responses(400, 401, 429)},
        examples=[examples.sent({"new_email": "amara@clinic.example", "password": examples.PASSWORD})],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(EmailChangeSerializer)
        self.spend(limits.PASSWORD_ACCOUNT, self.caller_id)
        self.spend(limits.MAIL_ACCOUNT, self.caller_id)
        services.email_change_request(user_id=self.caller_id, now=self.now, **body)
        return Response(status=202)


class EmailChangeConfirmView(limits.LimitedView):
    """Use the link that was mailed to the new address."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="user_email_change_confirm",
        summary="Confirm the new address",
        request=LinkSerializer,
        responses={200: VerifiedEmailSerializer, **problem_responses(400, 409, 429)},
        examples=[
            examples.sent({"token": "kY3…the link's secret"}),
            examples.answered({"email": "amara@clinic.example"}),
        ],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(LinkSerializer)
        self.spend(limits.LINK_ADDRESS, limits.network_of(request))
        return Response({"email": services.email_change_confirm(token=body["token"], now=self.now)})
