"""Writing to those who registered."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, at_once, drain, queries
from accredit.events.models import TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.notifications.models import Notification
from accredit.notifications.services import choice_set
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations import services
from accredit.registrations.models import Message, MessageDelivery, Registration
from accredit.registrations.rules.registrations import RegistrationStatus
from accredit.registrations.services import messages

from .factories import RegistrationFactory

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Where to park", "body": "Please use the <yard>.\n\nBehind the house."}


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def organizer(organization: Organization) -> Any:
    return api(member(organization, "organizer"), organization)


@pytest.fixture
def ticket(organization: Organization) -> TicketType:
    return event_with_ticket(organization=organization)


def write(client: Any, ticket: TicketType, **given: Any) -> Any:
    address = f"/api/registrations/event/{ticket.event_id}/messages/"
    return client.post(address, WORDS | given, format="json")


def told() -> list[str]:
    drain()
    return sorted(one.to[0] for one in mail.outbox)


def log(client: Any, ticket: TicketType) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/api/registrations/event/{ticket.event_id}/messages/").json()["results"]
    return found


@pytest.mark.happy
def test_those_of_the_chosen_statuses_are_written_to(ticket: TicketType, organizer: Any) -> None:
    confirmed = RegistrationFactory(ticket_type=ticket)
    guest = RegistrationFactory(ticket_type=ticket, person=None, booked_by=None)
    RegistrationFactory(ticket_type=ticket, status="absent")
    RegistrationFactory(ticket_type=ticket, status="cancelled")
    RegistrationFactory(ticket_type=event_with_ticket(organization=ticket.organization))
    answer = write(organizer, ticket, statuses=["confirmed", "attended"])
    assert (answer.status_code, answer.json()["recipients"], answer.json()["waiting"]) == (201, 2, 2)
    assert told() == sorted([confirmed.email, guest.email])
    [mine] = [one for one in mail.outbox if one.to[0] == confirmed.email]
    assert isinstance(mine, EmailMultiAlternatives)
    assert (mine.subject, "Please use the <yard>." in mine.body) == ("Where to park", True)
    html = str(mine.alternatives[0][0])
    assert "Please use the &lt;yard&gt;." in html
    assert "account/notifications" in html
    [theirs] = [one for one in mail.outbox if one.to[0] == guest.email]
    assert "?token=" in theirs.body
    assert Notification.objects.get().user_id == confirmed.person_id
    [row] = log(organizer, ticket)
    assert (row["sent"], row["skipped"], row["waiting"], row["subject"]) == (2, 0, 0, "Where to park")
    assert row["statuses"] == ["attended", "confirmed"]


@pytest.mark.happy
def test_people_are_chosen_one_by_one(ticket: TicketType, organizer: Any) -> None:
    chosen, _ = RegistrationFactory.create_batch(2, ticket_type=ticket)
    answer = write(organizer, ticket, registrations=[str(chosen.id)])
    assert (answer.status_code, answer.json()["statuses"]) == (201, [])
    assert told() == [chosen.email]


def test_who_switched_such_messages_off_or_has_no_proven_address_gets_none(ticket: TicketType, organizer: Any) -> None:
    off, unproven = UserFactory(), UserFactory(email_verified_at=None)
    choice_set(user_id=off.pk, kind="registrations.message", mail=False, bell=True)
    for person in (off, unproven):
        RegistrationFactory(ticket_type=ticket, person=person)
    write(organizer, ticket, statuses=["confirmed"])
    assert told() == []
    assert (log(organizer, ticket)[0]["sent"], log(organizer, ticket)[0]["skipped"]) == (0, 2)


def test_who_gives_the_place_up_before_the_mail_goes_out_gets_none(ticket: TicketType, organizer: Any) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    write(organizer, ticket, statuses=["confirmed"])
    Registration.objects.filter(pk=row.pk).update(status="cancelled")
    assert told() == []
    assert MessageDelivery.objects.get().status == "skipped"


def test_a_killed_worker_writes_to_nobody_twice(
    ticket: TicketType, organizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "BATCH", 3)
    RegistrationFactory.create_batch(5, ticket_type=ticket)
    write(organizer, ticket, statuses=["confirmed"])
    message = Message.objects.get()
    real, sent = messages._send, []

    def dying(*given: Any) -> bool:
        went = real(*given)
        sent.append(given)
        if len(sent) == 2:
            raise SystemExit("killed")
        return went

    monkeypatch.setattr(messages, "_send", dying)
    with pytest.raises(SystemExit):
        services.message_deliver(message_id=message.id, batch=0, now=clock.now())
    monkeypatch.setattr(messages, "_send", real)
    for _ in range(2):
        services.message_deliver(message_id=message.id, batch=0, now=clock.now())
    assert len(told()) == len(set(told())) == 5, "the one whose mail had left is not written to again"
    assert sorted(MessageDelivery.objects.values_list("status", flat=True)) == ["sending"] + ["sent"] * 4


def test_while_the_mail_server_is_away_the_batch_waits(
    ticket: TicketType, organizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    RegistrationFactory(ticket_type=ticket)
    write(organizer, ticket, statuses=["confirmed"])

    def away(*given: Any) -> bool:
        raise smtplib.SMTPServerDisconnected

    real = messages._send
    monkeypatch.setattr(messages, "_send", away)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        services.message_deliver(message_id=Message.objects.get().id, batch=0, now=clock.now())
    assert MessageDelivery.objects.get().status == "owed"
    monkeypatch.setattr(messages, "_send", real)
    assert len(told()) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_batch_write_to_each_once() -> None:
    ticket, actor = event_with_ticket(), UserFactory()
    RegistrationFactory.create_batch(12, ticket_type=ticket)
    message = services.message_send(
        event=ticket.event,
        subject="Where to park",
        body="Behind the house.",
        statuses=[RegistrationStatus.CONFIRMED],
        actor_id=actor.pk,
        now=clock.now(),
    )
    at_once([lambda: services.message_deliver(message_id=message.id, batch=0, now=clock.now())] * 4)
    assert len({one.to[0] for one in mail.outbox}) == len(mail.outbox) == 12


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({}, 400, "bad_request"),
        ({"statuses": ["confirmed"], "registrations": [str(new_id())]}, 400, "bad_request"),
        ({"statuses": ["cancelled"]}, 400, "bad_request"),
        ({"statuses": ["confirmed"], "subject": " "}, 400, "bad_request"),
        ({"statuses": ["confirmed"], "body": "x" * 5001}, 400, "bad_request"),
        ({"statuses": ["attended"]}, 422, "nobody_to_tell"),
        ({"registrations": [str(new_id())]}, 404, "registration_not_found"),
    ],
)
def test_a_message_that_cannot_be_is_refused_by_name(
    ticket: TicketType, organizer: Any, change: dict[str, Any], status: int, code: str
) -> None:
    RegistrationFactory(ticket_type=ticket)
    refused = write(organizer, ticket, **change)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Message.objects.exists()


def test_nobody_of_another_event_is_written_to(ticket: TicketType, organizer: Any) -> None:
    other = RegistrationFactory(ticket_type=event_with_ticket(organization=ticket.organization))
    assert write(organizer, ticket, registrations=[str(other.id)]).json()["code"] == "registration_not_found"
    assert told() == []


def test_only_who_manages_events_writes_and_reads_what_was_written(
    organization: Organization, ticket: TicketType
) -> None:
    other = OrganizationFactory()
    callers = {
        401: api(None, organization),
        403: api(member(organization, "door"), organization),
        404: api(member(other, "owner"), other),
    }
    for status, client in callers.items():
        assert write(client, ticket, statuses=["confirmed"]).status_code == status
        assert client.get(f"/api/registrations/event/{ticket.event_id}/messages/").status_code == status
    assert not Message.objects.exists()


def test_the_same_key_writes_once(ticket: TicketType, organizer: Any) -> None:
    RegistrationFactory(ticket_type=ticket)
    address = f"/api/registrations/event/{ticket.event_id}/messages/"
    sent = WORDS | {"statuses": ["confirmed"]}
    for _ in range(2):
        assert organizer.post(address, sent, format="json", headers={"Idempotency-Key": "k"}).status_code == 201
    assert len(told()) == 1


def test_the_log_costs_the_same_for_one_message_and_for_twenty(ticket: TicketType, organizer: Any) -> None:
    RegistrationFactory(ticket_type=ticket)
    write(organizer, ticket, statuses=["confirmed"])
    one = queries(lambda: log(organizer, ticket))
    for _ in range(20):
        write(organizer, ticket, statuses=["confirmed"])
    assert queries(lambda: log(organizer, ticket)) == one
