"""What sending costs, and that its short way and its long one come to the same."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest

from accredit.accounts.models import User
from accredit.community.exceptions import NotAThread, RoomIsClosed, RoomNotFound, SlowMode
from accredit.community.models import Mention, Message, Room, RoomMember, RoomPolicy
from accredit.community.selectors import messages_json, writer_in
from accredit.community.services import message_send
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import queries
from accredit.registrations.models import Registration

from .factories import attendee, event_room, written

pytestmark = pytest.mark.django_db


def numbers(room: Room) -> tuple[int, int]:
    room.refresh_from_db()
    return room.last_seq, room.last_change


@pytest.mark.postgresql
def test_a_message_of_words_alone_takes_two_statements(room: Room, keziah: User) -> None:
    written(room, keziah)
    # A test is one transaction, in which the second statement has a point of its own to go back to.
    assert queries(lambda: written(room, keziah, "And another one")) == 2 + 2


def test_what_is_heard_of_it_is_what_is_read_later(room: Room, keziah: User) -> None:
    say = partial(message_send, room_id=room.id, user_id=keziah.id, now=clock.now())
    first = say(client_id=new_id(), body="So **far**, so good: https://example.org")
    answer = say(client_id=new_id(), body=f"<@{keziah.id}>", thread_id=first.message.id)
    for sent in (first, answer):
        stored = Message.objects.select_related("thread").get(pk=sent.message.id)
        if stored.thread is None:
            stored.reply_count, stored.last_reply_at, stored.repliers = 0, None, []
        [read] = messages_json([stored], reader_id=None)
        heard = sent.shown
        assert (heard.html, heard.body, heard.seq, heard.change, heard.sender.display_name, heard.created_at) == (
            read["html"], read["body"], read["seq"], read["change"], "Keziah Boateng", read["created_at"]
        )  # fmt: skip
        assert [one.id for one in heard.mentions] == [one["id"] for one in read["mentions"]]
    assert answer.shown.thread is not None
    assert answer.shown.thread.reply_count == 1


def test_whoever_writes_has_read_up_to_it_whichever_way(room: Room, keziah: User) -> None:
    first = written(room, keziah)
    member = RoomMember.objects.get(room=room, user=keziah)
    assert (member.read_seq, numbers(room)) == (1, (1, 1))
    written(room, keziah, "An answer", thread_id=first.id)
    member.refresh_from_db()
    assert (member.read_seq, numbers(room)) == (2, (2, 2))


def test_whose_news_is_still_on_its_way_writes_too(room: Room, keziah: User) -> None:
    RoomMember.objects.filter(user=keziah).delete()
    written(room, keziah)
    assert RoomMember.objects.get(user=keziah).read_seq == 1
    RoomMember.objects.filter(user=keziah).update(ended_at=clock.now())
    written(room, keziah)
    assert RoomMember.objects.get(user=keziah).ended_at is None


def test_what_is_refused_leaves_no_number(room: Room, keziah: User) -> None:
    written(room, keziah)
    with pytest.raises(NotAThread):
        written(room, keziah, "An answer", thread_id=uuid4())
    Room.objects.update(slow_mode_seconds=60)
    written(room, keziah)
    with pytest.raises(SlowMode):
        written(room, keziah)
    assert (numbers(room), Message.objects.count()) == ((2, 2), 2)


def test_a_room_that_closes_in_between_takes_nothing(room: Room, keziah: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def closes(**_of: object) -> None:
        Room.objects.update(status="closed")

    monkeypatch.setattr("accredit.community.services.sending.words_check", closes)
    with pytest.raises(RoomIsClosed):
        written(room, keziah)
    assert not Message.objects.exists()


def test_only_who_is_in_the_room_now_writes(room: Room, keziah: User) -> None:
    written(room, keziah)
    Registration.objects.filter(person=keziah).update(status="cancelled")
    with pytest.raises(RoomNotFound):
        written(room, keziah)
    with pytest.raises(RoomNotFound):
        writer_in(room_id=uuid4(), user_id=keziah.id, client_id=new_id())


def test_a_name_that_is_not_in_the_room_is_kept_nowhere(room: Room, keziah: User) -> None:
    stranger, jo = attendee(event_room()), attendee(room)
    written(room, keziah, f"<@{stranger.id}> <@{jo.id}>")
    assert [one.user_id for one in Mention.objects.all()] == [jo.id]


def test_the_words_of_the_organization_are_read_along(room: Room, keziah: User) -> None:
    RoomPolicy.objects.create(organization=room.organization, blocked_words=["spoiler"])
    writer = writer_in(room_id=room.id, user_id=keziah.id, client_id=new_id())
    assert (list(writer.blocked_words), writer.card.display_name, writer.has_sent) == (
        ["spoiler"],
        "Keziah Boateng",
        False,
    )
