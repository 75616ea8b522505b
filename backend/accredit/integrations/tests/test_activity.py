"""What has happened in an event, on its overview."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from accredit.billing.models import Refund, RefundLine
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, PaymentFactory
from accredit.certificates.tests.event_factories import certified_by_event
from accredit.core import clock
from accredit.core.testing import api, assert_same_queries
from accredit.events.models import Event
from accredit.events.tests.factories import event_with_ticket
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations.models import Registration, Scan
from accredit.registrations.tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


def url(event: Event) -> str:
    return f"/api/events/{event.id}/activity/"


def organizer(event: Event, role: str = "organizer") -> Any:
    return api(member(event.organization, role), event.organization)


def acts(event: Event) -> list[tuple[str, str]]:
    return [(one["kind"], one["name"]) for one in organizer(event).get(url(event)).json()["results"]]


def scanned(row: Registration, result: str = "ok", **fields: Any) -> None:
    Scan.objects.create(
        organization=row.organization,
        event=row.event,
        registration=row,
        nonce=uuid4(),
        direction="entry",
        result=result,
        scanned_by_id=row.person_id or row.id,
        **({"scanned_at": clock.now(), "received_at": clock.now()} | fields),
    )


def paid_back(row: Registration, status: str = "succeeded") -> None:
    line = OrderLineFactory(order=OrderFactory(), organization=row.organization)
    Registration.objects.filter(pk=row.pk).update(order_line_id=line.id)
    refund = Refund.objects.create(
        payment=PaymentFactory(order=line.order), amount=900, currency="EUR", reason="requested", status=status
    )
    RefundLine.objects.create(refund=refund, order_line=line, organization=row.organization, amount=900)


@pytest.mark.happy
def test_says_what_happened_latest_first() -> None:
    ticket, now = event_with_ticket(), clock.now()
    Event.objects.filter(pk=ticket.event_id).update(published_at=now - timedelta(days=9))
    row = RegistrationFactory(ticket_type=ticket, name="Ada", created_at=now - timedelta(days=3))
    gone = RegistrationFactory(ticket_type=ticket, name="Grace", created_at=now - timedelta(days=4))
    Registration.objects.filter(pk=gone.pk).update(status="cancelled", cancelled_at=now - timedelta(days=2))
    scanned(row, scanned_at=now - timedelta(days=1))
    scanned(row, "already_in")
    paid_back(gone)
    paid_back(row, "failed")

    found = organizer(ticket.event).get(url(ticket.event)).json()["results"]

    assert [(one["kind"], one["name"]) for one in found] == [
        ("refunded", "Grace"),
        ("checked_in", "Ada"),
        ("cancelled", "Grace"),
        ("registered", "Ada"),
        ("registered", "Grace"),
        ("published", ""),
    ]
    assert (found[0]["amount"], found[0]["registration"]) == ({"amount": 900, "currency": "EUR"}, str(gone.id))


def test_certificates_and_the_end_of_the_event_are_among_it() -> None:
    certificate = certified_by_event()
    event = certificate.event
    assert event is not None

    kinds = [kind for kind, _ in acts(event)]

    assert {"certified", "completed", "registered"} <= set(kinds)


def test_is_no_more_than_the_last_twenty_and_costs_the_same_for_many() -> None:
    few, many = event_with_ticket(), event_with_ticket()
    RegistrationFactory(ticket_type=few)
    RegistrationFactory.create_batch(25, ticket_type=many)
    clients = {one.event_id: organizer(one.event) for one in (few, many)}

    assert len(acts(many.event)) == 20
    assert_same_queries(
        lambda: clients[few.event_id].get(url(few.event)), lambda: clients[many.event_id].get(url(many.event))
    )


@pytest.mark.isolation
def test_is_for_those_who_manage_events() -> None:
    event, elsewhere = event_with_ticket().event, OrganizationFactory()
    assert organizer(event, "door").get(url(event)).status_code == 403
    assert api(member(elsewhere, "owner"), elsewhere).get(url(event)).status_code == 404
    assert api().get(url(event)).status_code == 401
