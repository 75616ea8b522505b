"""What is heard at once: over Redis, and in a process that has none."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from accredit.accounts.models import Session, User
from accredit.accounts.services import issue_tokens, sessions_revoke
from accredit.community.models import Message, Room, SocketTicket
from accredit.community.rules import frames
from accredit.community.selectors import room_access
from accredit.community.services import person_follow, read_move, tickets_forget
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.realtime import SIGN_IN_ENDED
from accredit.core.realtime.hub import hub
from accredit.core.testing import api, drain
from accredit.learning.models import Course, Enrollment
from accredit.learning.services.enrollments import enrollment_revoke
from accredit.learning.tests.factories import EnrollmentFactory
from accredit.notifications.services import notify
from accredit.registrations.models import Registration

from .factories import MESSAGES, attendee, between, course_room, event_room, learner, send, written
from .sockets import Socket, a_ticket, beside, opened, play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.usefixtures("bus")]


@pytest.mark.happy
def test_what_one_sends_the_other_hears(room: Room, keziah: User, jo: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one, opened(jo, room.id) as other:
            client_id = str(uuid4())
            await one.say(type="send", id="7", room=room.id, client_id=client_id, body=f"Hello <@{jo.id}>")
            sent = await one.hear("sent")
            heard = await other.hear("message")
            assert (sent["re"], sent["message"]) == ("7", heard["message"])
            assert (heard["message"]["seq"], heard["message"]["client_id"], heard["by"]) == (
                1,
                client_id,
                str(keziah.id),
            )
            over_http = (await beside(lambda: send(jo, room, "And over HTTP"))).json()
            assert (await one.hear("message"))["message"]["id"] in {sent["message"]["id"], over_http["id"]}
            while one.heard[-1]["message"]["id"] != over_http["id"]:
                await one.hear("message")

    play(scene)
    assert Message.objects.count() == 2


def test_a_message_sent_twice_is_one_and_is_announced_again(room: Room, keziah: User, jo: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one, opened(jo, room.id) as other:
            frame = {"type": "send", "room": room.id, "client_id": uuid4(), "body": "Once"}
            for _ in range(2):
                await one.say(**frame)
            first, second = await one.hear("sent"), await one.hear("sent")
            assert first["message"] == second["message"]
            assert await other.hear("message") == await other.hear("message")

    play(scene)
    assert Message.objects.count() == 1


@pytest.mark.happy
def test_whatever_happens_to_a_message_is_heard_in_order(room: Room, keziah: User, jo: User) -> None:
    message = written(room, keziah, "Page 3")
    address = f"{MESSAGES}{message.id}/"

    async def scene() -> None:
        async with opened(jo, room.id) as other:
            await beside(lambda: api(keziah).patch(address, {"body": "Page 4"}, format="json"))
            await beside(lambda: api(jo).put(f"{address}reactions/heart/"))
            await beside(lambda: send(keziah, room, "An answer", thread=str(message.id)))
            await beside(lambda: api(keziah).delete(address))
            edited, reacted = await other.hear("message"), await other.hear("reacted")
            answer, gone = await other.hear("message"), await other.hear("message")
            assert (edited["message"]["body"], edited["message"]["change"]) == ("Page 4", 2)
            assert (reacted["change"], reacted["kind"], reacted["is_set"], reacted["by"]) == (
                3,
                "heart",
                True,
                str(jo.id),
            )
            assert answer["message"]["thread"] == {
                "id": str(message.id),
                "reply_count": 1,
                "last_reply_at": answer["message"]["created_at"],
            }
            assert (gone["message"]["status"], gone["message"]["body"], gone["message"]["change"]) == ("deleted", "", 5)

    play(scene)


def test_a_room_that_is_not_ones_own_is_refused(room: Room, keziah: User) -> None:
    other = event_room()

    async def scene() -> None:
        async with opened(keziah) as one:
            answer = await one.subscribe(room.id, other.id)
            assert [stands["room"] for stands in answer["rooms"]] == [str(room.id)]
            assert answer["refused"] == [{"room": str(other.id), "code": "room_not_found"}]
            await beside(lambda: written(other, attendee(other), "Not for you"))
            assert await one.is_quiet()
            await one.say(type="send", id="x", room=other.id, client_id=uuid4(), body="Let me in")
            refused = await one.hear("error")
            assert (refused["re"], refused["code"], refused["status"]) == ("x", "room_not_found", 404)

    play(scene)


@pytest.mark.happy
def test_a_refunded_learners_socket_hears_nothing_more() -> None:
    room = course_room()
    leaving, staying = learner(room), learner(room)
    Course.objects.update(enrollment_count=2)

    async def scene() -> None:
        async with opened(leaving, room.id) as one, opened(staying, room.id) as other:
            await beside(lambda: written(room, staying, "Both hear this"))
            await one.hear("message")
            enrollment = await beside(lambda: Enrollment.objects.get(user=leaving))
            await beside(lambda: enrollment_revoke(enrollment=enrollment, actor_id=None, now=clock.now()))
            await beside(drain)
            assert (await one.hear("left", within=2))["room"] == str(room.id)
            await beside(lambda: written(room, staying, "Only one hears this"))
            await other.hear("message")
            assert await one.is_quiet()
            await one.say(type="typing", room=room.id)
            assert await other.is_quiet() or other.heard[-1]["type"] == "message"

    play(scene)


def test_should_no_news_arrive_the_next_heartbeat_finds_out(room: Room, keziah: User, jo: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one:
            await beside(lambda: written(room, jo, "Never announced to anybody"))
            await one.hear("message")
            await beside(lambda: Room.objects.filter(pk=room.pk).update(last_change=9))
            await one.say(type="ping")
            [stands] = (await one.hear("pong"))["rooms"]
            assert (stands["last_change"], stands["here"]) == (9, [str(keziah.id)])
            await beside(lambda: keziah_leaves(room, keziah))
            await one.say(type="ping")
            assert (await one.hear("left"))["room"] == str(room.id)
            assert (await one.hear("pong"))["rooms"] == []

    play(scene)


def keziah_leaves(room: Room, person: User) -> None:
    Registration.objects.filter(event=room.event, person=person).update(status="cancelled")


@pytest.mark.happy
def test_who_is_writing_and_who_is_here(room: Room, keziah: User, jo: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id) as one:
            async with opened(jo) as other:
                answer = await other.subscribe(room.id)
                assert set(answer["rooms"][0]["here"]) == {str(keziah.id), str(jo.id)}
                assert (await one.hear("presence"))["by"] in {str(jo.id), str(keziah.id)}
                for _ in range(3):
                    await other.say(type="typing", room=room.id)
                typing = await one.hear("typing")
                assert typing["by"]["display_name"] == "Jo Reyes"
                assert await one.is_quiet(), "three in a moment are one"
            gone = await one.hear("presence")
            while gone["is_here"]:
                gone = await one.hear("presence")
            assert (gone["by"], gone["room"]) == (str(jo.id), str(room.id))

    play(scene)


@pytest.mark.happy
def test_reading_is_heard_on_ones_other_device_and_in_a_room_of_two(room: Room, keziah: User, jo: User) -> None:
    private = between(room, keziah, jo)
    written(private, jo, "Only us")
    written(room, jo, "All of us")

    async def scene() -> None:
        async with opened(keziah) as one, opened(keziah) as tablet, opened(jo, private.id, room.id) as other:
            await one.say(type="read", room=private.id, seq=1)
            assert await tablet.hear("read") == {
                "type": "read",
                "room": str(private.id),
                "by": str(keziah.id),
                "seq": 1,
            }
            assert (await other.hear("read"))["by"] == str(keziah.id)
            await one.say(type="read", room=room.id, seq=1)
            await tablet.hear("read")
            assert await other.is_quiet()

    play(scene)
    access = room_access(room_id=private.id, user_id=keziah.id)
    assert read_move(access=access, seq=0, now=clock.now()) == 1


@pytest.mark.happy
def test_the_bell_and_new_rooms_ring_on_the_persons_own_line(room: Room, keziah: User, jo: User) -> None:
    async def scene() -> None:
        async with opened(keziah) as one:
            await beside(
                lambda: notify(
                    user_id=keziah.id, kind="community.mentioned", context={"person": "J", "room": "R"}, url="/",
                    now=clock.now(),
                )
            )  # fmt: skip
            await one.hear("bell")
            private = await beside(lambda: between(room, jo, keziah))
            assert (await one.hear("room"))["room"] == str(private.id)

    play(scene)


def test_a_ticket_opens_one_socket_once(room: Room, keziah: User) -> None:
    ticket = api(keziah).post("/api/community/ticket/").json()
    assert (ticket["path"], ticket["expires_in"]) == ("/ws/community/", 30)

    async def scene() -> None:
        first, again, forged = (Socket(one, settings.PUBLIC_URL) for one in [ticket["ticket"]] * 2 + ["x"])
        await first.open()
        assert (await first.hear("welcome"))["user"] == str(keziah.id)
        for refused in (again, forged):
            await refused.open()
            assert await refused.closed() == frames.ENDED
        await first.leave()

    play(scene)
    a_ticket(keziah)
    assert [tickets_forget(now=clock.now() + timedelta(hours=1)), SocketTicket.objects.count()] == [1, 0]


def test_a_page_from_elsewhere_opens_nothing_and_elsewhere_is_nothing(keziah: User) -> None:
    ticket = a_ticket(keziah)

    async def scene() -> None:
        for refused in (
            Socket(ticket, "https://evil.example"),
            Socket(ticket, settings.PUBLIC_URL, path="/ws/other/"),
        ):
            assert (await refused.open())["type"] == "websocket.close"

    play(scene)
    assert SocketTicket.objects.exists(), "the ticket is not even looked at"


def test_the_socket_ends_with_its_token_and_a_new_ticket_keeps_it(keziah: User, jo: User) -> None:
    async def scene() -> None:
        soon = clock.now() + timedelta(seconds=1)
        async with opened(keziah, until=soon) as one, opened(keziah, until=soon) as renewed:
            await renewed.say(type="renew", id="1", ticket=await beside(lambda: a_ticket(jo)))
            assert (await renewed.hear("error"))["code"] == "ticket_ended"
            await renewed.say(type="renew", id="2", ticket=await beside(lambda: a_ticket(keziah)))
            assert (await renewed.hear("renewed"))["re"] == "2"
            assert await one.closed() == frames.ENDED == SIGN_IN_ENDED
            await renewed.say(type="ping")
            await renewed.hear("pong")

    play(scene)


def test_signing_out_closes_what_that_sign_in_has_opened(keziah: User) -> None:
    issue_tokens(user=keziah, now=clock.now())
    session = Session.objects.get(user=keziah)

    async def scene() -> None:
        async with opened(keziah, session_id=session.id) as one, opened(keziah) as other:
            await beside(lambda: sessions_revoke(user_id=keziah.id, now=clock.now()))
            assert await one.closed() == frames.ENDED
            await other.say(type="ping")
            await other.hear("pong")

    play(scene)
    ticket = a_ticket(keziah, session_id=session.id)

    async def late() -> None:
        refused = Socket(ticket, settings.PUBLIC_URL)
        await refused.open()
        assert await refused.closed() == frames.ENDED

    play(late)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type":"shout"}', '{"type":"send"}', '{"type":"read","room":1}'])
def test_a_frame_that_is_none_is_told_and_five_end_it(keziah: User, text: str) -> None:
    async def scene() -> None:
        async with opened(keziah) as one:
            for _ in range(5):
                await one.say_text(text)
            assert (await one.hear("error"))["code"] == "frame_not_understood"
            assert await one.closed() == frames.NOT_UNDERSTOOD

    play(scene)


def test_a_frame_that_is_too_large_ends_it(keziah: User) -> None:
    async def scene() -> None:
        async with opened(keziah) as one:
            await one.say_text(json.dumps({"type": "send", "body": "x" * frames.LARGEST_FRAME}))
            assert (await one.hear("error"))["code"] == "frame_too_large"
            assert await one.closed() == 1009

    play(scene)


def test_too_many_frames_and_too_many_sockets_end(keziah: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_FRAMES", 20)
    monkeypatch.setattr(frames, "MOST_SOCKETS", 2)

    async def scene() -> None:
        async with opened(keziah) as one, opened(keziah):
            third = Socket(await beside(lambda: a_ticket(keziah)), settings.PUBLIC_URL)
            await third.open()
            assert await third.closed() == frames.TOO_MANY_SOCKETS
            for _ in range(21):
                await one.say(type="unsubscribe", rooms=[])
            assert (await one.hear("error"))["code"] == "too_many_frames"
            assert await one.closed() == frames.TOO_MANY_FRAMES

    play(scene)


def test_what_holds_people_back_holds_on_the_socket_too(room: Room, keziah: User, settings: Any) -> None:
    settings.MESSAGES_PER_MINUTE = 1

    async def scene() -> None:
        async with opened(keziah, room.id) as one:
            for body in ("One", "Two"):
                await one.say(type="send", id=body, room=room.id, client_id=new_id(), body=body)
            refused = await one.hear("error")
            assert (refused["re"], refused["code"], refused["status"]) == ("Two", "writing_too_fast", 429)
            assert 0 < refused["retry_after"] <= 60

    play(scene)


def test_whoever_comes_into_a_room_can_hear_it_at_once() -> None:
    room = course_room()
    person = attendee(event_room())

    async def scene() -> None:
        async with opened(person) as one:
            assert (await one.subscribe(room.id))["refused"]
            await beside(lambda: _enrolled(room, person))
            assert (await one.hear("room"))["room"] == str(room.id)
            assert (await one.subscribe(room.id))["rooms"][0]["room"] == str(room.id)

    play(scene)


def _enrolled(room: Room, person: User) -> None:
    EnrollmentFactory(course=room.course, user=person)
    person_follow(user_id=person.id, course_id=room.course_id, now=clock.now())


def test_the_hub_forgets_who_has_gone(room: Room, keziah: User) -> None:
    async def scene() -> None:
        async with opened(keziah, room.id):
            assert hub()._topics
        await asyncio.sleep(0)
        assert hub()._topics == {}

    play(scene)
