"""What a socket is opened with."""

from __future__ import annotations

from django.conf import settings
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.services import AccessClaims
from accredit.community import services
from accredit.community.api import examples
from accredit.community.api.serializers import SocketTicketSerializer
from accredit.community.services.sockets import TICKET_LIFETIME
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema

PATH = "/ws/community/"


class TicketView(ApiView):
    @extend_schema(
        operation_id="community_ticket_create",
        summary="A ticket that opens one socket, once, within 30 seconds",
        description="Its frames stand in `docs/socket.schema.json`. The socket ends when the access token does.",
        request=None,
        responses={201: SocketTicketSerializer, **problem_responses(401)},
        examples=examples.answer(examples.TICKET),
    )
    def post(self, request: Request) -> Response:
        claims = request.auth if isinstance(request.auth, AccessClaims) else None
        ticket = services.ticket_issue(
            user_id=self.caller_id,
            session_id=claims.session_id if claims is not None else None,
            until=claims.until if claims is not None else self.now + settings.ACCESS_TOKEN_LIFETIME,
            now=self.now,
        )
        answer = {"ticket": ticket, "path": PATH, "expires_in": int(TICKET_LIFETIME.total_seconds())}
        return Response(answer, status=status.HTTP_201_CREATED)
