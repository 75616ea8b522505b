"""What many people in one room do at once costs each of them little."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from accredit.accounts.models import User
from accredit.community.consumers import pointers
from accredit.community.models import Room, RoomMember
from accredit.community.rules import frames
from accredit.community.services import reading
from accredit.core.ids import new_id
from accredit.core.realtime import presence

from .factories import attendee, written
from .sockets import opened, play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.usefixtures("bus")]


@pytest.fixture
def people(room: Room) -> list[User]:
    return [attendee(room) for _ in range(4)]


def test_of_a_crowd_the_number_is_told_and_nobody_is_named(
    room: Room, people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "MOST_NAMED", 2)
    monkeypatch.setattr("accredit.community.consumers.company.MOST_NAMED", 2)
    monkeypatch.setattr(frames, "CROWD_SECONDS", 0.2)
    one, two, three, four = people

    async def scene() -> None:
        async with opened(one, room.id) as first, opened(two) as second:
            answer = await second.subscribe(room.id)
            assert (answer["rooms"][0]["here_count"], len(answer["rooms"][0]["here"])) == (2, 2)
            assert (await first.hear("presence"))["is_here"]
            async with opened(three) as third, opened(four, room.id):
                stands = (await third.subscribe(room.id))["rooms"][0]
                assert (stands["here_count"], stands["here"]) == (4, [])
                assert await first.hear("crowd") == {"type": "crowd", "room": str(room.id), "count": 4}
                named = [frame["by"] for frame in first.heard if frame["type"] == "presence"]
                assert not {str(three.id), str(four.id)} & set(named)
            # Those who go make it a room of names again; whoever asks is told them.
            await first.say(type="ping")
            assert (await first.hear("pong"))["rooms"][0]["here_count"] == 2

    play(scene)


def test_reading_on_is_written_down_every_few_seconds_and_at_the_end(
    room: Room, people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    keziah, jo, *_ = people
    for _ in range(6):
        written(room, jo)
    noted: list[int] = []
    move = reading.read_move

    def noting(**of: Any) -> int:
        noted.append(of["seq"])
        return move(**of)

    monkeypatch.setattr("accredit.community.services.read_move", noting)
    monkeypatch.setattr(pointers, "READ_SECONDS", 0.3)

    async def scene() -> None:
        async with opened(keziah, room.id) as one, opened(keziah) as tablet:
            for seq in (1, 2, 4, 3):
                await one.say(type="read", room=room.id, seq=seq)
            assert (await tablet.hear("read"))["seq"] == 1
            assert (await tablet.hear("read"))["seq"] == 4
            await asyncio.sleep(0.5)
            for seq in (5, 6):
                await one.say(type="read", room=room.id, seq=seq)
            await tablet.hear("read")

    play(scene)
    assert noted == [1, 4, 5, 6]
    assert RoomMember.objects.get(user=keziah).read_seq == 6


def test_what_many_say_at_once_is_heard_in_its_order(room: Room, people: list[User]) -> None:
    async def scene() -> None:
        async with (
            opened(people[0], room.id) as one,
            opened(people[1], room.id) as two,
            opened(people[2], room.id) as three,
        ):
            for number in range(4):
                for socket in (one, two, three):
                    await socket.say(type="send", room=room.id, client_id=new_id(), body=f"{number}")
            heard = [(await two.hear("message"))["message"]["change"] for _ in range(12)]
            assert heard == list(range(1, 13))

    play(scene)


def test_reading_what_was_read_writes_nothing(room: Room, people: list[User]) -> None:
    written(room, people[0])

    async def scene() -> None:
        async with opened(people[1], room.id) as one, opened(people[1]) as tablet:
            await one.say(type="read", room=room.id, seq=9)
            assert (await tablet.hear("read"))["seq"] == 1
        async with opened(people[1], room.id) as one, opened(people[1]) as tablet:
            await one.say(type="read", room=room.id, seq=1)
            assert await tablet.is_quiet()

    play(scene)
    assert RoomMember.objects.get(user=people[1]).read_seq == 1
