"""Rooms follow what is published; who is in them follows places, enrollments and roles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.community.models import Room, RoomMember, RoomPolicy
from accredit.community.receivers import on_course_published, on_event_published
from accredit.community.services import rooms_catch_up
from accredit.core import clock
from accredit.core.testing import api, drain
from accredit.events.domain_events import EventPublished
from accredit.events.tests.factories import event_with_ticket
from accredit.learning.domain_events import CoursePublished
from accredit.learning.services import enrollment_start_free
from accredit.learning.services.enrollments import enrollment_withdraw
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.organizations.models import Membership
from accredit.organizations.services import member_regrant, member_remove
from accredit.organizations.tests.factories import MembershipFactory, OrganizationFactory, member
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import CancelledBecause
from accredit.registrations.services import registration_cancel
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import MESSAGES, ROOMS, attendee, course_room, event_room, history, learner, seat_in, send

pytestmark = pytest.mark.django_db


def inside(room: Room) -> set[Any]:
    return set(RoomMember.objects.filter(room=room, ended_at=None).values_list("user_id", flat=True))


def room_ids(person: User) -> list[str]:
    return [room["id"] for room in api(person).get(ROOMS).json()["results"]]


@pytest.mark.happy
def test_a_published_event_has_a_room_with_everybody_who_is_coming(now: datetime) -> None:
    made = event_with_ticket()
    organizer = member(made.event.organization, "organizer")
    member(made.event.organization, "door")
    seats = [RegistrationFactory(ticket_type=made, status=one) for one in ("confirmed", "attended", "cancelled")]
    RegistrationFactory(ticket_type=made, person=None, booked_by=None)
    for _ in range(2):
        on_event_published(EventPublished(made.event.id), now=now)
    room = Room.objects.get(event=made.event)
    assert inside(room) == {organizer.id, seats[0].person_id, seats[1].person_id}
    assert room_ids(organizer) == [str(room.id)]


@pytest.mark.happy
def test_a_published_course_has_a_room_with_everybody_who_takes_it(now: datetime) -> None:
    course = published_course()
    taking = EnrollmentFactory(course=course)
    EnrollmentFactory(course=course, status="revoked")
    for _ in range(2):
        on_course_published(CoursePublished(course.id), now=now)
    assert inside(Room.objects.get(course=course)) == {taking.user_id}


def test_an_organization_that_wants_no_rooms_gets_none(now: datetime) -> None:
    event = event_with_ticket().event
    RoomPolicy.objects.create(organization=event.organization, makes_rooms=False)
    on_event_published(EventPublished(event.id), now=now)
    assert (rooms_catch_up(now=now), Room.objects.count()) == (0, 0)


def test_what_was_published_before_there_were_rooms_gets_one(now: datetime) -> None:
    event_with_ticket(), published_course(), event_with_ticket(status="draft")
    assert [rooms_catch_up(now=now) for _ in range(2)] == [2, 0]
    assert sorted(Room.objects.values_list("kind", flat=True)) == ["course", "event"]


@pytest.mark.happy
def test_whoever_enrolls_comes_in_and_whoever_leaves_goes_out() -> None:
    room, person = course_room(), UserFactory()
    assert room.course is not None
    enrollment = enrollment_start_free(course=room.course, user_id=person.id, now=clock.now())
    drain()
    assert room_ids(person) == [str(room.id)]
    enrollment_withdraw(enrollment=enrollment, now=clock.now())
    assert room_ids(person) == []
    drain()
    assert inside(room) == set()


@pytest.mark.happy
def test_whoever_gets_a_place_comes_in_and_a_cancelled_one_goes_out() -> None:
    room = event_room()
    seat = seat_in(room, person=UserFactory())
    assert seat.person is not None
    assert room_ids(seat.person) == [str(room.id)]
    registration_cancel(registration=seat, actor_id=None, reason="", refund=False, now=clock.now())
    drain()
    assert inside(room) == set()


def test_a_place_that_is_gone_closes_the_room_before_any_news_arrives() -> None:
    room = event_room()
    seat = seat_in(room)
    person = seat.person
    assert person is not None
    assert send(person, room).status_code == 201
    Registration.objects.filter(pk=seat.pk).update(status="cancelled", cancelled_because=CancelledBecause.REFUND)
    assert inside(room) == {person.id}
    refused = [
        api(person).get(MESSAGES, {"room": str(room.id)}),
        send(person, room),
        api(person).get(f"{ROOMS}{room.id}/"),
        api(person).post(f"{ROOMS}{room.id}/read/", {"seq": 1}, format="json"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(404, "room_not_found")] * 4
    assert room_ids(person) == []


def test_whoever_comes_back_finds_the_room_as_they_left_it() -> None:
    room = event_room()
    seat = seat_in(room)
    person = seat.person
    assert person is not None
    send(person, room, "Before")
    rows = Registration.objects.filter(pk=seat.pk)
    rows.update(status="cancelled")
    drain()
    rows.update(status="confirmed")
    assert [one["body"] for one in history(person, room)["results"]] == ["Before"]
    assert send(person, room, "Again").status_code == 201
    assert room_ids(person) == [str(room.id)]


def test_a_role_opens_the_rooms_and_losing_it_closes_them() -> None:
    room = course_room()
    owner = MembershipFactory(organization=room.organization, roles=["owner"])
    helper: Membership = MembershipFactory(organization=room.organization, roles=["finance"])
    assert api(helper.user).get(f"{ROOMS}{room.id}/").status_code == 404
    member_regrant(actor=owner, member=helper, roles=["instructor"])
    drain()
    assert room_ids(helper.user) == [str(room.id)]
    assert api(helper.user).get(f"{ROOMS}{room.id}/").json()["standing"] == "staff"
    member_remove(actor=owner, member=helper)
    assert (room_ids(helper.user), send(helper.user, room).status_code) == ([], 404)
    drain()
    assert helper.user_id not in inside(room)


def test_whoever_comes_later_has_nothing_unread() -> None:
    room = course_room()
    send(learner(room), room)
    [found] = api(learner(room)).get(ROOMS).json()["results"]
    assert (found["last_seq"], found["unread"]) == (1, 0)


def test_nobody_else_learns_of_a_room() -> None:
    room = event_room()
    strangers = [UserFactory(), member(OrganizationFactory(), "owner"), attendee(event_room())]
    for stranger in strangers:
        assert api(stranger).get(f"{ROOMS}{room.id}/").status_code == 404
        assert api(stranger).get(MESSAGES, {"room": str(room.id)}).status_code == 404
        assert send(stranger, room).status_code == 404
    assert api().get(MESSAGES, {"room": str(room.id)}).status_code == 401
