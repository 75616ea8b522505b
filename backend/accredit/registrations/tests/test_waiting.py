"""The waiting list: order, offers, their end, and what an accepted one becomes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.rules.orders import OrderStatus
from accredit.billing.services.orders import order_release
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain, queries
from accredit.events import services as events
from accredit.events.models import Capacity, TicketType
from accredit.events.tests.factories import QuestionFactory, TicketTypeFactory, event_with_ticket, tomorrow
from accredit.notifications.models import Notification
from accredit.organizations.tests.factories import OrganizationFactory, member
from accredit.registrations import services
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.rules.waiting import first_that_fits, offer_until

from .factories import WaitingEntryFactory
from .test_placing import pay, place

pytestmark = pytest.mark.django_db
LIST = "/api/registrations/waiting-list/"


def full(size: int = 1, **fields: Any) -> TicketType:
    """A sold-out event in a week; every place is somebody's."""
    week = timedelta(days=7)
    ticket = event_with_ticket(size=size, starts_at=tomorrow(9) + week, ends_at=tomorrow(17) + week, **fields)
    for _ in range(size):
        place(ticket)
    drain()
    mail.outbox.clear()
    return ticket


def free(ticket: TicketType, count: int = 1) -> None:
    """So many people give their places up."""
    rows = Registration.objects.select_related("event", "organization", "ticket_type").filter(
        ticket_type=ticket, status__in=["confirmed", "pending_payment"]
    )
    for row in rows.order_by("id")[:count]:
        services.registration_cancel_own(registration=row, actor_id=None, now=clock.now())
    drain()


def states(*entries: WaitingEntry) -> list[str]:
    for entry in entries:
        entry.refresh_from_db()
    return [entry.status for entry in entries]


def taken(ticket: TicketType) -> int:
    """The counter, which must be what places and offers say."""
    capacity = Capacity.objects.get(pk=ticket.capacity_id)
    held = Registration.objects.filter(ticket_type__capacity=capacity, holds_place=True).count()
    tickets = [one.pk for one in TicketType.objects.filter(capacity=capacity)]
    offered = WaitingEntry.objects.filter(status="offered", offered_ticket_type_id__in=tickets)
    assert capacity.taken == held + sum(entry.quantity for entry in offered)
    return capacity.taken


def join(ticket: TicketType, client: Any = None, **fields: Any) -> Any:
    sent = {"event": ticket.event.slug, "ticket_types": [str(ticket.id)], **fields}
    return (client or api(UserFactory())).post(LIST, sent, format="json")


# The rules


def test_an_offer_lives_a_day_and_ends_two_hours_before_the_start() -> None:
    now = clock.now()
    hours = {n: now + timedelta(hours=n) for n in (1, 2, 3, 26, 27, 300)}
    assert offer_until(starts_at=hours[300], now=now) == now + timedelta(hours=24)
    assert offer_until(starts_at=hours[26], now=now) == now + timedelta(hours=24)
    assert offer_until(starts_at=hours[3], now=now) == hours[1]
    assert offer_until(starts_at=now + timedelta(hours=2, minutes=29), now=now) is None
    assert offer_until(starts_at=now - timedelta(hours=1), now=now) is None
    assert offer_until(starts_at=None, now=now) is None


def test_the_preferred_ticket_that_has_enough_places_is_offered() -> None:
    small, large = new_id(), new_id()
    facts: Any = {"capacities": {"a": small, "b": large}, "left": {small: 1, large: 3}}
    assert first_that_fits(["a", "b"], quantity=1, **facts) == "a"
    assert first_that_fits(["a", "b"], quantity=2, **facts) == "b"
    assert first_that_fits(["gone", "b"], quantity=2, **facts) == "b"
    assert first_that_fits(["a", "b"], quantity=4, **facts) is None


# Joining


@pytest.mark.happy
def test_somebody_waits_and_is_told_where_they_stand() -> None:
    ticket, user = full(), UserFactory()
    WaitingEntryFactory(ticket_type=ticket)
    answer = join(ticket, api(user))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["status"], made["position"], made["quantity"], made["offer"]) == ("waiting", 2, 1, None)
    assert [one["id"] for one in api(user).get(LIST).json()["results"]] == [made["id"]]
    assert api(user).get(f"{LIST}{made['id']}/").json() == made
    drain()
    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert f"/waiting/{made['id']}?token=" in letter.body


