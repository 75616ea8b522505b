"""Passing a place on, and changing its answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import OrderLine, Refund
from accredit.billing.services.refunds import line_end
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, at_once, drain
from accredit.events.models import TicketType
from accredit.events.services import event_cancel
from accredit.events.tests.factories import QuestionFactory, TicketTypeFactory, event_with_ticket, tomorrow
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations import services
from accredit.registrations.exceptions import AlreadyCheckedIn
from accredit.registrations.models import Registration, Scan
from accredit.registrations.rules.registrations import ScanDirection
from accredit.registrations.services import ScanRequest, ticket_of

from .factories import RegistrationFactory
from .test_placing import agree, pay, place
from .test_telling import entry, letters

pytestmark = pytest.mark.django_db
GRACE = {"name": "Grace Hopper", "email": "grace@example.org"}


def address(row: Registration, step: str) -> str:
    return f"/api/registrations/{row.id}/{step}/"


def transfer(client: Any, row: Registration, token: str = "", **given: str) -> Any:
    return client.post(address(row, "transfer") + (f"?token={token}" if token else ""), GRACE | given, format="json")


def own(ticket: TicketType, user: Any) -> Registration:
    """A confirmed place of somebody who registered themselves, with a ticket in the mail."""
    placed = place(ticket, user)
    drain()
    mail.outbox.clear()
    return Registration.objects.get(pk=placed.registrations[0].pk)


def let_in(row: Registration) -> None:
    request = ScanRequest(ticket_of(row), new_id(), ScanDirection.ENTRY, clock.now())
    services.scan(event=row.event, request=request, actor_id=UserFactory().pk, now=clock.now())


# Passing on


@pytest.mark.happy
def test_a_place_is_passed_on_and_the_old_ticket_is_dead() -> None:
    user, grace = UserFactory(), UserFactory(email=GRACE["email"])
    row = own(event_with_ticket(size=1), user)
    before = ticket_of(row)
    answer = transfer(api(user), row)
    assert (answer.status_code, answer.json()) == (200, {"status": "transferred", "successor": GRACE})
    row.refresh_from_db()
    successor = Registration.objects.get(email=GRACE["email"])
    assert row.successor_id == successor.id
    assert (successor.status, successor.person_id, successor.booked_by_id) == ("confirmed", grace.id, None)
    assert (row.status, row.holds_place, successor.holds_place) == ("transferred", False, True)
    assert api(grace).get(f"/api/registrations/{successor.id}/").json()["ticket"] == ticket_of(successor) != before
    assert api(user).get(f"/api/registrations/{row.id}/").json()["ticket"] is None
    assert api(user).get(f"/api/registrations/{successor.id}/").status_code == 404, "who passed it on sees it no more"
    agree(row.ticket_type, 1)
    with time_machine.travel(tomorrow(9)):
        for text in (row, successor):
            let_in(text)
    assert [one.result for one in Scan.objects.order_by("created_at")] == ["cancelled", "ok"]


def test_both_people_are_told_by_mail() -> None:
    user = UserFactory()
    row = own(event_with_ticket(), user)
    transfer(api(user), row)
    told = {one.to[0]: one for one in letters()}
    assert set(told) == {user.email, GRACE["email"]}
    old, new = told[user.email], told[GRACE["email"]]
    assert "passed on to Grace Hopper" in old.body
    assert entry(old)["STATUS"] == "CANCELLED"
    assert f"{row.name} has passed this place on to you." in new.body
    assert entry(new)["STATUS"] == "CONFIRMED"
    successor = Registration.objects.get(email=GRACE["email"])
    assert f"/tickets/{successor.id}?token=" in new.body, "a guest's link opens the new place"
    assert letters() == []


def test_a_guest_passes_a_place_on_by_the_mailed_link_which_opens_nothing_more() -> None:
    placed = services.registration_place(
        event=(ticket := event_with_ticket()).event,
        attendees=[services.Attendee(ticket.id, "A Guest", "guest@example.org")],
        booked_by=None,
        now=clock.now(),
    )
    [row] = placed.registrations
    token = services.registration_token(row)
    assert transfer(api(), row, token).status_code == 200
    again = transfer(api(), row, token, email="third@example.org")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    successor = Registration.objects.get(email=GRACE["email"])
    assert api().get(f"/api/registrations/{successor.id}/?token={token}").status_code == 404
    assert api().get(address(successor, "ticket") + f"?token={token}").status_code == 404


def test_who_booked_for_others_goes_on_looking_after_the_place() -> None:
    booker, person = UserFactory(), UserFactory()
    row = RegistrationFactory(person=person, booked_by=booker)
    assert transfer(api(booker), row).status_code == 200
    successor = Registration.objects.get(email=GRACE["email"])
    assert api(booker).get(f"/api/registrations/{successor.id}/").status_code == 200
    assert api(person).get(f"/api/registrations/{successor.id}/").status_code == 404


@pytest.mark.happy
def test_an_organizer_gives_a_place_to_another_person() -> None:
    organization = OrganizationFactory()
    row = RegistrationFactory(ticket_type=event_with_ticket(organization=organization))
    organizer = api(member(organization, "organizer"), organization)
    answer = organizer.post(address(row, "reassign"), GRACE, format="json")
    assert answer.status_code == 200
    assert {key: answer.json()[key] for key in ("name", "email", "status")} == {**GRACE, "status": "confirmed"}
    assert answer.json()["id"] != str(row.id)


def test_money_follows_the_place() -> None:
    ticket, user = event_with_ticket(price=10_000), UserFactory()
    pay(place(ticket, user).order)
    drain()
    row = Registration.objects.get()
    transfer(api(user), row)
    successor = Registration.objects.get(email=GRACE["email"])
    line = OrderLine.objects.get()
    assert (successor.order_line_id, successor.price_amount) == (line.id, 10_000)
    line_end(line=line)
    drain()
    states = dict(Registration.objects.values_list("email", "status"))
    assert states == {user.email: "transferred", GRACE["email"]: "cancelled"}
    agree(ticket, 0)
    assert Refund.objects.count() == 0


def test_what_cannot_be_passed_on_is_refused_by_name() -> None:
    user = UserFactory()

    def refused(row: Registration, **given: str) -> tuple[int, str]:
        answer = transfer(api(user), row, **given)
        assert Registration.objects.filter(email=GRACE["email"], event=row.event).count() <= 1
        return answer.status_code, answer.json()["code"]

    row = RegistrationFactory(person=user)
    assert refused(row, email=user.email.upper()) == (422, "same_person")
    assert refused(row, email="nobody") == (400, "bad_request")
    assert refused(row, name=" ") == (400, "bad_request")
    soon = clock.now() + timedelta(minutes=30)
    ticket = event_with_ticket(starts_at=soon, ends_at=soon + timedelta(hours=1))
    seen = RegistrationFactory(ticket_type=ticket, person=user)
    let_in(seen)
    assert refused(seen) == (409, "already_checked_in")
    blocked = RegistrationFactory(person=user, blocked_reason="Asked to leave.")
    assert refused(blocked) == (409, "ticket_blocked")
    taken = RegistrationFactory(person=user)
    RegistrationFactory(ticket_type=taken.ticket_type, person=None, booked_by=None, email=GRACE["email"])
    assert refused(taken) == (409, "already_registered")
    for status in ("pending_approval", "pending_payment", "cancelled", "attended", "transferred"):
        assert refused(RegistrationFactory(person=user, status=status)) == (409, "illegal_transition")
    off = RegistrationFactory(person=user)
    event_cancel(event=off.event, actor_id=new_id(), reason="Ill.", now=clock.now())
    assert refused(off) == (409, "registration_closed")
    late = RegistrationFactory(person=user)
    with time_machine.travel(tomorrow(9)):
        assert refused(late) == (409, "too_late_to_transfer")
    with time_machine.travel(tomorrow(9) - timedelta(seconds=1)):
        assert transfer(api(user), late).status_code == 200
    for one in (taken, late, blocked, off):
        one.refresh_from_db()
    assert [one.status for one in (taken, blocked, off)] == ["confirmed"] * 3, "nothing was half done"


def test_a_place_is_passed_on_by_its_people_alone() -> None:
    row = RegistrationFactory()
    other = OrganizationFactory()
    assert transfer(api(), row).status_code == 401
    assert transfer(api(UserFactory()), row).status_code == 404
    assert transfer(api(), row, "forged.token").status_code == 404
    door = api(member(row.organization, "door"), row.organization)
    assert door.post(address(row, "reassign"), GRACE, format="json").status_code == 403
    stranger = api(member(other, "owner"), other)
    assert stranger.post(address(row, "reassign"), GRACE, format="json").status_code == 404
    assert Registration.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_the_door_and_a_transfer_at_once_one_is_first() -> None:
    user: Any = UserFactory()
    ticket = event_with_ticket(starts_at=clock.now() + timedelta(minutes=1), ends_at=clock.now() + timedelta(hours=2))
    row: Any = RegistrationFactory(ticket_type=ticket, person=user, holds_place=True)
    actor = UserFactory()
    request = ScanRequest(ticket_of(row), new_id(), ScanDirection.ENTRY, clock.now())
    passing = [
        lambda: services.registration_transfer(
            registration=Registration.objects.get(pk=row.pk), **GRACE, actor_id=user.id, now=clock.now()
        ),
        lambda: services.scan(event=ticket.event, request=request, actor_id=actor.pk, now=clock.now()),
    ]
    passed, scanned = at_once(passing)
    was_let_in = scanned.result == "ok"
    assert isinstance(passed, AlreadyCheckedIn) == was_let_in


# Answers


@pytest.mark.happy
def test_answers_are_changed_until_the_event_begins() -> None:
    user = UserFactory()
    ticket = event_with_ticket()
    hope = QuestionFactory(event=ticket.event, is_required=True)
    gone = QuestionFactory(event=ticket.event, retired_at=clock.now())
    other = QuestionFactory(event=ticket.event, ticket_type_ids=[str(TicketTypeFactory(event=ticket.event).id)])
    row = RegistrationFactory(ticket_type=ticket, person=user, answers={str(hope.id): "Rest", str(gone.id): "Kept"})
    shown = api(user).get(f"/api/registrations/{row.id}/").json()
    assert [one["id"] for one in shown["questions"]] == [str(hope.id)]
    assert shown["can_change_answers"] is True
    sent = {"answers": {str(hope.id): " Courage ", str(other.id): "not asked"}}
    answer = api(user).put(address(row, "answers"), sent, format="json")
    assert (answer.status_code, answer.json()["answers"]) == (200, {str(hope.id): "Courage", str(gone.id): "Kept"})
    again = api(user).put(address(row, "answers"), sent, format="json")
    assert again.json()["answers"] == answer.json()["answers"]
    assert OutboxEvent.objects.filter(name="registrations.registration_changed").count() == 1
    with time_machine.travel(tomorrow(9)):
        late = api(user).put(address(row, "answers"), sent, format="json")
        assert (late.status_code, late.json()["code"]) == (409, "too_late_to_answer")
        assert api(user).get(f"/api/registrations/{row.id}/").json()["can_change_answers"] is False


def test_answers_that_cannot_be_are_refused_by_question() -> None:
    user, ticket = UserFactory(), event_with_ticket()
    question = QuestionFactory(event=ticket.event, is_required=True)
    row = RegistrationFactory(ticket_type=ticket, person=user, answers={str(question.id): "Rest"})
    wrong: list[dict[str, Any]] = [{"answers": {}}, {"answers": {str(question.id): 5}}]
    for sent in wrong:
        refused = api(user).put(address(row, "answers"), sent, format="json")
        assert (refused.status_code, refused.json()["code"]) == (400, "answers_not_usable")
        assert refused.json()["errors"][0]["path"] == f"answers.{question.id}"
    assert api(user).put(address(row, "answers"), {"answers": []}, format="json").status_code == 400
    ended = RegistrationFactory(ticket_type=ticket, person=user, status="cancelled")
    sent = {"answers": {str(question.id): "Rest"}}
    assert api(user).put(address(ended, "answers"), sent, format="json").json()["code"] == "illegal_transition"
    row.refresh_from_db()
    assert row.answers == {str(question.id): "Rest"}


def test_answers_are_changed_by_their_people_alone() -> None:
    row = RegistrationFactory(person=None, booked_by=None)
    sent: dict[str, Any] = {"answers": {}}
    assert api().put(address(row, "answers"), sent, format="json").status_code == 401
    assert api(UserFactory()).put(address(row, "answers"), sent, format="json").status_code == 404
    token = services.registration_token(row)
    assert api().put(address(row, "answers") + f"?token={token}", sent, format="json").status_code == 200
