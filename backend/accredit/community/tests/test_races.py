"""Many write at once: no place is given twice, none is left out."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from uuid import UUID

import pytest

from accredit.community.models import Message, RoomMember
from accredit.community.rules.messages import ReactionKind
from accredit.community.selectors import room_access
from accredit.community.services import message_send, reaction_set, sending
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import at_once

from .factories import attendee, event_room, written

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_messages_written_at_once_are_counted_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    # Processes take no turns with each other; the threads stand for them.
    monkeypatch.setattr("accredit.community.services.sending._turn", nullcontext)
    room = event_room()
    people = [attendee(room) for _ in range(4)]

    def write_five(person_id: UUID) -> None:
        for _ in range(5):
            message_send(room_id=room.id, user_id=person_id, client_id=new_id(), body="At once", now=clock.now())

    assert at_once([partial(write_five, one.id) for one in people]) == [None] * 4
    room.refresh_from_db()
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 21))
    assert (room.last_seq, room.last_change) == (20, 20)
    assert len(set(Message.objects.values_list("change", flat=True))) == 20


def test_one_message_over_many_lines_is_one() -> None:
    room = event_room()
    person, client_id = attendee(room), new_id()
    once = partial(message_send, room_id=room.id, user_id=person.id, client_id=client_id, body="Once", now=clock.now())
    sent = at_once([once] * 4)
    assert {one.message.id for one in sent} == {Message.objects.get().id}
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
    write = partial(message_send, room_id=room.id, user_id=person.id, body="Now", now=clock.now())
    at_once([partial(write, client_id=new_id()) for _ in range(4)])
    assert (Message.objects.count(), RoomMember.objects.get(user=person).read_seq) == (1, 1)


def test_a_turn_that_takes_long_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LONGEST_TURN", 0.1)
    room = event_room()
    person = attendee(room)
    for turn in sending._turns:
        turn.acquire()
    try:
        written(room, person)
    finally:
        for turn in sending._turns:
            turn.release()
    written(room, person)
    assert not any(turn.locked() for turn in sending._turns)
    assert Message.objects.count() == 2
