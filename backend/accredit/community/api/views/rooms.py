"""The caller's rooms."""

from __future__ import annotations

from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.community import selectors, services
from accredit.community.api import examples
from accredit.community.api.serializers import (
    CommunityChoiceSerializer,
    DirectInputSerializer,
    MemberQuerySerializer,
    ReadInputSerializer,
    ReadSerializer,
    RoomChoiceSerializer,
    RoomMemberSerializer,
    RoomRowSerializer,
    RoomSerializer,
    UnreadTotalsSerializer,
)
from accredit.community.selectors import Access
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema


class RoomView(ApiView):
    """A room that the caller is in."""

    def access(self, room_id: UUID) -> Access:
        """Raises RoomNotFound."""
        return selectors.room_access(room_id=room_id, user_id=self.caller_id)


class RoomListView(ApiView):
    @extend_schema(
        operation_id="community_room_list",
        summary="The caller's rooms, most recently used first",
        responses={200: paginated(RoomRowSerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.ROOM_ROW], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.rooms_of_person(user_id=self.caller_id)
        page = CursorList("-active_at", "-id").paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.room_rows(page.data["results"], user_id=self.caller_id)
        return page


class UnreadView(ApiView):
    @extend_schema(
        operation_id="community_unread",
        summary="How much is unread in all rooms that are not muted",
        responses={200: UnreadTotalsSerializer, **problem_responses(401)},
        examples=examples.answer({"rooms": 2, "messages": 5, "mentions": 1}),
    )
    def get(self, request: Request) -> Response:
        totals = selectors.unread_totals(user_id=self.caller_id)
        return Response({"rooms": totals.rooms, "messages": totals.messages, "mentions": totals.mentions})


class RoomDetailView(RoomView):
    @extend_schema(
        operation_id="community_room_retrieve",
        summary="One room",
        responses={200: RoomSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.ROOM),
    )
    def get(self, request: Request, room_id: UUID) -> Response:
        return Response(selectors.room_page(self.access(room_id), now=self.now))


class RoomChoiceView(RoomView):
    @extend_schema(
        operation_id="community_room_mute",
        summary="Whether the room rings",
        request=RoomChoiceSerializer,
        responses={200: RoomSerializer, **problem_responses(400, 401, 404)},
        examples=examples.exchange({"is_muted": True}, examples.ROOM | {"is_muted": True}),
    )
    def put(self, request: Request, room_id: UUID) -> Response:
        access = self.access(room_id)
        services.mute_set(access=access, is_muted=self.parse(RoomChoiceSerializer)["is_muted"], now=self.now)
        return Response(selectors.room_page(self.access(room_id), now=self.now))


class RoomReadView(RoomView):
    @extend_schema(
        operation_id="community_room_read",
        summary="Note that everything up to a message was seen; it never goes back",
        request=ReadInputSerializer,
        responses={200: ReadSerializer, **problem_responses(400, 401, 404)},
        examples=examples.exchange({"seq": 58}, {"read_seq": 58}),
    )
    def post(self, request: Request, room_id: UUID) -> Response:
        access = self.access(room_id)
        seq = services.read_move(access=access, seq=self.parse(ReadInputSerializer)["seq"], now=self.now)
        return Response({"read_seq": seq})


class RoomMemberListView(RoomView):
    @extend_schema(
        operation_id="community_room_members",
        summary="Who is in a room",
        parameters=[MemberQuerySerializer],
        responses={200: paginated(RoomMemberSerializer), **problem_responses(400, 401, 404)},
        examples=examples.answer({"results": [examples.MEMBER], "next": None, "previous": None}),
    )
    def get(self, request: Request, room_id: UUID) -> Response:
        access = self.access(room_id)
        rows = selectors.members_of(access.room, search=self.parse_query(MemberQuerySerializer)["search"])
        page = CursorList("created_at", "id").paginate(request, rows, lambda row: row)
        staff = selectors.staff_of(access.room)
        page.data["results"] = selectors.members_json(page.data["results"], staff=staff)
        return page


class DirectView(RoomView):
    @extend_schema(
        operation_id="community_direct_open",
        summary="The room that the caller has with another person alone",
        description="Made when it is asked for first; both are in another room together.",
        request=DirectInputSerializer,
        responses={200: RoomSerializer, 201: RoomSerializer, **problem_responses(400, 401, 404)},
        examples=examples.exchange(
            {"room": examples.ROOM_ID, "person": examples.KEZIAH["id"]},
            examples.ROOM | {"kind": "direct", "activity": None, "person": examples.KEZIAH},
        ),
    )
    def post(self, request: Request) -> Response:
        given = self.parse(DirectInputSerializer)
        access = self.access(given["room"])
        room, is_new = services.direct_open(access=access, person_id=given["person"], now=self.now)
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(selectors.room_page(self.access(room.id), now=self.now), status=code)


class CommunityChoiceView(ApiView):
    @extend_schema(
        operation_id="community_choice_retrieve",
        summary="What the caller wants of all rooms",
        responses={200: CommunityChoiceSerializer, **problem_responses(401)},
        examples=examples.answer({"shares_receipts": True}),
    )
    def get(self, request: Request) -> Response:
        return Response({"shares_receipts": selectors.shares_receipts(user_id=self.caller_id)})

    @extend_schema(
        operation_id="community_choice_set",
        summary="Say what one wants of all rooms",
        request=CommunityChoiceSerializer,
        responses={200: CommunityChoiceSerializer, **problem_responses(400, 401)},
        examples=examples.exchange({"shares_receipts": False}, {"shares_receipts": False}),
    )
    def put(self, request: Request) -> Response:
        shares = self.parse(CommunityChoiceSerializer)["shares_receipts"]
        services.receipts_set(user_id=self.caller_id, shares=shares)
        return Response({"shares_receipts": shares})
