"""Zoom: connecting, an event's meetings, and what Zoom tells."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.problems import plain_problem
from accredit.core.errors import BadRequest
from accredit.events.selectors import event_get
from accredit.integrations import selectors, services
from accredit.integrations.api import examples
from accredit.integrations.api.serializers import (
    EventZoomInputSerializer,
    EventZoomSerializer,
    ZoomDepartureSerializer,
    ZoomStatusSerializer,
)
from accredit.integrations.exceptions import ConnectingOver
from accredit.integrations.gateways.oauth import is_offered
from accredit.integrations.services.connecting import AUTHORIZATION_LIFETIME
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

COOKIE, COOKIE_PATH = "accredit_zoom", "/api/integrations/zoom/callback/"
LONGEST = 2000


class ConnectView(StaffView):
    permission = Permission.MANAGE_ORGANIZATION

    @extend_schema(
        operation_id="integrations_zoom_connect",
        summary="Begin to connect the organization's Zoom account",
        description=(
            "Answers where to send the browser, and sets a cookie without which nobody can come back. Good for ten "
            "minutes and for once."
        ),
        request=None,
        responses={201: ZoomDepartureSerializer, **problem_responses(401, 403, 404, 409)},
        examples=[OpenApiExample("Answer", examples.DEPARTURE, response_only=True, status_codes=["201"])],
    )
    def post(self, request: Request) -> Response:
        departure = services.zoom_connect(organization=self.organization, user_id=self.caller_id, now=self.now)
        response = Response({"authorize_url": departure.authorize_url}, status=status.HTTP_201_CREATED)
        response.set_cookie(
            COOKIE,
            departure.browser_secret,
            max_age=int(AUTHORIZATION_LIFETIME.total_seconds()),
            path=COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",  # Zoom sends the browser back from its own site
        )
        return response


class CallbackView(ApiView):
    """Where Zoom sends the browser back. What it carries is worth nothing without the cookie of that browser."""

    public = True
    authentication_classes = ()

    @extend_schema(
        operation_id="integrations_zoom_callback",
        summary="The browser comes back from Zoom",
        description="Ends at the organization's page of integrations, with `zoom=connected`, `declined` or `failed`.",
        auth=[],
        parameters=[
            OpenApiParameter("state", str, required=True),
            OpenApiParameter("code", str, description="Absent where the person declined."),
        ],
        responses={302: None, **problem_responses(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        secret = request.COOKIES.get(COOKIE, "")
        if not state or not secret or max(map(len, (state, code, secret))) > LONGEST:
            raise ConnectingOver
        slug, outcome = services.zoom_arrive(state=state, browser_secret=secret, code=code, now=self.now)
        address = f"{settings.PUBLIC_URL}/org/{quote(slug)}/integrations?zoom={outcome}"
        response = HttpResponseRedirect(address)
        response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
        return response


class StatusView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="integrations_zoom_status",
        summary="How the organization stands with Zoom",
        responses={200: ZoomStatusSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.STATUS),
    )
    def get(self, request: Request) -> Response:
        return Response(selectors.connection_status(organization=self.organization, is_offered=is_offered()))


class DisconnectView(StaffView):
    permission = Permission.MANAGE_ORGANIZATION

    @extend_schema(
        operation_id="integrations_zoom_disconnect",
        summary="End the connection to Zoom",
        description="Our tokens are revoked. Meetings planned at Zoom stay there, and their links go on working.",
        request=None,
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def post(self, request: Request) -> Response:
        services.zoom_disconnect(organization=self.organization, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EventZoomView(StaffView):
    """Whether an event's online part takes place in Zoom."""

    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="integrations_zoom_event",
        summary="An event's meetings at Zoom",
        responses={200: EventZoomSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.EVENT_ZOOM),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        return Response(selectors.event_zoom(event=event))

    @extend_schema(
        operation_id="integrations_zoom_event_choose",
        summary="Hold an event's sessions as meetings or webinars in Zoom",
        request=EventZoomInputSerializer,
        responses={200: EventZoomSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange({"kind": "meeting"}, examples.EVENT_ZOOM),
    )
    def put(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        kind = self.parse(EventZoomInputSerializer)["kind"]
        services.zoom_choose(event=event, actor_id=self.caller_id, kind=kind, now=self.now)
        return Response(selectors.event_zoom(event=event))

    @extend_schema(
        operation_id="integrations_zoom_event_leave",
        summary="Hold an event without Zoom; its meetings there are deleted",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        services.zoom_unchoose(event=event, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="integrations_zoom_event_report",
        summary="Fetch the participants' reports of an event's meetings again",
        request=None,
        responses={202: EventZoomSerializer, **problem_responses(401, 403, 404)},
        examples=[OpenApiExample("Answer", examples.EVENT_ZOOM, response_only=True, status_codes=["202"])],
    )
    def post(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        services.reports_owe_again(event_id=event.pk, now=self.now)
        return Response(selectors.event_zoom(event=event), status=status.HTTP_202_ACCEPTED)


class WebhookView(ApiView):
    """Zoom's deliveries. The signature is the caller's proof; nobody signs in here."""

    public = True
    authentication_classes = ()
    parser_classes = ()
    throttle_classes = ()  # it sends as much as there is to tell

    @extend_schema(
        operation_id="integrations_zoom_webhook",
        summary="Deliveries of Zoom",
        description=(
            "Checks `x-zm-signature` over timestamp and raw body, keeps the event and answers; it is handled in a job. "
            "A signed `endpoint.url_validation` is answered with the proof that Zoom asks for."
        ),
        auth=[],
        request={"application/json": {"type": "object", "additionalProperties": True}},
        responses={200: {"type": "object", "additionalProperties": True}, **problem_responses(400)},
        examples=[
            OpenApiExample("Answer", {"kept": True}, response_only=True, status_codes=["200"]),
            OpenApiExample(
                "Input", {"event": "meeting.started", "event_ts": 1700000000000, "payload": {}}, request_only=True
            ),
        ],
    )
    def post(self, request: Request) -> HttpResponse:
        return self.receive(request._request)  # noqa: SLF001 - DRF's own way to Django's request

    def receive(self, request: HttpRequest) -> HttpResponse:
        """The answer, on Django's own request."""
        try:
            received = services.delivery_receive(
                body=request.body,
                signature=request.headers.get("x-zm-signature", ""),
                timestamp=request.headers.get("x-zm-request-timestamp", ""),
                now=self.now,
            )
        except BadRequest as problem:
            return plain_problem(problem)
        return JsonResponse(received.proof if received.proof is not None else {"kept": received.kept})

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Straight to the answer, as billing's deliveries go: nothing that other views need is looked at."""
        return self.receive(request) if request.method == "POST" else super().dispatch(request, *args, **kwargs)
