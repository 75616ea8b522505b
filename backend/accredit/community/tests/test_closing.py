"""A room that its organizers close: members hear of it at once, and hear nothing more; organizers stay."""

from __future__ import annotations

import pytest

from accredit.accounts.models import User
from accredit.community.models import Room
from accredit.community.rules.rooms import RoomStatus
from accredit.community.services import room_change
from accredit.core import clock

from .factories import send, written
from .sockets import beside, opened, play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.usefixtures("bus")]


def set_to(room: Room, status: RoomStatus, by: User) -> None:
    room_change(room=Room.objects.get(pk=room.pk), changes={"status": status}, actor_id=by.id, now=clock.now())


@pytest.mark.happy
def test_members_leave_at_once_and_are_told_why(room: Room, keziah: User, organizer: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one, opened(organizer, room.id) as other:
            await beside(lambda: set_to(room, RoomStatus.CLOSED, organizer))
            left = await one.hear("left", within=2)
            assert (left["room"], left["code"]) == (str(room.id), "room_closed")
            assert (await other.hear("room"))["room"] == str(room.id)
            assert await one.is_quiet(), "the news of its settings is not theirs any more"
            assert (await beside(lambda: send(keziah, room))).status_code == 404
            assert not any(frame["type"] == "left" for frame in other.heard)

    play(scene)


def test_when_it_opens_again_members_hear_of_it_wherever_they_are(room: Room, keziah: User, organizer: User) -> None:
    async def scene() -> None:
        await beside(lambda: set_to(room, RoomStatus.CLOSED, organizer))
        async with opened(keziah) as one:
            await beside(lambda: set_to(room, RoomStatus.OPEN, organizer))
            assert (await one.hear("room"))["room"] == str(room.id)
            assert (await one.subscribe(room.id))["refused"] == []
            await beside(lambda: written(room, organizer, "Here we are again"))
            assert (await one.hear("message"))["message"]["body"] == "Here we are again"

    play(scene)


def test_what_is_closed_already_is_not_told_again(room: Room, keziah: User, organizer: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one:
            for _ in range(2):
                await beside(lambda: set_to(room, RoomStatus.CLOSED, organizer))
            await one.hear("left", within=2)
            assert await one.is_quiet()

    play(scene)
