"""A ticket's first entry takes the short way: the same rows and answers as the long one, and no right is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accredit.accounts.models import Session
from accredit.accounts.services import issue_tokens
from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.models import Job
from accredit.core.testing import at_once, queries
from accredit.events.models import Event, TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.organizations.models import Membership
from accredit.organizations.tests.factories import member
from accredit.registrations import services
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.rules.registrations import ScanDirection, ScanResult
from accredit.registrations.services import door as long_way
from accredit.registrations.services import entering

from .factories import RegistrationFactory

pytestmark = pytest.mark.django_db
only_postgresql = pytest.mark.postgresql
IN, OUT = ScanDirection.ENTRY, ScanDirection.EXIT


def ticket_now(**fields: Any) -> TicketType:
    """Of an event that is on."""
    now = clock.now()
    return event_with_ticket(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), **fields)


def asked(row: Registration, direction: ScanDirection = IN, *, at: datetime | None = None) -> services.ScanRequest:
    return services.ScanRequest(services.ticket_of(row), uuid4(), direction, at or clock.now())


def scan(row: Registration, request: services.ScanRequest, actor: Any) -> services.Scanned:
    return services.scan(event=row.event, request=request, actor_id=actor.pk, now=clock.now())


class Device:
    """A phone at the door of one event, signed in for real."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.keeper: Any = member(event.organization, "door")
        self.tokens = issue_tokens(user=self.keeper, now=clock.now())

    def post(self, *acts: dict[str, Any], **headers: str) -> Any:
        return Client().post(
            "/api/registrations/check-in/",
            {"event": str(self.event.id), "scans": list(acts)},
            content_type="application/json",
            headers={
                "Authorization": f"Bearer {self.tokens.access}",
                "Accredit-Organization": self.event.organization.slug,
                **headers,
            },
        )

    def result(self, row: Registration, **fields: Any) -> str:
        [one] = self.post(act(row, **fields)).json()["scans"]
        return str(one["result"])


def act(row: Registration, **fields: Any) -> dict[str, Any]:
    return {
        "text": services.ticket_of(row),
        "nonce": str(uuid4()),
        "scanned_at": clock.now().isoformat(),
        "device": "Main door",
        **fields,
    }


@pytest.fixture
def ticket() -> TicketType:
    return ticket_now()


@pytest.fixture
def device(ticket: TicketType) -> Device:
    """It has scanned here before."""
    made = Device(ticket.event)
    made.post(act(RegistrationFactory(ticket_type=ticket)))
    return made


def content(row: Any, *but: str) -> dict[str, Any]:
    left_out = {"id", "created_at", "registration", "nonce", "external_id", *but}
    return {field.name: getattr(row, field.attname) for field in row._meta.fields if field.name not in left_out}


@only_postgresql
def test_both_ways_keep_and_say_the_same(ticket: TicketType, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = RegistrationFactory.create_batch(2, ticket_type=ticket)
    actor, now = UserFactory(), clock.now()
    said, kept = [], []
    for row, way in ((first, entering.enter), (second, lambda **_: None)):
        monkeypatch.setattr(long_way, "enter", way)
        request = services.ScanRequest(services.ticket_of(row), uuid4(), IN, now, "Main door", was_offline=True)
        answer = services.scan(event=row.event, request=request, actor_id=actor.pk, now=now)
        said.append((answer.result, answer.name, answer.ticket, answer.scanned_at, answer.received_at, answer.device))
        stay = AttendanceInterval.objects.get(registration=row)
        assert stay.external_id == request.nonce.hex
        [job] = Job.objects.all()
        kept.append((content(Scan.objects.get(registration=row)), content(stay), content(job, "run_at", "request_id")))
        Job.objects.all().delete()
    assert said[0][0] == ScanResult.OK
    assert (said[0], kept[0]) == ((said[1][0], first.name, *said[1][2:]), kept[1])


@only_postgresql
@pytest.mark.happy
@pytest.mark.django_db(transaction=True)
def test_a_first_entry_is_one_statement(ticket: TicketType, device: Device) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    answers: list[Any] = []
    sent = act(row)
    assert queries(lambda: answers.append(device.post(sent))) == 1
    [told] = answers[0].json()["scans"]
    assert (told["result"], told["name"], told["ticket"], told["nonce"]) == ("ok", row.name, ticket.name, sent["nonce"])
    again = device.post(sent)
    assert again.json() == answers[0].json(), "the same act sent twice is one"
    assert again["Vary"] == answers[0]["Vary"]
    assert Scan.objects.filter(registration=row).count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "pending_payment"}, "unpaid"),
        ({"status": "pending_approval"}, "unapproved"),
        ({"status": "transferred"}, "cancelled"),
        ({"blocked_reason": "Asked to leave."}, "blocked"),
        ({"status": "attended"}, "ok"),
    ],
)
def test_a_ticket_that_is_not_good_is_told_its_reason(
    ticket: TicketType, device: Device, change: dict[str, str], says: str
) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    Registration.objects.filter(pk=row.pk).update(**change)
    assert device.result(row) == says
    assert AttendanceInterval.objects.filter(registration=row).count() == (says == "ok")


