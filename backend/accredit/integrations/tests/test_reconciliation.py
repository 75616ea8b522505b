"""Those whom nobody knows: a person's decision, remembered, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain, queries
from accredit.events.models import Event, EventSeries
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.integrations.models import ParticipantFact, ReconciliationItem, ZoomInstance, ZoomMeeting
from accredit.integrations.services import resolve_owe_events
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import member
from accredit.registrations.models import AttendanceInterval, Registration
from accredit.registrations.services import interval_correct
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import EventZoomFactory, ReconciliationItemFactory, ZoomMeetingFactory

pytestmark = pytest.mark.django_db
BASE = "/api/registrations/reconciliation/"


def held(**fields: Any) -> Registration:
    """Somebody's place in an event with a meeting."""
    ticket = event_with_ticket(format="online", **fields)
    EventZoomFactory(event=ticket.event)
    ZoomMeetingFactory(event=ticket.event, session=ticket.event.sessions.get())
    row: Registration = RegistrationFactory(ticket_type=ticket, person=None, email="ada@example.org", name="Ada")
    return row


def seen(event: Event, *, participant: str = "16", uuid: str = "u1", **told: Any) -> None:
    """Somebody was in the meeting from nine to eleven, as the report says."""
    meeting = ZoomMeeting.objects.get(event=event)
    instance, _ = ZoomInstance.objects.get_or_create(meeting=meeting, uuid=uuid, organization=event.organization)
    ParticipantFact.objects.create(
        organization=event.organization,
        instance=instance,
        kind="reported",
        participant=participant,
        at=tomorrow(9),
        until=tomorrow(11),
        **told,
    )
    resolve_owe_events(event_ids=[event.pk])
    drain()


def staff(event: Event) -> Any:
    return api(member(event.organization, Role.ORGANIZER), event.organization)


def decide(event: Event, item: ReconciliationItem, **given: Any) -> Any:
    answer = staff(event).post(f"{BASE}{item.id}/decide/", given, format="json")
    drain()
    return answer


def counted(registration: Registration) -> int:
    """Hours that stand."""
    rows = AttendanceInterval.objects.filter(registration=registration, withdrawn_at=None)
    return sum(((one.ends_at or one.starts_at) - one.starts_at for one in rows), timedelta()) // timedelta(hours=1)


@pytest.mark.happy
def test_somebody_unknown_is_assigned_and_counts(zoom: Any) -> None:
    row = held()
    seen(row.event, name="Conference room", account_id="z9")
    listed = staff(row.event).get(BASE, {"event": str(row.event_id), "status": "open"}).json()["results"]
    assert [(one["name"], one["seconds"], one["joins"], one["status"]) for one in listed] == [
        ("Conference room", 7200, 1, "open")
    ]
    assert counted(row) == 0
    item = ReconciliationItem.objects.get()
    answer = decide(row.event, item, decision="assign", registration=str(row.id))
    assert (answer.status_code, answer.json()["status"]) == (200, "assigned")
    assert answer.json()["registration"]["id"] == str(row.id)
    assert counted(row) == 2
    assert OutboxEvent.objects.filter(name="integrations.participant_decided").count() == 1


def test_a_decision_is_remembered_for_the_next_occurrence_and_can_be_undone(zoom: Any) -> None:
    row = held()
    seen(row.event, account_id="z9")
    item = ReconciliationItem.objects.get()
    decide(row.event, item, decision="assign", registration=str(row.id))
    seen(row.event, uuid="u2", participant="44", account_id="z9")
    assert counted(row) == 4
    assert ReconciliationItem.objects.get().status == "assigned"
    undone = staff(row.event).post(f"{BASE}{item.id}/undo/")
    drain()
    assert (undone.status_code, undone.json()["status"], undone.json()["registration"]) == (200, "open", None)
    assert counted(row) == 0
    assert AttendanceInterval.objects.filter(registration=row).count() == 2, "what was taken back stays in the record"
    assert staff(row.event).post(f"{BASE}{item.id}/undo/").json()["code"] == "not_decided"
    decide(row.event, item, decision="assign", registration=str(row.id))
    assert counted(row) == 4


