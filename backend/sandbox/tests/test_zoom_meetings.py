"""Meetings, webinars and their registrants."""

from __future__ import annotations

import pytest

from sandbox.tests.harness import http
from sandbox.tests.zoom_harness import ZoomApp, ZoomReceiver


@pytest.mark.parametrize("kind", ["meetings", "webinars"])
def test_a_meeting_is_made_read_listed_changed_and_deleted(zoom: ZoomApp, kind: str) -> None:
    made = zoom.meeting(kind)
    assert isinstance(made["id"], int)
    assert (made["start_time"], made["duration"], made["status"]) == ("2026-11-22T10:00:00Z", 60, "waiting")
    assert zoom.call("PATCH", f"/{kind}/{made['id']}", {"topic": "Capacity", "duration": 90}).status_code == 204
    now = zoom.get(f"/{kind}/{made['id']}")
    assert (now["topic"], now["duration"], now["start_time"]) == ("Capacity", 90, made["start_time"])
    assert now["settings"]["approval_type"] == 0
    assert [one["id"] for one in zoom.get(f"/users/me/{kind}")[kind]] == [made["id"]]
    assert zoom.call("DELETE", f"/{kind}/{made['id']}").status_code == 204
    gone = zoom.call("GET", f"/{kind}/{made['id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, 3001)


def test_a_webinar_is_no_meeting(zoom: ZoomApp) -> None:
    assert zoom.call("GET", f"/meetings/{zoom.meeting('webinars')['id']}").status_code == 404


def test_a_start_without_z_is_by_the_clock_of_its_zone(zoom: ZoomApp) -> None:
    made = zoom.meeting(start_time="2026-07-01T10:00:00", timezone="Europe/London")
    assert (made["start_time"], made["timezone"]) == ("2026-07-01T09:00:00Z", "Europe/London")


def test_a_weekly_meeting_keeps_its_hour_through_the_change_of_clocks(zoom: ZoomApp) -> None:
    made = zoom.meeting(
        type=8,
        start_time="2026-10-24T10:00:00",
        timezone="Europe/London",
        recurrence={"type": 2, "repeat_interval": 1, "end_times": 2},
    )
    starts = [one["start_time"] for one in made["occurrences"]]
    assert starts == ["2026-10-24T09:00:00Z", "2026-10-31T10:00:00Z"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"duration": "60"}, "duration"),
        ({"topic": "x" * 201}, "topic"),
        ({"start_time": "tomorrow"}, "start_time"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"type": 5}, "type"),
        ({"type": 8}, "recurrence"),
        ({"settings": {"approval": 0}}, "settings.approval"),
    ],
)
def test_what_is_wrong_is_named(zoom: ZoomApp, body: dict[str, object], field: str) -> None:
    refused = zoom.call("POST", "/users/me/meetings", body)
    assert (refused.status_code, refused.json()["code"]) == (400, 300)
    assert refused.json()["message"] == "Validation Failed."
    assert refused.json()["errors"][0]["field"] == field


def test_a_user_level_app_says_me(zoom: ZoomApp) -> None:
    assert zoom.call("POST", "/users/host@zoom.example/meetings", {}).json()["code"] == 200
    unknown = zoom.call("POST", "/users/somebody/meetings", {})
    assert (unknown.status_code, unknown.json()["code"]) == (404, 1001)


