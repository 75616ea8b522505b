"""A person's own calendar: its secret address, and what calendar programs read there."""

from __future__ import annotations

from hashlib import blake2b

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.negotiation import AnyAccepted
from accredit.events.api.views.events import CALENDAR
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers import CalendarAddressSerializer
from accredit.registrations.models import CalendarFeed


class CalendarView(ApiView):
    @extend_schema(
        operation_id="registrations_calendar_retrieve",
        summary="The secret address of one's own calendar; null while there is none",
        responses={200: CalendarAddressSerializer, **problem_responses(401)},
        examples=examples.answer(examples.CALENDAR),
    )
    def get(self, request: Request) -> Response:
        return _answer(selectors.calendar_feed_of(person_id=self.caller_id))

    @extend_schema(
        operation_id="registrations_calendar_renew",
        summary="Make an address for one's own calendar, or a new one; the old one leads nowhere from then on",
        request=None,
        responses={201: CalendarAddressSerializer, **problem_responses(401)},
        examples=examples.answer(examples.CALENDAR),
    )
    def post(self, request: Request) -> Response:
        feed = services.calendar_feed_renew(person_id=self.caller_id, now=self.now)
        return _answer(feed, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="registrations_calendar_end",
        summary="Take the address of one's own calendar back",
        responses={204: None, **problem_responses(401)},
    )
    def delete(self, request: Request) -> Response:
        services.calendar_feed_end(person_id=self.caller_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CalendarFeedView(ApiView):
    public = True
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="registrations_calendar_feed",
        summary="One's own events as a calendar (RFC 5545), for calendar programs",
        description="Whoever has the address reads it. Answers with an entity tag, and 304 to one that is known.",
        responses={(200, "text/calendar"): OpenApiTypes.STR, 304: None, **problem_responses(404)},
    )
    def get(self, request: Request, token: str) -> HttpResponseBase:
        feed = selectors.calendar_feed_by_key(key=services.calendar_key_of(token))
        text = selectors.calendar_of_person(person_id=feed.person_id, now=self.now)
        etag = f'"{blake2b(text, digest_size=16).hexdigest()}"'
        response = HttpResponse(text, content_type=CALENDAR)
        response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
        plain = request._request  # noqa: SLF001 - DRF has no public name for Django's request
        return get_conditional_response(plain, etag=etag, response=response) or response


def _answer(feed: CalendarFeed | None, status: int = 200) -> Response:
    body = {
        "address": services.calendar_address(feed) if feed else None,
        "made_at": feed.made_at if feed else None,
    }
    return Response(body, status=status, headers={"Cache-Control": "private, no-store"})
