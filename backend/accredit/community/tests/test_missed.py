"""Those who are away are told by mail: of what concerns them, once an hour at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail

from accredit.accounts.models import User
from accredit.community.models import PersonalChoice, Room
from accredit.community.selectors import EVERYTHING_KIND, room_access, rooms_missed
from accredit.community.services import missed as service
from accredit.community.services import missed_mail_send, missed_mails_owe, read_move, room_create
from accredit.core import clock
from accredit.core.models import Job
from accredit.core.testing import api, assert_same_queries, at_once, drain
from accredit.notifications.services import choice_set, mail_person
from accredit.organizations.tests.factories import member

from .factories import ROOMS, attendee, between, event_room, seat_in, written

pytestmark = pytest.mark.django_db
QUARTER, HOUR = timedelta(minutes=16), timedelta(minutes=61)


def html_of(message: Any) -> str:
    """A mail as most programs show it."""
    return str(message.alternatives[0][0])


class Killed(BaseException):
    """The worker is gone: nothing after it runs."""


def dying(*steps: Callable[..., object]) -> Callable[..., bool]:
    """Does these steps instead of mailing, and then the worker is killed."""

    def instead(**given: Any) -> bool:
        for step in steps:
            step(**given)
        raise Killed

    return instead


def told(now: datetime) -> list[str]:
    """Who was mailed when the job ran at this moment."""
    before = len(mail.outbox)
    missed_mails_owe(now=now)
    drain(now=now)
    return sorted(one.to[0] for one in mail.outbox[before:])


@pytest.mark.happy
def test_whoever_is_named_and_away_is_told_once(room: Room, keziah: User, jo: User) -> None:
    now = clock.now()
    written(room, keziah, f"<@{jo.id}> a patient's story", now=now)
    written(room, keziah, "And more", now=now)
    assert told(now + timedelta(minutes=5)) == [], "they may be looking"
    assert told(now + QUARTER) == [jo.email]
    [message] = mail.outbox
    assert f"{room.event}: 2 unread, 1 with your name" in message.body
    assert f"/rooms/{room.id}" in message.body
    assert "Keziah Boateng: @Jo Reyes a patient's story" in message.body
    assert "And more" not in message.body, "said to all"
    assert "List-Unsubscribe" in message.extra_headers
    assert told(now + QUARTER + HOUR) == [], "nothing new"


def test_there_is_one_mail_an_hour_at_most(room: Room, keziah: User, jo: User) -> None:
    now = clock.now()
    private = between(room, keziah, jo)
    written(private, keziah, now=now)
    assert told(now + QUARTER) == [jo.email]
    written(private, keziah, now=now + QUARTER)
    assert told(now + QUARTER + timedelta(minutes=30)) == []
    assert told(now + QUARTER + HOUR) == [jo.email]
    assert "2 unread from Keziah Boateng" in mail.outbox[-1].body
    for _ in range(2):
        missed_mail_send(user_id=jo.id, now=now + QUARTER + HOUR)
    assert len(mail.outbox) == 2


def test_what_is_said_to_all_is_mailed_to_nobody_but_announcements_are(room: Room, keziah: User, jo: User) -> None:
    now, organizer = (
        clock.now(),
        member(
            room.organization,
            "organizer",
        ),
    )
    written(room, keziah, "To all", now=now)
    assert told(now + QUARTER) == []
    assert room.event is not None
    news = room_create(activity=room.event, name="News", is_announcements=True, actor_id=organizer.id, now=now)
    written(news, organizer, "Doors open at nine", now=now)
    assert told(now + QUARTER) == sorted([jo.email, keziah.email])
    assert f"{room.event}: News: 1 unread" in mail.outbox[-1].body


def test_who_reads_mutes_chooses_otherwise_or_leaves_is_not_mailed(room: Room, keziah: User) -> None:
    now = clock.now()
    reader, muting, choosing = (attendee(room) for _ in range(3))
    seat, unproven = seat_in(room), attendee(room, email_verified_at=None)
    leaving = seat.person
    assert leaving is not None
    named = " ".join(f"<@{one.id}>" for one in (reader, muting, choosing, leaving, unproven))
    api(muting).put(f"{ROOMS}{room.id}/mute/", {"is_muted": True}, format="json")
    choice_set(user_id=choosing.id, kind="community.missed", mail=False, bell=False)
    message = written(room, keziah, named, now=now)
    read_move(access=room_access(room_id=room.id, user_id=reader.id), seq=message.seq, now=now)
    seat.status = "cancelled"
    seat.save()
    assert told(now + QUARTER) == []


def test_what_was_taken_back_or_is_old_is_no_news(room: Room, keziah: User, jo: User) -> None:
    now = clock.now()
    gone = written(room, keziah, f"<@{jo.id}>", now=now)
    api(keziah).delete(f"/api/community/messages/{gone.id}/")
    assert told(now + QUARTER) == []
    written(room, keziah, f"<@{jo.id}>", now=now)
    assert told(now + timedelta(days=4)) == []


@pytest.mark.happy
def test_the_mail_says_how_it_begins_and_leads_to_each_room(room: Room, keziah: User, jo: User, settings: Any) -> None:
    now = clock.now()
    private = between(room, keziah, jo)
    for text in ("First", "Second <b>bold</b>", "long " * 100):
        written(private, keziah, text, now=now)
    written(room, keziah, f"<@{jo.id}> named", now=now)
    gone = written(room, keziah, f"<@{jo.id}> taken back", now=now)
    api(keziah).delete(f"/api/community/messages/{gone.id}/")
    assert told(now + QUARTER) == [jo.email]
    [message] = mail.outbox
    html = html_of(message)
    assert "Keziah Boateng: Second <b>bold</b>" in message.body
    assert "Second &lt;b&gt;bold&lt;/b&gt;" in html
    assert "First" not in message.body, "the latest two"
    assert "long long" in message.body
    assert "long " * 40 not in message.body
    assert "taken back" not in message.body
    assert all(f"{settings.PUBLIC_URL}/rooms/{one.id}" in message.body for one in (room, private))


@pytest.mark.happy
def test_whoever_wishes_so_is_told_of_everything_until_one_click_ends_it(
    room: Room, keziah: User, jo: User, settings: Any
) -> None:
    now = clock.now()
    choice_set(user_id=jo.id, kind=EVERYTHING_KIND, mail=True, bell=False)
    written(room, keziah, "Who comes by train?", now=now)
    assert told(now + QUARTER) == [jo.email]
    assert "Keziah Boateng: Who comes by train?" in mail.outbox[0].body
    address = mail.outbox[0].message()["List-Unsubscribe"].strip("<>").removeprefix(settings.PUBLIC_URL)
    assert api().post(address).status_code == 204
    later = now + QUARTER + HOUR
    written(room, keziah, f"<@{jo.id}> and you?", now=later)
    assert told(later + QUARTER) == []


@pytest.mark.parametrize("change", ["refunded", "muted", "closed", "read"])
def test_what_has_changed_since_the_mail_was_owed_holds(room: Room, keziah: User, change: str) -> None:
    now = clock.now()
    seat = seat_in(room)
    person = seat.person
    assert person is not None
    message = written(room, keziah, f"<@{person.id}> a word of yours", now=now)
    assert missed_mails_owe(now=now + QUARTER) == 1
    [job] = Job.objects.filter(name="community.missed_mail")
    assert job.args == [str(person.id)]
    if change == "refunded":
        seat.status = "cancelled"
        seat.save()
    elif change == "closed":
        Room.objects.filter(pk=room.pk).update(status="closed")
    elif change == "muted":
        api(person).put(f"{ROOMS}{room.id}/mute/", {"is_muted": True}, format="json")
    else:
        read_move(access=room_access(room_id=room.id, user_id=person.id), seq=message.seq, now=now)
    drain(now=now + QUARTER)
    assert mail.outbox == []
    assert not PersonalChoice.objects.filter(mailed_at__isnull=False).exists()


@pytest.mark.happy
def test_a_worker_that_dies_before_the_mail_delays_it_and_loses_nothing(
    room: Room, keziah: User, jo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now() + QUARTER
    written(room, keziah, f"<@{jo.id}>", now=at - QUARTER)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(service, "mail_person", dying())
        missed_mail_send(user_id=jo.id, now=at)
    assert told(at + timedelta(minutes=2)) == []
    assert told(at + HOUR) == [jo.email]
    assert told(at + 2 * HOUR) == []


@pytest.mark.happy
def test_a_worker_that_dies_after_the_mail_mails_nobody_twice_within_the_hour(
    room: Room, keziah: User, jo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now() + QUARTER
    message = written(room, keziah, f"<@{jo.id}>", now=at - QUARTER)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(service, "mail_person", dying(mail_person))
        missed_mail_send(user_id=jo.id, now=at)
    assert [one.to for one in mail.outbox] == [[jo.email]]
    assert told(at + timedelta(minutes=2)) == []
    read_move(access=room_access(room_id=room.id, user_id=jo.id), seq=message.seq, now=at)
    assert told(at + HOUR) == []


def test_a_mail_server_that_is_away_is_tried_again(
    room: Room, keziah: User, jo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**given: object) -> bool:
        raise ConnectionRefusedError

    at = clock.now() + QUARTER
    written(room, keziah, f"<@{jo.id}>", now=at - QUARTER)
    with monkeypatch.context() as patched, pytest.raises(ConnectionRefusedError):
        patched.setattr(service, "mail_person", away)
        missed_mail_send(user_id=jo.id, now=at)
    for _ in range(2):
        missed_mail_send(user_id=jo.id, now=at + timedelta(seconds=2))
    assert [one.to for one in mail.outbox] == [[jo.email]]


def test_the_mail_costs_the_same_for_one_room_and_for_many(keziah: User, jo: User, room: Room) -> None:
    now = clock.now()
    organizer = member(room.organization, "organizer")
    assert room.event is not None
    for name in ("Travel", "Cases", "Books"):
        further = room_create(activity=room.event, name=name, is_announcements=False, actor_id=organizer.id, now=now)
        written(further, keziah, f"<@{jo.id}>", now=now)
    written(room, jo, f"<@{keziah.id}>", now=now)
    later = now + QUARTER
    assert [len(rooms_missed(user_id=one.id, now=later)) for one in (keziah, jo)] == [1, 3]
    assert_same_queries(
        lambda: rooms_missed(user_id=keziah.id, now=later), lambda: rooms_missed(user_id=jo.id, now=later)
    )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_mails() -> None:
    room, at = event_room(), clock.now() + QUARTER
    keziah, jo = attendee(room), attendee(room)
    written(room, keziah, f"<@{jo.id}>", now=at - QUARTER)
    assert at_once([partial(missed_mail_send, user_id=jo.id, now=at) for _ in range(4)]) == [None] * 4
    assert [one.to for one in mail.outbox] == [[jo.email]]
