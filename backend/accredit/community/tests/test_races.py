"""Many write at once: no place is given twice, none is left out."""

from __future__ import annotations

from functools import partial

import pytest

from accredit.community.models import Message, RoomMember
from accredit.community.rules.messages import ReactionKind
from accredit.community.selectors import room_access
from accredit.community.services import message_send, reaction_set
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import at_once

from .factories import attendee, event_room, written

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_messages_written_at_once_are_counted_without_a_gap() -> None:
    room = event_room()
    people = [attendee(room) for _ in range(4)]

    def write_five(person_id: object) -> None:
        for _ in range(5):
            access = room_access(room_id=room.id, user_id=person_id)  # type: ignore[arg-type]
            message_send(access=access, client_id=new_id(), body="At once", now=clock.now())

    assert at_once([partial(write_five, one.id) for one in people]) == [None] * 4
    room.refresh_from_db()
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 21))
    assert (room.last_seq, room.last_change) == (20, 20)
    assert len(set(Message.objects.values_list("change", flat=True))) == 20


def test_one_message_over_many_lines_is_one() -> None:
    room = event_room()
    person, client_id = attendee(room), new_id()
    access = room_access(room_id=room.id, user_id=person.id)
    sent = at_once(
        [partial(message_send, access=access, client_id=client_id, body="Once", now=clock.now()) for _ in range(4)]
    )
    assert {one.id for one in sent} == {Message.objects.get().id}
    room.refresh_from_db()
    assert (room.last_seq, room.last_change) == (1, 1)


def test_signs_set_at_once_are_all_counted() -> None:
    room = event_room()
    people = [attendee(room) for _ in range(4)]
    message = written(room, people[0])
    accesses = [room_access(room_id=room.id, user_id=one.id) for one in people]
    at_once(
        [
            partial(
                reaction_set,
                message=Message.objects.get(),
                access=access,
                kind=ReactionKind.HEART,
                is_set=True,
                now=clock.now(),
            )
            for access in accesses
        ]
    )
    message.refresh_from_db()
    assert message.reactions == {"heart": 4}


def test_in_slow_mode_one_of_many_gets_through() -> None:
    room = event_room()
    room.slow_mode_seconds = 60
    room.save()
    person = attendee(room)
    access = room_access(room_id=room.id, user_id=person.id)
    now = clock.now()
    at_once([partial(message_send, access=access, client_id=new_id(), body="Now", now=now) for _ in range(4)])
    assert (Message.objects.count(), RoomMember.objects.get(user=person).read_seq) == (1, 1)
