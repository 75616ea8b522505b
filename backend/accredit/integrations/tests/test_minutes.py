"""From Zoom's own shapes to minutes, each case with the minutes that a human worked out (`fixtures/*.json`)."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.testing import api, drain
from accredit.events.models import Event, Session
from accredit.events.tests.factories import event_with_ticket
from accredit.integrations.models import ParticipantFact, ReconciliationItem, ZoomMeeting
from accredit.integrations.services import reports_owe
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import member
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import EventZoomFactory, ZoomConnectionFactory, ZoomMeetingFactory, ZoomRegistrantFactory
from .stand import ZoomStand, deliver, registrant_id

pytestmark = pytest.mark.django_db
CASES = sorted((Path(__file__).parent / "fixtures").glob("*.json"))
OF_FEW = [path for path in CASES if path.stem != "paged_350"]
"""Without the case whose report has more rows than a page of Zoom's. The pages are put together in one place, whoever
asks for the report and in whatever order webhooks come, so that this case is played once."""
Json = Mapping[str, Any]


@dataclass
class Room:
    """A case, set up: the event, its meeting, and everybody's place."""

    case: Json
    meeting: ZoomMeeting
    places: Mapping[str, Registration]

    def hear(self, deliveries: list[Json]) -> None:
        for told in deliveries:
            payload = told["payload"] | {"object": {"id": self.meeting.zoom_id, **told["payload"]["object"]}}
            assert deliver({**told, "payload": payload}).status_code == 200
        drain()

    def minutes(self) -> dict[str, float]:
        """Whole minutes are what the cases are made of; a part of one would show."""
        rows = SessionAttendance.objects.filter(event=self.meeting.event).select_related("registration")
        counted = {row.registration_id: row.counted_seconds / 60 for row in rows}
        return {email: counted.get(row.pk, 0) for email, row in self.places.items()}


@pytest.fixture(params=OF_FEW, ids=lambda path: path.stem)
def room(request: pytest.FixtureRequest, zoom: ZoomStand) -> Iterator[Room]:
    case = json.loads(request.param.read_text())
    begin, end = (datetime.fromisoformat(text) for text in case["session"])
    with time_machine.travel(end + timedelta(hours=2)):
        yield room_of(case, begin, end, zoom)


def room_of(case: Json, begin: datetime, end: datetime, zoom: ZoomStand) -> Room:
    ticket = event_with_ticket(format="online", time_zone=case["time_zone"], starts_at=begin, ends_at=end, size=None)
    event = ticket.event
    EventZoomFactory(event=event)
    ZoomConnectionFactory(organization=event.organization, tokens=zoom.tokens())
    meeting: Any = ZoomMeetingFactory(event=event, session=Session.objects.get(event=event))
    zoom.reports = dict(case["reports"])
    zoom.instances[meeting.zoom_id] = [
        {"uuid": uuid, "start_time": min(row["join_time"] for row in rows)} for uuid, rows in zoom.reports.items()
    ]
    people = case["people"]
    linked = {one.get("registrant_id") for rows in zoom.reports.values() for one in rows}
    accounts = {
        email: None if who.get("guest") or registrant_id(email) in linked else UserFactory(email=email)
        for email, who in people.items()
    }
    places = {
        email: RegistrationFactory(ticket_type=ticket, person=accounts[email], email=email, name=who["name"])
        for email, who in people.items()
    }
    for email, row in places.items():
        if registrant_id(email) in linked:
            ZoomRegistrantFactory(meeting=meeting, registration=row)
    return Room(case, meeting, places)


def fetch(room: Room) -> None:
    """The report job's time has come."""
    with time_machine.travel(room.meeting.ends_at + timedelta(hours=3)):
        drain()


@pytest.mark.happy
@pytest.mark.parametrize("room", CASES, indirect=True, ids=lambda path: path.stem)
def test_webhooks_and_report_come_to_the_minutes_that_a_human_worked_out(room: Room) -> None:
    room.hear(room.case["deliveries"])
    fetch(room)
    assert room.minutes() == room.case["minutes"]
    assert ReconciliationItem.objects.filter(event=room.meeting.event).count() == room.case["unmatched"]


@pytest.mark.parametrize("seed", range(3))
def test_order_and_repetition_make_no_difference(room: Room, seed: int) -> None:
    deliveries = room.case["deliveries"] * 2
    random.Random(seed).shuffle(deliveries)  # noqa: S311 - a repeatable order, no secret
    room.hear(deliveries)
    fetch(room)
    room.hear([{**told, "event_ts": told["event_ts"] + 1} for told in deliveries[::-1]])
    assert room.minutes() == room.case["minutes"]
    intervals = AttendanceInterval.objects.filter(event=room.meeting.event, withdrawn_at=None)
    assert len(intervals) == len({(one.registration_id, one.starts_at) for one in intervals}), "no interval twice"
    assert {one.registration_id for one in intervals} <= {row.pk for row in room.places.values()}


def test_webhooks_alone_close_a_lost_end_by_the_end_of_the_meeting_and_mark_it(room: Room) -> None:
    room.hear(room.case["deliveries"])
    wanted = room.case.get("minutes_by_webhooks", room.case["minutes"])
    assert {email: value for email, value in room.minutes().items() if value} == {
        email: value for email, value in wanted.items() if value
    }
    lost = AttendanceInterval.objects.filter(event=room.meeting.event, end_was_lost=True)
    assert {one.registration.email for one in lost} == set(room.case.get("lost_by_webhooks", []))


def test_the_report_alone_is_enough(room: Room) -> None:
    Event.objects.filter(pk=room.meeting.event_id).update(status="completed")
    with time_machine.travel(room.meeting.ends_at + timedelta(minutes=20)):
        reports_owe(now=clock.now())
        drain()
    assert room.minutes() == room.case["minutes"]
    assert set(ParticipantFact.objects.values_list("kind", flat=True)) == {"reported"}


def test_an_organizer_gets_the_report_although_no_webhook_came(room: Room) -> None:
    event = room.meeting.event
    organizer = api(member(event.organization, Role.ORGANIZER), event.organization)
    for _ in range(2):
        assert organizer.post(f"/api/integrations/zoom/events/{event.pk}/report/").status_code == 202
        drain()
    assert room.minutes() == room.case["minutes"]
