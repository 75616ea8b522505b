"""Recordings of an event's meetings: listed for its makers, and where each is watched for them alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database

from accredit.core.testing import api, drain, queries
from accredit.integrations.models import ZoomMeeting, ZoomRecording
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import EventZoomFactory, ZoomMeetingFactory
from .stand import ZoomStand, deliver

pytestmark = pytest.mark.django_db
BASE = "/api/integrations/zoom/"
PLAY = "https://zoom.example/rec/play/secret"


@pytest.fixture
def meeting(zoom: ZoomStand) -> ZoomMeeting:
    made: ZoomMeeting = ZoomMeetingFactory()
    EventZoomFactory(event=made.event)
    return made


def record(meeting: ZoomMeeting, name: str = "f1", **file: Any) -> None:
    one = {
        "id": name,
        "recording_start": "2025-01-29T20:00:00Z",
        "recording_end": "2025-01-29T21:00:00Z",
        "file_type": "MP4",
        "file_size": 1234,
        "download_url": "https://zoom.example/rec/download/secret",
        "recording_type": "shared_screen_with_speaker_view",
        **file,
    }
    about = {"id": int(meeting.zoom_id), "uuid": "a+b==", "recording_files": [one]}
    told = {"event": "recording.completed", "event_ts": 1, "payload": {"account_id": "A", "object": about}}
    assert deliver({**told, "download_token": "t"}).status_code == 200
    drain()


def organizer(meeting: ZoomMeeting, role: str = "organizer") -> Any:
    return api(member(meeting.organization, role), meeting.organization)


def listed(meeting: ZoomMeeting) -> str:
    return f"{BASE}events/{meeting.event_id}/recordings/"


def page(row: ZoomRecording) -> str:
    return f"{BASE}recordings/{row.id}/page/"


@pytest.mark.happy
def test_a_recording_is_listed_without_its_addresses_and_watched_by_its_own(meeting: ZoomMeeting) -> None:
    record(meeting, play_url=PLAY)
    client = organizer(meeting)
    answer = client.get(listed(meeting))
    [found] = answer.json()["results"]
    assert meeting.session is not None
    assert (found["session"]["title"], found["file_type"], found["size"]) == (meeting.session.title, "MP4", 1234)
    assert found["can_play"] is True
    assert "secret" not in answer.content.decode()
    watched = client.get(page(ZoomRecording.objects.get()))
    assert (watched.status_code, watched.json()) == (200, {"url": PLAY})
    assert watched["Cache-Control"] == "private, no-store"
    with database.cursor() as cursor:
        cursor.execute("SELECT play_wrapped FROM integrations_zoomrecording")
        assert b"secret" not in bytes(cursor.fetchone()[0])


def test_one_without_an_address_says_where_to_look(meeting: ZoomMeeting) -> None:
    record(meeting)
    client = organizer(meeting)
    assert client.get(listed(meeting)).json()["results"][0]["can_play"] is False
    refused = client.get(page(ZoomRecording.objects.get()))
    assert (refused.status_code, refused.json()["code"]) == (409, "recording_has_no_page")


def test_an_address_that_no_browser_should_open_is_not_kept(meeting: ZoomMeeting) -> None:
    record(meeting, play_url="javascript:alert(1)")
    assert ZoomRecording.objects.get().play_wrapped is None


def test_nobody_else_learns_of_it(meeting: ZoomMeeting) -> None:
    record(meeting, play_url=PLAY)
    row, other = ZoomRecording.objects.get(), OrganizationFactory()
    callers = {
        401: api(None, meeting.organization),
        403: organizer(meeting, "viewer"),
        404: api(member(other, "owner"), other),
    }
    for status, client in callers.items():
        assert client.get(listed(meeting)).status_code == status
        assert client.get(page(row)).status_code == status
    assert not any("secret" in str(client.get(page(row)).content) for client in callers.values())


def test_a_list_costs_the_same_for_one_recording_and_for_twenty(meeting: ZoomMeeting) -> None:
    record(meeting)
    client = organizer(meeting)

    def read() -> None:
        assert client.get(listed(meeting)).status_code == 200

    one = queries(read)
    for number in range(20):
        record(meeting, f"g{number}")
    assert queries(read) == one
