"""Zoom's pages, as a person uses them, and its control page."""

from __future__ import annotations

import re

from sandbox.tests.harness import Sandbox, http, until
from sandbox.tests.zoom_harness import ZoomApp, ZoomReceiver

OPEN = {"approval_type": 0, "join_before_host": True}


def test_a_registrant_enters_by_their_link_and_leaves(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    ada = zoom.register(zoom.meeting(settings=OPEN))
    page = http.get(ada["join_url"]).text
    for text in ("Consent", "You enter as <strong>Ada Lovelace</strong>", "ada@example.com", "not started"):
        assert text in page
    entered = http.post(ada["join_url"])
    inside = zoom.base + entered.headers["location"]
    assert "You are in the meeting" in http.get(inside).text
    (joined,) = zoom_receiver.wait_for("meeting.participant_joined")
    assert joined["payload"]["object"]["participant"]["registrant_id"] == ada["registrant_id"]
    assert http.post(inside, data={"away": "leave"}).status_code == 303
    zoom_receiver.wait_for("meeting.participant_left")
    assert "Enter again" in http.get(inside).text


def test_a_link_is_in_use_once_at_a_time(zoom: ZoomApp) -> None:
    ada = zoom.register(zoom.meeting(settings=OPEN))
    assert http.post(ada["join_url"]).status_code == 303
    second = http.post(ada["join_url"])
    assert second.status_code == 409
    assert "another device" in second.text


def test_two_devices_where_the_meeting_allows_them(zoom: ZoomApp) -> None:
    made = zoom.meeting(settings={**OPEN, "allow_multiple_devices": True})
    ada = zoom.register(made)
    assert [http.post(ada["join_url"]).status_code for _ in range(2)] == [303, 303]
    assert zoom.control(f"meetings/{made['id']}")["inside"] == 2


def test_who_closes_the_window_has_left_without_a_webhook(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting(settings=OPEN)
    ada = zoom.register(made)
    inside = zoom.base + http.post(ada["join_url"]).headers["location"]
    http.post(inside, data={"away": "vanish"})
    zoom_receiver.wait_for("meeting.participant_joined")
    until(lambda: zoom.control("webhooks")["pending"] == 0, "all webhooks")
    assert "meeting.participant_left" not in zoom_receiver.types
    assert zoom.control(f"meetings/{made['id']}")["inside"] == 0


def test_without_a_link_of_their_own_somebody_is_only_a_name(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting(settings=OPEN)
    assert "nobody's own link" in http.get(made["join_url"]).text
    http.post(made["join_url"], data={"name": "iPhone (4)"})
    (joined,) = zoom_receiver.wait_for("meeting.participant_joined")
    there = joined["payload"]["object"]["participant"]
    assert (there["user_name"], there["email"], "registrant_id" in there) == ("iPhone (4)", "", False)


def test_before_the_host_nobody_enters_and_the_host_starts_and_ends(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    ada = zoom.register(made)
    assert "The host has not started" in http.get(ada["join_url"]).text
    http.post(ada["join_url"])
    assert zoom.control(f"meetings/{made['id']}")["running"] is False
    assert http.get(f"{zoom.base}/zoom/start/{made['id']}").status_code == 403
    assert "Start the meeting" in http.get(made["start_url"]).text
    http.post(made["start_url"], data={"act": "start"})
    http.post(ada["join_url"])
    page = http.get(made["start_url"]).text
    assert "2 inside" in page
    assert "Ada Lovelace" in page
    http.post(made["start_url"], data={"act": "end"})
    assert len(zoom_receiver.wait_for("meeting.participant_left", 2)) == 2
    zoom_receiver.wait_for("meeting.ended")


def test_links_that_open_nothing_say_why(zoom: ZoomApp) -> None:
    made = zoom.meeting(settings=OPEN)
    assert http.get(f"{made['join_url']}?tk=made-up").status_code == 404
    ada = zoom.register(made)
    zoom.call("DELETE", f"/meetings/{made['id']}")
    for url in (ada["join_url"], made["start_url"]):
        gone = http.get(url)
        assert gone.status_code == 404
        assert "The meeting was deleted" in gone.text
    assert http.get(f"{zoom.base}/zoom/inside/visit_1").status_code == 404


def test_the_control_page_shows_meetings_and_events_and_works_by_forms(
    sandbox: Sandbox, zoom: ZoomApp, zoom_receiver: ZoomReceiver
) -> None:
    def press(to: str, **fields: str) -> None:
        answer = http.post(f"{sandbox.url}/_control/api/zoom/{to}", data=fields or {"": ""})
        assert (answer.status_code, answer.headers.get("location")) == (303, "/_control/zoom/"), answer.text

    made = zoom.meeting()
    zoom.register(made)
    press(f"meetings/{made['id']}/step", do="join", who="*", name="", at="0", silent="false")
    press(f"meetings/{made['id']}/step", do="end", who="", name="", at="60", silent="false")
    zoom_receiver.wait_for("meeting.ended")
    page = http.get(f"{sandbox.url}/_control/zoom/").text
    for text in (str(made["id"]), "meeting.participant_joined", "Ada Lovelace", "1 registered", "passed its challenge"):
        assert text in page
    press("webhooks", paused="true")
    press("webhooks/reorder", order="shuffle")
    press("webhooks", paused="false", copies="1", delay_ms="0", drop_next="0", concurrency="4")
    press("webhooks/validate")
    press("rules", plan="business", clock_offset_seconds="60", report_delay_seconds="0")
    press(f"events/{zoom.control('events')['events'][0]['id']}/redeliver")
    press("deauthorize", email="host@zoom.example")
    assert zoom.control("rules")["plan"] == "business"
    assert "/_control/zoom/" in http.get(sandbox.url).text


def test_every_field_of_the_pages_has_a_label(sandbox: Sandbox, zoom: ZoomApp) -> None:
    made = zoom.meeting(settings=OPEN)
    for url in (f"{sandbox.url}/_control/zoom/", made["join_url"]):
        page = http.get(url).text
        fields = re.findall(r'<(?:input|select)(?![^>]*type="hidden")[^>]*id="([^"]+)"', page)
        assert fields
        assert all(f'<label for="{one}"' in page for one in fields)
