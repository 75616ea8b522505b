"""Signing in, renewing, checking and ending tokens."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts import services
from accredit.accounts.api import cookies, examples, limits
from accredit.accounts.api.serializers import (
    NothingSerializer,
    RefreshSerializer,
    SignInSerializer,
    TokenPairSerializer,
    TokenSerializer,
)
from accredit.accounts.exceptions import SessionEnded
from accredit.accounts.rules import normalise_email
from accredit.accounts.services import TokenPair
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema

TRANSPORT = OpenApiParameter(
    cookies.TRANSPORT,
    location=OpenApiParameter.HEADER,
    enum=["cookie"],
    description="`cookie` sets the refresh token as an HttpOnly cookie and leaves it out of the body.",
)
CSRF = OpenApiParameter(
    "X-CSRFToken",
    location=OpenApiParameter.HEADER,
    description="The value of the cookie `csrftoken`; required where the refresh token comes from the cookie.",
)


class TokenView(limits.LimitedView):
    """Sign in."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="token_create",
        summary="Sign in",
        parameters=[TRANSPORT],
        request=SignInSerializer,
        responses={200: TokenPairSerializer, **problem_responses(400, 401, 429)},
        examples=[
            examples.sent({"email": examples.EMAIL, "password": examples.PASSWORD}),
            examples.answered(examples.TOKENS),
        ],
    )
    def post(self, request: Request) -> Response:
        body = self.parse(SignInSerializer)
        self.spend(limits.SIGN_IN_ADDRESS, limits.network_of(request))
        self.spend(limits.SIGN_IN_ACCOUNT, normalise_email(body["email"]))
        pair = services.sign_in(
            email=body["email"],
            password=body["password"],
            user_agent=request.headers.get("User-Agent", ""),
            ip=limits.client_ip(request),
            now=self.now,
        )
        self.give_back()
        return _answer(request, pair, by_cookie=cookies.wants_cookie(request), fresh=True)


class CookieTokenView(ApiView):
    """A view that takes the refresh token from the body, or from the cookie with a CSRF token."""

    public = True
    authentication_classes = ()

    def refresh_token(self, request: Request) -> tuple[str | None, bool]:
        """The token, and whether it came by cookie. Raises CsrfRefused."""
        given = self.parse(RefreshSerializer).get("refresh")
        if given is not None:
            return str(given), False
        return cookies.refresh_from_cookie(request), True


class TokenRefreshView(CookieTokenView):
    """Exchange the refresh token for a new pair."""

    @extend_schema(
        operation_id="token_refresh",
        summary="Renew the tokens",
        description=(
            "Each refresh token works once. The one just replaced works again for 20 seconds (two tabs, a lost "
            "answer); a later reuse ends the session."
        ),
        parameters=[TRANSPORT, CSRF],
        request=RefreshSerializer,
        responses={200: TokenPairSerializer, **problem_responses(400, 401, 403)},
        examples=[examples.sent({"refresh": examples.TOKENS["refresh"]}), examples.answered(examples.TOKENS)],
    )
    def post(self, request: Request) -> Response:
        token, from_cookie = self.refresh_token(request)
        if token is None:
            raise SessionEnded
        pair = services.session_refresh(refresh=token, now=self.now)
        return _answer(request, pair, by_cookie=from_cookie or cookies.wants_cookie(request), fresh=False)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, SessionEnded) and cookies.COOKIE in self.request.COOKIES:
            cookies.drop_cookies(response)
        return response


class TokenVerifyView(ApiView):
    """Ask whether an access token is good."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="token_verify",
        summary="Check an access token",
        request=TokenSerializer,
        responses={200: NothingSerializer, **problem_responses(400, 401)},
        examples=[examples.sent({"token": examples.TOKENS["access"]}), examples.answered({})],
    )
    def post(self, request: Request) -> Response:
        services.access_read(self.parse(TokenSerializer)["token"], now=self.now)
        return Response({})


class TokenRevokeView(CookieTokenView):
    """Sign out here."""

    @extend_schema(
        operation_id="token_revoke",
        summary="Sign out here",
        description="Ends the session of the refresh token. A token that no longer works is no error.",
        parameters=[CSRF],
        request=RefreshSerializer,
        responses={204: None, **problem_responses(400, 403)},
        examples=[examples.sent({"refresh": examples.TOKENS["refresh"]})],
    )
    def post(self, request: Request) -> Response:
        token, from_cookie = self.refresh_token(request)
        if token is not None:
            services.session_revoke_by_token(refresh=token, now=self.now)
        response = Response(status=204)
        if from_cookie:
            cookies.drop_cookies(response)
        return response


def _answer(request: Request, pair: TokenPair, *, by_cookie: bool, fresh: bool) -> Response:
    body = {"access": pair.access} if by_cookie else {"access": pair.access, "refresh": pair.refresh}
    response = Response(body)
    if by_cookie:
        cookies.set_cookies(request, response, pair.refresh, fresh=fresh)
    response["Cache-Control"] = "no-store"
    return response