def test_an_account_says_who_waits_and_a_guest_has_to() -> None:
    ticket, user = full(), UserFactory()
    made = join(ticket, api(user), name="", email="")
    assert (made.status_code, made.json()["email"]) == (201, user.email)
    refused = join(ticket, api(), name="", email="")
    assert (refused.status_code, [one["path"] for one in refused.json()["errors"]]) == (400, ["name", "email"])


def test_a_guest_waits_by_address_and_leaves_by_the_mailed_link() -> None:
    ticket = full()
    made = join(ticket, api(), name="A Guest", email="Guest@Example.org").json()
    drain()
    token = mail.outbox[0].body.partition("?token=")[2].split()[0]
    other: Any = WaitingEntryFactory(ticket_type=ticket)
    address = f"{LIST}{made['id']}/leave/"
    assert api().post(address).status_code == 401
    assert api(UserFactory()).post(address).status_code == 404
    assert api().post(f"{LIST}{other.id}/leave/?token={token}").json()["code"] == "waiting_entry_not_found"
    assert api().post(f"{address}?token={token}").json()["status"] == "left"
    again = api().post(f"{address}?token={token}")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    assert join(ticket, api(), name="A Guest", email="guest@example.org").status_code == 201


def test_waiting_that_cannot_be_is_refused_by_name() -> None:
    ticket, holder = full(), Registration.objects.get()
    open_event, user = event_with_ticket(), UserFactory()
    join(ticket, api(user))
    hidden = TicketTypeFactory(event=ticket.event, capacity=ticket.capacity, is_hidden=True)
    closed = event_with_ticket(registration_closes_at=clock.now())
    private = event_with_ticket(visibility="private")
    cases: list[tuple[Any, int, str]] = [
        (join(ticket, api()), 400, "bad_request"),
        (join(ticket, quantity=0), 400, "bad_request"),
        (join(ticket, ticket_types=[]), 400, "bad_request"),
        (join(ticket, quantity=11), 422, "order_limit"),
        (join(ticket, ticket_types=[str(new_id())]), 409, "ticket_not_on_sale"),
        (join(hidden), 409, "ticket_not_on_sale"),
        (join(open_event), 409, "not_sold_out"),
        (join(closed), 409, "registration_closed"),
        (join(private), 404, "event_not_found"),
        (join(ticket, api(holder.person)), 409, "already_registered"),
        (join(ticket, api(user)), 409, "already_waiting"),
    ]
    assert [(one.status_code, one.json()["code"]) for one, *_ in cases] == [(status, code) for _, status, code in cases]
    assert WaitingEntry.objects.count() == 1


# Offers


@pytest.mark.happy
def test_a_place_that_becomes_free_is_offered_to_the_first_and_kept_from_everybody_else() -> None:
    ticket = full()
    first, second = WaitingEntryFactory(ticket_type=ticket), WaitingEntryFactory(ticket_type=ticket)
    free(ticket)
    assert states(first, second) == ["offered", "waiting"]
    assert taken(ticket) == 1
    assert first.offer_expires_at is not None
    assert timedelta(hours=23) < first.offer_expires_at - clock.now() <= timedelta(hours=24)
    [letter] = [one for one in mail.outbox if one.to == [first.email]]
    assert "A place is free" in letter.body
    assert Notification.objects.get(user=first.person).kind == "registrations.waiting_offered"
    assert services.waiting_offer_next(event_id=ticket.event_id, now=clock.now()) == 0
    assert OutboxEvent.objects.filter(name="registrations.waiting_entry_offered").count() == 1


def test_who_wants_more_places_than_there_are_does_not_hold_up_the_others() -> None:
    ticket = full(size=3)
    group, single = WaitingEntryFactory(ticket_type=ticket, quantity=2), WaitingEntryFactory(ticket_type=ticket)
    free(ticket)
    assert states(group, single) == ["waiting", "offered"]
    free(ticket, 2)
    assert states(group, single) == ["offered", "offered"]
    assert taken(ticket) == 3


