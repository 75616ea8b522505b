"""People who are counted stand as each of them does who is looked at: the figures never say other than the gate."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory
from accredit.certificates.models import Gate
from accredit.certificates.rules.acts import has_live
from accredit.certificates.rules.gates import Clause
from accredit.certificates.selectors.dry_run import gate_dry_run
from accredit.certificates.selectors.event_crowd import crowd
from accredit.certificates.selectors.event_gates import admitted, gate_of_event, registration_status
from accredit.certificates.services import certificate_revoke, event_standing
from accredit.certificates.services.event_issuing import Issuer
from accredit.certificates.services.event_standing import people_short
from accredit.core import clock
from accredit.core.testing import drain
from accredit.events.models import Event, TicketType
from accredit.events.tests.factories import SessionFactory, event_with_ticket
from accredit.feedback.models import SurveyParticipation
from accredit.feedback.tests.factories import SurveyFactory
from accredit.registrations.models import Registration, SessionAttendance
from accredit.registrations.tests.factories import RegistrationFactory

from .event_factories import BEGIN, END, ISSUED, LATER, OVER, attend, certificate_of, complete_event

pytestmark = pytest.mark.django_db
EVERYTHING: list[dict[str, Any]] = [
    {"kind": "attendance", "percent": 80},
    {"kind": "attendance", "percent": 50, "at_least": 2},
    {"kind": "survey"},
    {"kind": "paid"},
    {"kind": "identity"},
]
PAID = {"paid_at": clock.now(), "status": "paid"}
STANDINGS: list[dict[str, Any] | None] = [None, PAID, {}, {**PAID, "status": "disputed"}]


def asks(event: Event, clauses: list[dict[str, Any]]) -> None:
    Gate.objects.update_or_create(event=event, defaults={"organization": event.organization, "clauses": clauses})


def somebody(ticket: TicketType, luck: random.Random) -> Registration:
    """A place in any state that counts, with or without an account, paid for or not, answered or not."""
    status = luck.choice(["confirmed", "attended", "attended", "absent", "cancelled"])
    fields: dict[str, Any] = {"ticket_type": ticket, "status": status}
    if luck.random() < 0.15:
        fields |= {"person": None, "booked_by": None}
    row: Registration = RegistrationFactory(**fields)
    if row.person is not None:
        row.person.email_verified_at = luck.choice([None, BEGIN, BEGIN])
        row.person.legal_name_confirmed_at = luck.choice([None, BEGIN, BEGIN, BEGIN])
        row.person.save()
    if (order := luck.choice([*STANDINGS, PAID, PAID])) is not None:
        line = OrderLineFactory(order=OrderFactory(**order), claims_item=luck.random() < 0.8)
        Registration.objects.filter(pk=row.pk).update(order_line_id=line.id)
    return row


def counted(row: Registration, luck: random.Random) -> None:
    """Minutes in some sessions, also of a window that was another then."""
    for session in row.event.sessions.all():
        window = luck.choice([28800, 28800, 7200])
        seconds = luck.choice([0, window // 2, window * 8 // 10 - 1, window * 8 // 10, window])
        if luck.random() < 0.7:
            SessionAttendance.objects.create(
                organization=row.organization,
                registration=row,
                session=session,
                event=row.event,
                counted_seconds=seconds,
                window_seconds=window,
                computed_at=BEGIN,
            )


def crowded(seed: int, *, people: int = 60) -> Event:
    """An event of two sessions and a break, with people of all kinds and a survey that half of them answered."""
    luck = random.Random(seed)  # noqa: S311 - the same people each time
    ticket = event_with_ticket(price=1000)
    SessionFactory(event=ticket.event)
    SessionFactory(event=ticket.event, kind="break")
    survey: Any = SurveyFactory(event=ticket.event)
    for _ in range(people):
        row = somebody(ticket, luck)
        counted(row, luck)
        if luck.random() < 0.6:
            SurveyParticipation.objects.create(
                organization=row.organization, survey=survey, registration=row, answered_on=BEGIN.date()
            )
    return ticket.event


def one_by_one(event: Event) -> tuple[int, int, int, dict[str, int]]:
    """People, past the gate or certified, due, and what the others lack: each looked at by the issuer itself."""
    issuer, people, met, due = Issuer(event), 0, 0, 0
    lacks: dict[str, int] = {}
    for person, past in issuer.people(list(admitted(event.id))):
        status = registration_status(issuer.gate, person)
        people, due = people + 1, due + issuer.is_due(person, past)
        if status.met or has_live(past):
            met += 1
            continue
        for result in status.results:
            if not result.met:
                lacks[result.text] = lacks.get(result.text, 0) + 1
    return people, met, due, lacks


def at_once(event: Event) -> tuple[int, int, int, dict[str, int]]:
    found = event_standing(event=event)
    return found.people, found.met, found.due, {one.text: one.people for one in found.clauses}


def clauses_of(event: Event) -> list[Clause]:
    return list(gate_of_event(event.id).clauses)


@pytest.mark.happy
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_asked_the_count_is_that_of_looking_at_each(seed: int) -> None:
    event = crowded(seed)
    event.completed_at = END
    first = str(event.sessions.filter(kind="session").order_by("starts_at", "id")[0].id)
    gates: list[list[dict[str, Any]]] = [
        EVERYTHING,
        EVERYTHING[:1],
        [{"kind": "attendance", "minutes": 100, "session_ids": [first]}],
        [{"kind": "attendance", "percent": 80}, {"kind": "survey"}],
        [{"kind": "attendance", "percent": 80, "session_ids": ["00000000-0000-4000-8000-000000000000"]}],
        [{"kind": "attendance", "percent": 10}, {"kind": "paid"}, {"kind": "identity"}],
    ]

    for clauses in gates:
        asks(event, clauses)

        assert at_once(event) == one_by_one(event)


@pytest.mark.parametrize("seed", [4, 5])
def test_the_figures_say_what_the_dry_run_of_the_gate_says(seed: int) -> None:
    event = crowded(seed)
    asks(event, [{"kind": "attendance", "percent": 50}, {"kind": "survey"}])

    tried = gate_dry_run(event, clauses_of(event))
    found = event_standing(event=event)

    assert (found.people, found.met) == (tried.people, tried.met_now)
    assert 0 < found.met < found.people
    assert {one.text: one.people for one in found.clauses} == {
        one.text: one.asked - one.met for one in tried.clauses if one.met < one.asked
    }


def test_certificates_those_revoked_by_hand_and_those_who_are_short_are_told_apart() -> None:
    ticket = event_with_ticket()
    revoked = attend(ticket)
    attend(ticket)
    attend(ticket, 60, name="Short")
    short = {"Attend at least 80% of the event": 1}

    complete_event(ticket.event, until=None)
    assert at_once(ticket.event) == one_by_one(ticket.event) == (3, 2, 2, short)

    drain(now=ISSUED)
    assert at_once(ticket.event) == one_by_one(ticket.event) == (3, 2, 0, short)

    certificate_revoke(certificate=certificate_of(revoked), reason="Not theirs.", actor_id=UserFactory().id, now=LATER)
    drain(now=LATER)
    assert at_once(ticket.event) == one_by_one(ticket.event) == (3, 2, 0, short)
    assert [one.person.registration.name for one in people_short(event=ticket.event)] == ["Short"]


def test_nobody_is_due_before_the_event_is_over() -> None:
    ticket = event_with_ticket()
    attend(ticket)
    drain(now=OVER)

    assert (event_standing(event=ticket.event).met, event_standing(event=ticket.event).due) == (1, 0)


def test_a_window_that_was_set_later_is_asked_of_those_who_have_no_minutes_in_it() -> None:
    ticket = event_with_ticket()
    attend(ticket)
    other = SessionFactory(event=ticket.event)
    other.actual_starts_at, other.actual_ends_at = BEGIN, BEGIN + timedelta(hours=1)
    other.actual_reason = "It was short."
    other.save()
    asks(ticket.event, EVERYTHING[:1])

    assert at_once(ticket.event) == one_by_one(ticket.event)


def test_costs_the_same_for_one_and_for_many() -> None:
    few, many = crowded(6, people=8), crowded(7, people=30)
    for event in (few, many):
        asks(event, EVERYTHING)

    costs = []
    for event in (few, many):
        with CaptureQueriesContext(connection) as asked:
            crowd(event, clauses_of(event))
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 10
