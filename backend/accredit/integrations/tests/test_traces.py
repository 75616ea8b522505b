"""Whoever leaves is named no more in what Zoom told."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from accredit.core import clock, privacy
from accredit.core.models import InboundMessage
from accredit.core.testing import drain
from accredit.integrations.models import ParticipantFact, ZoomMeeting

from .factories import EventZoomFactory, ZoomMeetingFactory, ZoomRegistrantFactory
from .stand import ZoomStand, deliver

pytestmark = pytest.mark.django_db


def joined(meeting: ZoomMeeting, *, name: str, registrant_id: str = "", email: str = "") -> None:
    who = {
        "user_id": f"1{len(name)}",
        "user_name": name,
        "registrant_id": registrant_id,
        "email": email,
        "join_time": "2025-01-29T20:23:00Z",
    }
    about = {"id": meeting.zoom_id, "uuid": "a+b==", "participant": who}
    deliver({"event": "meeting.participant_joined", "event_ts": 1, "payload": {"account_id": "A", "object": about}})


@pytest.mark.happy
def test_deliveries_that_name_who_leaves_are_emptied_and_those_of_others_stay(zoom: ZoomStand) -> None:
    meeting = ZoomMeetingFactory()
    EventZoomFactory(event=meeting.event)
    way = ZoomRegistrantFactory(meeting=meeting, registration__event=meeting.event)
    person = way.registration.person
    joined(meeting, name="Ada on her phone", registrant_id=way.registrant_id)
    joined(meeting, name="Ada", email=person.email)
    joined(meeting, name="Somebody else", email="else@example.org")
    drain()
    for _ in range(2):
        with transaction.atomic():
            privacy.erase(person.id, now=clock.now())
    bodies = list(InboundMessage.objects.order_by("created_at").values_list("body", flat=True))
    assert bodies[:2] == ["", ""]
    assert json.loads(bodies[2])["payload"]["object"]["participant"]["email"] == "else@example.org"
    assert set(InboundMessage.objects.values_list("status", flat=True)) == {"handled"}
    assert InboundMessage.objects.exclude(body_hash="").count() == 2
    assert sorted(ParticipantFact.objects.values_list("name", flat=True)) == ["", "", "Somebody else"]
