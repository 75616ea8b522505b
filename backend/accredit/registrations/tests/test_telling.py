"""Tickets, and what people are told about their places by mail and bell."""

from __future__ import annotations

from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import OrderLine
from accredit.billing.services.refunds import line_end
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, drain
from accredit.events import services as events
from accredit.events.models import Session
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.notifications.models import Notification
from accredit.registrations import services
from accredit.registrations.models import Registration
from accredit.registrations.rules.links import link_ref, link_token
from accredit.registrations.rules.wording import when_in_words
from accredit.registrations.services import Attendee

from .factories import RegistrationFactory
from .test_placing import pay, place

pytestmark = pytest.mark.django_db
ACTOR = new_id()


def guest(ticket: Any, email: str = "guest@example.org") -> Registration:
    placed = services.registration_place(
        event=ticket.event, attendees=[Attendee(ticket.id, "A Guest", email)], booked_by=None, now=clock.now()
    )
    return placed.registrations[0]


def part(message: Any, content_type: str) -> Message:
    """The one part of this type."""
    [found] = [one for one in message.message().walk() if one.get_content_type() == content_type]
    assert isinstance(found, Message)
    return found


def content(message: Any, content_type: str) -> bytes:
    payload = part(message, content_type).get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def entry(message: Any) -> Any:
    file = part(message, "text/calendar")
    calendar = Calendar.from_ical(content(message, "text/calendar"))
    assert file.get_param("method") == calendar["METHOD"]
    [found] = calendar.walk("VEVENT")
    return found


def letters() -> list[Any]:
    """What was mailed since the last look."""
    drain()
    found = list(mail.outbox)
    mail.outbox.clear()
    return found


# The ticket


@pytest.mark.happy
def test_the_ticket_is_a_pdf_for_who_has_the_place_or_booked_it() -> None:
    person, booker = UserFactory(), UserFactory()
    ticket = event_with_ticket(title="Capacity & <practice>")
    row = RegistrationFactory(ticket_type=ticket, person=person, booked_by=booker, name="Ifeoma Adeyemi #1")
    address = f"/api/registrations/{row.id}/ticket/"
    for reader in (person, booker):
        answer = api(reader).get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-")
    assert api(UserFactory()).get(address).status_code == 404
    assert api().get(address).status_code == 401
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("status", ["pending_approval", "pending_payment", "expired", "cancelled", "transferred"])
def test_there_is_no_ticket_while_the_place_is_not_confirmed(status: str) -> None:
    row = RegistrationFactory(status=status)
    refused = api(row.person).get(f"/api/registrations/{row.id}/ticket/")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_ticket_now")


def test_an_online_place_needs_no_ticket() -> None:
    row = RegistrationFactory(ticket_type=event_with_ticket(format="online"))
    assert api(row.person).get(f"/api/registrations/{row.id}/ticket/").json()["code"] == "no_ticket_now"


def test_a_mailed_link_opens_one_place_and_no_other() -> None:
    mine = RegistrationFactory(person=None, booked_by=None)
    other = RegistrationFactory(person=None, booked_by=None)
    token = services.registration_token(mine)
    for path in ("", "ticket/"):
        assert api().get(f"/api/registrations/{mine.id}/{path}?token={token}").status_code == 200
        assert api().get(f"/api/registrations/{other.id}/{path}?token={token}").json()["code"] == "ticket_not_found"
        assert api().get(f"/api/registrations/{mine.id}/{path}?token={token}x").status_code == 404
    ticket = services.ticket_of(mine)
    assert api().get(f"/api/registrations/{mine.id}/?token={ticket}").status_code == 404, "a ticket is no link"
    gone = api().post(f"/api/registrations/{mine.id}/cancel/?token={token}").json()
    assert gone["status"] == "cancelled"


