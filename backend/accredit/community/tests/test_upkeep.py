"""What is forgotten, taken along, and given to whoever asks for it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, transaction

from accredit.accounts.services import account_erase
from accredit.community.models import Mention, Message, MessageEdit, PersonalChoice, Reaction, Report, Room, RoomMember
from accredit.community.services import messages_forget, rooms_catch_up
from accredit.core import clock, privacy
from accredit.core.testing import api
from accredit.organizations.tests.factories import member

from .factories import MESSAGES, ROOMS, attendee, between, event_room, history, send, written

pytestmark = pytest.mark.django_db


@pytest.mark.happy
def test_a_room_forgets_what_is_older_than_it_keeps(now: datetime) -> None:
    room, other = event_room(), event_room()
    Room.objects.filter(pk=room.pk).update(retention_days=30)
    person, keeper = attendee(room), attendee(other)
    old, older = now - timedelta(days=31), now - timedelta(days=40)
    written(room, person, "Old", now=older)
    answered = written(room, person, "Old and answered lately", now=older)
    done = written(room, person, "Old with an old answer", now=older)
    written(room, person, "Old answer", thread_id=done.id, now=old)
    written(room, person, "Young answer", thread_id=answered.id, now=now)
    written(room, person, "Young", now=now)
    written(other, keeper, "Kept for good", now=older)
    messages_forget(now=now)
    assert messages_forget(now=now) == 0
    assert sorted(Message.objects.values_list("body", flat=True)) == [
        "Kept for good",
        "Old and answered lately",
        "Young",
        "Young answer",
    ]
    assert send(person, room).json()["seq"] == 7


def test_what_is_forgotten_is_unread_by_nobody_and_counted_nowhere(now: datetime) -> None:
    room, quiet = event_room(), event_room()
    Room.objects.all().update(retention_days=30)
    person, reader = attendee(room), attendee(room)
    alone, away = attendee(quiet), attendee(quiet)
    root = written(room, person, "Old and answered lately", now=now - timedelta(days=40))
    written(room, person, "Old answer", thread_id=root.id, now=now - timedelta(days=35))
    written(room, person, "Young answer", thread_id=root.id, now=now)
    for _ in range(2):
        written(quiet, alone, "Old", now=now - timedelta(days=40))
    cursor = Room.objects.get(pk=room.pk).last_change
    for _ in range(2):
        messages_forget(now=now)
    [shown] = history(reader, room, after=cursor)["results"]
    assert (shown["id"], shown["reply_count"]) == (str(root.id), 1)
    assert api(away).get("/api/community/unread/").json() == {"rooms": 0, "messages": 0, "mentions": 0}
    assert api(reader).get(f"{ROOMS}{room.id}/").json()["read_seq"] == 0, "its first message is still there"
    written(quiet, alone, "New")
    assert api(away).get("/api/community/unread/").json()["messages"] == 1


def test_a_policy_holds_for_every_room_that_is_made_from_then_on(now: datetime) -> None:
    room = event_room()
    owner = member(room.organization, "owner")
    organizer = api(owner, room.organization)
    for _ in range(2):
        organizer.patch("/api/community/staff/policy/", {"retention_days": 7}, format="json")
    added = organizer.post(
        "/api/community/staff/rooms/", {"event": str(room.event_id), "name": "Cases"}, format="json"
    ).json()
    alone = between(room, attendee(room), attendee(room))
    assert (added["retention_days"], alone.retention_days) == (7, 7)
    assert [act["reason"] for act in organizer.get("/api/community/staff/log/").json()["results"]] == ["retention_days"]


def test_a_policy_says_how_long_new_rooms_keep(now: datetime) -> None:
    room = event_room()
    organizer = api(member(room.organization, "owner"), room.organization)
    organizer.patch("/api/community/staff/policy/", {"retention_days": 90}, format="json")
    Room.objects.all().update(name="further")
    rooms_catch_up(now=now)
    assert Room.objects.get(name="").retention_days == 90


@pytest.mark.happy
def test_a_person_takes_along_what_they_wrote() -> None:
    room = event_room()
    person = attendee(room)
    message = written(room, person, "My")
    api(person).patch(f"{MESSAGES}{message.id}/", {"body": "Mine"}, format="json")
    api(attendee(room)).post(f"{MESSAGES}{message.id}/report/", {"reason": "other", "note": "x"}, format="json")
    found = privacy.export(person.id)["community"]
    assert [(one["text"], one["said_before"], one["files"]) for one in found["messages"]] == [("Mine", ["My"], [])]
    assert ([one["room"] for one in found["rooms"]], found["reports"]) == ([str(room.id)], [])


@pytest.mark.happy
def test_of_somebody_who_leaves_no_word_stays_and_nobodys_conversation_has_a_gap(now: datetime) -> None:
    room = event_room()
    leaving, staying = attendee(room, display_name="Keziah Boateng"), attendee(room)
    private = between(room, leaving, staying)
    written(private, leaving, "Between us")
    message = written(room, leaving, "My own case")
    api(leaving).patch(f"{MESSAGES}{message.id}/", {"body": "My own case, shorter"}, format="json")
    theirs = written(room, staying, f"<@{leaving.id}> thank you")
    api(leaving).put(f"{MESSAGES}{theirs.id}/reactions/heart/")
    api(leaving).post(f"{MESSAGES}{theirs.id}/report/", {"reason": "other", "note": "personal"}, format="json")
    api(leaving).put("/api/community/preferences/", {"shares_receipts": False}, format="json")
    for _ in range(2):
        account_erase(user_id=leaving.id, actor_id=leaving.id, now=now)
    shown = history(staying, room, start=0)["results"]
    assert [(one["seq"], one["status"], one["body"]) for one in shown] == [
        (1, "deleted", ""),
        (2, "shown", f"<@{leaving.id}> thank you"),
    ]
    assert (shown[0]["sender"]["display_name"], "@Deleted account" in shown[1]["html"]) == ("Deleted account", True)
    assert not Message.objects.filter(sender=leaving).exclude(body="").exists()
    assert not RoomMember.objects.filter(user=leaving, ended_at=None).exists()
    rows = (MessageEdit, Mention, Reaction, PersonalChoice)
    assert [one.objects.count() for one in rows] == [0, 0, 0, 0]
    assert Report.objects.get().note == ""


@pytest.mark.happy
def test_a_room_is_exported_in_order_and_harmless() -> None:
    room = event_room()
    organizer, person = member(room.organization, "owner"), attendee(room, display_name="Jo Reyes")
    first = written(room, person, "=HYPERLINK(1)")
    written(room, organizer, f"<@{person.id}> no", thread_id=first.id)
    gone = written(room, person, "Gone")
    api(person).delete(f"{MESSAGES}{gone.id}/")
    answer = api(organizer, room.organization).get(f"/api/community/staff/rooms/{room.id}/export.csv")
    text = answer.getvalue().decode("utf-8-sig")
    head, *lines = csv.reader(StringIO(text))
    assert head[0] == "Number"
    assert [(one[0], one[2], one[3], one[4], one[5], one[6]) for one in lines] == [
        ("1", "Jo Reyes", "", "shown", "", "'=HYPERLINK(1)"),
        ("2", organizer.display_name, "yes", "shown", "1", "'@Jo Reyes no"),
        ("3", "Jo Reyes", "", "deleted", "", ""),
    ]
    assert api(person, room.organization).get(f"/api/community/staff/rooms/{room.id}/export.csv").status_code == 404


def test_the_database_keeps_the_order_whatever_the_code_does() -> None:
    room = event_room()
    message = written(room, attendee(room))
    broken: list[Callable[[], object]] = [
        lambda: Message.objects.filter(pk=message.pk).update(status="removed"),
        lambda: Room.objects.filter(pk=room.pk).update(last_change=0),
        lambda: Room.objects.filter(pk=room.pk).update(pair="x"),
        lambda: Message.objects.create(
            organization=room.organization,
            room=room,
            seq=message.seq,
            change=9,
            sender=message.sender,
            client_id=room.id,
            from_staff=False,
            created_at=clock.now(),
        ),
    ]
    for write in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert api(message.sender).get(f"{ROOMS}{room.id}/").status_code == 200