def test_any_of_the_wanted_tickets_will_do() -> None:
    ticket = full()
    online = TicketTypeFactory(event=ticket.event)
    Capacity.objects.filter(pk=online.capacity_id).update(size=0)
    entry = WaitingEntryFactory(ticket_type=ticket, ticket_type_ids=[str(ticket.id), str(online.id)])
    events.capacity_change(
        capacity=Capacity.objects.get(pk=online.capacity_id), actor_id=new_id(), size=1, now=clock.now()
    )
    drain()
    assert states(entry) == ["offered"]
    assert entry.offered_ticket_type_id == online.id
    assert (taken(online), taken(ticket)) == (1, 1)


def test_an_offer_that_nobody_takes_goes_to_the_next() -> None:
    ticket = full()
    first, second = WaitingEntryFactory(ticket_type=ticket), WaitingEntryFactory(ticket_type=ticket)
    free(ticket)
    assert services.offers_expire(now=clock.now()) == 0
    later = clock.now() + timedelta(hours=24)
    assert (services.offers_expire(now=later), services.offers_expire(now=later)) == (1, 0)
    drain()
    assert states(first, second) == ["expired", "offered"]
    assert taken(ticket) == 1
    services.waiting_leave(entry=second, now=clock.now())
    assert (states(second), taken(ticket)) == (["left"], 0)


def test_shortly_before_the_start_nothing_is_offered() -> None:
    now = clock.now()
    ticket = event_with_ticket(size=1, starts_at=now + timedelta(hours=2), ends_at=now + timedelta(hours=4))
    entry = WaitingEntryFactory(ticket_type=ticket)
    assert services.waiting_offer_next(event_id=ticket.event_id, now=now) == 0
    assert states(entry) == ["waiting"]


# Accepting


def offered(ticket: TicketType, **fields: Any) -> Any:
    entry = WaitingEntryFactory(ticket_type=ticket, **fields)
    free(ticket, entry.quantity)
    assert states(entry) == ["offered"]
    mail.outbox.clear()
    return entry


@pytest.mark.happy
def test_an_accepted_offer_of_a_free_place_is_confirmed_in_the_place_that_was_kept() -> None:
    entry = offered(ticket := full())
    answer = api(entry.person).post(f"{LIST}{entry.id}/accept/")
    assert answer.status_code == 201
    assert [one["status"] for one in answer.json()["registrations"]] == ["confirmed"]
    row = Registration.objects.get(pk=answer.json()["registrations"][0]["id"])
    assert (row.person_id, row.waiting_entry_id, states(entry)) == (entry.person_id, entry.id, ["accepted"])
    assert taken(ticket) == 1
    again = api(entry.person).post(f"{LIST}{entry.id}/accept/")
    assert (again.status_code, again.json()["code"]) == (409, "offer_over")


def test_a_guest_accepts_for_two_people_and_gives_the_third_place_back() -> None:
    ticket = full(size=3)
    question = QuestionFactory(event=ticket.event, is_required=True)
    entry = offered(ticket, quantity=3, person=None)
    address = f"{LIST}{entry.id}/accept/?token={services.waiting_token(entry)}"
    people = [{"name": name, "email": f"{name}@example.org"} for name in ("ada", "grace")]
    refused = api().post(address, {"attendees": people}, format="json")
    assert refused.json()["code"] == "answers_not_usable"
    assert (states(entry), taken(ticket)) == (["offered"], 3)
    given = [one | {"answers": {str(question.id): "Peace"}} for one in people]
    answer = api().post(address, {"attendees": given}, format="json").json()
    assert [one["token"] for one in answer["registrations"]] == [None, None], "their links go to them by mail"
    assert taken(ticket) == 2


def test_more_people_than_were_offered_are_refused() -> None:
    entry = offered(full())
    people = [{"name": name, "email": f"{name}@example.org"} for name in ("ada", "grace")]
    refused = api(entry.person).post(f"{LIST}{entry.id}/accept/", {"attendees": people}, format="json")
    assert (refused.status_code, refused.json()["code"], states(entry)) == (422, "order_limit", ["offered"])


