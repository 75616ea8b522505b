"""Sessions that run beside each other: minutes count in each of them, and credit is earned once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core.testing import drain
from accredit.events.tests.factories import EventCreditFactory, SessionFactory, event_with_ticket
from accredit.registrations.models import AttendanceInterval
from accredit.registrations.services import attendance_owe

from .event_factories import BEGIN, END, LATER, attend, certificate_of, complete_event
from .test_event_issuing import gate, rule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_an_hour_in_two_rooms_at_once_is_an_hour_of_credit() -> None:
    ticket = event_with_ticket(starts_at=BEGIN, ends_at=END)
    credit_type = CreditTypeFactory()
    rule(credit_type)
    EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=900)
    SessionFactory(event=ticket.event, starts_at=BEGIN + HOUR, ends_at=END - HOUR)
    gate(ticket.event, {"kind": "attendance", "minutes": 60})
    row = attend(ticket, 200 * 60)
    complete_event(ticket.event)
    found = certificate_of(row)
    assert found.attendance is not None
    assert found.attendance["counted_seconds"] == (200 + 140) * 60
    assert [line["amount_hundredths"] for line in found.credits] == [400]


def test_working_out_again_in_sessions_side_by_side_raises_no_doubt() -> None:
    ticket = event_with_ticket(starts_at=BEGIN, ends_at=END)
    credit_type = CreditTypeFactory()
    rule(credit_type)
    EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=900)
    SessionFactory(event=ticket.event, starts_at=BEGIN, ends_at=END)
    gate(ticket.event, {"kind": "attendance", "minutes": 60}, when_changed="revoke")
    row = attend(ticket, 200 * 60)
    complete_event(ticket.event)
    before = certificate_of(row)
    AttendanceInterval.objects.update(ends_at=BEGIN + timedelta(minutes=205))
    attendance_owe(event_id=ticket.event_id)
    drain(now=LATER)
    assert (certificate_of(row).id, before.credits[0]["amount_hundredths"]) == (before.id, 400)
    AttendanceInterval.objects.update(ends_at=BEGIN + timedelta(minutes=250))
    attendance_owe(event_id=ticket.event_id)
    drain(now=LATER + HOUR)
    assert certificate_of(row).credits[0]["amount_hundredths"] == 500
