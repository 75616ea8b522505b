"""POST /api/integrations/zoom/webhook/: genuine, forged, late, twice, none of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.core import clock
from accredit.core.models import InboundMessage
from accredit.core.testing import drain
from accredit.integrations.models import ParticipantFact, ZoomInstance, ZoomMeeting, ZoomRecording

from .factories import EventZoomFactory, ZoomMeetingFactory
from .stand import WEBHOOK, ZoomStand, deliver, sign

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


@pytest.fixture
def meeting(zoom: ZoomStand) -> ZoomMeeting:
    made: ZoomMeeting = ZoomMeetingFactory()
    EventZoomFactory(event=made.event)
    return made


def told(meeting: ZoomMeeting, event: str = "meeting.participant_joined", **about: Any) -> Json:
    participant = {"user_id": "16", "user_name": "Ji", "email": "", "join_time": "2025-01-29T20:23:00Z"}
    known = {"id": meeting.zoom_id, "uuid": "a+b==", "participant": participant}
    return {"event": event, "event_ts": 1738182229511, "payload": {"account_id": "A", "object": {**known, **about}}}


@pytest.mark.happy
def test_a_delivery_is_kept_once_and_handled_in_a_job(meeting: ZoomMeeting) -> None:
    assert [deliver(told(meeting)).json() for _ in range(2)] == [{"kept": True}, {"kept": False}]
    assert not ParticipantFact.objects.exists()
    drain()
    fact = ParticipantFact.objects.get()
    assert (fact.kind, fact.participant, fact.name) == ("joined", "16", "Ji")
    assert InboundMessage.objects.get().status == "handled"


def test_a_delivery_without_a_valid_signature_is_refused(meeting: ZoomMeeting, settings: Any) -> None:
    body = json.dumps(told(meeting)).encode()
    forged: list[Json] = [
        {},
        sign(body, secret="another"),
        sign(b"{}"),
        sign(body, at=clock.now().timestamp() - 310),
        sign(body, at=clock.now().timestamp() + 310),
    ]
    answers = [APIClient().post(WEBHOOK, body, content_type="application/json", **headers) for headers in forged]
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(400, "webhook_forged")}
    settings.ZOOM_WEBHOOK_SECRET = ""
    assert deliver(told(meeting), **sign(body, secret="")).status_code == 400
    assert not InboundMessage.objects.exists()


def test_a_signed_challenge_is_answered_and_no_other(zoom: ZoomStand) -> None:
    challenge = {"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}, "event_ts": 1}
    proof = deliver(challenge).json()
    assert proof == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": "83b2a60d4bbe49dc93763ed9e727a9a7690cbe4c1f8bb0adc0ffccd09ecb1384",
    }
    unsigned = APIClient().post(WEBHOOK, json.dumps(challenge).encode(), content_type="application/json")
    assert unsigned.status_code == 400
    a_delivery_to_sign = {**challenge, "payload": {"plainToken": "v0:1700000000:{}"}}
    assert deliver(a_delivery_to_sign).status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"event": "meeting.started", "payload": null', b"\xff"])
def test_what_is_no_event_is_refused(zoom: ZoomStand, body: bytes) -> None:
    answer = APIClient().post(WEBHOOK, body, content_type="application/json", **sign(body))
    assert answer.status_code == 400


def test_what_concerns_nobody_is_passed_over(meeting: ZoomMeeting) -> None:
    assert deliver(told(meeting, "meeting.chat_message_sent")).json() == {"kept": False}
    assert deliver(told(meeting, id="1")).json() == {"kept": True}
    drain()
    assert not ZoomInstance.objects.exists()


def test_an_occurrence_begins_and_ends_in_any_order(meeting: ZoomMeeting) -> None:
    begin, end = {"start_time": "2025-01-29T20:00:00Z"}, {"end_time": "2025-01-29T21:00:00Z"}
    deliver(told(meeting, "meeting.ended", **end))
    deliver(told(meeting, "meeting.started", **begin))
    drain()
    row = ZoomInstance.objects.get()
    assert row.started_at is not None
    assert row.ended_at is not None
    assert (row.ended_at - row.started_at).seconds == 3600


def test_recordings_are_kept_once(meeting: ZoomMeeting) -> None:
    files = [
        {
            "id": "f1",
            "recording_start": "2025-01-29T20:00:00Z",
            "recording_end": "2025-01-29T21:00:00Z",
            "file_type": "MP4",
            "file_size": 1234,
            "download_url": "https://zoom.example/f1",
            "recording_type": "shared_screen_with_speaker_view",
        }
    ]
    recorded = told(meeting, "recording.completed", id=int(meeting.zoom_id), recording_files=files)
    for stamp in (1, 2):
        deliver({**recorded, "event_ts": stamp, "download_token": "t"})
    drain()
    row = ZoomRecording.objects.get()
    assert (row.file_type, row.size, row.uuid) == ("MP4", 1234, "a+b==")
