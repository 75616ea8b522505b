"""A person's own calendar, as their calendar program reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from accredit.accounts.services import account_erase
from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, drain, queries
from accredit.events.models import Event
from accredit.events.services import event_cancel
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.registrations import services
from accredit.registrations.models import CalendarFeed, Registration

from .factories import RegistrationFactory
from .test_placing import place

pytestmark = pytest.mark.django_db
ADDRESS = "/api/registrations/calendar/"


def feed_of(user: Any) -> str:
    """The path of a new address."""
    answer = api(user).post(ADDRESS)
    assert answer.status_code == 201
    address: str = answer.json()["address"]
    return "/" + address.split("/", 3)[3]


def entries(path: str) -> dict[str, Any]:
    """What stands in the calendar, by title."""
    answer = api().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({one["UID"] for one in found}) == len(found), "one entry an event"
    return {str(one["SUMMARY"]): one for one in found}


@pytest.mark.happy
def test_a_calendar_program_reads_ones_places_at_a_secret_address() -> None:
    user: Any = UserFactory()
    row = RegistrationFactory(person=user, ticket_type=event_with_ticket(title="Capacity"))
    RegistrationFactory(person=user, status="pending_approval", confirmed_at=None)
    RegistrationFactory(person=user, status="expired", confirmed_at=None)
    RegistrationFactory()
    path = feed_of(user)
    [(title, entry)] = entries(path).items()
    assert (title, entry["STATUS"], entry["SEQUENCE"]) == ("Capacity", "CONFIRMED", 0)
    assert entry["UID"].startswith(f"event-{row.event_id}@")
    assert f"/tickets/{row.id}" in entry["DESCRIPTION"]
    assert entry["DTSTART"].params["TZID"] == "Europe/London"
    text = api().get(path).content.decode()
    assert "BEGIN:VTIMEZONE" in text
    assert row.code not in text
    assert user.email not in text


def test_an_unchanged_calendar_is_not_sent_again() -> None:
    user = UserFactory()
    row = RegistrationFactory(person=user)
    path = feed_of(user)
    first = api().get(path)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        again = api().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.filter(pk=row.event_id).update(title="Another title")
    assert api().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "private" in first["Cache-Control"]


def test_what_ended_stays_as_cancelled_and_what_moved_counts_on() -> None:
    user: Any = UserFactory()
    given_up, called_off, moved = (event_with_ticket(title=title) for title in ("Up", "Off", "Moved"))
    for ticket in (given_up, called_off, moved):
        place(ticket, user)
    services.registration_cancel_own(
        registration=Registration.objects.select_related("event", "organization", "ticket_type").get(
            event=given_up.event
        ),
        actor_id=user.id,
        now=clock.now(),
    )
    path = feed_of(user)
    event_cancel(event=called_off.event, actor_id=new_id(), reason="Ill.", now=clock.now())
    Event.objects.filter(pk=moved.event_id).update(sequence=3)
    drain()
    found = {title: (one["STATUS"], one["SEQUENCE"]) for title, one in entries(path).items()}
    assert found == {"Up": ("CANCELLED", 1), "Off": ("CANCELLED", 2), "Moved": ("CONFIRMED", 3)}
    place(given_up, user)
    again = entries(path)["Up"]
    assert (again["STATUS"], again["SEQUENCE"]) == ("CONFIRMED", 2), "registered anew, the same entry stands again"


def test_a_place_that_was_passed_on_is_cancelled_here_and_confirmed_there() -> None:
    user, other = UserFactory(), UserFactory()
    row = RegistrationFactory(person=user, ticket_type=event_with_ticket(title="Capacity"))
    services.registration_transfer(registration=row, name="O", email=other.email, actor_id=user.pk, now=clock.now())
    assert entries(feed_of(user))["Capacity"]["STATUS"] == "CANCELLED"
    assert entries(feed_of(other))["Capacity"]["STATUS"] == "CONFIRMED"


def test_an_event_leaves_the_calendar_a_year_after_it_was_over() -> None:
    user = UserFactory()
    RegistrationFactory(person=user)
    path = feed_of(user)
    with time_machine.travel(tomorrow(17) + timedelta(days=364)):
        assert len(entries(path)) == 1
    with time_machine.travel(tomorrow(17) + timedelta(days=366)):
        assert entries(path) == {}


@pytest.mark.happy
def test_a_new_address_ends_the_old_one_and_it_can_be_taken_back() -> None:
    user = UserFactory()
    assert api(user).get(ADDRESS).json() == {"address": None, "made_at": None}
    old, new = feed_of(user), feed_of(user)
    assert api().get(old).json()["code"] == "calendar_not_found"
    assert api().get(new).status_code == 200
    assert api(user).get(ADDRESS).json()["address"].endswith(new)
    for _ in range(2):
        assert api(user).delete(ADDRESS).status_code == 204
    assert api().get(new).status_code == 404


def test_an_address_cannot_be_made_up_from_the_table_or_for_somebody_else() -> None:
    user, other = UserFactory(), UserFactory()
    path = feed_of(user)
    key = CalendarFeed.objects.get().key
    for forged in (key, f"{key}.AAAAAAAAAAAAAAAAAAAAAA", f"{key}.", services.registration_token(RegistrationFactory())):
        assert api().get(f"{ADDRESS}{forged}.ics").status_code == 404
    for method in ("get", "post", "delete"):
        assert getattr(api(), method)(ADDRESS).status_code == 401
    assert api(other).get(ADDRESS).json()["address"] is None
    assert api().get(path).status_code == 200


def test_the_calendar_of_who_has_left_is_gone() -> None:
    user: Any = UserFactory()
    path = feed_of(user)
    account_erase(user_id=user.id, actor_id=user.id, now=clock.now())
    drain()
    assert api().get(path).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_a_calendar_costs_the_same_for_one_place_and_for_twenty() -> None:
    user = UserFactory()
    RegistrationFactory(person=user)
    path = feed_of(user)

    def read() -> None:
        assert api().get(path).status_code == 200

    one = queries(read)
    RegistrationFactory.create_batch(20, person=user)
    assert queries(read) == one
