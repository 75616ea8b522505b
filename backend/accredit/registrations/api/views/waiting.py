"""The waiting list: joining, leaving, accepting an offer; and as organizers see it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.limits import Limit, LimitedView, network_of
from accredit.accounts.selectors import user_get
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.errors import BadRequest, FieldError
from accredit.events import selectors as events
from accredit.events.api.views.events import public_event
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers import (
    AcceptInputSerializer,
    MoveInputSerializer,
    MyWaitingSerializer,
    PlacedSerializer,
    StaffWaitingSerializer,
    TokenQuerySerializer,
    WaitingInputSerializer,
    WaitingQuerySerializer,
)
from accredit.registrations.exceptions import WaitingEntryNotFound
from accredit.registrations.models import WaitingEntry
from accredit.registrations.services import Person

from .registrations import placed_json

GUESTS = Limit("waiting-guests", 30, timedelta(hours=1))


class WaitingListView(LimitedView):
    public = True

    @extend_schema(
        operation_id="registrations_waiting_list",
        summary="Where one waits or has waited, latest first",
        responses={200: paginated(MyWaitingSerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.MY_WAITING], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.waiting_of_person(person_id=self.caller_id)
        page = CursorList().paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.my_waiting(page.data["results"])
        return page

    @extend_schema(
        operation_id="registrations_waiting_join",
        summary="Wait for places in an event that is sold out, with an account or as a guest",
        request=WaitingInputSerializer,
        responses={201: MyWaitingSerializer, **problem_responses(400, 404, 409, 422, 429)},
        examples=examples.exchange(
            {"event": examples.REGISTER["event"], "ticket_types": examples.WAITING["ticket_types"]},
            examples.MY_WAITING,
        ),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        given = self.parse(WaitingInputSerializer)
        person_id = self.optional_caller_id
        if person_id is not None:
            user = user_get(user_id=person_id)
            name, email = given["name"] or user.display_name, user.email
        else:
            self.spend(GUESTS, network_of(request))
            name, email = given["name"], given["email"]
            if missing := [field for field in ("name", "email") if not given[field]]:
                raise BadRequest(errors=[FieldError(field, "required", "A guest gives this.") for field in missing])
        entry = services.waiting_join(
            event=public_event(self, given["event"]),
            ticket_type_ids=given["ticket_types"],
            quantity=given["quantity"],
            name=name,
            email=email,
            person_id=person_id,
            now=self.now,
        )
        return Response(selectors.joined_waiting(entry), status=status.HTTP_201_CREATED)


class OwnEntryView(ApiView):
    """An entry of the caller, or of whoever has the mailed link."""

    public = True

    def own(self, entry_id: UUID) -> WaitingEntry:
        """Raises NotSignedIn, WaitingEntryNotFound."""
        if token := self.parse_query(TokenQuerySerializer)["token"]:
            if services.waiting_entry_of(token) != entry_id:
                raise WaitingEntryNotFound
            return selectors.waiting_by_link(entry_id=entry_id)
        return selectors.waiting_for_person(person_id=self.caller_id, entry_id=entry_id)


class WaitingEntryView(OwnEntryView):
    @extend_schema(
        operation_id="registrations_waiting_retrieve",
        summary="One entry: where it stands, or what is offered until when",
        parameters=[TokenQuerySerializer],
        responses={200: MyWaitingSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.MY_WAITING),
    )
    def get(self, request: Request, entry_id: UUID) -> Response:
        [found] = selectors.my_waiting([self.own(entry_id)])
        return Response(found)


class WaitingLeaveView(OwnEntryView):
    @extend_schema(
        operation_id="registrations_waiting_leave",
        summary="Wait no longer; an offer goes to the next person",
        request=None,
        parameters=[TokenQuerySerializer],
        responses={200: MyWaitingSerializer, **problem_responses(401, 404, 409)},
        examples=examples.answer(examples.MY_WAITING | {"status": "left", "position": None}),
    )
    @idempotent()
    def post(self, request: Request, entry_id: UUID) -> Response:
        entry = self.own(entry_id)
        services.waiting_leave(entry=entry, now=self.now)
        entry.refresh_from_db(fields=["status"])
        [found] = selectors.my_waiting([entry])
        return Response(found)


class WaitingAcceptView(OwnEntryView):
    @extend_schema(
        operation_id="registrations_waiting_accept",
        summary="Take the places that are offered",
        request=AcceptInputSerializer,
        parameters=[TokenQuerySerializer],
        responses={201: PlacedSerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange({}, examples.PLACED),
    )
    @idempotent()
    def post(self, request: Request, entry_id: UUID) -> Response:
        entry = self.own(entry_id)
        given = self.parse(AcceptInputSerializer)["attendees"]
        placed = services.waiting_accept(
            entry=entry,
            people=[Person(one["name"], one["email"], one["answers"]) for one in given],
            actor_id=entry.person_id,
            now=self.now,
        )
        return Response(placed_json(placed, own=entry.email, now=self.now), status=status.HTTP_201_CREATED)


class EventWaitingListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_event_waiting_list",
        summary="Who waits for an event, in order",
        parameters=[WaitingQuerySerializer],
        responses={200: paginated(StaffWaitingSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.STAFF_WAITING], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        rows = selectors.waiting_of_event(event=event, status=self.parse_query(WaitingQuerySerializer)["status"])
        page = CursorList("place", "id").paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.staff_waiting(page.data["results"])
        return page


class WaitingMoveView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_waiting_move",
        summary="Put somebody first, with a reason that stays",
        request=MoveInputSerializer,
        responses={200: StaffWaitingSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"reason": "Speaks in the afternoon."}, examples.STAFF_WAITING | {"position": 1}),
    )
    @idempotent()
    def post(self, request: Request, entry_id: UUID) -> Response:
        entry = selectors.waiting_for_staff(organization=self.organization, entry_id=entry_id)
        reason = self.parse(MoveInputSerializer)["reason"]
        entry = services.waiting_move(entry=entry, actor_id=self.caller_id, reason=reason, now=self.now)
        [found] = selectors.staff_waiting([entry])
        return Response(found)
