"""How far somebody has read, who names whom, and rooms of two."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.community.models import Room, RoomMember
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries
from accredit.learning.tests.factories import EnrollmentFactory
from accredit.notifications.models import Notification
from accredit.organizations.tests.factories import member
from accredit.registrations.models import Registration

from .factories import MESSAGES, ROOMS, attendee, between, course_room, event_room, history, learner, send, written

pytestmark = pytest.mark.django_db
DIRECT = "/api/community/direct/"


def row(person: User, room: Room) -> dict[str, Any]:
    rooms = {one["id"]: one for one in api(person).get(ROOMS).json()["results"]}
    found: dict[str, Any] = rooms[str(room.id)]
    return found


def read(person: User, room: Room, seq: int) -> int:
    answer = api(person).post(f"{ROOMS}{room.id}/read/", {"seq": seq}, format="json")
    assert answer.status_code == 200
    return int(answer.json()["read_seq"])


@pytest.mark.happy
def test_what_is_unread_is_counted_and_read_and_never_goes_back(room: Room, keziah: User, jo: User) -> None:
    for text in ("One", f"<@{jo.id}> two", "Three"):
        send(keziah, room, text)
    shown = row(jo, room)
    assert (shown["unread"], shown["mentions"], shown["latest"]["excerpt"]) == (3, 1, "Three")
    assert api(jo).get("/api/community/unread/").json() == {"rooms": 1, "messages": 3, "mentions": 1}
    assert [read(jo, room, seq) for seq in (1, 2, 1, 99)] == [1, 2, 2, 3]
    assert (row(jo, room)["unread"], row(jo, room)["mentions"]) == (0, 0)
    assert api(jo).get(f"{ROOMS}{room.id}/").json()["read_seq"] == 3
    assert row(keziah, room)["unread"] == 0, "whoever writes has read"
    assert api(jo).post(f"{ROOMS}{room.id}/read/", {"seq": -1}, format="json").status_code == 400


def test_the_bell_tells_whoever_is_named_once(room: Room, keziah: User, jo: User) -> None:
    muted, outside = attendee(room), attendee(event_room())
    api(muted).put(f"{ROOMS}{room.id}/mute/", {"is_muted": True}, format="json")
    named = " ".join(f"<@{one.id}>" for one in (jo, muted, outside, keziah))
    message = send(keziah, room, named).json()
    api(keziah).patch(f"{MESSAGES}{message['id']}/", {"body": f"{named} again"}, format="json")
    [told] = Notification.objects.all()
    assert (told.user_id, told.title, told.body) == (
        jo.id,
        f"Keziah Boateng named you in “{room.event}”",
        "",
    )
    assert (row(muted, room)["mentions"], row(keziah, room)["mentions"]) == (1, 0)


def test_an_id_in_a_text_does_not_tell_whose_it_is(room: Room, keziah: User, jo: User) -> None:
    stranger = attendee(event_room(), display_name="Dana Whitfield")
    gone = attendee(room, display_name="Sam Ode")
    Registration.objects.filter(person=gone).update(status="cancelled")
    message = send(keziah, room, f"<@{stranger.id}>, <@{gone.id}> and <@{jo.id}>").json()
    assert [one["display_name"] for one in message["mentions"]] == ["Sam Ode", "Jo Reyes"]
    assert row(jo, room)["latest"]["excerpt"] == "@somebody, @Sam Ode and @Jo Reyes"
    for answer in (message, *history(jo, room)["results"]):
        assert "Dana" not in str(answer)
    owner = api(member(room.organization, "owner"), room.organization)
    exported = owner.get(f"/api/community/staff/rooms/{room.id}/export.csv").getvalue().decode()
    assert ("@Sam Ode" in exported, "Dana" in exported) == (True, False)


@pytest.mark.happy
def test_a_muted_room_is_not_counted(room: Room, keziah: User, jo: User) -> None:
    send(keziah, room)
    shown = api(jo).put(f"{ROOMS}{room.id}/mute/", {"is_muted": True}, format="json").json()
    assert (shown["is_muted"], shown["unread"]) == (True, 1)
    assert api(jo).get("/api/community/unread/").json() == {"rooms": 0, "messages": 0, "mentions": 0}


@pytest.mark.happy
def test_how_far_somebody_has_read_is_theirs_to_share(room: Room, keziah: User, jo: User) -> None:
    send(keziah, room)
    read(jo, room, 1)
    members = f"{ROOMS}{room.id}/members/"
    shared = {one["person"]["display_name"]: one["read_seq"] for one in api(keziah).get(members).json()["results"]}
    assert shared == {"Keziah Boateng": 1, "Jo Reyes": 1}
    assert api(jo).get("/api/community/preferences/").json() == {"shares_receipts": True}
    api(jo).put("/api/community/preferences/", {"shares_receipts": False}, format="json")
    assert api(jo).get("/api/community/preferences/").json() == {"shares_receipts": False}
    found = api(keziah).get(members, {"search": "reyes"}).json()["results"]
    assert [(one["person"]["id"], one["read_seq"], one["standing"]) for one in found] == [(str(jo.id), None, "member")]


@pytest.mark.happy
def test_two_people_of_a_room_talk_alone(room: Room, keziah: User, jo: User) -> None:
    body = {"room": str(room.id), "person": str(jo.id)}
    answers = [api(keziah).post(DIRECT, body, format="json") for _ in range(2)]
    back = api(jo).post(DIRECT, {"room": str(room.id), "person": str(keziah.id)}, format="json")
    assert [one.status_code for one in (*answers, back)] == [201, 200, 200]
    assert len({one.json()["id"] for one in (*answers, back)}) == 1
    private = Room.objects.get(kind="direct")
    assert (row(keziah, private)["person"]["display_name"], row(jo, private)["person"]["display_name"]) == (
        "Jo Reyes",
        "Keziah Boateng",
    )
    assert send(jo, private, "Only us").status_code == 201
    assert history(keziah, private)["results"][0]["body"] == "Only us"
    third = attendee(room)
    assert (api(third).get(f"{ROOMS}{private.id}/").status_code, send(third, private).status_code) == (404, 404)


def test_strangers_are_not_written_to(room: Room, keziah: User) -> None:
    elsewhere = attendee(event_room(organization=room.organization))
    gone = attendee(room)
    Registration.objects.filter(person=gone).update(status="cancelled")
    for person_id in (elsewhere.id, gone.id, keziah.id, new_id()):
        refused = api(keziah).post(DIRECT, {"room": str(room.id), "person": str(person_id)}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (404, "person_not_found")
    assert not Room.objects.filter(kind="direct").exists()


def test_two_who_share_no_room_any_more_read_and_do_not_write(room: Room, keziah: User, jo: User) -> None:
    private = between(room, keziah, jo)
    send(jo, private, "Before")
    Registration.objects.filter(person=jo).update(status="cancelled")
    for person in (jo, keziah):
        refused = send(person, private)
        assert (refused.status_code, refused.json()["code"]) == (409, "no_room_shared")
        assert [one["body"] for one in history(person, private)["results"]] == ["Before"]


def test_a_room_says_how_many_are_in_it_whatever_their_number(room: Room, keziah: User) -> None:
    def head(person: User) -> Any:
        return api(person).get(f"{ROOMS}{room.id}/")

    assert head(keziah).json()["member_count"] == 1
    crowd = event_room()
    people = [attendee(crowd) for _ in range(20)]
    RoomMember.objects.filter(room=crowd, user=people[0]).update(ended_at=clock.now())
    assert api(people[1]).get(f"{ROOMS}{crowd.id}/").json()["member_count"] == 19
    assert_same_queries(lambda: head(keziah), lambda: api(people[1]).get(f"{ROOMS}{crowd.id}/"))


def test_the_list_of_rooms_costs_the_same_for_one_and_for_twenty(room: Room, jo: User) -> None:
    written(room, jo, f"<@{jo.id}>")
    person = UserFactory()
    for number in range(20):
        other = course_room()
        EnrollmentFactory(course=other.course, user=person)
        friend = learner(other)
        RoomMember.objects.create(organization=other.organization, room=other, user=person)
        written(other, friend, f"<@{person.id}>")
        if number < 5:
            written(between(other, person, friend), friend)
    written(between(room, jo, attendee(room)), jo)
    assert_same_queries(lambda: api(jo).get(ROOMS), lambda: api(person).get(ROOMS))
    assert_same_queries(
        lambda: api(jo).get("/api/community/unread/"), lambda: api(person).get("/api/community/unread/")
    )
    assert len(api(person).get(ROOMS).json()["results"]) == 25