def test_what_costs_is_held_for_its_order_and_goes_to_the_next_when_it_is_not_paid() -> None:
    ticket = event_with_ticket(size=1, price=5000)
    entry = WaitingEntryFactory(ticket_type=ticket)
    after = WaitingEntryFactory(ticket_type=ticket)
    assert services.waiting_offer_next(event_id=ticket.event_id, now=clock.now()) == 1
    placed = services.waiting_accept(entry=entry, actor_id=entry.person_id, now=clock.now())
    assert placed.order is not None
    assert [row.status for row in placed.registrations] == ["pending_payment"]
    assert taken(ticket) == 1
    order_release(order_id=placed.order.id, wanted=OrderStatus.EXPIRED, now=clock.now())
    drain()
    assert states(entry, after) == ["accepted", "offered"]
    assert taken(ticket) == 1
    placed = services.waiting_accept(entry=after, actor_id=after.person_id, now=clock.now())
    pay(placed.order)
    assert Registration.objects.get(waiting_entry_id=after.id).status == "confirmed"
    assert taken(ticket) == 1


def test_where_approval_is_asked_for_an_accepted_offer_waits_for_it_in_its_place() -> None:
    ticket = event_with_ticket(size=1, approval_required=True)
    entry = WaitingEntryFactory(ticket_type=ticket)
    services.waiting_offer_next(event_id=ticket.event_id, now=clock.now())
    [row] = services.waiting_accept(entry=entry, actor_id=entry.person_id, now=clock.now()).registrations
    assert (row.status, taken(ticket)) == ("pending_approval", 1)
    services.registration_decline(registration=row, actor_id=new_id(), reason="Members only.", now=clock.now())
    assert taken(ticket) == 0


def test_an_offer_whose_time_is_over_is_not_accepted() -> None:
    entry = offered(full())
    with pytest.raises(Exception, match="offer has ended"):
        services.waiting_accept(entry=entry, actor_id=None, now=clock.now() + timedelta(hours=24))
    assert states(entry) == ["offered"]


# Organizers


@pytest.mark.happy
def test_an_organizer_puts_somebody_first_with_a_reason_that_stays() -> None:
    ticket = full()
    first, last = WaitingEntryFactory(ticket_type=ticket), WaitingEntryFactory(ticket_type=ticket)
    organizer = api(member(ticket.organization, "organizer"), ticket.organization)

    def listed() -> list[tuple[str, int]]:
        rows = organizer.get(f"{LIST}event/{ticket.event_id}/").json()["results"]
        return [(row["id"], row["position"]) for row in rows]

    assert listed() == [(str(first.id), 1), (str(last.id), 2)]
    address = f"{LIST}{last.id}/move/"
    assert organizer.post(address, {"reason": " "}, format="json").status_code == 400
    moved = organizer.post(address, {"reason": "Speaks in the afternoon."}, format="json").json()
    assert (moved["position"], moved["moved_reason"]) == (1, "Speaks in the afternoon.")
    assert listed() == [(str(last.id), 1), (str(first.id), 2)]
    assert OutboxEvent.objects.get(name="registrations.waiting_entry_moved").actor_id is not None
    free(ticket)
    assert states(first, last) == ["waiting", "offered"]
    again = organizer.post(address, {"reason": "Again."}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    assert [row["id"] for row in organizer.get(f"{LIST}event/{ticket.event_id}/?status=offered").json()["results"]] == [
        str(last.id)
    ]


def test_only_who_manages_the_event_sees_its_list() -> None:
    entry: Any = WaitingEntryFactory()
    other = OrganizationFactory()
    for client, status in (
        (api(None, entry.organization), 401),
        (api(member(entry.organization, "door"), entry.organization), 403),
        (api(member(other, "owner"), other), 404),
    ):
        assert client.get(f"{LIST}event/{entry.event_id}/").status_code == status
        assert client.post(f"{LIST}{entry.id}/move/", {"reason": "R"}, format="json").status_code == status


def test_lists_cost_the_same_for_one_row_and_for_twenty() -> None:
    user = UserFactory()
    entry: Any = WaitingEntryFactory(person=user)
    organizer = api(member(entry.organization, "organizer"), entry.organization)
    ticket = TicketType.objects.get(event=entry.event)

    def read() -> None:
        assert api(user).get(LIST).status_code == 200
        assert organizer.get(f"{LIST}event/{entry.event_id}/").status_code == 200

    one = queries(read)
    for _ in range(20):
        WaitingEntryFactory(person=user)
        WaitingEntryFactory(ticket_type=ticket)
    assert queries(read) == one