def test_a_second_entry_an_exit_and_a_stranger_are_told_theirs(ticket: TicketType, device: Device) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    results = [device.result(row), device.result(row), device.result(row, direction="exit"), device.result(row)]
    assert results == ["ok", "already_in", "ok", "ok"]
    elsewhere = RegistrationFactory(ticket_type=ticket_now(organization=ticket.organization))
    online = RegistrationFactory(ticket_type=ticket)
    TicketType.objects.filter(pk=ticket.pk).update(mode="online")
    stranger = RegistrationFactory(ticket_type=ticket_now())
    assert [device.result(one) for one in (elsewhere, online, stranger)] == ["other_event", "online_only", "unknown"]


def test_an_event_that_was_moved_meanwhile_lets_nobody_in_by_its_old_times(ticket: TicketType, device: Device) -> None:
    later = clock.now() + timedelta(days=1)
    Event.objects.filter(pk=ticket.event_id).update(starts_at=later, ends_at=later + timedelta(hours=2))
    assert device.result(RegistrationFactory(ticket_type=ticket)) == "not_yet"


def test_a_ticket_that_was_scanned_before_scans_were_numbered_is_in_already(ticket: TicketType) -> None:
    row, other = RegistrationFactory(ticket_type=ticket), RegistrationFactory(ticket_type=ticket)
    for one in (row, row, other):
        scan(one, asked(one), UserFactory())
    Scan.objects.update(number=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("accredit.registrations.migrations.0005_older_scans_have_their_numbers").NUMBER)
    numbers = Scan.objects.order_by("received_at", "id").values_list("registration_id", "number")
    assert list(numbers) == [(row.id, 1), (row.id, 2), (other.id, 1)]
    assert scan(other, asked(other), UserFactory()).result == ScanResult.ALREADY_IN


def _other_role(device: Device) -> None:
    Membership.objects.filter(user=device.keeper).update(roles=["viewer"])


def _no_member(device: Device) -> None:
    Membership.objects.filter(user=device.keeper).delete()


def _signed_out(device: Device) -> None:
    Session.objects.filter(user=device.keeper).update(revoked_at=clock.now())


@pytest.mark.parametrize(("change", "status"), [(_other_role, 403), (_no_member, 404)])
def test_who_lost_the_role_is_stopped_with_the_next_scan(
    ticket: TicketType, device: Device, change: Callable[[Device], None], status: int
) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    change(device)
    assert device.post(act(row)).status_code == status
    assert not Scan.objects.filter(registration=row).exists()


@only_postgresql
def test_who_signed_out_is_not_let_through_the_short_way(ticket: TicketType, device: Device) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    known = services.door_known(
        event_id=ticket.event_id,
        slug=ticket.organization.slug,
        user_id=device.keeper.pk,
        session_id=device.tokens.session_id,
    )
    assert known is not None
    _signed_out(device)
    given = {"door": known[0], "keeper": known[1], "request": asked(row), "actor_id": device.keeper.pk}
    assert services.enter(**given, now=clock.now()) is None
    assert not Scan.objects.filter(registration=row).exists()


