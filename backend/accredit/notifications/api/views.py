"""The bell and the person's choices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseRedirect
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.examples import answered, sent
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.negotiation import AnyAccepted
from accredit.notifications import selectors, services
from accredit.notifications.models import Notification

from .serializers import (
    NotificationSerializer,
    PreferenceChangeSerializer,
    PreferenceListSerializer,
    PreferenceSerializer,
    UnreadSerializer,
    UnsubscribeQuerySerializer,
    notification_json,
    preference_json,
)

BELL = CursorList("-created_at", "-id")
NOTIFICATION = {
    "id": "0193a200-1f2e-7a3b-9c4d-5e6f70819203",
    "kind": "organizations.member_joined",
    "title": "Amara Okafor has joined Meridian Institute",
    "body": "",
    "url": "/org/meridian/team",
    "created_at": "2026-11-22T10:00:00Z",
    "read": False,
}
PREFERENCE = {
    "kind": "organizations.member_joined",
    "label": "Somebody you invited joins your organization",
    "mail": False,
    "bell": True,
    "mail_required": False,
    "by_mail": False,
    "in_bell": True,
}


def _notification(row: Notification) -> Any:
    return NotificationSerializer(notification_json(row)).data


class NotificationListView(ApiView):
    """The caller's bell."""

    @extend_schema(
        operation_id="notifications_list",
        summary="My notifications",
        responses={200: paginated(NotificationSerializer), **problem_responses(400, 401)},
        examples=[answered({"results": [NOTIFICATION], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        return BELL.paginate(request, selectors.bell(user_id=self.caller_id), _notification)


class UnreadCountView(ApiView):
    """The number on the bell."""

    @extend_schema(
        operation_id="notifications_unread_count",
        summary="How many are unread",
        responses={200: UnreadSerializer, **problem_responses(401)},
        examples=[answered({"unread": 3})],
    )
    def get(self, request: Request) -> Response:
        return Response({"unread": selectors.unread_count(user_id=self.caller_id)})


class NotificationReadView(ApiView):
    """Mark one as read."""

    @extend_schema(
        operation_id="notifications_read",
        summary="Mark one as read",
        request=None,
        responses={204: None, **problem_responses(401, 404)},
    )
    def post(self, request: Request, notification_id: UUID) -> Response:
        services.notification_read(user_id=self.caller_id, notification_id=notification_id, now=self.now)
        return Response(status=204)


class NotificationReadAllView(ApiView):
    """Mark everything as read."""

    @extend_schema(
        operation_id="notifications_read_all",
        summary="Mark everything as read",
        request=None,
        responses={204: None, **problem_responses(401)},
    )
    def post(self, request: Request) -> Response:
        services.notifications_read_all(user_id=self.caller_id, now=self.now)
        return Response(status=204)


class PreferenceListView(ApiView):
    """How the caller wants to hear of each kind."""

    @extend_schema(
        operation_id="notifications_preferences_list",
        summary="How I am told",
        responses={200: PreferenceListSerializer, **problem_responses(401)},
        examples=[answered({"results": [PREFERENCE]})],
    )
    def get(self, request: Request) -> Response:
        rows = [preference_json(row) for row in selectors.preferences(user_id=self.caller_id)]
        return Response(PreferenceListSerializer({"results": rows}).data)


class PreferenceView(ApiView):
    """One kind."""

    @extend_schema(
        operation_id="notifications_preferences_set",
        summary="Choose how I am told of one kind",
        request=PreferenceChangeSerializer,
        responses={200: PreferenceSerializer, **problem_responses(400, 401, 404, 422)},
        examples=[sent({"mail": False, "bell": True}), answered(PREFERENCE)],
    )
    def put(self, request: Request, kind: str) -> Response:
        body = self.parse(PreferenceChangeSerializer)
        row = services.choice_set(user_id=self.caller_id, kind=kind, **body)
        return Response(PreferenceSerializer(preference_json(row)).data)


class UnsubscribeView(ApiView):
    """What a mail's `List-Unsubscribe` header names."""

    public = True
    content_negotiation_class = AnyAccepted  # a mail program may ask for anything, and is answered without words

    @extend_schema(
        operation_id="notifications_unsubscribe_page",
        summary="To whoever opens the address by hand: the page with a button that does the same",
        parameters=[UnsubscribeQuerySerializer],
        responses={302: None, **problem_responses(400)},
    )
    def get(self, request: Request) -> HttpResponseRedirect:
        return HttpResponseRedirect(services.unsubscribe_url(self.parse_query(UnsubscribeQuerySerializer)["token"]))

    @extend_schema(
        operation_id="notifications_unsubscribe",
        summary="End one kind of mail with one click (RFC 8058)",
        description="Mail programs send it by themselves, without a session; again is no error.",
        parameters=[UnsubscribeQuerySerializer],
        request=None,
        responses={204: None, **problem_responses(400)},
    )
    def post(self, request: Request) -> Response:
        services.unsubscribe(token=self.parse_query(UnsubscribeQuerySerializer)["token"])
        return Response(status=204)
