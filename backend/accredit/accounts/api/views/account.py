"""A person's own account: profile, export, leaving, and where they are signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts import selectors, services
from accredit.accounts.api import examples, limits
from accredit.accounts.api.authentication import session_id_of
from accredit.accounts.api.serializers import (
    AccountDeleteSerializer,
    MeSerializer,
    ProfileChangeSerializer,
    SessionSerializer,
    me_json,
    session_json,
)
from accredit.accounts.models import Session
from accredit.core import privacy
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import body_on_delete, extend_schema

SESSIONS = CursorList("-last_used_at", "-id")


class MeView(limits.LimitedView):
    """The signed-in person."""

    @extend_schema(
        operation_id="user_me_get",
        summary="My account",
        responses={200: MeSerializer, **problem_responses(401)},
        examples=[examples.answered(examples.ME)],
    )
    def get(self, request: Request) -> Response:
        user = selectors.user_get(user_id=self.caller_id)
        return Response(MeSerializer(me_json(user)).data)

    @extend_schema(
        operation_id="user_me_update",
        summary="Change my account",
        description="What is left out stays. A new legal name is unconfirmed unless the confirmation comes with it.",
        request=ProfileChangeSerializer,
        responses={200: MeSerializer, **problem_responses(400, 401)},
        examples=[
            examples.sent({"legal_name": "Amara Chidinma Okafor", "legal_name_confirmed": True}),
            examples.answered(examples.ME),
        ],
    )
    def patch(self, request: Request) -> Response:
        body = self.parse(ProfileChangeSerializer)
        user = services.profile_update(user_id=self.caller_id, changes=body, now=self.now)
        return Response(MeSerializer(me_json(user)).data)

    @extend_schema(
        operation_id="user_me_delete",
        summary="Delete my account",
        description=(
            "Empties the account for good. Certificates stay verifiable without the name. The only owner of an "
            "organization hands over first (409)."
        ),
        request=AccountDeleteSerializer,
        responses={204: None, **problem_responses(400, 401, 409, 429)},
        examples=[examples.sent({"password": examples.PASSWORD})],
    )
    @body_on_delete
    def delete(self, request: Request) -> Response:
        body = self.parse(AccountDeleteSerializer)
        self.spend(limits.PASSWORD_ACCOUNT, self.caller_id)
        services.account_delete(user_id=self.caller_id, password=body["password"], now=self.now)
        return Response(status=204)


class ExportView(ApiView):
    """Everything that is kept of the person."""

    @extend_schema(
        operation_id="user_me_export",
        summary="Export my data",
        description="One JSON document with a part for each area of the product.",
        responses={200: OpenApiTypes.OBJECT, **problem_responses(401)},
        examples=[examples.answered({"accounts": {"id": examples.PERSON_ID, "email": examples.EMAIL}})],
    )
    def get(self, request: Request) -> Response:
        response = Response(privacy.export(self.caller_id))
        response["Content-Disposition"] = 'attachment; filename="accredit-export.json"'
        response["Cache-Control"] = "no-store"
        return response


class SessionListView(ApiView):
    """Where the person is signed in."""

    @extend_schema(
        operation_id="user_sessions_list",
        summary="Where I am signed in",
        responses={200: paginated(SessionSerializer), **problem_responses(400, 401)},
        examples=[examples.answered({"results": [examples.SESSION], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        here = session_id_of(request)

        def render(session: Session) -> Any:
            return SessionSerializer(session_json(session, current=session.id == here)).data

        return SESSIONS.paginate(request, selectors.sessions_live(user_id=self.caller_id, now=self.now), render)

    @extend_schema(
        operation_id="user_sessions_revoke_all",
        summary="Sign out everywhere",
        description="Ends every session, this one too.",
        responses={204: None, **problem_responses(401)},
    )
    def delete(self, request: Request) -> Response:
        services.sessions_revoke(user_id=self.caller_id, now=self.now)
        return Response(status=204)


class SessionView(ApiView):
    """One place where the person is signed in."""

    @extend_schema(
        operation_id="user_session_revoke",
        summary="Sign out one place",
        responses={204: None, **problem_responses(401, 404)},
    )
    def delete(self, request: Request, session_id: UUID) -> Response:
        services.session_revoke(user_id=self.caller_id, session_id=session_id, now=self.now)
        return Response(status=204)
