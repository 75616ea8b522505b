"""Making events over HTTP: who may, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.events.models import Capacity, Event, Question, Session, TicketType
from accredit.media.tests.factories import ThumbnailUploadFactory
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import (
    CapacityFactory,
    EventCategoryFactory,
    EventFactory,
    QuestionFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    TicketTypeFactory,
    event_with_ticket,
    tomorrow,
)

pytestmark = pytest.mark.django_db
ROOT = "/api/events"
SPAN = {"starts_at": tomorrow(9).isoformat(), "ends_at": tomorrow(12).isoformat()}
Request = tuple[str, str, dict[str, Any] | None]


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


def requests_of(organization: Organization) -> dict[str, Request]:
    """Every staff route with a body that works."""
    event = event_with_ticket(organization=organization).event
    session, spare = SessionFactory(event=event), SessionFactory(event=event)
    capacity, unused = CapacityFactory(event=event), CapacityFactory(event=event)
    ticket, question = TicketTypeFactory(event=event), QuestionFactory(event=event)
    speaker, silent = SpeakerFactory(organization=organization), SpeakerFactory(organization=organization)
    draft = event_with_ticket(organization=organization, status="draft").event
    live = event_with_ticket(organization=organization).event
    over = EventFactory(organization=organization, ends_at=tomorrow(9) - timedelta(days=3), starts_at=None)
    old = EventFactory(organization=organization, status="completed")
    at = f"{ROOT}/{event.id}"
    ticket_body = {"name": "Student", "mode": "in_person", "capacity": str(capacity.id)}
    return {
        "list": ("get", f"{ROOT}/", None),
        "create": ("post", f"{ROOT}/", {"title": "New", "format": "online"}),
        "update": ("patch", f"{at}/", {"title": "Renamed"}),
        "edit": ("get", f"{at}/edit/", None),
        "publish": ("post", f"{ROOT}/{draft.id}/publish/", None),
        "cancel": ("post", f"{ROOT}/{live.id}/cancel/", {"reason": "The speaker is ill."}),
        "complete": ("post", f"{ROOT}/{over.id}/complete/", None),
        "archive": ("post", f"{ROOT}/{old.id}/archive/", None),
        "duplicate": ("post", f"{at}/duplicate/", {"starts_at": (tomorrow(9) + timedelta(days=30)).isoformat()}),
        "repeat": ("post", f"{at}/repeat/", {"rule": "FREQ=WEEKLY;COUNT=3"}),
        "add session": ("post", f"{at}/sessions/", {"title": "Morning", **SPAN}),
        "change session": ("patch", f"{at}/sessions/{session.id}/", {"room": "Hall 2"}),
        "set window": ("put", f"{at}/sessions/{session.id}/window/", {**SPAN, "reason": "Fire alarm"}),
        "remove session": ("delete", f"{at}/sessions/{spare.id}/", None),
        "list speakers": ("get", f"{ROOT}/speakers/", None),
        "add speaker": ("post", f"{ROOT}/speakers/", {"name": "Dr Amara Osei"}),
        "change speaker": ("patch", f"{ROOT}/speakers/{speaker.id}/", {"headline": "Psychiatrist"}),
        "remove speaker": ("delete", f"{ROOT}/speakers/{silent.id}/", None),
        "add capacity": ("post", f"{at}/capacities/", {"name": "Balcony", "size": 20}),
        "change capacity": ("put", f"{at}/capacities/{capacity.id}/", {"name": "Room", "size": None}),
        "remove capacity": ("delete", f"{at}/capacities/{unused.id}/", None),
        "add ticket": ("post", f"{at}/ticket-types/", ticket_body),
        "change ticket": ("patch", f"{at}/ticket-types/{ticket.id}/", {"price": {"amount": 500, "currency": "EUR"}}),
        "close ticket": ("delete", f"{at}/ticket-types/{ticket.id}/", None),
        "add question": ("post", f"{at}/questions/", {"kind": "text", "prompt": "What for?"}),
        "change question": ("patch", f"{at}/questions/{question.id}/", {"is_required": True}),
        "retire question": ("delete", f"{at}/questions/{question.id}/", None),
    }


def send(client: Any, request: Request, **headers: str) -> Any:
    method, address, body = request
    if method == "get":
        return client.get(address)
    return getattr(client, method)(address, body, format="json", headers=headers)


@pytest.mark.happy
def test_an_organizer_may_use_every_route(organization: Organization) -> None:
    client = api(member(organization, "organizer"), organization)
    statuses = {name: send(client, request).status_code for name, request in requests_of(organization).items()}
    assert {name: status for name, status in statuses.items() if status not in {200, 201, 204}} == {}


def test_the_door_strangers_and_people_without_a_tenant_may_use_none(organization: Organization) -> None:
    door, stranger = api(member(organization, "door"), organization), api(None, organization)
    homeless = api(member(organization, "owner"))
    for name, request in requests_of(organization).items():
        assert send(door, request).status_code == 403, name
        assert send(stranger, request).status_code == 401, name
        assert send(homeless, request).status_code == (200 if name == "list" else 404), name


@pytest.mark.isolation
def test_another_tenants_staff_find_nothing(organization: Organization) -> None:
    other = OrganizationFactory()
    insider = api(member(other, "owner"), other)
    outsider = api(member(other, "owner"), organization)
    of_nothing = {"list", "create", "list speakers", "add speaker"}
    for name, request in requests_of(organization).items():
        assert send(outsider, request).status_code == 404, name
        if name not in of_nothing:
            assert send(insider, request).status_code == 404, name
    assert send(insider, ("get", f"{ROOT}/", None)).json()["results"] == []


def test_a_part_of_another_event_of_the_same_tenant_is_not_found(organization: Organization) -> None:
    client = api(member(organization, "owner"), organization)
    event, other = EventFactory(organization=organization), EventFactory(organization=organization)
    for part, row in (
        ("sessions", SessionFactory(event=other)),
        ("capacities", CapacityFactory(event=other)),
        ("ticket-types", TicketTypeFactory(event=other)),
        ("questions", QuestionFactory(event=other)),
    ):
        assert client.delete(f"{ROOT}/{event.id}/{part}/{row.id}/").status_code == 404, part
    body = {"name": "Student", "mode": "in_person", "capacity": str(CapacityFactory(event=other).id)}
    refused = client.post(f"{ROOT}/{event.id}/ticket-types/", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (404, "capacity_not_found")


def test_an_event_is_built_over_http_from_nothing_to_published(organization: Organization) -> None:
    client = api(member(organization, "organizer"), organization)
    EventCategoryFactory(slug="ethics")
    credit_type = CreditTypeFactory()
    made = client.post(
        f"{ROOT}/",
        {
            "title": "Capacity in practice",
            "format": "in_person",
            "description_md": "A day of cases.",
            "category": "ethics",
            "venue_name": "Friends House",
            "refund_tiers": [{"hours_before": 48, "percent": 100}],
            "credits": [{"credit_type": str(credit_type.id), "amount": "6.0", "approval_reference": "APC-1"}],
        },
        format="json",
    ).json()
    at = f"{ROOT}/{made['id']}"
    assert (made["status"], made["time_zone"]) == ("draft", "Europe/London")
    refused = client.post(f"{at}/publish/")
    assert (refused.status_code, refused.json()["code"]) == (422, "event_not_ready")
    assert [one["path"] for one in refused.json()["errors"]] == ["sessions", "ticket_types"]
    speaker = client.post(f"{ROOT}/speakers/", {"name": "Dr Amara Osei"}, format="json").json()
    client.post(f"{at}/sessions/", {"title": "Morning", "speakers": [speaker["id"]], **SPAN}, format="json")
    capacity = client.post(f"{at}/capacities/", {"name": "The room", "size": 20}, format="json").json()
    ticket = {"name": "Standard", "mode": "in_person", "capacity": capacity["id"]}
    client.post(f"{at}/ticket-types/", {**ticket, "price": {"amount": 14500, "currency": "EUR"}}, format="json").json()

    published = client.post(f"{at}/publish/")
    again = client.post(f"{at}/publish/")

    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    page = api().get(f"{ROOT}/{made['slug']}/").json()
    assert page["starts_at"] == tomorrow(9).isoformat().replace("+00:00", "Z")
    assert [one["name"] for one in page["speakers"]] == ["Dr Amara Osei"]
    assert (page["tickets"][0]["price"]["amount"], page["credits"]["total"]) == (14500, "6.0")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"title": ""}, 400, "bad_request"),
        ({"format": "picnic"}, 400, "bad_request"),
        ({"language": "!"}, 400, "bad_request"),
        ({"online_url": "javascript:alert(1)"}, 400, "bad_request"),
        ({"time_zone": "Mars/Olympus"}, 422, "times_not_possible"),
        ({"refund_tiers": [{"hours_before": 1, "percent": 101}]}, 400, "bad_request"),
        ({"refund_tiers": [{"hours_before": 1, "percent": 5}, {"hours_before": 2, "percent": 4}]}, 400,
         "policy_not_possible"),
        ({"category": "nowhere"}, 404, "category_not_found"),
        ({"credits": [{"credit_type": str(new_id()), "amount": "1"}]}, 404, "credit_type_not_found"),
        ({"cover": str(new_id())}, 404, "upload_not_found"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_by_name(
    organization: Organization, change: dict[str, Any], status: int, code: str
) -> None:
    event = event_with_ticket(organization=organization, title="As it was").event
    client = api(member(organization, "owner"), organization)
    refused = client.patch(f"{ROOT}/{event.id}/", change, format="json")
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    event.refresh_from_db()
    assert (event.title, event.time_zone, event.refund_tiers) == ("As it was", "Europe/London", [])


def test_a_speaker_has_a_picture_until_it_is_taken_away(organization: Organization) -> None:
    client = api(member(organization, "owner"), organization)
    at = f"{ROOT}/speakers/{SpeakerFactory(organization=organization).id}/"
    picture, foreign = ThumbnailUploadFactory(organization=organization), ThumbnailUploadFactory()
    assert client.patch(at, {"photo": str(foreign.id)}, format="json").status_code == 404
    shown = client.patch(at, {"photo": str(picture.id)}, format="json").json()["photo_url"]
    assert shown.endswith(picture.rendition_key)
    assert client.patch(at, {"photo": None}, format="json").json()["photo_url"] is None


def test_parts_that_cannot_be_are_refused_by_name(organization: Organization) -> None:
    ticket = event_with_ticket(organization=organization)
    capacity = ticket.capacity
    Capacity.objects.filter(pk=capacity.pk).update(taken=5)
    session, at = Session.objects.get(event=ticket.event), f"{ROOT}/{ticket.event_id}"
    backwards = {"starts_at": SPAN["ends_at"], "ends_at": SPAN["starts_at"]}
    speaking = SessionSpeakerFactory(session=session).speaker
    new_ticket = {"name": "Stream", "capacity": str(capacity.id)}
    cases: list[tuple[Request, int, str]] = [
        (("post", f"{at}/sessions/", {"title": "T", **backwards}), 422, "times_not_possible"),
        (("patch", f"{at}/sessions/{session.id}/", {"speakers": [str(new_id())]}), 404, "speaker_not_found"),
        (("put", f"{at}/sessions/{session.id}/window/", {**SPAN, "reason": ""}), 422, "times_not_possible"),
        (("delete", f"{at}/sessions/{session.id}/", None), 422, "event_not_ready"),
        (("delete", f"{ROOT}/speakers/{speaking.id}/", None), 409, "speaker_in_use"),
        (("put", f"{at}/capacities/{capacity.id}/", {"name": "R", "size": 4}), 409, "capacity_below_taken"),
        (("delete", f"{at}/capacities/{capacity.id}/", None), 409, "capacity_in_use"),
        (("post", f"{at}/ticket-types/", {**new_ticket, "mode": "online"}), 422, "mode_does_not_fit"),
        (
            ("patch", f"{at}/ticket-types/{ticket.id}/", {"price": {"amount": 5, "currency": "USD"}}),
            422,
            "currency_not_yours",
        ),
        (
            ("patch", f"{at}/ticket-types/{ticket.id}/", {"min_per_order": 20}),
            422,
            "order_limits_not_possible",
        ),
        (("post", f"{at}/questions/", {"kind": "riddle", "prompt": "?"}), 400, "bad_request"),
        (("post", f"{at}/repeat/", {"rule": "FREQ=WEEKLY"}), 400, "repetition_not_possible"),
        (("post", f"{at}/cancel/", {"reason": ""}), 400, "bad_request"),
        (("post", f"{at}/complete/", None), 422, "event_not_ready"),
        (("post", f"{at}/archive/", None), 409, "illegal_transition"),
    ]
    client = api(member(organization, "owner"), organization)
    for request, status, code in cases:
        refused = send(client, request)
        assert (refused.status_code, refused.json()["code"]) == (status, code), request
    assert Event.objects.get(pk=ticket.event_id).sequence == 0


def test_the_same_key_makes_one_row_and_gives_the_same_answer(organization: Organization) -> None:
    client = api(member(organization, "owner"), organization)
    making = {"create", "add session", "add speaker", "add capacity", "add ticket", "add question", "duplicate"}
    for name, request in requests_of(organization).items():
        if name in making:
            first, second = (send(client, request, **{"Idempotency-Key": f"once-{name}"}) for _ in range(2))
            assert first.json() == second.json(), name
            assert (second.status_code, second["Idempotent-Replayed"]) == (201, "true"), name
    assert TicketType.objects.filter(name="Student").count() == 1
    assert Question.objects.filter(prompt="What for?").count() == 1


def test_moving_the_place_over_http_counts_the_calendar_up_once(organization: Organization) -> None:
    event = event_with_ticket(organization=organization).event
    client = api(member(organization, "owner"), organization)
    for _ in range(2):
        answer = client.patch(
            f"{ROOT}/{event.id}/", {"venue_name": "Elsewhere", "note": "The roof leaks."}, format="json"
        )
        assert (answer.status_code, answer.json()["sequence"]) == (200, 1)
    assert [change.note for change in event.changes.all()] == ["The roof leaks."]
