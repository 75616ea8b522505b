"""What no client of ours says over the socket: it is refused as HTTP would, and the socket lives on."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from accredit.accounts.models import User
from accredit.community.models import Message, Room
from accredit.community.rules.messages import LONGEST, MOST_FILES
from accredit.core.ids import new_id

from .sockets import beside, opened, play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENV, "redis_url", "")


@pytest.mark.parametrize(
    "given",
    [
        {"body": "a" * (LONGEST + 1)},
        {"body": "NUL \x00 inside"},
        {"body": "Five are enough", "files": [uuid4()] * (MOST_FILES + 1)},
    ],
    ids=["too-long", "nul", "too-many-files"],
)
def test_what_http_takes_from_nobody_the_socket_takes_from_nobody(
    room: Room, keziah: User, given: dict[str, Any]
) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as socket:
            await socket.say(type="send", id="odd", room=room.id, client_id=new_id(), **given)
            assert (await socket.hear("error"))["status"] == 400
            await socket.say(type="send", id="good", room=room.id, client_id=new_id(), body="a" * LONGEST)
            assert (await socket.hear("sent"))["re"] == "good"
        assert await beside(Message.objects.count) == 1

    play(scene)


def test_json_without_a_bottom_is_no_frame(room: Room, keziah: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as socket:
            await socket.say_text('{"type":"ping","x":' + "[" * 20_000 + "]" * 20_000 + "}")
            assert (await socket.hear("error"))["code"] == "frame_not_understood"
            await socket.say(type="ping")
            assert (await socket.hear("pong"))["rooms"]

    play(scene)


def test_a_failure_of_ours_is_told_and_the_socket_lives_on(
    room: Room, keziah: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(**_: Any) -> None:
        raise ValueError("nobody thought of this")

    async def scene() -> None:
        async with opened(keziah, room.id) as socket:
            with monkeypatch.context() as broken:
                broken.setattr("accredit.community.services.message_send", break_down)
                await socket.say(type="send", id="odd", room=room.id, client_id=new_id(), body="Good morning")
                failed = await socket.hear("error")
            assert (failed["re"], failed["code"], failed["status"]) == ("odd", "frame_failed", 500)
            assert "nobody thought" not in str(failed)
            await socket.say(type="send", id="good", room=room.id, client_id=new_id(), body="Good morning")
            assert (await socket.hear("sent"))["re"] == "good"

    play(scene)