@only_postgresql
@pytest.mark.parametrize("has_looked", [True, False])
@pytest.mark.parametrize("with_keeper", [True, False])
def test_a_ticket_is_found_by_its_code_whatever_the_planner_knows(with_keeper: bool, has_looked: bool) -> None:
    text = entering._statement(with_keeper).text
    nothing = ", ".join(["NULL"] * max(map(int, re.findall(r"\$(\d+)", text))))
    with connection.cursor() as cursor:
        if has_looked:
            cursor.execute("ANALYZE events_tickettype, registrations_registration")  # while there are none
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off")
        cursor.execute(f"PREPARE entry AS {text}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE entry ({nothing})")
        [(plan,)] = cursor.fetchall()
        cursor.execute("DEALLOCATE entry")
    [ticket] = [node for node in nodes(plan[0]["Plan"]) if node.get("Alias") == "r"]
    assert ticket["Index Name"] == "registration_code_once"
    assert not re.search(r"(_id|status)\)?(::text)? = ", ticket["Filter"]), (
        "another index could be taken while the tables are young"
    )


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All steps of a plan."""
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Authorization": "Bearer forged"}, 401), ({"Authorization": ""}, 401), ({"Accredit-Organization": "no"}, 404)],
)
def test_who_says_nothing_true_is_refused(
    ticket: TicketType, device: Device, headers: dict[str, str], status: int
) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    assert device.post(act(row), **headers).status_code == status
    assert not Scan.objects.filter(registration=row).exists()


@pytest.mark.parametrize(
    "change",
    [{"nonce": "x"}, {"text": ""}, {"scanned_at": "2026-12-10T09:00:00"}, {"device": "a\x00"}, {"device": "x" * 81}],
)
def test_what_cannot_be_read_is_judged_by_the_long_way(
    ticket: TicketType, device: Device, change: dict[str, str]
) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    has_no_zone = "scanned_at" in change
    answer = device.post(act(row, **change))
    assert answer.status_code == (200 if has_no_zone else 400)
    assert Scan.objects.filter(registration=row).exists() == has_no_zone


def test_every_scan_is_counted_as_one_write(ticket: TicketType, device: Device, settings: Any) -> None:
    settings.WRITES_PER_MINUTE = 600
    row = RegistrationFactory(ticket_type=ticket)
    answers = [device.post(act(row)) for _ in range(2)]  # the short way, and the long one after it
    left = [int(answer["RateLimit"].partition("r=")[2].partition(";")[0]) for answer in answers]
    assert left[0] - left[1] == 1


def test_who_was_let_in_with_this_ticket_elsewhere_is_not_inside_here(ticket: TicketType, device: Device) -> None:
    row = RegistrationFactory(ticket_type=ticket)
    other = Device(ticket_now(organization=ticket.organization).event)
    assert other.result(row, forced=True) == "other_event"
    assert device.result(row) == "ok"
    assert AttendanceInterval.objects.filter(registration=row, ends_at=None).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_many_doors_that_scan_one_ticket_at_once_one_lets_it_in() -> None:
    row, actor = RegistrationFactory(ticket_type=ticket_now()), UserFactory()
    moment = clock.now()
    found = at_once([lambda: scan(row, asked(row, at=moment), actor)] * 8)
    assert sorted(str(one.result) for one in found) == ["already_in"] * 7 + ["ok"]
    assert AttendanceInterval.objects.filter(ends_at=None, withdrawn_at=None).count() == 1
    assert set(Scan.objects.values_list("number", flat=True)) == set(range(1, 9))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_act_that_is_sent_eight_times_at_once_is_one() -> None:
    row, actor = RegistrationFactory(ticket_type=ticket_now()), UserFactory()
    request = asked(row)
    found = at_once([lambda: scan(row, request, actor)] * 8)
    assert len({(one.id, str(one.result)) for one in found}) == 1
    assert (Scan.objects.count(), AttendanceInterval.objects.count()) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_an_exit_that_comes_together_with_the_entry_before_it_ends_the_stay(turn: int) -> None:
    row, actor = RegistrationFactory(ticket_type=ticket_now()), UserFactory()
    entry, leaving = asked(row), asked(row, OUT)
    calls = [lambda: scan(row, entry, actor), lambda: scan(row, leaving, actor)]
    first, second = at_once(calls if turn % 2 else [*reversed(calls)])
    assert [type(one) for one in (first, second)] == [services.Scanned] * 2
    stay = AttendanceInterval.objects.get(withdrawn_at=None)
    assert (stay.starts_at, stay.ends_at) == (entry.scanned_at, leaving.scanned_at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_ticket_that_is_blocked_while_it_is_scanned_is_in_or_refused() -> None:
    row, actor = RegistrationFactory(ticket_type=ticket_now()), UserFactory()
    blocked: Any
    found, blocked = at_once(
        [
            lambda: scan(row, asked(row), actor),
            lambda: Registration.objects.filter(pk=row.pk).update(blocked_reason="Asked to leave."),
        ]
    )
    assert blocked == 1
    assert AttendanceInterval.objects.count() == (found.result == ScanResult.OK)
