"""The organizer's table, approval, the door and the minutes, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, queries
from accredit.events.models import Event
from accredit.events.tests.factories import event_with_ticket, tomorrow
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations.models import AttendanceInterval, Registration, Scan
from accredit.registrations.services import attendance_recompute, ticket_of

from .factories import RegistrationFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/registrations"


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def organizer(organization: Organization) -> Any:
    return api(member(organization, "organizer"), organization)


@pytest.fixture
def door(organization: Organization) -> Any:
    return api(member(organization, "door"), organization)


def running(organization: Organization) -> Registration:
    """A place in an event that is on."""
    now = clock.now()
    ticket = event_with_ticket(
        organization=organization, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )
    made: Registration = RegistrationFactory(ticket_type=ticket)
    return made


def act(registration: Registration, **fields: Any) -> dict[str, Any]:
    return {
        "text": ticket_of(registration),
        "nonce": str(new_id()),
        "scanned_at": clock.now().isoformat(),
        **fields,
    }


def check_in(client: Any, event: Event, *acts: dict[str, Any]) -> Any:
    return client.post(f"{ROOT}/check-in/", {"event": str(event.id), "scans": list(acts)}, format="json")


def inside(client: Any, event: Event) -> int:
    found: int = client.get(f"{ROOT}/check-in/{event.id}/inside/").json()["inside"]
    return found


def test_only_who_manages_events_sees_the_table_and_decides(organization: Organization) -> None:
    registration = RegistrationFactory(ticket_type=event_with_ticket(organization=organization))
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("get", f"event/{registration.event_id}/", {}),
        ("post", f"{registration.id}/approve/", {}),
        ("post", f"{registration.id}/decline/", {"reason": "Full"}),
        ("post", f"{registration.id}/revoke/", {"reason": "Twice", "refund": True}),
        ("put", f"{registration.id}/block/", {"reason": "No"}),
        ("get", f"attendance/{registration.event_id}/", {}),
        ("post", f"attendance/{registration.event_id}/intervals/", {}),
    ]
    other = OrganizationFactory()
    callers = {
        401: api(None, organization),
        403: api(member(organization, "door"), organization),
        404: api(member(other, "owner"), other),
    }
    for method, address, sent in requests:
        for status, client in callers.items():
            answer = getattr(client, method)(f"{ROOT}/{address}", sent or None, format="json")
            # A correction without a body is refused for its body only after the event was looked for.
            assert answer.status_code == status, (address, status)
    registration.refresh_from_db()
    assert (registration.status, registration.blocked_reason) == ("confirmed", "")


@pytest.mark.happy
def test_the_table_is_filtered_and_searched(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization)
    RegistrationFactory(ticket_type=ticket, name="Ada Lovelace", status="cancelled")
    RegistrationFactory(ticket_type=ticket, name="Grace Hopper", person=None, booked_by=None, email="g@example.org")
    RegistrationFactory(ticket_type=event_with_ticket(organization=organization), name="Elsewhere")

    def names(query: str = "") -> list[str]:
        rows = organizer.get(f"{ROOT}/event/{ticket.event_id}/{query}").json()["results"]
        return [row["name"] for row in rows]

    assert names() == ["Grace Hopper", "Ada Lovelace"]
    assert names("?status=cancelled") == ["Ada Lovelace"]
    assert names("?search=HOPPER") == names("?search=g@example") == ["Grace Hopper"]
    assert names(f"?ticket_type={new_id()}") == []
    assert organizer.get(f"{ROOT}/event/{ticket.event_id}/?status=odd").status_code == 400


@pytest.mark.happy
def test_an_organizer_lets_in_refuses_blocks_and_takes_away(organization: Organization, organizer: Any) -> None:
    ticket = event_with_ticket(organization=organization, approval_required=True)
    first, second = (RegistrationFactory(ticket_type=ticket, status="pending_approval") for _ in range(2))
    assert organizer.post(f"{ROOT}/{first.id}/approve/").json()["status"] == "confirmed"
    assert organizer.post(f"{ROOT}/{first.id}/approve/").json()["code"] == "illegal_transition"
    refused = organizer.post(f"{ROOT}/{second.id}/decline/", {"reason": "For members."}, format="json").json()
    assert (refused["status"], refused["cancelled_because"], refused["cancel_reason"]) == (
        "cancelled",
        "declined",
        "For members.",
    )
    blocked = organizer.put(f"{ROOT}/{first.id}/block/", {"reason": "Asked to leave."}, format="json").json()
    assert blocked["blocked_reason"] == "Asked to leave."
    taken = organizer.post(f"{ROOT}/{first.id}/revoke/", {"reason": "Twice", "refund": True}, format="json")
    assert taken.json() == {"status": "cancelled", "refund": None}
    assert organizer.post(f"{ROOT}/{first.id}/revoke/", {"reason": "T"}, format="json").status_code == 400


# The door


@pytest.mark.happy
def test_the_door_lets_in_once_and_out_again(organization: Organization, door: Any) -> None:
    registration = running(organization)
    event = registration.event
    entry = act(registration)
    first = check_in(door, event, entry).json()
    assert (first["scans"][0]["result"], first["scans"][0]["name"]) == ("ok", registration.name)
    assert inside(door, event) == 1
    assert check_in(door, event, entry).json() == first, "the same act sent twice is one"
    assert check_in(door, event, act(registration)).json()["scans"][0]["result"] == "already_in"
    out = check_in(door, event, act(registration, direction="exit")).json()
    assert (out["scans"][0]["result"], inside(door, event)) == ("ok", 0)
    assert Scan.objects.count() == 3
    log = door.get(f"{ROOT}/check-in/{event.id}/log/").json()["results"]
    assert [one["result"] for one in log] == ["ok", "already_in", "ok"]


def test_the_door_says_why_it_lets_nobody_in(organization: Organization, door: Any) -> None:
    registration = running(organization)
    stranger = running(OrganizationFactory())
    acts = [act(registration, text="ACC1.NOT.REAL"), act(stranger), act(running(organization))]
    results = [one["result"] for one in check_in(door, registration.event, *acts).json()["scans"]]
    assert results == ["unknown", "unknown", "other_event"]
    Registration.objects.filter(pk=registration.pk).update(blocked_reason="Asked to leave.")
    [blocked] = check_in(door, registration.event, act(registration)).json()["scans"]
    assert (blocked["result"], blocked["blocked_reason"]) == ("blocked", "Asked to leave.")


def test_a_device_takes_along_what_it_needs_offline(organization: Organization, door: Any) -> None:
    registration = running(organization)
    listed = door.get(f"{ROOT}/check-in/").json()["results"]
    assert [one["id"] for one in listed] == [str(registration.event_id)]
    taken = door.get(f"{ROOT}/check-in/{registration.event_id}/manifest/").json()
    assert [one["text"] for one in taken["tickets"]] == [ticket_of(registration)]
    assert "email" not in taken["tickets"][0]


@pytest.mark.parametrize("change", [{"nonce": "x"}, {"direction": "up"}, {"scanned_at": "now"}, {"text": ""}])
def test_an_act_that_cannot_be_read_is_refused(organization: Organization, door: Any, change: dict[str, Any]) -> None:
    registration = running(organization)
    assert check_in(door, registration.event, act(registration, **change)).status_code == 400
    assert not Scan.objects.exists()


# Minutes


@pytest.mark.happy
def test_a_correction_counts_and_keeps_what_it_corrects(organization: Organization, organizer: Any) -> None:
    registration = RegistrationFactory(ticket_type=event_with_ticket(organization=organization))
    at = f"{ROOT}/attendance/{registration.event_id}/"
    times = {"starts_at": tomorrow(9).isoformat(), "ends_at": tomorrow(10).isoformat()}
    sent = {"registration": str(registration.id), "reason": "Helped at the door.", **times}
    made = organizer.post(f"{at}intervals/", sent, format="json")
    assert made.status_code == 201
    attendance_recompute(event_id=registration.event_id, now=tomorrow(18))
    [lane] = organizer.get(at).json()["results"]
    assert (lane["sessions"][0]["counted_seconds"], lane["intervals"][0]["reason"]) == (3600, "Helped at the door.")
    taken_back = {"registration": str(registration.id), "reason": "Wrong", "replaces": lane["intervals"][0]["id"]}
    organizer.post(f"{at}intervals/", taken_back, format="json")
    assert AttendanceInterval.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"reason": " "}, 400, "bad_request"),
        ({"starts_at": None, "ends_at": None}, 422, "interval_not_possible"),
        ({"ends_at": None}, 422, "interval_not_possible"),
        ({"replaces": str(new_id())}, 404, "interval_not_found"),
        ({"session": str(new_id())}, 404, "session_not_found"),
        ({"registration": str(new_id())}, 404, "registration_not_found"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_by_name(
    organization: Organization, organizer: Any, change: dict[str, Any], status: int, code: str
) -> None:
    registration = RegistrationFactory(ticket_type=event_with_ticket(organization=organization))
    times = {"starts_at": tomorrow(9).isoformat(), "ends_at": tomorrow(10).isoformat()}
    sent = {"registration": str(registration.id), "reason": "Helped.", **times, **change}
    refused = organizer.post(f"{ROOT}/attendance/{registration.event_id}/intervals/", sent, format="json")
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_lists_cost_the_same_for_one_row_and_for_twenty(organization: Organization, organizer: Any) -> None:
    ticket = running(organization).ticket_type
    door = api(member(organization, "door"), organization)
    check_in(door, ticket.event, act(Registration.objects.get()))

    def read() -> None:
        for address in (f"event/{ticket.event_id}/", f"attendance/{ticket.event_id}/"):
            assert organizer.get(f"{ROOT}/{address}").status_code == 200
        for address in ("", *(f"{ticket.event_id}/{one}/" for one in ("manifest", "log", "inside"))):
            assert door.get(f"{ROOT}/check-in/{address}").status_code == 200

    one = queries(read)
    for _ in range(20):
        check_in(door, ticket.event, act(RegistrationFactory(ticket_type=ticket, person=UserFactory())))
        event_with_ticket(organization=organization)
    assert queries(read) == one
