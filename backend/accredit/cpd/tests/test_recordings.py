"""A course made of an event is the same activity: live and on demand count once."""

from __future__ import annotations

from datetime import datetime

import pytest

from accredit.certificates.models import Certificate
from accredit.certificates.tests.factories import certified, course_with_credit
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.cpd import services
from accredit.cpd.models import LedgerEntry, Recording
from accredit.events.models import Event
from accredit.events.tests.factories import EventFactory
from accredit.learning.models import Course, CourseCredit
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db


def address(course: Course) -> str:
    return f"/api/cpd/recordings/{course.id}/"


def recorded(course: Course, event: Event, now: datetime) -> None:
    services.recording_put(course=course, event=event, actor_id=new_id(), now=now)


def twin(course: Course) -> Course:
    """Another course of the same organization that is worth the same."""
    other = course_with_credit(organization=course.organization)
    CourseCredit.objects.filter(course=other).delete()
    for line in CourseCredit.objects.filter(course=course):
        CourseCredit.objects.create(
            organization=line.organization,
            course=other,
            credit_type=line.credit_type,
            amount_hundredths=line.amount_hundredths,
        )
    return other


def standing() -> int:
    return sum(LedgerEntry.objects.values_list("amount_hundredths", flat=True))


def certified_again(first: Certificate, course: Course, now: datetime) -> Certificate:
    from accredit.certificates.tests.factories import complete
    from accredit.core.testing import drain
    from accredit.learning import services as learning

    enrollment = learning.enrollment_start_free(course=course, user_id=first.holder_id, now=now)
    complete(enrollment, now=now)
    drain()
    return Certificate.objects.select_related("organization", "course").get(enrollment=enrollment)


@pytest.fixture
def course(now: datetime) -> Course:
    return course_with_credit()


@pytest.fixture
def event(course: Course) -> Event:
    event: Event = EventFactory(organization=course.organization)
    return event


def test_two_recordings_of_one_event_count_once(course: Course, event: Event, now: datetime) -> None:
    other = twin(course)
    for one in (course, other):
        recorded(one, event, now)

    first = certified(course, now=now)
    certified_again(first, other, now)

    assert standing() == 550
    assert set(LedgerEntry.objects.values_list("certificate_id", flat=True)) == {first.id}


def test_when_the_one_that_counted_is_revoked_the_other_takes_its_place(
    course: Course, event: Event, now: datetime
) -> None:
    from accredit.certificates import services as certificates
    from accredit.core.testing import drain

    other = twin(course)
    for one in (course, other):
        recorded(one, event, now)
    first = certified(course, now=now)
    second = certified_again(first, other, now)
    actor = member(course.organization, "owner")

    certificates.certificate_revoke(certificate=first, actor_id=actor.id, reason="In error.", now=now)
    drain()

    assert standing() == 550
    assert LedgerEntry.objects.filter(certificate=second, kind="award").count() == 2
    certificates.certificate_revoke(certificate=second, actor_id=actor.id, reason="In error.", now=now)
    drain()
    assert standing() == 0


def test_without_the_link_they_are_two_activities(course: Course, now: datetime) -> None:
    other = twin(course)

    certified_again(certified(course, now=now), other, now)

    assert standing() == 1_100


@pytest.mark.happy
def test_the_staff_says_of_which_event_a_course_is_made(course: Course, event: Event) -> None:
    staff = api(member(course.organization, "instructor"), course.organization)

    assert staff.get(address(course)).json() == {"event": None}
    for _ in range(2):
        assert staff.put(address(course), {"event": event.id}, format="json").json() == {"event": str(event.id)}
    assert staff.get(address(course)).json() == {"event": str(event.id)}
    assert Recording.objects.get().organization_id == course.organization_id
    assert staff.put(address(course), {"event": None}, format="json").status_code == 200
    assert not Recording.objects.exists()


def test_once_somebody_has_credit_it_stays_as_it_is(course: Course, event: Event, now: datetime) -> None:
    certified(course, now=now)
    staff = api(member(course.organization, "owner"), course.organization)

    answer = staff.put(address(course), {"event": event.id}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "recording_too_late")
    assert not Recording.objects.exists()


@pytest.mark.isolation
def test_other_tenants_and_other_roles_cannot(course: Course, event: Event) -> None:
    door, elsewhere = member(course.organization, "door"), OrganizationFactory()
    home = api(member(course.organization, "owner"), course.organization)
    foreign = EventFactory(organization=elsewhere)

    assert api().get(address(course)).status_code == 401
    assert api(door, course.organization).put(address(course), {"event": event.id}, format="json").status_code == 403
    assert api(member(elsewhere, "owner"), elsewhere).get(address(course)).status_code == 404
    assert home.put(address(course), {"event": foreign.id}, format="json").status_code == 404
    assert home.put(address(course), {"event": "x"}, format="json").status_code == 400
    assert not Recording.objects.exists()
