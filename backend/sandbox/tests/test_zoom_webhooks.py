"""How Zoom's webhooks are sent, its limits, its faults, and what survives a kill."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import httpx
import pytest

from sandbox.tests.harness import Sandbox, free_ports, http, until
from sandbox.tests.zoom_harness import ZoomApp, ZoomReceiver
from sandbox.zoom_api.signing import encrypted, signature


def test_the_golden_signatures() -> None:
    body = b'{"event":"meeting.started","event_ts":1700000000000,"payload":{}}'
    made = signature(body, secret="zoomsecret", timestamp=1700000000)
    assert made == "v0=81f03a644d5ce5525be371c504ee052fd55027fef3f88018a9e63b2f5ae32ca3"
    proof = encrypted("qgg8vlvZRS6UYooatFL8Aw", secret="zoomsecret")
    assert proof == "83b2a60d4bbe49dc93763ed9e727a9a7690cbe4c1f8bb0adc0ffccd09ecb1384"


def test_nothing_is_sent_before_the_address_has_passed_its_challenge(
    zoom: ZoomApp, zoom_receiver: ZoomReceiver
) -> None:
    zoom_receiver.truthful = False
    made = zoom.meeting()
    zoom.play(made, {"do": "start", "at": 0})
    until(lambda: zoom_receiver.challenges >= 2, "two challenges in vain")
    assert zoom_receiver.heard == []
    assert zoom.control("webhooks")["validated_at"] is None
    zoom_receiver.truthful = True
    zoom_receiver.wait_for("meeting.started")
    assert zoom.control("webhooks")["validated_at"] is not None
    assert zoom.control("webhooks/validate", {})["valid"]


def test_anything_but_200_and_204_is_tried_three_times_more(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    zoom_receiver.status = 404
    made = zoom.meeting()
    zoom.play(made, {"do": "start", "at": 0})
    until(lambda: zoom.control("deliveries?state=failed")["deliveries"], "Zoom to give up")
    (delivery,) = zoom.control("deliveries")["deliveries"]
    assert [one["status"] for one in delivery["attempts"]] == [404] * 4
    zoom_receiver.status = 204
    assert zoom.control(f"events/{delivery['event']}/redeliver", {})["state"] == "delivered"
    assert len({one.body for one in zoom_receiver.heard}) == 1
    assert all(one.is_signed for one in zoom_receiver.heard)


def test_it_may_be_that_only_a_servers_failure_is_tried_again(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    zoom.control("rules", {"retry_on": "5xx"})
    made = zoom.meeting()
    zoom_receiver.status = 404
    zoom.play(made, {"do": "start", "at": 0})
    until(lambda: zoom.control("deliveries?state=failed")["deliveries"], "Zoom to give up")
    zoom_receiver.status = 503
    zoom.play(made, {"do": "end", "at": 60})
    until(lambda: len(zoom.control("deliveries?state=failed")["deliveries"]) == 2, "Zoom to give up again")
    ended, started = zoom.control("deliveries")["deliveries"]
    assert (len(started["attempts"]), len(ended["attempts"])) == (1, 4)


def test_webhooks_are_paused_dropped_and_delayed_when_told(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    made = zoom.meeting()
    zoom.control("webhooks", {"paused": True, "drop_next": 1, "delay_ms": 50})
    zoom.play(made, {"do": "start", "at": 0}, {"do": "end", "at": 60})
    assert zoom.control("webhooks")["pending"] == 1
    assert zoom.control("webhooks/reorder", {"order": "shuffle"}) == {"reordered": 1}
    zoom.control("webhooks", {"paused": False})
    zoom_receiver.wait_for("meeting.ended")
    assert zoom_receiver.types == ["meeting.ended"]


def test_too_many_calls_in_a_second_are_a_429(zoom: ZoomApp) -> None:
    zoom.control("rules", {"plan": "free"})
    answers = [zoom.call("GET", "/users/me") for _ in range(10)]
    refused = next(one for one in answers if one.status_code == 429)
    assert refused.headers["X-RateLimit-Category"] == "Light"
    assert refused.headers["X-RateLimit-Type"] == "Per-second-limit"
    assert "Retry-After" not in refused.headers
    time.sleep(1.05)
    assert zoom.call("GET", "/users/me").status_code == 200


def test_the_limits_of_a_day_say_when_it_ends(zoom: ZoomApp) -> None:
    zoom.control("rules", {"daily_meetings": 1})
    made = zoom.meeting()
    refused = zoom.call("PATCH", f"/meetings/{made['id']}", {"topic": "Again"})
    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Type"] == "Daily-limit"
    assert refused.headers["Retry-After"].endswith("T00:00:00Z")
    for _ in range(3):
        zoom.register(made)
    fourth = {"email": "ada@example.com", "first_name": "Ada"}
    assert zoom.call("POST", f"/meetings/{made['id']}/registrants", fourth).status_code == 429
    zoom.control("rules", {"rate_limit_headers": False})
    bare = zoom.call("PATCH", f"/meetings/{made['id']}", {"topic": "Again"})
    assert (bare.status_code, "Retry-After" in bare.headers) == (429, False)
    zoom.control("rules", {"plan": "unlimited"})
    assert zoom.call("PATCH", f"/meetings/{made['id']}", {"topic": "Again"}).status_code == 204


@pytest.mark.parametrize(
    ("fault", "status"),
    [({"kind": "error", "status": 503}, 503), ({"kind": "rate_limit"}, 429), ({"kind": "delay", "delay_ms": 50}, 200)],
)
def test_calls_fail_when_told_and_then_work_again(
    sandbox: Sandbox, zoom: ZoomApp, fault: dict[str, object], status: int
) -> None:
    sandbox.control("faults", {**fault, "path": "/zoom/v2/"})
    assert zoom.call("GET", "/users/me").status_code == status
    assert zoom.call("GET", "/users/me").status_code == 200


def test_a_call_may_work_and_its_answer_be_lost(sandbox: Sandbox, zoom: ZoomApp) -> None:
    sandbox.control("faults", {"kind": "reset", "path": "/zoom/v2/", "method": "POST", "executes": True})
    with pytest.raises(httpx.TransportError):
        zoom.meeting()
    assert len(zoom.get("/users/me/meetings")["meetings"]) == 1


def test_the_token_endpoint_fails_when_told(sandbox: Sandbox, zoom: ZoomApp) -> None:
    sandbox.control("faults", {"kind": "error", "path": "/zoom/oauth/"})
    assert zoom.renew().status_code == 500
    assert zoom.renew().status_code == 200


def test_after_a_kill_tokens_meetings_people_and_waiting_webhooks_are_still_there(
    make_sandbox: Callable[..., Sandbox],
) -> None:
    receiver = ZoomReceiver(free_ports(1)[0])
    sandbox = make_sandbox()
    sandbox.zoom_webhook_url = receiver.url
    sandbox.start()
    app = ZoomApp(sandbox.url)
    app.connect("host@zoom.example")
    made = app.meeting()
    ada = app.register(made)
    app.play(made, {"do": "join", "at": 0, "who": "ada@example.com"})
    sandbox.stop(signal.SIGKILL)
    receiver.up()
    sandbox.start()
    try:
        receiver.wait_for("meeting.participant_joined")
        assert app.register(made) == ada
        played = app.play(made, {"do": "end", "at": 3600})
        receiver.wait_for("meeting.participant_left")
        assert len(played["calls"]) == 1
        assert app.renew().status_code == 200
    finally:
        receiver.down()


def test_forgetting_everything_forgets_zoom_too(sandbox: Sandbox, zoom: ZoomApp) -> None:
    zoom.meeting()
    zoom.control("rules", {"plan": "free"})
    sandbox.control("reset", {})
    assert zoom.control("meetings") == {"meetings": []}
    assert zoom.control("rules")["plan"] == "pro"
    assert http.get(f"{sandbox.url}/zoom/v2/users/me", headers={"Authorization": f"Bearer {zoom.access}"}).is_error