def test_another_account_sees_nothing_of_it(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    other = ZoomApp(zoom.base)
    other.connect("other@zoom.example")
    for method, path, body in (
        ("GET", f"/meetings/{made['id']}", None),
        ("PATCH", f"/meetings/{made['id']}", {"topic": "Mine"}),
        ("POST", f"/meetings/{made['id']}/registrants", {"email": "a@b.example", "first_name": "A"}),
        ("GET", f"/past_meetings/{made['id']}/instances", None),
    ):
        assert other.call(method, path, body).json()["code"] == 3001
    assert other.get("/users/me/meetings")["meetings"] == []


def test_a_meeting_that_is_held_is_not_deleted(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    zoom.play(made, {"do": "start", "at": 0})
    assert zoom.call("DELETE", f"/meetings/{made['id']}").json()["code"] == 3002
    zoom.play(made, {"do": "end", "at": 60})
    assert zoom.call("DELETE", f"/meetings/{made['id']}").status_code == 204


@pytest.mark.parametrize("kind", ["meetings", "webinars"])
def test_each_registrant_has_a_link_of_their_own(zoom: ZoomApp, zoom_receiver: ZoomReceiver, kind: str) -> None:
    made = zoom.meeting(kind)
    ada, ben = (zoom.register(made, email, kind) for email in ("ada@example.com", "ben@example.com"))
    assert ada["join_url"] != ben["join_url"]
    assert (ada["id"], ada["start_time"]) == (made["id"], made["start_time"])
    assert ("participant_pin_code" in ada) == (kind == "meetings")
    listed = zoom.get(f"/{kind}/{made['id']}/registrants")["registrants"]
    assert {one["id"]: one["join_url"] for one in listed} == {
        ada["registrant_id"]: ada["join_url"],
        ben["registrant_id"]: ben["join_url"],
    }
    first = zoom_receiver.wait_for(f"{kind.removesuffix('s')}.registration_created", 2)[0]
    assert first["payload"]["object"]["id"] == made["id"]
    assert first["payload"]["object"]["registrant"]["join_url"] in (ada["join_url"], ben["join_url"])


def test_the_same_email_again_is_the_same_registrant(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    assert zoom.register(made, "ada@example.com") == zoom.register(made, "Ada@example.com")


def test_a_cancelled_registrants_link_opens_nothing_until_registered_again(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    ada = zoom.register(made)
    change = {"action": "cancel", "registrants": [{"id": ada["registrant_id"], "email": "ada@example.com"}]}
    assert zoom.call("PUT", f"/meetings/{made['id']}/registrants/status", change).status_code == 204
    assert zoom.get(f"/meetings/{made['id']}/registrants")["registrants"] == []
    assert "cancelled" in http.get(ada["join_url"]).text
    assert zoom.register(made) == ada
    assert http.get(ada["join_url"]).status_code == 200
    assert zoom.call("DELETE", f"/meetings/{made['id']}/registrants/{ada['registrant_id']}").status_code == 204
    assert http.get(ada["join_url"]).status_code == 403


def test_where_approval_is_asked_a_registrant_waits_for_it(zoom: ZoomApp) -> None:
    made = zoom.meeting(settings={"approval_type": 1})
    ada = zoom.register(made)
    assert "waits for approval" in http.get(ada["join_url"]).text
    (waiting,) = zoom.get(f"/meetings/{made['id']}/registrants", status="pending")["registrants"]
    change = {"action": "approve", "registrants": [{"id": waiting["id"]}]}
    assert zoom.call("PUT", f"/meetings/{made['id']}/registrants/status", change).status_code == 204
    assert zoom.get(f"/meetings/{made['id']}/registrants/{waiting['id']}")["status"] == "approved"
    ben = {"email": "ben@example.com", "first_name": "Ben", "auto_approve": True}
    assert zoom.call("POST", f"/meetings/{made['id']}/registrants", ben).status_code == 201
    assert zoom.get(f"/meetings/{made['id']}/registrants")["total_records"] == 2


def test_a_batch_registers_all_or_nobody(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    people = [{"email": f"{name}@example.com", "first_name": name} for name in ("ada", "ben")]
    told = zoom.call("POST", f"/meetings/{made['id']}/batch_registrants", {"registrants": people}).json()
    assert [one["email"] for one in told["registrants"]] == ["ada@example.com", "ben@example.com"]
    wrong = {
        "registrants": [{"email": "cleo@example.com", "first_name": "Cleo"}, {"email": "nobody", "first_name": "N"}]
    }
    assert zoom.call("POST", f"/meetings/{made['id']}/batch_registrants", wrong).status_code == 400
    assert zoom.get(f"/meetings/{made['id']}/registrants")["total_records"] == 2


def test_without_registration_nobody_is_registered(zoom: ZoomApp) -> None:
    made = zoom.meeting(settings={"approval_type": 2})
    refused = zoom.call("POST", f"/meetings/{made['id']}/registrants", {"email": "a@b.example", "first_name": "A"})
    assert "Registration has not been enabled" in refused.json()["message"]


def test_registrants_come_in_pages(zoom: ZoomApp) -> None:
    made = zoom.meeting()
    for number in range(5):
        zoom.register(made, f"person{number}@example.com")
    path, seen, token = f"/meetings/{made['id']}/registrants", [], ""
    while True:
        told = zoom.get(path, page_size=2, next_page_token=token)
        seen += [one["email"] for one in told["registrants"]]
        token = told["next_page_token"]
        if not token:
            break
    assert seen == [f"person{number}@example.com" for number in range(5)]
    assert (told["page_count"], told["page_size"], told["total_records"]) == (3, 2, 5)
    assert zoom.call("GET", path, next_page_token="made-up").json()["code"] == 300
    assert zoom.call("GET", path, page_size=301).json()["errors"][0]["field"] == "page_size"


def test_an_unknown_address_and_a_wrong_method_are_said(zoom: ZoomApp) -> None:
    assert zoom.call("GET", "/rooms").status_code == 404
    assert zoom.call("PUT", "/users/me").status_code == 405
    broken = http.post(
        f"{zoom.base}/zoom/v2/users/me/meetings", content=b"{", headers={"Authorization": f"Bearer {zoom.access}"}
    )
    assert (broken.status_code, broken.json()["code"]) == (400, 300)
