"""Calls that are played: what webhooks tell of them, and what the report does."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from sandbox.tests.harness import Sandbox, http, until
from sandbox.tests.zoom_harness import ZoomApp, ZoomReceiver, twice_encoded


def _report(zoom: ZoomApp, uuid: str, **query: object) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = zoom.get(f"/report/meetings/{twice_encoded(uuid)}/participants", **query)[
        "participants"
    ]
    return rows


def test_who_joins_and_leaves_is_told_and_reported(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    ada = zoom.register(made)
    played = zoom.play(
        made,
        {"do": "start", "at": 0},
        {"do": "join", "at": 60, "who": "ada@example.com", "until": 3000},
        {"do": "end", "at": 3600},
    )
    (joined,) = zoom_receiver.wait_for("meeting.participant_joined")
    (left,) = zoom_receiver.wait_for("meeting.participant_left")
    (started,) = zoom_receiver.wait_for("meeting.started")
    (ended,) = zoom_receiver.wait_for("meeting.ended")
    assert all(one.is_signed for one in zoom_receiver.heard)
    about = joined["payload"]["object"]
    assert (about["id"], about["uuid"], about["duration"]) == (str(made["id"]), played["calls"][0], 60)
    assert joined["event_ts"] == 1795341660000
    here = about["participant"]
    assert here["registrant_id"] == ada["registrant_id"]
    assert (here["user_name"], here["email"], here["id"]) == ("Ada Lovelace", "ada@example.com", "")
    assert here["join_time"] == "2026-11-22T10:01:00Z"
    gone = left["payload"]["object"]["participant"]
    assert (gone["leave_time"], gone["leave_reason"]) == ("2026-11-22T10:50:00Z", "Ada Lovelace left the meeting.")
    assert "join_time" not in gone
    assert "end_time" not in started["payload"]["object"]
    assert ended["payload"]["object"]["end_time"] == "2026-11-22T11:00:00Z"

    (row,) = _report(zoom, played["calls"][0], include_fields="registrant_id")
    assert (row["join_time"], row["leave_time"], row["duration"]) == (
        "2026-11-22T10:01:00Z",
        "2026-11-22T10:50:00Z",
        2940,
    )
    assert (row["registrant_id"], row["user_id"], row["status"]) == (
        ada["registrant_id"],
        here["user_id"],
        "in_meeting",
    )
    (plain,) = _report(zoom, played["calls"][0])
    assert "registrant_id" not in plain
    assert "participant_uuid" not in row


def test_who_comes_back_five_times_is_one_registrant_and_five_participants_more(
    zoom: ZoomApp, zoom_receiver: ZoomReceiver
) -> None:
    made = zoom.meeting()
    zoom.register(made)
    played = zoom.play(
        made,
        {"do": "join", "at": 0, "who": "ada@example.com"},
        {"do": "reconnect", "at": 600, "who": "ada@example.com", "times": 5, "every": 60, "away": 20},
        {"do": "end", "at": 3600},
    )
    told = [one["payload"]["object"]["participant"] for one in zoom_receiver.wait_for("meeting.participant_joined", 6)]
    assert len({one["user_id"] for one in told}) == len({one["participant_uuid"] for one in told}) == 6
    assert len({one["registrant_id"] for one in told}) == 1
    rows = _report(zoom, played["calls"][0])
    assert sum(int(str(row["duration"])) for row in rows) == 3600 - 5 * 20


def test_a_lost_left_is_never_sent_and_the_report_knows_it(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.register(made)
    played = zoom.play(
        made,
        {"do": "join", "at": 0, "who": "ada@example.com"},
        {"do": "leave", "at": 1800, "who": "ada@example.com", "silent": True},
        {"do": "end", "at": 3600},
    )
    zoom_receiver.wait_for("meeting.ended")
    until(lambda: zoom.control("webhooks")["pending"] == 0, "all webhooks")
    assert "meeting.participant_left" not in zoom_receiver.types
    assert _report(zoom, played["calls"][0])[0]["duration"] == 1800
    (lost,) = zoom.control("events?type=meeting.participant_left")["events"]
    assert (lost["lost"], lost["deliveries"]) == (True, [])
    zoom.control(f"events/{lost['id']}/redeliver", {})
    zoom_receiver.wait_for("meeting.participant_left")


def test_a_restart_is_a_new_call_with_its_own_report(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.register(made)
    played = zoom.play(
        made,
        {"do": "join", "at": 0, "who": "ada@example.com"},
        {"do": "restart", "at": 1200, "away": 60},
        {"do": "end", "at": 3600},
    )
    first, second = played["calls"]
    listed = zoom.get(f"/past_meetings/{made['id']}/instances")["meetings"]
    assert [(one["uuid"], one["start_time"]) for one in listed] == [
        (first, "2026-11-22T10:00:00Z"),
        (second, "2026-11-22T10:21:00Z"),
    ]
    assert [row["duration"] for row in _report(zoom, first)] == [1200]
    assert [row["duration"] for row in _report(zoom, second)] == [2340]
    by_number = zoom.get(f"/report/meetings/{made['id']}/participants")["participants"]
    assert [row["duration"] for row in by_number] == [2340]
    assert len(zoom_receiver.wait_for("meeting.ended", 2)) == 2


def test_uuids_with_slashes_are_found_only_when_encoded_twice(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    calls = [
        zoom.play(made, {"do": "start", "at": at}, {"do": "end", "at": at + 60})["calls"][-1]
        for at in (0, 100, 200, 300)
    ]
    awkward = [one for one in calls if one.startswith("/") or "//" in one]
    assert any(one.startswith("/") for one in awkward)
    assert any("//" in one for one in awkward)
    for uuid in calls:
        once = zoom.call("GET", f"/past_meetings/{quote(uuid, safe='')}")
        assert (once.status_code == 200) == (uuid not in awkward)
        assert zoom.get(f"/past_meetings/{twice_encoded(uuid)}")["uuid"] == uuid


def test_three_hundred_and_fifty_people_come_in_two_pages(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    zoom.control("webhooks", {"paused": True})
    played = zoom.play(
        made, {"do": "guests", "at": 60, "until": 3000, "count": 350, "name": "Guest"}, {"do": "end", "at": 3600}
    )
    path = f"/report/meetings/{twice_encoded(played['calls'][0])}/participants"
    first = zoom.get(path, page_size=300)
    second = zoom.get(path, page_size=300, next_page_token=first["next_page_token"])
    names = [row["name"] for row in first["participants"] + second["participants"]]
    assert (len(names), len(set(names)), second["next_page_token"]) == (350, 350, "")
    assert {row["user_email"] for row in first["participants"]} == {""}


def test_a_page_token_dies_after_a_quarter_of_an_hour(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    zoom.control("webhooks", {"paused": True})
    zoom.play(made, {"do": "guests", "at": 60, "count": 3}, {"do": "end", "at": 3600})
    path = f"/report/meetings/{made['id']}/participants"
    token = zoom.get(path, page_size=2)["next_page_token"]
    zoom.control("rules", {"clock_offset_seconds": 901})
    assert zoom.call("GET", path, page_size=2, next_page_token=token).json()["code"] == 300


def test_everything_twice_and_out_of_order(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.register(made)
    zoom_receiver.wait_for("meeting.registration_created")
    zoom.control("webhooks", {"concurrency": 1})
    played = zoom.play(
        made,
        {"do": "join", "at": 0, "who": "*", "until": 1800},
        {"do": "end", "at": 3600},
        copies=2,
        order="reverse",
    )
    assert played["queued"] == 8
    until(lambda: len(zoom_receiver.heard) == 9, "eight webhooks more")
    assert zoom_receiver.types[1:] == [
        *["meeting.ended"] * 2,
        *["meeting.participant_left"] * 2,
        *["meeting.participant_joined"] * 2,
        *["meeting.started"] * 2,
    ]
    assert len({one.body for one in zoom_receiver.heard[1:]}) == 4
    assert zoom.control("webhooks")["copies"] == 1


def test_two_devices_and_somebody_signed_in_to_another_account(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.register(made)
    zoom.play(
        made,
        {"do": "join", "at": 0, "who": "ada@example.com", "device": "laptop"},
        {"do": "join", "at": 600, "who": "ada@example.com", "device": "phone", "signed_in": True},
        {"do": "leave", "at": 1200, "who": "ada@example.com", "device": "laptop"},
        {"do": "join", "at": 1300, "who": "ada@example.com", "forget_registrant": True, "hide_email": True},
        {"do": "join", "at": 1400, "name": "+44 20 7946 0000"},
        {"do": "end", "at": 3600},
    )
    told = [one["payload"]["object"]["participant"] for one in zoom_receiver.wait_for("meeting.participant_joined", 4)]
    laptop, phone, forgotten, caller = sorted(told, key=lambda one: str(one["join_time"]))
    assert phone["id"] not in ("", phone["registrant_id"])
    assert (laptop["email"], phone["email"]) == ("ada@example.com", "")
    assert phone["user_name"] == "Ada Lovelace"
    assert "registrant_id" not in forgotten
    assert (caller["user_name"], caller["email"]) == ("+44 20 7946 0000", "")
    assert "registrant_id" not in caller


def test_the_waiting_room_is_no_attendance(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.register(made)
    played = zoom.play(
        made, {"do": "join", "at": 300, "who": "ada@example.com", "waits": 120}, {"do": "end", "at": 3600}
    )
    (waiting,) = zoom_receiver.wait_for("meeting.participant_joined_waiting_room")
    assert waiting["payload"]["object"]["participant"]["date_time"] == "2026-11-22T10:03:00Z"
    rows = _report(zoom, played["calls"][0])
    assert [(row["status"], row["duration"]) for row in rows] == [("in_waiting_room", 120), ("in_meeting", 3300)]


def test_there_is_no_report_before_the_call_is_over_and_it_may_be_late(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    path = f"/report/meetings/{made['id']}/participants"
    assert zoom.call("GET", path).json()["code"] == 3001
    zoom.play(made, {"do": "start", "at": 0})
    assert zoom.call("GET", path).json()["code"] == 3001
    zoom.control("rules", {"report_delay_seconds": 600})
    zoom.play(made, {"do": "end", "at": 60})
    assert "not ready" in zoom.call("GET", path).json()["message"]


def test_a_report_older_than_a_year_is_gone(zoom: ZoomApp) -> None:
    made = zoom.meeting(start_time="2024-01-01T10:00:00Z")
    zoom.play(made, {"do": "start", "at": 0}, {"do": "end", "at": 60})
    assert zoom.call("GET", f"/report/meetings/{made['id']}/participants").json()["code"] == 12702


def test_past_participants_name_the_registrant_and_know_no_include_fields(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    ada = zoom.register(made)
    zoom.play(made, {"do": "join", "at": 0, "who": ada["registrant_id"]}, {"do": "end", "at": 60})
    path = f"/past_meetings/{made['id']}/participants"
    assert zoom.get(path)["participants"][0]["registrant_id"] == ada["registrant_id"]
    assert zoom.call("GET", path, include_fields="registrant_id").status_code == 400


def test_a_webinar_is_told_and_reported_by_its_own_name(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting("webinars")
    zoom.register(made, "ada@example.com", "webinars")
    ben = zoom.register(made, "ben@example.com", "webinars")
    zoom.play(made, {"do": "join", "at": 0, "who": "ada@example.com"}, {"do": "end", "at": 60})
    zoom_receiver.wait_for("webinar.participant_left")
    assert len(zoom.get(f"/report/webinars/{made['id']}/participants")["participants"]) == 1
    absent = zoom.get(f"/past_webinars/{made['id']}/absentees")["registrants"]
    assert [one["id"] for one in absent] == [ben["registrant_id"]]
    assert len(zoom.get(f"/past_webinars/{made['id']}/instances")["webinars"]) == 1


def test_a_recording_is_told_with_a_number_and_a_token_at_the_top(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.play(made, {"do": "start", "at": 0}, {"do": "end", "at": 3600}, {"do": "recording", "at": 3700})
    (told,) = zoom_receiver.wait_for("recording.completed")
    assert told["payload"]["object"]["id"] == made["id"]
    assert told["payload"]["object"]["recording_files"][0]["file_type"] == "MP4"
    assert "/rec/play/" in told["payload"]["object"]["recording_files"][0]["play_url"]
    assert told["download_token"]


def test_a_time_may_be_a_moment_and_the_clock_can_be_set(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.play(made, {"do": "join", "at": "2026-11-22T12:00:00+01:00", "name": "Grace"})
    (joined,) = zoom_receiver.wait_for("meeting.participant_joined")
    assert joined["payload"]["object"]["participant"]["join_time"] == "2026-11-22T11:00:00Z"
    before = zoom.control("rules")["now"]
    after = zoom.control("rules", {"clock_offset_seconds": 86400})["now"]
    assert after > before


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"do": "join", "who": "nobody@example.com"}, "no approved registrant"),
        ({"do": "join"}, "names nobody"),
        ({"do": "join", "name": "Ada", "at": "2026-11-22T10:00:00"}, "offset"),
        ({"do": "recording"}, "No call is over"),
    ],
)
def test_steps_that_cannot_be_played_change_nothing(
    sandbox: Sandbox, zoom: ZoomApp, step: dict[str, str], told: str
) -> None:
    made = zoom.meeting()
    url = f"{sandbox.url}/_control/api/zoom/meetings/{made['id']}/play"
    refused = http.post(url, json={"steps": [{"do": "start", "at": 0}, step]})
    assert refused.status_code == 400
    assert told in refused.json()["error"]
    assert zoom.control(f"meetings/{made['id']}")["calls"] == []
    assert http.post(url, json={"steps": [{"do": "dance"}]}).status_code == 422
    assert http.post(f"{sandbox.url}/_control/api/zoom/meetings/1/play", json={"steps": [step]}).status_code == 404
