"""Times at the edge of the calendar, rules of repetition that end never, and tickets whose places are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.events import services
from accredit.events.exceptions import CapacityTaken, RepetitionNotPossible
from accredit.events.models import Event, Session, TicketType
from accredit.events.services.repetition import occurrences
from accredit.organizations.tests.factories import member

from .factories import CapacityFactory, SessionFactory, event_with_ticket, tomorrow

pytestmark = pytest.mark.django_db
ACTOR = new_id()
START = datetime(2026, 12, 10, 9, tzinfo=UTC)


def organizer(event: Event) -> Any:
    return api(member(event.organization, "organizer"), event.organization)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0;UNTIL=20270101",
        "FREQ=DAILY;INTERVAL=00;COUNT=900000000",
        "FREQ=YEARLY;INTERVAL=999999;COUNT=5",
        "FREQ=DAILY;COUNT=5;BYDAY=",
        "FREQ=;COUNT=5",
        "COUNT=5",
        "RDATE:COUNT=5",
        "EXRULE:FREQ=DAILY;COUNT=5",
        "FREQ=DAILY;COUNT=5;BYSETPOS=0",
        "FREQ=DAILY;COUNT=5;BYMONTH=99",
        "FREQ=YEARLY;INTERVAL=100;COUNT=5",
    ],
)
def test_a_rule_that_gives_no_dates_is_refused_in_good_time(rule: str) -> None:
    with pytest.raises(RepetitionNotPossible):
        occurrences(rule, START, "Europe/London")


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "code"),
    [
        ("0001-01-01T00:00:00Z", "2026-12-10T10:00:00Z", "out_of_range"),
        ("2026-12-10T09:00:00Z", "9999-12-31T23:59:59Z", "out_of_range"),
        ("2026-12-10T09:00:00Z", "2107-12-10T09:00:00Z", "too_long"),
    ],
)
def test_a_session_has_times_that_can_be_said_in_every_zone_and_counted(
    starts_at: str, ends_at: str, code: str
) -> None:
    event = event_with_ticket(status="draft").event
    session = SessionFactory(event=event)
    client, at = organizer(event), f"/api/events/{event.id}/sessions/"
    times = {"starts_at": starts_at, "ends_at": ends_at}
    for answer in (
        client.post(at, {"title": "Morning", **times}, format="json"),
        client.patch(f"{at}{session.id}/", times, format="json"),
        client.put(f"{at}{session.id}/window/", {**times, "reason": "Fire alarm"}, format="json"),
    ):
        assert answer.status_code == 422
        assert [one["code"] for one in answer.json()["errors"]] == [code]


@pytest.mark.parametrize("starts_at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_copy_begins_at_a_time_that_can_be_said_in_every_zone(starts_at: str) -> None:
    event = event_with_ticket().event
    answer = organizer(event).post(f"/api/events/{event.id}/duplicate/", {"starts_at": starts_at}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "repetition_not_possible")
    assert Event.objects.count() == 1


def test_what_cannot_be_moved_so_far_keeps_the_copy_from_being_made() -> None:
    ticket = event_with_ticket()
    TicketType.objects.update(sale_ends_at=datetime(9999, 12, 31, 23, tzinfo=UTC))
    with pytest.raises(RepetitionNotPossible):
        later = tomorrow(9) + timedelta(days=30)
        services.event_duplicate(event=ticket.event, actor_id=ACTOR, starts_at=later, now=clock.now())
    assert Event.objects.count() == 1


def test_a_ticket_keeps_its_capacity_once_places_of_it_are_taken() -> None:
    ticket = event_with_ticket(size=5)
    other = CapacityFactory(event=ticket.event, size=5)
    change: dict[str, Any] = {
        "ticket_type": ticket,
        "actor_id": ACTOR,
        "changes": {"capacity": other},
        "now": clock.now(),
    }
    services.places_take(capacity_id=ticket.capacity_id, count=1)
    with pytest.raises(CapacityTaken):
        services.ticket_type_update(**change)
    services.ticket_type_update(**change | {"changes": {"capacity": ticket.capacity, "name": "Early"}})
    ticket.refresh_from_db()
    assert (ticket.name, ticket.capacity_id == other.id) == ("Early", False)
    services.places_give_back(
        capacity_id=ticket.capacity_id, event_id=ticket.event_id, organization_id=ticket.organization_id, count=1
    )
    services.ticket_type_update(**change)
    ticket.refresh_from_db()
    assert ticket.capacity_id == other.id


def test_a_night_in_which_the_clock_leaves_out_an_hour_keeps_its_length() -> None:
    event = event_with_ticket(time_zone="Europe/London").event
    evening = datetime(2027, 3, 26, 22, tzinfo=UTC)
    Session.objects.filter(event=event).update(starts_at=evening, ends_at=evening + timedelta(hours=1))
    first, last = datetime(2027, 3, 27, 1, 15, tzinfo=UTC), datetime(2027, 3, 27, 2, 10, tzinfo=UTC)
    SessionFactory(event=event, title="Night", starts_at=first, ends_at=last)
    Event.objects.filter(pk=event.pk).update(starts_at=evening, ends_at=last)
    event.refresh_from_db()
    [copy] = services.series_create(event=event, actor_id=ACTOR, rule="FREQ=DAILY;COUNT=2", now=clock.now())
    night = Session.objects.get(event=copy, title="Night")
    assert (night.starts_at, night.ends_at) == (first + timedelta(days=1), last + timedelta(days=1))
    assert (copy.starts_at, copy.ends_at) == (evening + timedelta(days=1), night.ends_at)
