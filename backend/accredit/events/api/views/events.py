"""Events: the public list and page, their makers' writes, and the steps of their life."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accreditation.selectors import credit_type_get
from accredit.accreditation.services import amount_parse
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.events import selectors, services
from accredit.events.api import examples
from accredit.events.api.serializers.public import (
    AvailabilitySerializer,
    EventCardSerializer,
    EventCategoryListSerializer,
    EventDetailSerializer,
    EventQuerySerializer,
)
from accredit.events.api.serializers.staff import (
    CancelInputSerializer,
    DuplicateInputSerializer,
    EventChangeInputSerializer,
    EventCreateInputSerializer,
    SeriesInputSerializer,
    SeriesSerializer,
    StaffEventSerializer,
)
from accredit.events.exceptions import EventNotFound
from accredit.events.models import Event
from accredit.events.rules.events import EventFormat
from accredit.events.selectors.calendar import calendar_text
from accredit.events.services.events import CreditEntry
from accredit.media.rules import Purpose
from accredit.media.selectors import upload_ready
from accredit.organizations.api.staff import PublicOrStaffView, StaffView
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission
from accredit.organizations.selectors import memberships_of

CALENDAR = "text/calendar; charset=utf-8"


class CategoryListView(ApiView):
    public = True

    @extend_schema(
        operation_id="events_category_list",
        summary="What events are about",
        responses={200: EventCategoryListSerializer, **problem_responses(429)},
        examples=examples.answer({"results": [examples.CARD["category"]]}),
    )
    def get(self, request: Request) -> HttpResponseBase:
        return conditional_json(request, {"results": selectors.categories()})


class EventListView(PublicOrStaffView):
    permission_by_method = {"GET": Permission.MANAGE_EVENTS, "POST": Permission.MANAGE_EVENTS}

    @extend_schema(
        operation_id="events_event_list",
        summary="Events to come, soonest first; with the tenant's header, all events of the tenant, latest first",
        parameters=[EventQuerySerializer],
        responses={200: paginated(EventCardSerializer), **problem_responses(400, 404)},
        examples=examples.answer({"results": [examples.CARD], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> HttpResponseBase:
        query = self.parse_query(EventQuerySerializer)
        if self.is_staff_request:
            events = selectors.events_of_organization(
                organization=self.organization, status=query.get("status", ""), search=query["search"]
            )
            ordering: tuple[str, ...] = ("-created_at", "-id")
        else:
            events = selectors.events_public(now=self.now, search=query["search"])
            ordering = ("starts_at", "id")
        if "format" in query:
            events = events.filter(format=query["format"])
        rows = events.select_related("organization", "category")
        page = CursorList(*ordering).paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.event_cards(page.data["results"])
        return conditional_json(request, page.data, personal=self.is_staff_request)

    @extend_schema(
        operation_id="events_event_create",
        summary="Start an event as a draft",
        request=EventCreateInputSerializer,
        responses={201: StaffEventSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=examples.exchange({"title": examples.CARD["title"], "format": "in_person"}, examples.STAFF_EVENT),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        changes = event_changes(self.parse(EventCreateInputSerializer), organization=self.organization)
        event = services.event_create(
            organization=self.organization,
            actor_id=self.caller_id,
            title=changes.pop("title"),
            format=EventFormat(changes.pop("format")),
            changes=changes,
            now=self.now,
        )
        return Response(selectors.staff_event(event), status=status.HTTP_201_CREATED)


class EventView(PublicOrStaffView):
    permission_by_method = {"GET": Permission.MANAGE_EVENTS, "PATCH": Permission.MANAGE_EVENTS}

    @extend_schema(
        operation_id="events_event_retrieve",
        summary="The event's page",
        responses={200: EventDetailSerializer, **problem_responses(404)},
        examples=examples.answer(examples.DETAIL),
    )
    def get(self, request: Request, slug_or_id: str) -> HttpResponseBase:
        event = public_event(self, slug_or_id)
        return conditional_json(
            request, selectors.event_page(event, now=self.now), personal=self.optional_caller_id is not None
        )

    @extend_schema(
        operation_id="events_event_update",
        summary="Change an event; a change of place is told to the registered",
        request=EventChangeInputSerializer,
        responses={200: StaffEventSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange({"venue_name": "Friends House"}, examples.STAFF_EVENT),
    )
    def patch(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        changes = event_changes(self.parse(EventChangeInputSerializer), organization=self.organization)
        note = changes.pop("note", "")
        event = services.event_update(event=event, actor_id=self.caller_id, changes=changes, note=note, now=self.now)
        return Response(selectors.staff_event(event))


class EventEditView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_edit",
        summary="The event as its makers edit it",
        responses={200: StaffEventSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.STAFF_EVENT),
    )
    def get(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        return Response(selectors.staff_event(event))


class AvailabilityView(ApiView):
    public = True

    @extend_schema(
        operation_id="events_event_availability",
        summary="Which tickets can be had at this moment",
        responses={200: AvailabilitySerializer, **problem_responses(404)},
        examples=examples.answer({"tickets": [examples.SALE]}),
    )
    def get(self, request: Request, slug_or_id: str) -> Response:
        event = public_event(self, slug_or_id)
        return Response({"tickets": selectors.availability(event, now=self.now)})


class EventCalendarView(ApiView):
    public = True

    @extend_schema(
        operation_id="events_event_calendar",
        summary="The event as a calendar file (RFC 5545)",
        responses={(200, "text/calendar"): OpenApiTypes.STR, **problem_responses(404)},
    )
    def get(self, request: Request, slug_or_id: str) -> HttpResponse:
        event = public_event(self, slug_or_id)
        answer = HttpResponse(calendar_text([event]), content_type=CALENDAR)
        answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
        return answer


class EventPublishView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_publish",
        summary="Publish a draft",
        request=None,
        responses={200: StaffEventSerializer, **problem_responses(401, 403, 404, 409, 422)},
        examples=examples.answer(examples.STAFF_EVENT),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        event = services.event_publish(event=event, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_event(event))


class EventCancelView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_cancel",
        summary="Call a published event off; everybody with a place is told and gets the money back",
        request=CancelInputSerializer,
        responses={200: StaffEventSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"reason": "The speaker is ill."}, examples.STAFF_EVENT | {"status": "cancelled"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        reason = self.parse(CancelInputSerializer)["reason"]
        event = services.event_cancel(event=event, actor_id=self.caller_id, reason=reason, now=self.now)
        return Response(selectors.staff_event(event))


class EventCompleteView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_complete",
        summary="Close an event that is over; it closes by itself as well",
        request=None,
        responses={200: StaffEventSerializer, **problem_responses(401, 403, 404, 409, 422)},
        examples=examples.answer(examples.STAFF_EVENT | {"status": "completed"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        event = services.event_complete(event=event, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_event(event))


class EventArchiveView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_archive",
        summary="Put a draft, or what is over, out of sight",
        request=None,
        responses={200: StaffEventSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.STAFF_EVENT | {"status": "archived"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        event = services.event_archive(event=event, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_event(event))


class EventDuplicateView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_duplicate",
        summary="A draft like this event at another time",
        request=DuplicateInputSerializer,
        responses={201: StaffEventSerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange({"starts_at": "2027-03-11T09:30:00Z"}, examples.STAFF_EVENT | {"status": "draft"}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        copy = services.event_duplicate(
            event=event, actor_id=self.caller_id, now=self.now, **self.parse(DuplicateInputSerializer)
        )
        return Response(selectors.staff_event(copy), status=status.HTTP_201_CREATED)


class EventSeriesView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_event_repeat",
        summary="Repeat an event by a rule; every occurrence is a draft of its own",
        request=SeriesInputSerializer,
        responses={201: SeriesSerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange({"rule": "FREQ=WEEKLY;COUNT=6"}, {"events": [examples.CARD]}),
    )
    @idempotent()
    def post(self, request: Request, slug_or_id: str) -> Response:
        event = selectors.event_named(organization=self.organization, slug_or_id=slug_or_id)
        made = services.series_create(
            event=event, actor_id=self.caller_id, now=self.now, **self.parse(SeriesInputSerializer)
        )
        return Response({"events": selectors.event_cards(made)}, status=status.HTTP_201_CREATED)


def public_event(view: ApiView, slug_or_id: str) -> Event:
    """What this caller may look at: members also see their organization's private events. Raises EventNotFound."""
    try:
        return selectors.event_public(slug_or_id=slug_or_id)
    except EventNotFound:
        if (caller_id := view.optional_caller_id) is None:
            raise
    mine = [one.organization_id for one in memberships_of(user_id=caller_id)]
    return selectors.event_public(slug_or_id=slug_or_id, viewer_organizations=mine)


def event_changes(data: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """From the wire's form to what `event_update` takes. Raises CategoryNotFound, CreditTypeNotFound,
    CreditAmountNotUsable, NoSuchUpload, UploadNotReady."""
    changes = dict(data)
    if (slug := changes.get("category")) is not None:
        changes["category"] = selectors.category_get(slug=slug)
    if (upload_id := changes.get("cover")) is not None:
        changes["cover"] = upload_ready(upload_id=upload_id, organization=organization, purpose=Purpose.THUMBNAIL)
    if "refund_tiers" in changes:
        changes["refund_tiers"] = [dict(tier) for tier in changes["refund_tiers"]]
    if "credits" in changes:
        changes["credits"] = [_credit_entry(one) for one in changes["credits"]]
    return changes


def _credit_entry(entry: dict[str, Any]) -> CreditEntry:
    credit_type = credit_type_get(credit_type_id=entry["credit_type"])
    return CreditEntry(
        credit_type=credit_type,
        amount_hundredths=amount_parse(credit_type=credit_type, text=entry["amount"]),
        approval_reference=entry["approval_reference"],
    )
