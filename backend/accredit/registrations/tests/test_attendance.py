"""From what sources tell to minutes, and what a person's correction does to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core.models import OutboxEvent
from accredit.core.testing import drain
from accredit.events.models import Event, Session
from accredit.events.services import event_complete, session_window_set
from accredit.events.tests.factories import SessionFactory, event_with_ticket, tomorrow
from accredit.registrations import services
from accredit.registrations.exceptions import IntervalNotPossible
from accredit.registrations.models import AttendanceInterval, Registration, Scan, SessionAttendance
from accredit.registrations.rules.registrations import IntervalSource, ScanDirection, ScanResult
from accredit.registrations.rules.tickets import ticket_code

from .factories import RegistrationFactory

pytestmark = pytest.mark.django_db
IN, OUT = ScanDirection.ENTRY, ScanDirection.EXIT


def registered(**fields: Any) -> Registration:
    made: Registration = RegistrationFactory(ticket_type=event_with_ticket(**fields))
    return made


def tell(registration: Registration, first: datetime, beyond: datetime | None, *, name: str = "a") -> None:
    services.interval_record(
        registration=registration,
        source=IntervalSource.ZOOM,
        external_id=name,
        starts_at=first,
        ends_at=beyond,
        now=tomorrow(18),
    )


def complete(event: Event) -> None:
    event.refresh_from_db()
    event_complete(event=event, actor_id=None, now=tomorrow(18))
    drain(now=tomorrow(18))


def minutes(registration: Registration) -> list[int]:
    rows = SessionAttendance.objects.filter(registration=registration).order_by("session__starts_at")
    return [row.counted_seconds // 60 for row in rows]


def status(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.status


def pass_door(registration: Registration, direction: ScanDirection, at: datetime, **fields: Any) -> services.Scanned:
    request = services.ScanRequest(
        text=fields.pop("text", None) or services.ticket_of(registration),
        nonce=fields.pop("nonce", None) or uuid4(),
        direction=direction,
        scanned_at=at,
        **fields,
    )
    actor: Any = UserFactory()
    return services.scan(event=registration.event, request=request, actor_id=actor.id, now=max(at, tomorrow(9)))


@pytest.mark.happy
def test_minutes_follow_from_what_was_told_whatever_the_order_and_however_often() -> None:
    first, second = registered(), registered()
    facts = [("a", tomorrow(9), tomorrow(10)), ("b", tomorrow(11), None), ("b", tomorrow(11), tomorrow(12))]
    for one, order in ((first, facts), (second, [*reversed(facts), *facts])):
        for name, begin, end in order:
            tell(one, begin, end, name=name)
        complete(one.event)
    assert minutes(first) == minutes(second) == [120]
    assert status(first) == status(second) == "attended"


def test_who_was_never_seen_is_absent_and_comes_back_with_late_proof() -> None:
    registration = registered()
    complete(registration.event)
    assert (status(registration), minutes(registration)) == ("absent", [0])
    tell(registration, tomorrow(9), tomorrow(10))
    drain(now=tomorrow(19))
    assert (status(registration), minutes(registration)) == ("attended", [60])


def test_working_out_again_is_no_news() -> None:
    registration = registered()
    tell(registration, tomorrow(9), tomorrow(10))
    complete(registration.event)
    told = OutboxEvent.objects.filter(name="registrations.attendance_recorded")
    assert told.count() == 1
    assert services.attendance_recompute(event_id=registration.event_id, now=tomorrow(20)) == 0
    assert told.count() == 1


def test_another_window_counts_everybody_again() -> None:
    registration = registered()
    tell(registration, tomorrow(9), tomorrow(17))
    complete(registration.event)
    assert minutes(registration) == [480]
    actor: Any = UserFactory()
    session_window_set(
        session=Session.objects.get(event=registration.event),
        actor_id=actor.id,
        starts_at=tomorrow(9),
        ends_at=tomorrow(11),
        reason="Fire alarm",
        now=tomorrow(18),
    )
    drain(now=tomorrow(18))
    assert minutes(registration) == [120]


def test_a_correction_keeps_what_it_corrects() -> None:
    registration = registered()
    actor: Any = UserFactory()
    tell(registration, tomorrow(9), tomorrow(17))
    wrong = AttendanceInterval.objects.get()
    services.interval_correct(
        registration=registration,
        actor_id=actor.id,
        reason="The laptop stayed on.",
        starts_at=tomorrow(9),
        ends_at=tomorrow(10),
        replaces=wrong,
        now=tomorrow(18),
    )
    complete(registration.event)
    assert minutes(registration) == [60]
    wrong.refresh_from_db()
    assert (wrong.starts_at, wrong.ends_at, wrong.withdrawn_at) == (tomorrow(9), tomorrow(17), tomorrow(18))
    assert OutboxEvent.objects.filter(name="registrations.attendance_corrected").count() == 1
    with pytest.raises(IntervalNotPossible):
        services.interval_correct(
            registration=registration,
            actor_id=actor.id,
            reason=" ",
            starts_at=tomorrow(9),
            ends_at=tomorrow(10),
            now=tomorrow(18),
        )


def test_minutes_are_counted_session_by_session() -> None:
    registration = registered(ends_at=tomorrow(12))
    SessionFactory(event=registration.event, starts_at=tomorrow(14), ends_at=tomorrow(16))
    SessionFactory(event=registration.event, kind="break", starts_at=tomorrow(12), ends_at=tomorrow(14))
    Event.objects.filter(pk=registration.event_id).update(ends_at=tomorrow(16))
    tell(registration, tomorrow(11), tomorrow(15))
    complete(registration.event)
    assert minutes(registration) == [60, 60]


@pytest.mark.happy
def test_the_door_lets_in_once_and_counts_until_the_exit() -> None:
    registration = registered()
    assert pass_door(registration, IN, tomorrow(9)).result == ScanResult.OK
    assert pass_door(registration, IN, tomorrow(10)).result == ScanResult.ALREADY_IN
    assert services.inside_count(event=registration.event) == 1
    assert pass_door(registration, OUT, tomorrow(11)).result == ScanResult.OK
    assert pass_door(registration, OUT, tomorrow(12)).result == ScanResult.NOT_IN
    assert services.inside_count(event=registration.event) == 0
    complete(registration.event)
    assert minutes(registration) == [120]


def test_the_same_act_sent_again_is_the_same_act() -> None:
    registration = registered()
    nonce = uuid4()
    first = pass_door(registration, IN, tomorrow(9), nonce=nonce)
    again = pass_door(registration, IN, tomorrow(9), nonce=nonce)
    assert first == again
    assert Scan.objects.count() == 1


def test_two_phones_that_were_offline_end_with_the_same_whoever_sends_first() -> None:
    passages = [(IN, tomorrow(9)), (OUT, tomorrow(10)), (IN, tomorrow(11)), (OUT, tomorrow(12))]
    found = []
    for order in ([0, 1, 2, 3], [2, 3, 0, 1], [3, 1, 0, 2]):
        registration = registered()
        for place in order:
            pass_door(registration, *passages[place], was_offline=True)
        complete(registration.event)
        found.append(minutes(registration))
    assert found == [[120], [120], [120]]


def test_what_is_no_ticket_of_ours_is_said_and_kept() -> None:
    registration, elsewhere = registered(), registered()
    same_house = RegistrationFactory(ticket_type=event_with_ticket(organization=registration.organization))
    sealed = services.ticket_of(registration)
    assert pass_door(registration, IN, tomorrow(9), text="rubbish").result == ScanResult.UNKNOWN
    assert (
        pass_door(registration, IN, tomorrow(9), text=sealed[:-1] + ("B" if sealed[-1] == "A" else "A")).result
        == ScanResult.UNKNOWN
    )
    assert pass_door(registration, IN, tomorrow(9), text=services.ticket_of(elsewhere)).result == ScanResult.UNKNOWN, (
        "another tenant's ticket is unknown here"
    )
    assert (
        pass_door(registration, IN, tomorrow(9), text=services.ticket_of(same_house)).result == ScanResult.OTHER_EVENT
    )
    assert Scan.objects.count() == 4
    assert services.inside_count(event=registration.event) == 0


def test_a_refused_ticket_gets_in_when_somebody_says_so() -> None:
    registration = registered()
    Registration.objects.update(blocked_reason="Owes a fee")
    assert pass_door(registration, IN, tomorrow(9)).result == ScanResult.BLOCKED
    assert services.inside_count(event=registration.event) == 0
    forced = pass_door(registration, IN, tomorrow(9) + timedelta(minutes=1), forced=True)
    assert (forced.result, services.inside_count(event=registration.event)) == (ScanResult.BLOCKED, 1)


def test_a_device_far_ahead_of_time_is_not_believed() -> None:
    registration = registered()
    row = services.scan(
        event=registration.event,
        request=services.ScanRequest(services.ticket_of(registration), uuid4(), IN, tomorrow(15)),
        actor_id=UserFactory().id,
        now=tomorrow(9),
    )
    assert row.scanned_at == tomorrow(9)


def test_a_typed_code_is_forgiven_its_case_and_blanks() -> None:
    text = services.ticket_of(registered())
    assert ticket_code(f" {text.lower()} ", key=b"another key") is None
    assert text.startswith("ACC1.")
