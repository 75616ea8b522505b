"""What is said in a room: reading, sending, and what happens to a message."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.community import selectors, services
from accredit.community.api import examples
from accredit.community.api.serializers import (
    MessageEditListSerializer,
    MessageFileLinkSerializer,
    MessageHistorySerializer,
    MessageQuerySerializer,
    ReportInputSerializer,
    ReportReceiptSerializer,
    RoomMessageInputSerializer,
    RoomMessagePatchSerializer,
    RoomMessageSerializer,
)
from accredit.community.exceptions import MessageNotFound
from accredit.community.models import Message
from accredit.community.rules.messages import ReactionKind
from accredit.community.rules.moderation import ReportReason
from accredit.community.selectors import Access
from accredit.core.api import ApiView, CursorList, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.pagination import asked_page_size
from accredit.media.selectors import download_url, picture_url

PAGE = 50


class MessageListView(ApiView):
    @extend_schema(
        operation_id="community_message_list",
        summary="What was said in a room",
        description=(
            "Without more than `room`: the conversation, newest first, without replies. `after` gives whatever "
            "happened since, for a client that missed something: take each message in, the greater `change` holds, and "
            "when `next` is null go on from `up_to`."
        ),
        parameters=[MessageQuerySerializer],
        responses={200: MessageHistorySerializer, **problem_responses(400, 401, 404)},
        examples=examples.answer(examples.HISTORY),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(MessageQuerySerializer)
        access = selectors.room_access(room_id=query["room"], user_id=self.caller_id)
        page = self._since(request, access, query) if query["after"] is not None else self._page(request, access, query)
        page["results"] = selectors.messages_json(
            page["results"], reader_id=self.caller_id, reads_hidden=access.is_staff
        )
        return Response(page)

    @extend_schema(
        operation_id="community_message_send",
        summary="Write a message into a room",
        description="Sent again with the same `client_id` it answers 200 with the message that was stored then.",
        request=RoomMessageInputSerializer,
        responses={
            200: RoomMessageSerializer,
            201: RoomMessageSerializer,
            **problem_responses(400, 401, 403, 404, 409, 422, 429),
        },
        examples=examples.exchange(examples.SEND, examples.MESSAGE),
    )
    def post(self, request: Request) -> Response:
        given = self.parse(RoomMessageInputSerializer)
        sent = services.message_send(
            room_id=given["room"],
            user_id=self.caller_id,
            client_id=given["client_id"],
            body=given["body"],
            thread_id=given["thread"],
            files=given["files"],
            now=self.now,
        )
        code = status.HTTP_201_CREATED if sent.message.created_at == self.now else status.HTTP_200_OK
        return Response(_shown(sent.message, sent.access), status=code)

    def _page(self, request: Request, access: Access, query: dict[str, Any]) -> dict[str, Any]:
        room, order = access.room, "seq" if query["start"] is not None else "-seq"
        if query["search"].strip():
            rows = selectors.matches(access, text=query["search"].strip())
        elif query["seq"] is not None:
            rows = selectors.in_place(room, seq=query["seq"])
        elif query["thread"] is not None:
            rows = selectors.replies(room, thread_id=query["thread"], before=query["before"])
        else:
            rows = selectors.conversation(room, before=query["before"], start=query["start"])
        page = CursorList(order).paginate(request, rows, lambda row: row, page_size=PAGE)
        return {**page.data, "up_to": room.last_change}

    def _since(self, request: Request, access: Access, query: dict[str, Any]) -> dict[str, Any]:
        size = asked_page_size(request, PAGE)
        found = selectors.changes(access.room, after=query["after"], limit=size + 1)
        more, found = len(found) > size, found[:size]
        up_to = found[-1].change if more else max(access.room.last_change, query["after"])
        following = urlencode(request.query_params.dict() | {"after": str(up_to)})
        address = f"{request.build_absolute_uri(request.path)}?{following}"
        return {"results": found, "next": address if more else None, "previous": None, "up_to": up_to}


class MessageView(ApiView):
    """One message that the caller may see."""

    def found(self, message_id: UUID) -> tuple[Message, Access]:
        """Raises MessageNotFound."""
        return selectors.message_access(message_id=message_id, user_id=self.caller_id)


class MessageDetailView(MessageView):
    @extend_schema(
        operation_id="community_message_retrieve",
        summary="One message",
        responses={200: RoomMessageSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.MESSAGE),
    )
    def get(self, request: Request, message_id: UUID) -> Response:
        return Response(_shown(*self.found(message_id)))

    @extend_schema(
        operation_id="community_message_edit",
        summary="Say it differently; what it said before is kept",
        request=RoomMessagePatchSerializer,
        responses={200: RoomMessageSerializer, **problem_responses(400, 401, 403, 404, 409, 422, 429)},
        examples=examples.exchange({"body": "I have read it."}, examples.MESSAGE),
    )
    def patch(self, request: Request, message_id: UUID) -> Response:
        message, access = self.found(message_id)
        body = self.parse(RoomMessagePatchSerializer)["body"]
        return Response(_shown(services.message_edit(message=message, access=access, body=body, now=self.now), access))

    @extend_schema(
        operation_id="community_message_delete",
        summary="Take one's own message back; its place stays",
        responses={200: RoomMessageSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.MESSAGE | {"status": "deleted", "body": "", "html": ""}),
    )
    def delete(self, request: Request, message_id: UUID) -> Response:
        message, access = self.found(message_id)
        return Response(_shown(services.message_delete(message=message, access=access), access))


class MessageEditListView(MessageView):
    @extend_schema(
        operation_id="community_message_edits",
        summary="What a message said before, oldest first",
        responses={200: MessageEditListSerializer, **problem_responses(401, 404)},
        examples=examples.answer({"results": [{"body": "I read it.", "until": "2026-11-25T08:10:00Z"}]}),
    )
    def get(self, request: Request, message_id: UUID) -> Response:
        rows = selectors.edits_of(*self.found(message_id))
        return Response({"results": [{"body": row.body, "until": row.created_at} for row in rows]})


class ReactionView(MessageView):
    schema_parameters = (
        OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=[str(one) for one in ReactionKind]),
    )

    @extend_schema(
        operation_id="community_reaction_set",
        summary="Put a sign under a message",
        request=None,
        responses={200: RoomMessageSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.MESSAGE),
    )
    def put(self, request: Request, message_id: UUID, kind: str) -> Response:
        return self._set(message_id, kind, is_set=True)

    @extend_schema(
        operation_id="community_reaction_clear",
        summary="Take one's sign back",
        responses={200: RoomMessageSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.MESSAGE),
    )
    def delete(self, request: Request, message_id: UUID, kind: str) -> Response:
        return self._set(message_id, kind, is_set=False)

    def _set(self, message_id: UUID, kind: str, *, is_set: bool) -> Response:
        message, access = self.found(message_id)
        try:
            wanted = ReactionKind(kind)
        except ValueError as error:
            raise MessageNotFound from error
        message = services.reaction_set(message=message, access=access, kind=wanted, is_set=is_set, now=self.now)
        return Response(_shown(message, access))


class ReportView(MessageView):
    @extend_schema(
        operation_id="community_message_report",
        summary="Ask the organizers to look at a message",
        request=ReportInputSerializer,
        responses={201: ReportReceiptSerializer, **problem_responses(400, 401, 404, 409)},
        examples=examples.exchange({"reason": "private", "note": ""}, {"status": "open"}),
    )
    def post(self, request: Request, message_id: UUID) -> Response:
        message, access = self.found(message_id)
        given = self.parse(ReportInputSerializer)
        report = services.message_report(
            message=message, access=access, reason=ReportReason(given["reason"]), note=given["note"], now=self.now
        )
        return Response({"status": report.status}, status=status.HTTP_201_CREATED)


class MessageFileView(MessageView):
    @extend_schema(
        operation_id="community_message_file",
        summary="Addresses of a file that came with a message",
        responses={200: MessageFileLinkSerializer, **problem_responses(401, 404)},
        examples=examples.answer({"url": "https://example.org/files/private/a.pdf", "picture_url": None}),
    )
    def get(self, request: Request, message_id: UUID, file_id: UUID) -> Response:
        message, access = self.found(message_id)
        upload = selectors.file_of(message, access, file_id=file_id).upload
        shown = picture_url(upload)
        # What a camera wrote into a picture stays with its owner: others get it re-encoded.
        return Response({"url": shown or download_url(upload), "picture_url": shown})


def _shown(message: Message, access: Access) -> dict[str, Any]:
    [found] = selectors.messages_json([message], reader_id=access.user_id, reads_hidden=access.is_staff)
    return found