def test_a_link_is_good_for_its_purpose_and_key_alone() -> None:
    token = link_token("AB", purpose="one", key=b"key")
    assert link_ref(token, purpose="one", key=b"key") == "AB"
    for wrong in ("", ".", "AB", token + "é", token.lower()):
        assert link_ref(wrong, purpose="one", key=b"key") is None
    assert link_ref(token, purpose="two", key=b"key") is None
    assert link_ref(token, purpose="one", key=b"other") is None


def test_times_are_said_in_the_events_zone() -> None:
    starts = tomorrow(9).replace(year=2026, month=10, day=24, hour=23, minute=30)
    assert when_in_words(starts, starts + timedelta(hours=3), "Europe/London") == [
        "Sunday 25 October 2026",
        "00:30–02:30, Europe/London",
    ]
    assert when_in_words(starts, starts + timedelta(days=1), "Asia/Tokyo") == [
        "Sunday 25 October 2026, 08:30",
        "until Monday 26 October 2026, 08:30, Asia/Tokyo",
    ]
    assert when_in_words(None, None, "UTC") == ["To be announced"]


# Confirmed


@pytest.mark.happy
def test_a_confirmed_place_is_mailed_once_with_ticket_and_calendar_entry() -> None:
    ticket, user = event_with_ticket(), UserFactory()
    place(ticket, user)
    [letter] = letters()
    row = Registration.objects.get()
    assert letter.to == [user.email]
    assert letter.subject == f"Your place in “{ticket.event.title}”"
    assert content(letter, "application/pdf").startswith(b"%PDF-")
    found = entry(letter)
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (f"event-{ticket.event_id}@127.0.0.1", 0, "CONFIRMED")
    assert str(found["ATTENDEE"]) == f"mailto:{user.email}"
    assert str(found["ORGANIZER"]).startswith("mailto:")
    assert f"/tickets/{row.id}" in letter.body
    assert "token=" not in letter.body
    assert [one.kind for one in Notification.objects.filter(user=user)] == ["registrations.confirmed"]
    services.confirmation_send(registration_id=row.id, now=clock.now())
    assert letters() == []


def test_a_guest_is_mailed_with_a_link_that_opens_the_place() -> None:
    row = guest(event_with_ticket())
    [letter] = letters()
    assert letter.to == ["guest@example.org"]
    assert f"/tickets/{row.id}?token={services.registration_token(row)}" in letter.body
    assert services.registration_token(row).encode() not in content(letter, "text/calendar")
    assert not Notification.objects.exists()


def test_a_paid_place_is_mailed_when_it_is_paid_and_an_online_one_without_a_ticket() -> None:
    ticket = event_with_ticket(price=5000, format="online", online_url="https://meet.example.org/all")
    placed = place(ticket)
    assert letters() == []
    pay(placed.order)
    confirmed = [one for one in letters() if one.subject.startswith("Your place")]
    assert len(confirmed) == 1
    assert [name for name, *_ in confirmed[0].attachments] == ["event.ics"]
    assert "meet.example.org" not in confirmed[0].message().as_string()


# Moved


@pytest.mark.happy
def test_who_is_registered_learns_what_was_moved_before_and_after() -> None:
    ticket = event_with_ticket(time_zone="Asia/Tokyo")
    guest(ticket)
    waiting = RegistrationFactory(ticket_type=ticket, status="pending_payment")
    RegistrationFactory(ticket_type=ticket, status="cancelled")
    letters()
    session = Session.objects.get(event=ticket.event)
    events.session_update(session=session, actor_id=ACTOR, changes={"starts_at": tomorrow(10)}, now=clock.now())
    first, second = sorted(letters(), key=lambda one: one.to != ["guest@example.org"])
    assert (first.to, second.to) == (["guest@example.org"], [waiting.person.email])
    assert "before: " in first.body
    assert "18:00–02:00" not in first.body
    assert "18:00" in first.body
    assert "19:00" in first.body
    assert entry(first)["SEQUENCE"] == 1
    assert second.attachments == []
    assert Notification.objects.get(user=waiting.person).kind == "registrations.moved"


