"""A free place for oneself by the short way: as by the long one, and never on the strength of old knowledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection
from django_tasks_db.models import DBTaskResult
from rest_framework.test import APIClient

from accredit.accounts.models import Session, User
from accredit.accounts.services import session_revoke
from accredit.accounts.services.tokens import pair_for
from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import IdempotencyRecord, Job, OutboxEvent
from accredit.core.testing import at_once, drain, queries
from accredit.events.models import Event, TicketType
from accredit.events.tests.factories import QuestionFactory, event_with_ticket
from accredit.organizations.tests.factories import member
from accredit.registrations.api import quick
from accredit.registrations.models import Registration
from accredit.registrations.tests.test_api_registering import body, register
from accredit.registrations.tests.test_placing import agree

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("elsewhere there is one way")


def session_for(user: Any) -> Session:
    now = clock.now()
    return Session.objects.create(
        user=user, created_at=now, last_used_at=now, current_jti=new_id().hex, expires_at=now + timedelta(days=1)
    )


def signed_in(user: Any, session: Session | None = None) -> APIClient:
    client = APIClient()
    access = pair_for(session or session_for(user), user, now=clock.now()).access
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


def somebody() -> tuple[User, APIClient]:
    user: Any = UserFactory()
    return user, signed_in(user)


def take(ticket: TicketType, **fields: Any) -> Any:
    """Somebody new registers."""
    user, client = somebody()
    return register(client, body(ticket, user.email, **fields))


def columns(row: Any, *without: str) -> dict[str, Any]:
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name not in {"id", "created_at", *without}}


def left_behind(ticket: TicketType) -> list[Any]:
    """All that registering for a ticket wrote, without what differs from one person to the next."""
    row = Registration.objects.get(ticket_type=ticket)
    told = OutboxEvent.objects.get(payload__registration_id=str(row.id))
    owed = Job.objects.get(args=[str(row.id)])
    queued = DBTaskResult.objects.get(args_kwargs={"args": [str(owed.id)], "kwargs": {}})
    kept = IdempotencyRecord.objects.get(caller=str(row.person_id))
    assert (row.person_id, told.actor_id) == (row.booked_by_id, row.person_id)
    assert (len(row.code), owed.unique_key) == (26, f"registrations.confirmation_send:{row.id}")
    assert len({told.request_id, owed.request_id}) == 1
    assert kept.body is not None
    return [
        columns(row, "event_id", "ticket_type_id", "person_id", "booked_by_id", "email", "code", "confirmed_at")
        | {"name": bool(row.name), "confirmed": row.confirmed_at == row.created_at},
        columns(told, "payload", "actor_id", "request_id"),
        columns(owed, "args", "unique_key", "request_id", "run_at"),
        columns(queued, "args_kwargs", "enqueued_at"),
        columns(kept, "caller", "key", "fingerprint", "body"),
        kept.body.keys(),
        {name: type(value) for name, value in kept.body["registrations"][0].items()},
    ]


@pytest.mark.happy
def test_it_is_one_statement() -> None:
    ticket = event_with_ticket(size=2)
    assert take(ticket).status_code == 201
    user, client = somebody()
    sent = body(ticket, user.email)
    assert queries(lambda: register(client, sent)) <= 3, "a statement, and in a test the point around it"
    mine = client.get("/api/registrations/").json()["results"]
    assert [(one["status"], one["email"]) for one in mine] == [("confirmed", user.email)]
    agree(ticket, 2)


def test_both_ways_leave_the_same_behind_and_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tiers = [{"hours_before": 24, "percent": 50}]
    first = event_with_ticket(size=3, refund_tiers=tiers)
    second = event_with_ticket(size=3, refund_tiers=tiers, organization=first.organization)
    short = take(first)
    monkeypatch.setattr(quick, "registered", lambda request: None)
    long = take(second)
    one, other = left_behind(first), left_behind(second)
    for row in (one[0], other[0]):
        row.pop("name")
    assert one == other
    assert short.json().keys() == long.json().keys()
    assert short["Content-Type"] == long["Content-Type"]


def test_the_mail_follows(mailoutbox: list[Any]) -> None:
    ticket = event_with_ticket()
    user, client = somebody()
    register(client, body(ticket, user.email))
    drain()
    assert [mail.to for mail in mailoutbox] == [[user.email]]


def test_the_same_key_has_one_effect_and_one_answer() -> None:
    ticket, (user, client) = event_with_ticket(), somebody()
    sent = body(ticket, user.email)
    first, second = (register(client, sent, key="once") for _ in range(2))
    assert (first.status_code, second.status_code, second["Idempotent-Replayed"]) == (201, 201, "true")
    assert first.json() == second.json()
    other = register(client, body(event_with_ticket(), user.email), key="once")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert client.post("/api/registrations/register/", sent, format="json").json()["code"] == "idempotency_key_required"
    agree(ticket, 1)


def test_who_is_registered_is_told_and_nothing_is_kept() -> None:
    ticket, (user, client) = event_with_ticket(), somebody()
    sent = body(ticket, user.email)
    register(client, sent)
    again = register(client, sent)
    assert (again.status_code, again.json()["code"]) == (409, "already_registered")
    assert IdempotencyRecord.objects.count() == 1
    agree(ticket, 1)


def test_a_full_event_takes_nobody_and_keeps_nothing() -> None:
    ticket = event_with_ticket(size=1)
    take(ticket)
    refused = take(ticket)
    assert (refused.status_code, refused.json()["code"]) == (409, "sold_out")
    assert (Registration.objects.count(), IdempotencyRecord.objects.count()) == (1, 1)
    agree(ticket, 1)


def _event(**fields: Any) -> Callable[[TicketType], Any]:
    return lambda ticket: Event.objects.filter(pk=ticket.event_id).update(**fields)


def _ticket(**fields: Any) -> Callable[[TicketType], Any]:
    return lambda ticket: TicketType.objects.filter(pk=ticket.pk).update(**fields)


CHANGES: dict[str, tuple[Callable[[TicketType], Any], int, str]] = {
    "called off": (_event(status="cancelled"), 409, "registration_closed"),
    "a draft": (_event(status="draft"), 404, "event_not_found"),
    "private": (_event(visibility="private"), 404, "event_not_found"),
    "over": (
        _event(starts_at=clock.now() - timedelta(days=2), ends_at=clock.now() - timedelta(days=1)),
        409,
        "registration_closed",
    ),
    "closed": (_event(registration_closes_at=clock.now() - timedelta(days=1)), 409, "registration_closed"),
    "renamed": (_event(slug="elsewhere"), 404, "event_not_found"),
    "off sale": (_ticket(closed_at=clock.now()), 409, "ticket_not_on_sale"),
    "sold later": (_ticket(sale_starts_at=clock.now() + timedelta(days=1)), 409, "ticket_not_on_sale"),
    "hidden": (_ticket(is_hidden=True), 409, "ticket_not_on_sale"),
    "for two": (_ticket(min_per_order=2), 422, "order_limit"),
    "asking": (lambda ticket: QuestionFactory(event=ticket.event, is_required=True), 400, "answers_not_usable"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_since_is_never_passed_over(what: str) -> None:
    ticket = event_with_ticket()
    assert take(ticket).status_code == 201
    change, status, code = CHANGES[what]
    change(ticket)
    refused = take(ticket)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    agree(ticket, 1)


def test_what_begins_to_cost_or_to_need_approval_is_not_given_away() -> None:
    ticket = event_with_ticket()
    take(ticket)
    TicketType.objects.update(price_amount=900)
    assert take(ticket).json()["registrations"][0]["status"] == "pending_payment"
    TicketType.objects.update(price_amount=0)
    Event.objects.update(approval_required=True)
    assert take(ticket).json()["registrations"][0]["status"] == "pending_approval"
    Event.objects.update(approval_required=False)
    assert take(ticket).json()["registrations"][0]["status"] == "confirmed"
    agree(ticket, 3)


def test_the_hour_at_which_registration_ends_is_kept_to_the_second() -> None:
    closes = clock.now() + timedelta(hours=1)
    ticket = event_with_ticket(registration_closes_at=closes)
    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        assert take(ticket).status_code == 201
    with time_machine.travel(closes, tick=False):
        assert take(ticket).json()["code"] == "registration_closed"


def test_whose_session_has_ended_is_nobody() -> None:
    ticket: TicketType = event_with_ticket()
    user: Any = UserFactory()
    session = session_for(user)
    client = signed_in(user, session)
    take(ticket)
    session_revoke(session_id=session.id, user_id=user.id, now=clock.now())
    assert register(client, body(ticket, user.email)).status_code == 401
    forged = APIClient()
    unsealed = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA"  # pragma: allowlist secret
    forged.credentials(HTTP_AUTHORIZATION=f"Bearer {unsealed}")
    assert register(forged, body(ticket, user.email)).status_code == 401
    agree(ticket, 1)


def test_another_persons_place_is_not_the_callers_own() -> None:
    ticket, (user, client) = event_with_ticket(), somebody()
    take(ticket)
    assert register(client, body(ticket, "friend@example.org")).status_code == 201
    friend = Registration.objects.get(email="friend@example.org")
    assert (friend.person_id, friend.booked_by_id) == (None, user.id)
    agree(ticket, 2)


def test_a_ticket_is_sold_under_its_own_events_name_only() -> None:
    ticket, (user, client) = event_with_ticket(), somebody()
    sent = body(ticket, user.email) | {"event": event_with_ticket().event.slug}
    take(ticket)
    assert register(client, sent).json()["code"] == "ticket_not_on_sale"
    assert register(client, sent | {"event": str(ticket.event_id)}).status_code == 201


def test_a_member_registers_for_a_private_event_the_long_way() -> None:
    ticket = event_with_ticket(visibility="private")
    insider = member(ticket.organization, "viewer")
    assert register(signed_in(insider), body(ticket, insider.email)).status_code == 201
    assert take(ticket).status_code == 404


@pytest.mark.parametrize(
    "attendee", [{"name": "  "}, {"name": "N" * 201}, {"email": "nobody"}, {"answers": []}, {"ticket_type": "x"}]
)
def test_bad_input_is_named_as_ever(attendee: dict[str, Any]) -> None:
    ticket, (user, client) = event_with_ticket(), somebody()
    take(ticket)
    sent = body(ticket, user.email)
    sent["attendees"][0] |= attendee
    refused = register(client, sent)
    assert (refused.status_code, refused.json()["errors"][0]["path"].startswith("attendees.0")) == (400, True)
    agree(ticket, 1)


def test_writes_are_counted_once_and_limited(settings: Any) -> None:
    settings.WRITES_PER_MINUTE = 3
    ticket, (user, client) = event_with_ticket(), somebody()
    statuses = [register(client, body(ticket, user.email)).status_code for _ in range(4)]
    assert statuses == [201, 409, 409, 429]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_thirty_people_want_the_last_ten_places() -> None:
    ticket = event_with_ticket(size=10)
    asking = [partial(take, ticket) for _ in range(30)]
    answers = at_once(asking)
    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [409] * 20
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"sold_out"}
    agree(ticket, 10)
    assert OutboxEvent.objects.filter(name="registrations.registration_confirmed").count() == 10
    assert Job.objects.filter(name="registrations.confirmation_send").count() == DBTaskResult.objects.count() == 10


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_person_in_many_windows_has_one_place_and_one_answer_a_key() -> None:
    ticket, (user, client) = event_with_ticket(size=10), somebody()
    take(ticket)
    sent = body(ticket, user.email)
    answers = at_once([partial(register, client, sent, key="same")] * 6)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["registrations"][0]["id"] for answer in answers}) == 1
    others = at_once([partial(register, client, sent)] * 4)
    assert {answer.status_code for answer in others} == {409}
    agree(ticket, 2)
