"""The whole way against the sandbox's Zoom, which was built from Zoom's pages and not from our code."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import time_machine
from rest_framework.test import APIClient

from accredit.core import clock
from accredit.core.testing import api, drain
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.integrations.models import ReconciliationItem, ZoomMeeting
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import member
from accredit.registrations.models import SessionAttendance
from accredit.registrations.tests.factories import RegistrationFactory

from .stand import CLIENT_ID, CLIENT_SECRET, WEBHOOK_SECRET, deliver

pytestmark = pytest.mark.django_db
BACKEND = Path(__file__).parents[3]
ZOOM = "/api/integrations/zoom/"


@pytest.fixture
def sandbox(tmp_path: Path, settings: Any) -> Iterator[str]:
    """Its address; it keeps its webhooks to itself, and the test carries them over."""
    sockets = [socket.socket() for _ in range(2)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    port, smtp_port = (one.getsockname()[1] for one in sockets)
    for one in sockets:
        one.close()
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--smtp-port", str(smtp_port)]
    command += ["--data-dir", str(tmp_path), "--zoom-client-id", CLIENT_ID, "--zoom-client-secret", CLIENT_SECRET]
    process = subprocess.Popen([*command, "--zoom-webhook-secret", WEBHOOK_SECRET], cwd=BACKEND)
    url = f"http://127.0.0.1:{port}"
    settings.ZOOM_CLIENT_ID, settings.ZOOM_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    settings.ZOOM_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.ZOOM_API_URL, settings.ZOOM_OAUTH_URL = f"{url}/zoom/v2", f"{url}/zoom/oauth"
    try:
        _wait(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            if httpx.get(f"{url}/healthz").is_success:
                return
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the sandbox does not start"
        time.sleep(0.05)


def control(sandbox: str, path: str, **given: Any) -> Any:
    answer = httpx.post(f"{sandbox}/_control/api/zoom/{path}", json=given)
    assert answer.is_success, answer.text
    return answer.json()


def connect(browser: APIClient) -> None:
    """Through Zoom's page of consent, as a person goes."""
    url = browser.post(f"{ZOOM}connect/").json()["authorize_url"]
    allowed = httpx.post(url, data={"email": "host@zoom.example", "decision": "allow"})
    assert allowed.status_code == 303, allowed.text
    back = {key: values[0] for key, values in parse_qs(urlsplit(allowed.headers["location"]).query).items()}
    assert browser.get(f"{ZOOM}callback/", back)["Location"].endswith("zoom=connected")


def test_from_consent_to_minutes(sandbox: str) -> None:
    ticket = event_with_ticket(format="online", ends_at=tomorrow(12))
    event = ticket.event
    browser = api(member(event.organization, Role.OWNER), event.organization)
    connect(browser)
    ada, bo = (RegistrationFactory(ticket_type=ticket) for _ in range(2))
    assert browser.put(f"{ZOOM}events/{event.id}/", {"kind": "meeting"}, format="json").status_code == 200
    drain()
    for row in (ada, bo):
        row.refresh_from_db()
    assert len({ada.join_url, bo.join_url, ""}) == 3
    number = ZoomMeeting.objects.get().zoom_id
    steps = [
        {"do": "start", "at": -300},
        {"do": "join", "who": ada.email, "at": 0},
        {"do": "reconnect", "who": ada.email, "at": 3600, "times": 3, "every": 600, "away": 60},
        {"do": "join", "who": bo.email, "at": 1800},
        {"do": "leave", "who": bo.email, "at": 5400, "silent": True},
        {"do": "join", "name": "iPhone", "at": 600, "until": 1200},
        {"do": "end", "at": 10800},
    ]
    control(sandbox, "rules", clock_offset_seconds=int((tomorrow(13) - clock.now()).total_seconds()))
    control(sandbox, f"meetings/{number}/play", steps=steps)
    told = httpx.get(f"{sandbox}/_control/api/zoom/events").json()["events"]
    assert any(one["lost"] for one in told)
    for one in reversed(told):
        assert one["lost"] or deliver(one["body"]).status_code == 200
    with time_machine.travel(tomorrow(13)):
        drain()
    with time_machine.travel(tomorrow(13) + timedelta(hours=1)):
        drain()
    counted = {row.registration_id: row.counted_seconds / 60 for row in SessionAttendance.objects.all()}
    # Ada: three hours less three minutes away; Bo: from 9:30 to 10:30, as only the report knows.
    assert counted == {ada.pk: 177, bo.pk: 60}
    assert [one.name for one in ReconciliationItem.objects.all()] == ["iPhone"]


def test_a_removal_at_zoom_and_a_recording_are_told_as_zoom_tells_them(sandbox: str) -> None:
    ticket = event_with_ticket(format="online", ends_at=tomorrow(12))
    event = ticket.event
    browser = api(member(event.organization, Role.OWNER), event.organization)
    connect(browser)
    assert browser.put(f"{ZOOM}events/{event.id}/", {"kind": "meeting"}, format="json").status_code == 200
    drain()
    number = ZoomMeeting.objects.get().zoom_id
    steps = [{"do": "start", "at": 0}, {"do": "end", "at": 600}, {"do": "recording", "at": 700}]
    control(sandbox, f"meetings/{number}/play", steps=steps)
    assert control(sandbox, "deauthorize", email="host@zoom.example") == {"ended": 1}
    for one in httpx.get(f"{sandbox}/_control/api/zoom/events").json()["events"]:
        assert deliver(one["body"]).status_code == 200
    drain()
    assert browser.get(f"{ZOOM}status/").json()["state"] == "removed"
    [recording] = browser.get(f"{ZOOM}events/{event.id}/recordings/").json()["results"]
    assert "/rec/play/" in browser.get(f"{ZOOM}recordings/{recording['id']}/page/").json()["url"]