def test_a_moved_place_is_told_with_the_note_and_a_new_link_without_the_old_one() -> None:
    ticket = event_with_ticket(online_url="https://old.example.org")
    place(ticket)
    letters()
    changes = {"venue_name": "Elsewhere", "online_url": "https://new.example.org"}
    events.event_update(event=ticket.event, actor_id=ACTOR, changes=changes, note="The roof leaks.", now=clock.now())
    [letter] = letters()
    assert all(word in letter.body for word in ("Friends House", "Elsewhere", "The roof leaks.", "There is a new link"))
    assert "example.org/" not in letter.body.replace("127.0.0.1", "")
    assert "old.example.org" not in letter.message().as_string()


def test_a_change_is_told_to_more_than_a_page_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accredit.registrations.services.following.AT_ONCE", 2)
    ticket = event_with_ticket()
    for n in range(5):
        guest(ticket, f"guest{n}@example.org")
    letters()
    events.event_update(event=ticket.event, actor_id=ACTOR, changes={"venue_name": "Elsewhere"}, now=clock.now())
    assert sorted(one.to[0] for one in letters()) == [f"guest{n}@example.org" for n in range(5)]


# Ended


def test_who_gives_a_place_up_is_told_and_the_calendar_forgets_it(promised: None) -> None:
    ticket, user = event_with_ticket(price=10_000, refund_tiers=[{"hours_before": 1, "percent": 50}]), UserFactory()
    pay(place(ticket, user).order)
    letters()
    row = Registration.objects.select_related("event", "organization", "ticket_type").get()
    services.registration_cancel_own(registration=row, actor_id=user.id, now=clock.now())
    [letter] = [one for one in letters() if "cancelled" in one.subject]
    assert "EUR 50.00 goes back" in letter.body
    found = entry(letter)
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 1)
    place(event_with_ticket(), user)
    letters()
    again = place(ticket, user)
    pay(again.order)
    [confirmed] = [one for one in letters() if one.subject.startswith("Your place")]
    assert entry(confirmed)["SEQUENCE"] == 2, "who comes again is believed by the calendar"


def test_the_reason_of_the_organizer_is_told() -> None:
    ticket = event_with_ticket(approval_required=True)
    first, second = place(ticket).registrations[0], place(ticket).registrations[0]
    services.registration_decline(registration=first, actor_id=ACTOR, reason="For members only.", now=clock.now())
    [declined] = letters()
    assert "declined" in declined.subject
    assert "For members only." in declined.body
    assert declined.attachments == []
    services.registration_approve(registration=second, actor_id=ACTOR, now=clock.now())
    letters()
    row = Registration.objects.select_related("event", "organization", "ticket_type").get(pk=second.pk)
    services.registration_cancel(registration=row, actor_id=None, reason="Booked twice.", refund=False, now=clock.now())
    [cancelled] = letters()
    assert "Booked twice." in cancelled.body


def test_a_refund_by_the_seller_is_told_as_the_end_of_the_place() -> None:
    pay(place(event_with_ticket(price=10_000)).order)
    letters()
    line_end(line=OrderLine.objects.get())
    [letter] = [one for one in letters() if "cancelled" in one.subject]
    assert "because it was refunded" in letter.body


def test_an_approved_place_asks_for_its_payment() -> None:
    ticket = event_with_ticket(price=5000, approval_required=True)
    row = guest(ticket)
    letters()
    services.registration_approve(registration=row, actor_id=ACTOR, now=clock.now())
    [letter] = letters()
    assert "EUR 50.00" in letter.body
    assert f"/tickets/{row.id}?token=" in letter.body


def test_nobody_is_mailed_who_has_left() -> None:
    row = guest(event_with_ticket())
    Registration.objects.filter(pk=row.pk).update(email="", name="")
    assert letters() == []
