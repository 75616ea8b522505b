"""An event's meetings at Zoom follow the event, and each registration has a link of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accredit.core import clock
from accredit.core.models import Job
from accredit.core.testing import api, drain
from accredit.core.worker import work_off
from accredit.events.models import Event, Session, TicketType
from accredit.events.services import event_cancel, event_update, session_update
from accredit.events.tests.factories import SessionFactory, event_with_ticket, tomorrow
from accredit.integrations.models import EventZoom, ZoomInstance, ZoomMeeting, ZoomRegistrant
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations.models import Registration
from accredit.registrations.services import registration_cancel
from accredit.registrations.services.places import confirm
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import ZoomConnectionFactory
from .stand import ZoomStand, join_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(zoom: ZoomStand) -> TicketType:
    """Of a published online event whose organization is connected."""
    made = event_with_ticket(format="online", description_md="All of it online.")
    ZoomConnectionFactory(organization=made.organization, tokens=zoom.tokens())
    return made


def staff(event: Event) -> Any:
    return api(member(event.organization, Role.ORGANIZER), event.organization)


def address(event: Event) -> str:
    return f"/api/integrations/zoom/events/{event.id}/"


def choose(event: Event, kind: str = "meeting") -> Any:
    answer = staff(event).put(address(event), {"kind": kind}, format="json")
    assert answer.status_code == 200, answer.content
    drain()
    return staff(event).get(address(event)).json()


def placed(ticket: TicketType, **fields: Any) -> Registration:
    """A place that was just confirmed, with its news."""
    row: Registration = RegistrationFactory(ticket_type=ticket, status="pending_payment", **fields)
    assert confirm([row], actor_id=None, now=clock.now())
    drain()
    row.refresh_from_db()
    return row


@pytest.mark.happy
def test_choosing_zoom_makes_a_meeting_and_a_link_for_everybody(ticket: TicketType, zoom: ZoomStand) -> None:
    before = placed(ticket)
    assert before.join_url == ""
    shown = choose(ticket.event)
    [meeting] = shown["meetings"]
    assert (meeting["status"], meeting["links"], shown["problem"]) == ("live", 1, "")
    [asked] = zoom.asked("POST", "/users/me/meetings")
    assert (asked["start_time"], asked["duration"]) == (f"{tomorrow(9):%Y-%m-%dT%H:%M:%SZ}", 480)
    assert (asked["timezone"], asked["settings"]["approval_type"]) == ("Europe/London", 0)
    later = placed(ticket)
    before.refresh_from_db()
    assert before.join_url == join_url(meeting["zoom_id"], before.email)
    assert later.join_url == join_url(meeting["zoom_id"], later.email) != before.join_url
    assert before.join_url not in str(shown)


def test_running_again_asks_zoom_nothing(ticket: TicketType, zoom: ZoomStand) -> None:
    placed(ticket)
    choose(ticket.event)
    asked = len(zoom.calls)
    choose(ticket.event)
    assert len(zoom.calls) == asked


def test_only_the_person_sees_the_link_and_only_shortly_before(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    row = placed(ticket)
    own = f"/api/registrations/{row.id}/"
    assert api(row.person).get(own).json()["join_url"] is None
    with time_machine.travel(tomorrow(9) - timedelta(minutes=10)):
        assert api(row.person).get(own).json()["join_url"] == row.join_url
        table = staff(ticket.event).get(f"/api/registrations/event/{ticket.event_id}/")
        mine = api(row.person).get("/api/registrations/")
    assert str(row.id) in table.content.decode()
    assert row.join_url not in table.content.decode() + mine.content.decode()


def test_a_place_that_ends_loses_its_link_at_zoom_too(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    row = placed(ticket)
    registration_cancel(registration=row, actor_id=None, reason="", refund=False, now=clock.now())
    drain()
    row.refresh_from_db()
    assert row.join_url == ""
    [asked] = zoom.asked("PUT", "/registrants/status")
    assert asked == {"action": "cancel", "registrants": [{"id": f"reg-{row.email}", "email": row.email}]}
    assert ZoomRegistrant.objects.get(registration=row).join_url == ""


def test_an_in_person_place_of_a_hybrid_event_gets_no_link(ticket: TicketType, zoom: ZoomStand) -> None:
    Event.objects.filter(pk=ticket.event_id).update(format="hybrid")
    TicketType.objects.filter(pk=ticket.pk).update(mode="in_person")
    ticket.refresh_from_db()
    choose(ticket.event)
    assert placed(ticket).join_url == ""
    assert not zoom.asked("POST", "/registrants")


def test_another_time_and_title_reach_zoom(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    session = Session.objects.get(event=ticket.event)
    actor = member(ticket.organization, Role.OWNER)
    session_update(session=session, actor_id=actor.id, changes={"ends_at": tomorrow(12)}, now=clock.now())
    event_update(event=ticket.event, actor_id=actor.id, changes={"title": "Consent"}, now=clock.now())
    drain()
    last = zoom.asked("PATCH", "/meetings/")[-1]
    assert (last["duration"], last["topic"]) == (180, f"Consent: {session.title}")


def test_each_session_has_a_meeting_and_the_link_moves_on(ticket: TicketType, zoom: ZoomStand) -> None:
    Session.objects.filter(event=ticket.event).update(ends_at=tomorrow(12))
    SessionFactory(event=ticket.event, starts_at=tomorrow(13), ends_at=tomorrow(17))
    SessionFactory(event=ticket.event, kind="break", starts_at=tomorrow(12), ends_at=tomorrow(13))
    first, second = [one["zoom_id"] for one in choose(ticket.event)["meetings"]]
    row = placed(ticket)
    assert row.join_url == join_url(first, row.email)
    with time_machine.travel(tomorrow(12) + timedelta(seconds=1)):
        drain()
    row.refresh_from_db()
    assert row.join_url == join_url(second, row.email)


def test_calling_the_event_off_deletes_its_meetings(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    actor = member(ticket.organization, Role.OWNER)
    event_cancel(event=ticket.event, actor_id=actor.id, reason="Snow", now=clock.now())
    drain()
    assert (zoom.meetings, ZoomMeeting.objects.get().status) == ({}, "gone")


def test_leaving_zoom_deletes_meetings_unless_one_has_begun(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    instance = ZoomInstance.objects.create(
        organization=ticket.organization, meeting=ZoomMeeting.objects.get(), uuid="a"
    )
    assert staff(ticket.event).delete(address(ticket.event)).json()["code"] == "zoom_meetings_in_use"
    instance.delete()
    assert [staff(ticket.event).delete(address(ticket.event)).status_code for _ in range(2)] == [204, 204]
    drain()
    assert zoom.meetings == {}


def test_what_somebody_deleted_at_zoom_is_made_anew(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event)
    row = placed(ticket)
    zoom.meetings.clear()
    Event.objects.filter(pk=ticket.event_id).update(title="Consent")
    [meeting] = choose(ticket.event)["meetings"]
    row.refresh_from_db()
    assert len(zoom.meetings) == 1
    assert row.join_url == join_url(meeting["zoom_id"], row.email)


def test_a_draft_gets_its_meetings_when_it_is_published(zoom: ZoomStand) -> None:
    ticket = event_with_ticket(format="online", status="draft", published_at=None)
    ZoomConnectionFactory(organization=ticket.organization, tokens=zoom.tokens())
    assert choose(ticket.event)["meetings"] == []
    publish = staff(ticket.event).post(f"/api/events/{ticket.event_id}/publish/")
    assert publish.status_code == 200, publish.content
    drain()
    assert len(zoom.meetings) == 1


def test_webinars_go_to_their_own_place(ticket: TicketType, zoom: ZoomStand) -> None:
    choose(ticket.event, "webinar")
    placed(ticket)
    [asked] = zoom.asked("POST", "/users/me/webinars")
    assert asked["type"] == 5
    assert zoom.asked("POST", "/registrants")


def test_what_zoom_refuses_stands_at_the_event(ticket: TicketType, zoom: ZoomStand) -> None:
    zoom.fail("/users/me/meetings", 400, body={"code": 300, "message": "Topic too odd."})
    shown = choose(ticket.event)
    assert "Topic too odd." in shown["problem"]
    status = staff(ticket.event).get("/api/integrations/zoom/status/").json()
    assert [one["event"] for one in status["problems"]] == [str(ticket.event_id)]
    assert choose(ticket.event)["problem"] == ""
    assert len(zoom.meetings) == 1


def test_a_busy_zoom_is_tried_again(ticket: TicketType, zoom: ZoomStand) -> None:
    zoom.fail("/users/me/meetings", 429, Retry_After="0")
    choose(ticket.event)
    zoom.fail("/registrants", 503, times=2)
    row = placed(ticket)
    assert row.join_url
    assert len(zoom.meetings) == 1


def test_a_limit_for_the_day_is_sat_out(ticket: TicketType, zoom: ZoomStand) -> None:
    until = tomorrow(0)
    zoom.fail("/registrants", 429, Retry_After=f"{until:%Y-%m-%dT%H:%M:%SZ}")
    choose(ticket.event)
    row = placed(ticket)
    assert (row.join_url, len(zoom.asked("POST", "/registrants"))) == ("", 1)
    waiting = Job.objects.get(name="integrations.zoom_registrant_sync", status="queued")
    assert waiting.run_at == until
    with time_machine.travel(until + timedelta(seconds=1)):
        drain()
    row.refresh_from_db()
    assert row.join_url


def test_a_meeting_is_not_made_twice_when_zoom_stumbles(ticket: TicketType, zoom: ZoomStand) -> None:
    zoom.fail("/users/me/meetings", 500)
    assert staff(ticket.event).put(address(ticket.event), {"kind": "meeting"}, format="json").status_code == 200
    [failed] = work_off()
    assert "ZoomAway" in failed.error
    assert len(zoom.asked("POST", "/users/me/meetings")) == 1
    Job.objects.filter(pk=failed.pk).update(attempts=0, run_at=clock.now())
    drain()
    assert len(zoom.meetings) == 1


def test_a_broken_connection_is_said_and_connecting_brings_everything_into_step(
    ticket: TicketType, zoom: ZoomStand
) -> None:
    zoom.refresh, zoom.access = "refresh-9", set()
    assert "Connect" in choose(ticket.event)["problem"]
    assert staff(ticket.event).get("/api/integrations/zoom/status/").json()["state"] == "broken"
    owner = api(member(ticket.organization, Role.OWNER), ticket.organization)
    url = owner.post("/api/integrations/zoom/connect/").json()["authorize_url"]
    state = url.partition("state=")[2].partition("&")[0]
    owner.get("/api/integrations/zoom/callback/", {"state": state, "code": "good"})
    drain()
    assert (len(zoom.meetings), EventZoom.objects.get().problem) == (1, "")


def test_zoom_is_for_events_that_are_online_and_organizations_that_are_connected(zoom: ZoomStand) -> None:
    organization = OrganizationFactory()
    event = event_with_ticket(format="online", organization=organization).event
    client = staff(event)
    assert client.put(address(event), {"kind": "meeting"}, format="json").json()["code"] == "zoom_not_connected"
    ZoomConnectionFactory(organization=organization)
    hall = event_with_ticket(organization=organization).event
    assert client.put(address(hall), {"kind": "meeting"}, format="json").json()["code"] == "event_not_online"
    assert client.put(address(event), {"kind": "phone"}, format="json").status_code == 400
