"""What an event is made of: programme, speakers, capacities, tickets, questions. Each answers with what it changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.money import Money
from accredit.events import selectors, services
from accredit.events.api import examples
from accredit.events.api.serializers.public import SpeakerSerializer
from accredit.events.api.serializers.staff import (
    CapacityInputSerializer,
    CapacitySerializer,
    QuestionChangeInputSerializer,
    QuestionCreateInputSerializer,
    SessionChangeInputSerializer,
    SessionCreateInputSerializer,
    SpeakerChangeInputSerializer,
    SpeakerCreateInputSerializer,
    StaffEventQuestionSerializer,
    StaffSessionSerializer,
    StaffTicketSerializer,
    TicketChangeInputSerializer,
    TicketCreateInputSerializer,
    WindowInputSerializer,
)
from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode, QuestionKind, SessionKind
from accredit.media.rules import Purpose
from accredit.media.selectors import upload_ready
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

_CHANGE = problem_responses(400, 401, 403, 404, 409, 422)
_GONE = problem_responses(401, 403, 404, 409, 422)


class PartView(StaffView):
    """A view of something in one event of the tenant."""

    permission = Permission.MANAGE_EVENTS

    def event(self, event_id: UUID) -> Event:
        """Raises EventNotFound."""
        return selectors.event_get(organization=self.organization, event_id=event_id)


class SessionListView(PartView):
    @extend_schema(
        operation_id="events_session_create",
        summary="Add a session or a break to the programme",
        request=SessionCreateInputSerializer,
        responses={201: StaffSessionSerializer, **_CHANGE},
        examples=examples.exchange(
            {"title": "Who decides", "starts_at": "2026-12-10T09:30:00Z", "ends_at": "2026-12-10T12:30:00Z"},
            examples.STAFF_SESSION,
        ),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event, data = self.event(event_id), self.parse(SessionCreateInputSerializer)
        session = services.session_create(
            event=event,
            actor_id=self.caller_id,
            title=data.pop("title"),
            starts_at=data.pop("starts_at"),
            ends_at=data.pop("ends_at"),
            kind=SessionKind(data.pop("kind", SessionKind.SESSION)),
            changes=data,
            now=self.now,
        )
        return Response(selectors.staff_session(session), status=status.HTTP_201_CREATED)


class SessionView(PartView):
    @extend_schema(
        operation_id="events_session_update",
        summary="Change a session; moved times are told to the registered",
        request=SessionChangeInputSerializer,
        responses={200: StaffSessionSerializer, **_CHANGE},
        examples=examples.exchange({"room": "Hall 2"}, examples.STAFF_SESSION),
    )
    def patch(self, request: Request, event_id: UUID, session_id: UUID) -> Response:
        session = selectors.session_get(event=self.event(event_id), session_id=session_id)
        changes = self.parse(SessionChangeInputSerializer)
        session = services.session_update(session=session, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.staff_session(session))

    @extend_schema(
        operation_id="events_session_delete",
        summary="Take a session out of the programme",
        responses={204: None, **_GONE},
    )
    def delete(self, request: Request, event_id: UUID, session_id: UUID) -> Response:
        session = selectors.session_get(event=self.event(event_id), session_id=session_id)
        services.session_delete(session=session, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SessionWindowView(PartView):
    @extend_schema(
        operation_id="events_session_window",
        summary="Count minutes in another window than planned, for everybody; nulls go back to the planned one",
        request=WindowInputSerializer,
        responses={200: StaffSessionSerializer, **_CHANGE},
        examples=examples.exchange(
            {"starts_at": "2026-12-10T09:45:00Z", "ends_at": "2026-12-10T12:30:00Z", "reason": "Fire alarm"},
            examples.STAFF_SESSION,
        ),
    )
    def put(self, request: Request, event_id: UUID, session_id: UUID) -> Response:
        session = selectors.session_get(event=self.event(event_id), session_id=session_id)
        session = services.session_window_set(
            session=session, actor_id=self.caller_id, now=self.now, **self.parse(WindowInputSerializer)
        )
        return Response(selectors.staff_session(session))


class SpeakerListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_speaker_list",
        summary="Those who speak at the organization's events",
        responses={200: paginated(SpeakerSerializer), **problem_responses(401, 403, 404)},
        examples=examples.answer({"results": [examples.SPEAKER], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.speakers(organization=self.organization)
        return CursorList("name", "id").paginate(request, rows, selectors.speaker_json)

    @extend_schema(
        operation_id="events_speaker_create",
        summary="Add a speaker's card",
        request=SpeakerCreateInputSerializer,
        responses={201: SpeakerSerializer, **_CHANGE},
        examples=examples.exchange({"name": "Dr Amara Osei"}, examples.SPEAKER),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        speaker = services.speaker_create(
            organization=self.organization,
            actor_id=self.caller_id,
            now=self.now,
            **self.parse(SpeakerCreateInputSerializer),
        )
        return Response(selectors.speaker_json(speaker), status=status.HTTP_201_CREATED)


class SpeakerView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="events_speaker_update",
        summary="Change a speaker's card, with its picture, everywhere",
        request=SpeakerChangeInputSerializer,
        responses={200: SpeakerSerializer, **_CHANGE},
        examples=examples.exchange({"headline": "Consultant psychiatrist"}, examples.SPEAKER),
    )
    def patch(self, request: Request, speaker_id: UUID) -> Response:
        speaker = selectors.speaker_get(organization=self.organization, speaker_id=speaker_id)
        changes = self.parse(SpeakerChangeInputSerializer)
        if (upload_id := changes.get("photo")) is not None:
            purpose = Purpose.THUMBNAIL
            changes["photo"] = upload_ready(upload_id=upload_id, organization=self.organization, purpose=purpose)
        speaker = services.speaker_update(speaker=speaker, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.speaker_json(speaker))

    @extend_schema(
        operation_id="events_speaker_delete", summary="Remove a speaker's card", responses={204: None, **_GONE}
    )
    def delete(self, request: Request, speaker_id: UUID) -> Response:
        speaker = selectors.speaker_get(organization=self.organization, speaker_id=speaker_id)
        services.speaker_delete(speaker=speaker, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CapacityListView(PartView):
    @extend_schema(
        operation_id="events_capacity_create",
        summary="Add places that tickets may share",
        request=CapacityInputSerializer,
        responses={201: CapacitySerializer, **_CHANGE},
        examples=examples.exchange({"name": "The room", "size": 100}, examples.CAPACITY),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event = self.event(event_id)
        capacity = services.capacity_create(
            event=event, actor_id=self.caller_id, now=self.now, **self.parse(CapacityInputSerializer)
        )
        return Response(selectors.capacity_json(capacity), status=status.HTTP_201_CREATED)


class CapacityView(PartView):
    @extend_schema(
        operation_id="events_capacity_update",
        summary="Change the number of places",
        request=CapacityInputSerializer,
        responses={200: CapacitySerializer, **_CHANGE},
        examples=examples.exchange({"name": "The room", "size": 120}, examples.CAPACITY),
    )
    def put(self, request: Request, event_id: UUID, capacity_id: UUID) -> Response:
        capacity = selectors.capacity_get(event=self.event(event_id), capacity_id=capacity_id)
        capacity = services.capacity_change(
            capacity=capacity, actor_id=self.caller_id, now=self.now, **self.parse(CapacityInputSerializer)
        )
        return Response(selectors.capacity_json(capacity))

    @extend_schema(
        operation_id="events_capacity_delete",
        summary="Remove places that no ticket uses",
        responses={204: None, **_GONE},
    )
    def delete(self, request: Request, event_id: UUID, capacity_id: UUID) -> Response:
        capacity = selectors.capacity_get(event=self.event(event_id), capacity_id=capacity_id)
        services.capacity_delete(capacity=capacity, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TicketListView(PartView):
    @extend_schema(
        operation_id="events_ticket_create",
        summary="Add a ticket",
        request=TicketCreateInputSerializer,
        responses={201: StaffTicketSerializer, **_CHANGE},
        examples=examples.exchange(
            {"name": "Standard", "mode": "in_person", "capacity": examples.CAPACITY_ID, "price": examples.MONEY},
            examples.STAFF_TICKET,
        ),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event, data = self.event(event_id), self.parse(TicketCreateInputSerializer)
        changes = ticket_changes(event, data)
        ticket = services.ticket_type_create(
            event=event,
            actor_id=self.caller_id,
            name=changes.pop("name"),
            capacity=changes.pop("capacity"),
            mode=AttendanceMode(changes.pop("mode")),
            changes=changes,
            now=self.now,
        )
        return Response(selectors.staff_ticket(ticket), status=status.HTTP_201_CREATED)


class TicketView(PartView):
    @extend_schema(
        operation_id="events_ticket_update",
        summary="Change a ticket; those who hold one keep what they paid for",
        request=TicketChangeInputSerializer,
        responses={200: StaffTicketSerializer, **_CHANGE},
        examples=examples.exchange({"price": None}, examples.STAFF_TICKET),
    )
    def patch(self, request: Request, event_id: UUID, ticket_type_id: UUID) -> Response:
        event = self.event(event_id)
        ticket = selectors.ticket_type_get(event=event, ticket_type_id=ticket_type_id)
        changes = ticket_changes(event, self.parse(TicketChangeInputSerializer))
        ticket = services.ticket_type_update(ticket_type=ticket, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.staff_ticket(ticket))

    @extend_schema(
        operation_id="events_ticket_close",
        summary="Take a ticket off sale for good",
        responses={200: StaffTicketSerializer, **_GONE},
        examples=examples.answer(examples.STAFF_TICKET),
    )
    def delete(self, request: Request, event_id: UUID, ticket_type_id: UUID) -> Response:
        ticket = selectors.ticket_type_get(event=self.event(event_id), ticket_type_id=ticket_type_id)
        ticket = services.ticket_type_close(ticket_type=ticket, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_ticket(ticket))


class QuestionListView(PartView):
    @extend_schema(
        operation_id="events_question_create",
        summary="Ask something of those who register from now on",
        request=QuestionCreateInputSerializer,
        responses={201: StaffEventQuestionSerializer, **_CHANGE},
        examples=examples.exchange(
            {"kind": "text", "prompt": examples.QUESTION["prompt"]}, examples.QUESTION | {"retired_at": None}
        ),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event, data = self.event(event_id), question_changes(self.parse(QuestionCreateInputSerializer))
        question = services.question_create(
            event=event,
            actor_id=self.caller_id,
            kind=QuestionKind(data.pop("kind")),
            prompt=data.pop("prompt"),
            changes=data,
            now=self.now,
        )
        return Response(selectors.staff_question(question), status=status.HTTP_201_CREATED)


class QuestionView(PartView):
    @extend_schema(
        operation_id="events_question_update",
        summary="Change a question; its kind stays",
        request=QuestionChangeInputSerializer,
        responses={200: StaffEventQuestionSerializer, **_CHANGE},
        examples=examples.exchange({"is_required": True}, examples.QUESTION | {"retired_at": None}),
    )
    def patch(self, request: Request, event_id: UUID, question_id: UUID) -> Response:
        question = selectors.question_get(event=self.event(event_id), question_id=question_id)
        changes = question_changes(self.parse(QuestionChangeInputSerializer))
        question = services.question_update(question=question, actor_id=self.caller_id, changes=changes, now=self.now)
        return Response(selectors.staff_question(question))

    @extend_schema(
        operation_id="events_question_retire",
        summary="Ask it no more; answers that were given stay",
        responses={204: None, **_GONE},
    )
    def delete(self, request: Request, event_id: UUID, question_id: UUID) -> Response:
        question = selectors.question_get(event=self.event(event_id), question_id=question_id)
        services.question_retire(question=question, actor_id=self.caller_id, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


def ticket_changes(event: Event, data: dict[str, Any]) -> dict[str, Any]:
    """From the wire's form to what `ticket_type_update` takes. Raises CapacityNotFound."""
    changes = dict(data)
    if "capacity" in changes:
        changes["capacity"] = selectors.capacity_get(event=event, capacity_id=changes["capacity"])
    if (price := changes.get("price")) is not None:
        changes["price"] = Money(price["amount"], price["currency"])
    return changes


def question_changes(data: dict[str, Any]) -> dict[str, Any]:
    """From the wire's form to what `question_update` takes."""
    changes = dict(data)
    if "ticket_type_ids" in changes:
        changes["ticket_type_ids"] = [str(one) for one in changes["ticket_type_ids"]]
    if "choices" in changes:
        changes["choices"] = [dict(one) for one in changes["choices"]]
    return changes
