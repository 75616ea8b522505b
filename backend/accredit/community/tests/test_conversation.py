"""Talking: sending, reading, answering, saying it differently, taking it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accredit.accounts.models import User
from accredit.community.models import Message, MessageEdit, MessageFile, Room
from accredit.core.testing import api, assert_same_queries
from accredit.media.tests.factories import DocumentUploadFactory
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import MESSAGES, attendee, event_room, history, send, written

pytestmark = pytest.mark.django_db


def address(message: dict[str, Any], part: str = "") -> str:
    return f"{MESSAGES}{message['id']}/{part}"


@pytest.mark.happy
def test_two_people_talk_and_read_the_same(room: Room, keziah: User, jo: User) -> None:
    first = send(keziah, room, "What were they **meant** to do?")
    assert first.status_code == 201
    second = send(jo, room, f"<@{keziah.id}> escalate").json()
    assert (second["seq"], second["change"], second["mentions"][0]["display_name"]) == (2, 2, "Keziah Boateng")
    read = [history(person, room) for person in (keziah, jo)]
    assert read[0] == read[1]
    assert [(one["seq"], one["sender"]["display_name"]) for one in read[0]["results"]] == [
        (2, "Jo Reyes"),
        (1, "Keziah Boateng"),
    ]
    assert read[0]["results"][1]["html"] == "<p>What were they <strong>meant</strong> to do?</p>"
    assert (read[0]["up_to"], read[0]["next"]) == (2, None)


def test_a_message_sent_twice_is_one(room: Room, keziah: User) -> None:
    client_id = str(uuid4())
    answers = [send(keziah, room, text, client_id=client_id) for text in ("Once", "Once", "Otherwise")]
    assert [one.status_code for one in answers] == [201, 200, 200]
    assert {one.json()["id"] for one in answers} == {str(Message.objects.get().id)}
    assert {one.json()["body"] for one in answers} == {"Once"}


def test_an_id_is_its_senders_own_and_of_one_room(room: Room, keziah: User, jo: User) -> None:
    client_id, further = str(uuid4()), event_room()
    assert further.event is not None
    RegistrationFactory(ticket_type=further.event.ticket_types.get(), person=keziah)
    assert [send(one, room, client_id=client_id).status_code for one in (keziah, jo)] == [201, 201]
    refused = send(keziah, further, client_id=client_id)
    assert (refused.status_code, refused.json()["code"]) == (422, "client_id_reused")


@pytest.mark.parametrize(
    "body",
    [
        {"body": "   "},
        {"body": "x" * 4001},
        {"client_id": "x"},
        {"room": "x"},
        {"files": ["x"]},
        {"files": [str(uuid4()) for _ in range(6)]},
        {"body": "nul \x00"},
    ],
)
def test_what_is_no_message_is_refused(room: Room, keziah: User, body: dict[str, object]) -> None:
    sent = {"room": str(room.id), "client_id": str(uuid4()), "body": "Hello", **body}
    assert api(keziah).post(MESSAGES, sent, format="json").status_code == 400
    assert not Message.objects.exists()


def test_the_conversation_is_read_in_pages_both_ways(room: Room, keziah: User) -> None:
    for number in range(7):
        written(room, keziah, f"{number + 1}")
    newest = history(keziah, room, page_size=3)
    assert [one["seq"] for one in newest["results"]] == [7, 6, 5]
    older = api(keziah).get(newest["next"]).json()
    assert [one["seq"] for one in older["results"]] == [4, 3, 2]
    assert [one["seq"] for one in history(keziah, room, before=3)["results"]] == [2, 1]
    forward = history(keziah, room, start=3, page_size=2)
    assert [one["seq"] for one in forward["results"]] == [3, 4]
    assert [one["seq"] for one in api(keziah).get(forward["next"]).json()["results"]] == [5, 6]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"room": "x"},
        {"after": "-1"},
        {"before": "0"},
        {"before": 2, "after": 2},
        {"search": "a", "start": 1},
        {"seq": "0"},
        {"seq": 1, "before": 2},
        {"page_size": 101},
        {"thread": str(uuid4()), "after": 1},
    ],
)
def test_a_history_that_cannot_be_is_refused(room: Room, keziah: User, query: dict[str, Any]) -> None:
    asked = {"room": str(room.id), **query} if query else {}
    assert api(keziah).get(MESSAGES, asked).status_code == 400


def test_answers_stand_in_their_thread_and_are_counted_under_what_they_answer(
    room: Room, keziah: User, jo: User
) -> None:
    question = send(keziah, room, "Who is on the 07:45?").json()
    replies = [send(person, room, "Me", thread=question["id"]).json() for person in (jo, keziah, jo)]
    assert replies[2]["thread"] == {
        "id": question["id"],
        "reply_count": 3,
        "last_reply_at": replies[2]["thread"]["last_reply_at"],
    }
    [root] = history(keziah, room)["results"]
    assert (root["reply_count"], [one["display_name"] for one in root["repliers"]]) == (
        3,
        ["Jo Reyes", "Keziah Boateng"],
    )
    assert [one["seq"] for one in history(jo, room, thread=question["id"])["results"]] == [4, 3, 2]
    nested = send(jo, room, "And me", thread=replies[0]["id"])
    assert (nested.status_code, nested.json()["code"]) == (422, "not_a_thread")
    assert send(jo, room, "x", thread=str(uuid4())).status_code == 422
    assert api(jo).get(MESSAGES, {"room": str(room.id), "thread": str(uuid4())}).status_code == 404


def test_a_message_is_found_by_its_place_also_within_a_thread(room: Room, keziah: User, jo: User) -> None:
    begin = send(keziah, room, "Shall we?").json()
    reply = send(jo, room, "Let us", thread=begin["id"]).json()
    [found] = history(jo, room, seq=reply["seq"])["results"]
    assert (found["body"], found["thread"]["id"]) == ("Let us", begin["id"])
    assert [row["body"] for row in history(jo, room, seq=begin["seq"])["results"]] == ["Shall we?"]
    assert history(jo, room, seq=99)["results"] == []


def test_who_missed_something_ends_with_what_everybody_has(room: Room, keziah: User, jo: User) -> None:
    sent = [send(keziah, room, f"{number}").json() for number in range(4)]
    known = {one["id"]: one for one in history(jo, room)["results"]}
    cursor = history(jo, room)["up_to"]
    api(keziah).patch(address(sent[0]), {"body": "0, better"}, format="json")
    api(keziah).delete(address(sent[1]))
    api(keziah).put(address(sent[2], "reactions/heart/"))
    api(keziah).put(address(sent[2], "reactions/eyes/"))
    send(keziah, room, "An answer", thread=sent[3]["id"])
    pages, following = 0, f"{MESSAGES}?room={room.id}&after={cursor}&page_size=2"
    while following:
        page = api(jo).get(following).json()
        known |= {one["id"]: one for one in page["results"]}
        pages, following, cursor = pages + 1, page["next"], page["up_to"]
    everything = {one["id"]: one for one in history(jo, room, after=0)["results"]}
    conversation = {one["id"]: one for one in history(jo, room)["results"]}
    # The message that was answered is the same row; how often stands in the answer too.
    answered = known[sent[3]["id"]]
    answer = next(one for one in known.values() if one["thread"])
    answered |= {"reply_count": answer["thread"]["reply_count"], "last_reply_at": answer["thread"]["last_reply_at"]}
    answered["repliers"] = conversation[sent[3]["id"]]["repliers"]
    assert known == everything
    room.refresh_from_db()
    assert (pages, cursor, room.last_seq) == (2, room.last_change, 5)
    assert history(jo, room, after=cursor) == {"results": [], "next": None, "previous": None, "up_to": cursor}


@pytest.mark.happy
def test_its_author_says_it_differently_and_everybody_sees_that(room: Room, keziah: User, jo: User) -> None:
    message = send(keziah, room, "Page 3").json()
    edited = api(keziah).patch(address(message), {"body": "Page 4"}, format="json").json()
    assert (edited["body"], edited["seq"], edited["change"]) == ("Page 4", 1, 2)
    assert edited["edited_at"] is not None
    again = api(keziah).patch(address(message), {"body": "Page 4"}, format="json").json()
    assert again["change"] == 2
    before = api(jo).get(address(message, "edits/")).json()["results"]
    assert [one["body"] for one in before] == ["Page 3"]
    refused = api(jo).patch(address(message), {"body": "Mine"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_the_author")
    assert api(keziah).patch(address(message), {"body": " "}, format="json").status_code == 400


@pytest.mark.happy
def test_its_author_takes_it_back_and_a_tombstone_stays(room: Room, keziah: User, jo: User) -> None:
    message = send(keziah, room, "Mrs Lund").json()
    api(keziah).patch(address(message), {"body": "Mrs L."}, format="json")
    api(jo).put(address(message, "reactions/heart/"))
    assert api(jo).delete(address(message)).status_code == 403
    gone = [api(keziah).delete(address(message)) for _ in range(2)]
    assert [one.status_code for one in gone] == [200, 200]
    [shown] = history(jo, room)["results"]
    assert (shown["status"], shown["body"], shown["html"], shown["reactions"], shown["seq"]) == (
        "deleted",
        "",
        "",
        [],
        1,
    )
    assert (MessageEdit.objects.count(), api(jo).get(address(message, "edits/")).status_code) == (0, 404)
    late = [
        api(keziah).patch(address(message), {"body": "x"}, format="json"),
        api(jo).put(address(message, "reactions/heart/")),
        api(jo).post(address(message, "report/"), {"reason": "spam"}, format="json"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in late] == [(409, "message_gone")] * 3


@pytest.mark.happy
def test_signs_are_counted_each_person_once(room: Room, keziah: User, jo: User) -> None:
    message = send(keziah, room).json()
    for _ in range(2):
        api(jo).put(address(message, "reactions/thumbs_up/"))
    shown = api(keziah).put(address(message, "reactions/thumbs_up/")).json()
    assert shown["reactions"] == [{"kind": "thumbs_up", "count": 2, "mine": True}]
    taken = [api(keziah).delete(address(message, "reactions/thumbs_up/")).json() for _ in range(2)]
    assert [one["reactions"] for one in taken] == [[{"kind": "thumbs_up", "count": 1, "mine": False}]] * 2
    assert taken[0]["change"] == taken[1]["change"] == 4
    assert api(jo).put(address(message, "reactions/shrug/")).status_code == 404


@pytest.mark.happy
def test_files_come_with_a_message_and_are_opened_by_whoever_reads_it(room: Room, keziah: User, jo: User) -> None:
    upload = DocumentUploadFactory(owner=keziah, organization=None, purpose="attachment", key="a.pdf")
    message = send(keziah, room, "", files=[str(upload.id)]).json()
    [file] = message["files"]
    assert (file["file_name"], file["media_type"]) == (upload.file_name, "application/pdf")
    link = api(jo).get(address(message, f"files/{file['id']}/")).json()
    assert "/files/private/a.pdf" in link["url"]
    assert api(attendee(event_room())).get(address(message, f"files/{file['id']}/")).status_code == 404
    assert api(jo).get(address(message, f"files/{uuid4()}/")).status_code == 404
    api(keziah).delete(address(message))
    assert (MessageFile.objects.count(), api(jo).get(address(message, f"files/{file['id']}/")).status_code) == (0, 404)


def test_only_checked_files_of_ones_own_are_sent(room: Room, keziah: User, jo: User) -> None:
    theirs = DocumentUploadFactory(owner=jo, purpose="attachment")
    evidence = DocumentUploadFactory(owner=keziah, purpose="evidence")
    coming = DocumentUploadFactory(owner=keziah, purpose="attachment", status="processing")
    answers = [send(keziah, room, "See", files=[str(one.id)]) for one in (theirs, evidence, coming)]
    assert [one.status_code for one in answers] == [404, 404, 409]
    assert not Message.objects.exists()


def test_a_picture_is_shown_without_what_the_camera_wrote(room: Room, keziah: User, jo: User) -> None:
    upload = DocumentUploadFactory(
        owner=keziah, purpose="attachment", media_type="image/png", key="raw.png", rendition_key="images/clean.png"
    )
    message = send(keziah, room, "", files=[str(upload.id)]).json()
    link = api(jo).get(address(message, f"files/{message['files'][0]['id']}/")).json()
    assert link["url"] == link["picture_url"]
    assert "images/clean.png" in link["url"]


@pytest.mark.happy
def test_words_are_found_in_the_room_and_nowhere_else(room: Room, keziah: User) -> None:
    other = event_room()
    written(other, attendee(other), "ketamine elsewhere")
    first = send(keziah, room, "Give ketamine slowly").json()
    send(keziah, room, "Nothing of it")
    answer = send(keziah, room, "Ketamine in the answer", thread=first["id"]).json()
    gone = send(keziah, room, "ketamine gone").json()
    api(keziah).delete(address(gone))
    found = history(keziah, room, search="ketamine")["results"]
    assert [one["id"] for one in found] == [answer["id"], first["id"]]
    assert history(keziah, room, search="ketamine nothing")["results"] == []
    assert api(keziah).get(MESSAGES, {"room": str(room.id), "search": "\"'(:* &|!"}).status_code == 200


def test_a_page_of_history_costs_the_same_for_one_and_for_twenty(room: Room, keziah: User) -> None:
    one, many = event_room(), room
    reader = attendee(one)
    for target, count in ((one, 1), (many, 20)):
        for _ in range(count):
            writer = attendee(target)
            root = written(target, writer, f"Hello <@{writer.id}>")
            written(target, writer, "An answer", thread_id=root.id)
    assert_same_queries(
        lambda: api(reader).get(MESSAGES, {"room": str(one.id)}),
        lambda: api(keziah).get(MESSAGES, {"room": str(many.id)}),
    )
    assert_same_queries(
        lambda: api(reader).get(MESSAGES, {"room": str(one.id), "after": "0"}),
        lambda: api(keziah).get(MESSAGES, {"room": str(many.id), "after": "0"}),
    )


def test_what_is_written_in_a_moment_keeps_its_order(room: Room, keziah: User, now: datetime) -> None:
    for number in range(3):
        written(room, keziah, str(number), now=now - timedelta(seconds=number))
    assert [one["body"] for one in history(keziah, room, start=0)["results"]] == ["0", "1", "2"]
