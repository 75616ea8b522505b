"""Writing to those who registered, and what was written."""

from __future__ import annotations

from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.events import selectors as events
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers_staff import MessageInputSerializer, MessageSerializer


class MessageListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_message_list",
        summary="What was written to those who registered for an event, latest first",
        responses={200: paginated(MessageSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.MESSAGE], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        page = CursorList().paginate(request, selectors.messages_of_event(event=event), lambda row: row)
        page.data["results"] = selectors.messages_page(page.data["results"])
        return page

    @extend_schema(
        operation_id="registrations_message_send",
        summary="Write to those of some statuses, or to people chosen one by one",
        description="Each gets it once at most; those who switched such messages off do not.",
        request=MessageInputSerializer,
        responses={201: MessageSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=examples.exchange(examples.WRITE, examples.MESSAGE),
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event = events.event_get(organization=self.organization, event_id=event_id)
        given = self.parse(MessageInputSerializer)
        message = services.message_send(
            event=event,
            subject=given["subject"],
            body=given["body"],
            statuses=given["statuses"],
            registration_ids=given["registrations"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response(selectors.messages_page([message])[0], status=status.HTTP_201_CREATED)
