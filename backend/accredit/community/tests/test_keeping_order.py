"""What holds people back, and what organizers do."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from accredit.accounts.models import User
from accredit.community.models import Message, ModerationAct, Report, Room
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries
from accredit.events.tests.factories import EventFactory
from accredit.learning.tests.factories import published_course
from accredit.notifications.models import Notification
from accredit.organizations.tests.factories import member

from .factories import MESSAGES, ROOMS, attendee, between, event_room, history, send, written

pytestmark = pytest.mark.django_db
STAFF = "/api/community/staff/"


def staff(room: Room, organizer: User) -> Any:
    return api(organizer, room.organization)


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.happy
def test_in_slow_mode_each_person_waits_and_organizers_do_not(
    room: Room, keziah: User, jo: User, organizer: User
) -> None:
    answer = staff(room, organizer).patch(f"{STAFF}rooms/{room.id}/", {"slow_mode_seconds": 30}, format="json")
    assert answer.json()["slow_mode_seconds"] == 30
    with time_machine.travel(clock.now(), tick=False) as time:
        assert send(keziah, room).status_code == 201
        refused = send(keziah, room)
        assert (*refusal(refused), refused["Retry-After"]) == (429, "slow_mode", "31")
        assert [send(jo, room).status_code, send(organizer, room).status_code, send(organizer, room).status_code] == [
            201
        ] * 3
        time.shift(timedelta(seconds=30))
        assert send(keziah, room).status_code == 201


def test_nobody_floods_a_room(room: Room, keziah: User, jo: User, settings: Any) -> None:
    settings.MESSAGES_PER_MINUTE = 3
    with time_machine.travel(clock.now().replace(second=15), tick=False) as time:
        assert [send(keziah, room).status_code for _ in range(3)] == [201] * 3
        refused = send(keziah, room)
        assert (*refusal(refused), refused["Retry-After"]) == (429, "writing_too_fast", "45")
        assert send(jo, room).status_code == 201
        time.shift(timedelta(seconds=45))
        assert send(keziah, room).status_code == 201


@pytest.mark.happy
def test_a_message_sent_again_and_again_floods_a_room_as_well(room: Room, keziah: User, settings: Any) -> None:
    settings.MESSAGES_PER_MINUTE = 3
    with time_machine.travel(clock.now().replace(second=15)):
        same = str(new_id())
        assert [send(keziah, room, client_id=same).status_code for _ in range(4)] == [201, 200, 200, 429]


def test_a_word_that_is_not_used_is_named_and_nothing_is_sent(room: Room, keziah: User, organizer: User) -> None:
    policy = staff(room, organizer).patch(f"{STAFF}policy/", {"blocked_words": ["Damn fool"]}, format="json")
    assert policy.json() == {"makes_rooms": True, "blocked_words": ["Damn fool"], "retention_days": None}
    refused = send(keziah, room, "You damn fool!")
    assert refusal(refused) == (422, "words_not_allowed")
    assert "Damn fool" in refused.json()["detail"]
    message = send(keziah, room, "You fool").json()
    edit = api(keziah).patch(f"{MESSAGES}{message['id']}/", {"body": "damn fool"}, format="json")
    assert refusal(edit) == (422, "words_not_allowed")


@pytest.mark.happy
def test_in_a_room_of_announcements_organizers_write_and_all_read(room: Room, keziah: User, organizer: User) -> None:
    made = staff(room, organizer).post(
        f"{STAFF}rooms/", {"event": str(room.event_id), "name": "News", "is_announcements": True}, format="json"
    )
    assert made.status_code == 201
    news = Room.objects.get(pk=made.json()["id"])
    message = send(organizer, news, "Doors open at nine").json()
    assert message["from_staff"]
    assert refusal(send(keziah, news)) == (403, "staff_only")
    assert [one["body"] for one in history(keziah, news)["results"]] == ["Doors open at nine"]
    assert api(keziah).put(f"{MESSAGES}{message['id']}/reactions/thanks/").status_code == 200
    assert api(keziah).get(f"{ROOMS}{news.id}/").json()["may_write"] is False
    again = staff(room, organizer).post(f"{STAFF}rooms/", {"event": str(room.event_id), "name": "News"}, format="json")
    assert refusal(again) == (409, "room_name_taken")


@pytest.mark.happy
def test_a_closed_room_is_gone_for_members_and_comes_back_whole(room: Room, keziah: User, organizer: User) -> None:
    send(keziah, room, "Before")
    client = staff(room, organizer)
    client.patch(f"{STAFF}rooms/{room.id}/", {"status": "closed"}, format="json")
    assert refusal(send(keziah, room)) == (404, "room_not_found")
    assert api(keziah).get(ROOMS).json()["results"] == []
    assert refusal(send(organizer, room)) == (409, "room_closed")
    assert [one["body"] for one in history(organizer, room)["results"]] == ["Before"]
    client.patch(f"{STAFF}rooms/{room.id}/", {"status": "open"}, format="json")
    assert [one["body"] for one in history(keziah, room)["results"]] == ["Before"]


@pytest.mark.happy
def test_somebody_who_is_silenced_reads_on(room: Room, keziah: User, organizer: User) -> None:
    message = send(keziah, room).json()
    client, address = staff(room, organizer), f"{STAFF}rooms/{room.id}/silences/{keziah.id}/"
    assert client.put(address, {"minutes": 10, "reason": "Three warnings"}, format="json").status_code == 200
    refused = [
        send(keziah, room),
        api(keziah).patch(f"{MESSAGES}{message['id']}/", {"body": "x"}, format="json"),
        api(keziah).put(f"{MESSAGES}{message['id']}/reactions/heart/"),
    ]
    assert [refusal(one) for one in refused] == [(403, "silenced")] * 3
    assert history(keziah, room)["results"]
    shown = api(keziah).get(f"{ROOMS}{room.id}/").json()
    assert (shown["may_write"], shown["silenced_until"] is None) == (False, False)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert send(keziah, room).status_code == 201
    assert client.delete(address).json()["silenced_until"] is None
    assert send(keziah, room).status_code == 201
    nobody = client.put(f"{STAFF}rooms/{room.id}/silences/{new_id()}/", {"minutes": 5}, format="json")
    assert refusal(nobody) == (404, "person_not_found")
    colleague = member(room.organization, "instructor")
    own = client.put(f"{STAFF}rooms/{room.id}/silences/{colleague.id}/", {"minutes": 5}, format="json")
    assert refusal(own) == (409, "staff_not_silenced")


@pytest.mark.happy
def test_a_reported_message_is_hidden_shown_again_and_removed(
    room: Room, keziah: User, jo: User, organizer: User
) -> None:
    message = send(keziah, room, "Mrs Lund in bed 4").json()
    for _ in range(2):
        asked = api(jo).post(
            f"{MESSAGES}{message['id']}/report/", {"reason": "private", "note": "A patient"}, format="json"
        )
        assert asked.status_code == 201
    assert Notification.objects.filter(user=organizer).count() == 1
    client = staff(room, organizer)
    [waiting] = client.get(f"{STAFF}reports/").json()["results"]
    assert (waiting["message"]["body"], waiting["note"], waiting["reporter"]["display_name"]) == (
        "Mrs Lund in bed 4",
        "A patient",
        "Jo Reyes",
    )
    address = f"{STAFF}reports/{waiting['id']}/decide/"
    decided = client.post(address, {"verdict": "hide", "reason": "A patient's name"}, format="json").json()
    assert (decided["status"], decided["decided_by"]["id"]) == ("upheld", str(organizer.id))
    assert refusal(client.post(address, {"verdict": "remove"}, format="json")) == (409, "report_decided")
    [hidden] = history(jo, room)["results"]
    assert (hidden["status"], hidden["body"], hidden["html"]) == ("hidden", "", "")
    [read_by_staff] = history(organizer, room)["results"]
    assert read_by_staff["body"] == "Mrs Lund in bed 4"
    for _ in range(2):
        client.post(f"{STAFF}messages/{message['id']}/show/", {}, format="json")
    assert history(jo, room)["results"][0]["body"] == "Mrs Lund in bed 4"
    removed = client.post(f"{STAFF}messages/{message['id']}/remove/", {"reason": "For good"}, format="json")
    assert (removed.json()["status"], removed.json()["body"]) == ("removed", "")
    assert refusal(client.post(f"{STAFF}messages/{message['id']}/show/", {}, format="json")) == (409, "message_gone")
    assert Message.objects.get().body == ""
    log = client.get(f"{STAFF}log/").json()["results"]
    assert [(one["act"], one["reason"], one["person"]["display_name"]) for one in log] == [
        ("remove", "For good", "Keziah Boateng"),
        ("show", "", "Keziah Boateng"),
        ("hide", "A patient's name", "Keziah Boateng"),
    ]
    assert list(OutboxEvent.objects.filter(name="community.moderated").values_list("payload__act", flat=True)) == [
        "hide",
        "show",
        "remove",
    ]
    assert "Lund" not in str(list(OutboxEvent.objects.values_list("payload", flat=True)))


def test_a_report_that_is_dismissed_leaves_the_message(room: Room, keziah: User, jo: User, organizer: User) -> None:
    message = written(room, keziah)
    for person in (jo, attendee(room)):
        api(person).post(f"{MESSAGES}{message.id}/report/", {"reason": "spam"}, format="json")
    client = staff(room, organizer)
    first, _ = client.get(f"{STAFF}reports/").json()["results"]
    client.post(f"{STAFF}reports/{first['id']}/decide/", {"verdict": "dismiss"}, format="json")
    assert client.get(f"{STAFF}reports/").json()["results"] == []
    assert len(client.get(f"{STAFF}reports/", {"is_open": "false"}).json()["results"]) == 2
    assert (Message.objects.get().status, ModerationAct.objects.get().act) == ("shown", "dismiss")


def test_a_message_between_two_reaches_organizers_only_by_a_report(
    room: Room, keziah: User, jo: User, organizer: User
) -> None:
    private = between(room, keziah, jo)
    message = written(private, keziah, "Between us")
    client = staff(room, organizer)
    assert api(organizer).get(f"{ROOMS}{private.id}/").status_code == 404
    for address in (f"rooms/{private.id}/", f"rooms/{private.id}/export.csv"):
        assert client.get(f"{STAFF}{address}").status_code == 404
    assert client.post(f"{STAFF}messages/{message.id}/hide/", {}, format="json").status_code == 404
    assert str(private.id) not in client.get(f"{STAFF}rooms/").content.decode()
    api(jo).post(f"{MESSAGES}{message.id}/report/", {"reason": "unkind"}, format="json")
    [waiting] = client.get(f"{STAFF}reports/").json()["results"]
    assert waiting["message"]["body"] == "Between us"
    client.post(f"{STAFF}reports/{waiting['id']}/decide/", {"verdict": "remove"}, format="json")
    assert history(jo, private)["results"][0]["status"] == "removed"


@pytest.mark.happy
def test_the_organizations_rooms_are_listed_by_event_or_course(room: Room, jo: User, organizer: User) -> None:
    client = staff(room, organizer)
    course = published_course(organization=room.organization)
    further = client.post(f"{STAFF}rooms/", {"course": str(course.id), "name": "Cases"}, format="json").json()
    assert (further["kind"], further["member_count"]) == ("course", 1)
    [found] = client.get(f"{STAFF}rooms/", {"event": str(room.event_id)}).json()["results"]
    assert (found["id"], found["member_count"], found["open_reports"]) == (str(room.id), 1, 0)
    assert [one["id"] for one in client.get(f"{STAFF}rooms/", {"course": str(course.id)}).json()["results"]] == [
        further["id"]
    ]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("rooms/", {"name": "x"}),
        ("rooms/", {"name": "x", "event": str(new_id()), "course": str(new_id())}),
        ("rooms/", {"name": " ", "event": str(new_id())}),
    ],
)
def test_a_room_is_of_one_thing_and_has_a_name(room: Room, organizer: User, address: str, body: Any) -> None:
    assert staff(room, organizer).post(f"{STAFF}{address}", body, format="json").status_code == 400


@pytest.mark.parametrize("body", [{"slow_mode_seconds": 3601}, {"status": "shut"}, {"retention_days": 0}])
def test_what_a_room_cannot_be_is_refused(room: Room, organizer: User, body: Any) -> None:
    assert staff(room, organizer).patch(f"{STAFF}rooms/{room.id}/", body, format="json").status_code == 400


def test_a_change_that_changes_nothing_is_not_logged(room: Room, organizer: User) -> None:
    staff(room, organizer).patch(f"{STAFF}rooms/{room.id}/", {"status": "open"}, format="json")
    assert not ModerationAct.objects.exists()


def test_lists_of_organizers_cost_the_same_for_one_and_for_twenty(room: Room, keziah: User, organizer: User) -> None:
    other = event_room()
    other_client = api(member(other.organization, "owner"), other.organization)
    client = staff(room, organizer)
    reporter, other_reporter = attendee(room), attendee(other)
    for target, writer, by, count in ((other, attendee(other), other_reporter, 1), (room, keziah, reporter, 20)):
        for _ in range(count):
            message = written(target, writer)
            api(by).post(f"{MESSAGES}{message.id}/report/", {"reason": "spam"}, format="json")
            event = EventFactory(organization=target.organization)
            api(member(target.organization, "owner"), target.organization).post(
                f"{STAFF}rooms/", {"event": str(event.id), "name": "x"}, format="json"
            )
            ModerationAct.objects.create(organization=target.organization, act="hide", actor=by, person=writer)
    assert Report.objects.count() == 21
    for path in ("rooms/", "reports/", "log/"):
        assert_same_queries(partial(other_client.get, STAFF + path), partial(client.get, STAFF + path))