def test_a_decision_holds_for_the_series_for_the_same_persons_place(zoom: Any) -> None:
    first = held()
    series = EventSeries.objects.create(organization=first.organization, title="Grand rounds", rule="FREQ=WEEKLY")
    second = held(organization=first.organization)
    Event.objects.filter(pk__in=[first.event_id, second.event_id]).update(series=series)
    for row in (first, second):
        seen(row.event, account_id="z9")
    item = ReconciliationItem.objects.get(event=first.event)
    decide(first.event, item, decision="assign", registration=str(first.id))
    assert (counted(first), counted(second)) == (2, 2)
    elsewhere = held(organization=first.organization)
    seen(elsewhere.event, account_id="z9")
    assert counted(elsewhere) == 0, "another event is none of the series"


def test_a_guest_is_decided_about_for_that_time_only(zoom: Any) -> None:
    row = held()
    seen(row.event, name="iPhone")
    decide(row.event, ReconciliationItem.objects.get(), decision="assign", registration=str(row.id))
    seen(row.event, uuid="u2", name="iPhone")
    assert counted(row) == 2
    assert ReconciliationItem.objects.filter(status="open").count() == 1


def test_who_is_ignored_stays_so(zoom: Any) -> None:
    row = held()
    seen(row.event, account_id="bot")
    answer = decide(row.event, ReconciliationItem.objects.get(), decision="ignore")
    assert (answer.status_code, answer.json()["status"]) == (200, "ignored")
    seen(row.event, uuid="u2", account_id="bot")
    assert [one.status for one in ReconciliationItem.objects.all()] == ["ignored"]


def test_a_second_decision_is_refused(zoom: Any) -> None:
    row = held()
    seen(row.event, account_id="z9")
    item = ReconciliationItem.objects.get()
    decide(row.event, item, decision="ignore")
    again = decide(row.event, item, decision="assign", registration=str(row.id))
    assert (again.status_code, again.json()["code"]) == (409, "already_decided")
    assert counted(row) == 0


def test_what_a_person_has_withdrawn_stays_withdrawn(zoom: Any) -> None:
    row = held()
    seen(row.event, account_id="z9")
    decide(row.event, ReconciliationItem.objects.get(), decision="assign", registration=str(row.id))
    actor = member(row.organization, Role.ORGANIZER)
    interval_correct(
        registration=row,
        actor_id=actor.id,
        reason="Left the laptop on.",
        starts_at=None,
        ends_at=None,
        replaces=AttendanceInterval.objects.get(),
        now=clock.now(),
    )
    seen(row.event, uuid="u2", participant="44", account_id="other")
    resolve_owe_events(event_ids=[row.event_id])
    drain()
    assert counted(row) == 0


def test_bad_decisions_are_named(zoom: Any) -> None:
    row, elsewhere = held(), held()
    item: Any = ReconciliationItemFactory(event=row.event)
    assert decide(row.event, item, decision="assign").status_code == 422
    assert decide(row.event, item, decision="perhaps").status_code == 400
    foreign = decide(row.event, item, decision="assign", registration=str(elsewhere.id))
    assert foreign.json()["code"] == "registration_not_found"
    assert staff(row.event).get(BASE, {"status": "lost"}).status_code == 400


def test_the_queue_costs_the_same_for_one_and_for_many(zoom: Any) -> None:
    row = held()
    client = staff(row.event)
    ReconciliationItemFactory(event=row.event)

    def ask() -> Any:
        return client.get(BASE, {"event": str(row.event_id)})

    few = queries(ask)
    ReconciliationItemFactory.create_batch(19, event=row.event)
    assert queries(ask) == few
    assert len(ask().json()["results"]) == 20
