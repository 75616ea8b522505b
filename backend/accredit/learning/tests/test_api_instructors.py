"""Who may be named as an instructor, for those who build courses."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api, queries
from accredit.learning.models import CourseInstructor
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import MembershipFactory, OrganizationFactory, member

from .factories import CourseFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/courses/instructor/"


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.mark.happy
def test_an_instructor_finds_a_colleague_and_names_them(organization: Organization) -> None:
    me = member(organization, "instructor")
    client = api(me, organization)
    colleague = MembershipFactory(
        organization=organization, user=UserFactory(display_name="Eleanor Marsh"), roles=["viewer"]
    ).user
    course = CourseFactory(organization=organization)

    found = client.get(ROOT).json()["results"]
    entries = [{"id": person["id"]} for person in found]
    client.patch(f"/api/courses/course/{course.id}/", {"instructors": entries}, format="json")

    assert [person["id"] for person in found] == [str(me.id), str(colleague.id)]
    assert found[1]["display_name"] == "Eleanor Marsh"
    assert set(CourseInstructor.objects.filter(course=course).values_list("user_id", flat=True)) == {
        me.id,
        colleague.id,
    }


def test_a_person_is_known_by_name_and_picture_only(organization: Organization) -> None:
    pictured = MembershipFactory(
        organization=organization, user=UserFactory(avatar_key="images/one.jpg"), roles=["instructor"]
    ).user
    person = api(pictured, organization).get(ROOT).json()["results"][0]
    assert set(person) == {"id", "display_name", "avatar_url"}
    assert person["avatar_url"].endswith("images/one.jpg")


@pytest.mark.isolation
def test_people_of_other_organizations_are_not_in_it(organization: Organization) -> None:
    other = OrganizationFactory()
    stranger = member(other, "owner")
    member(organization, "instructor")
    assert api(stranger, organization).get(ROOT).status_code == 404
    assert [person["id"] for person in api(stranger, other).get(ROOT).json()["results"]] == [str(stranger.id)]


@pytest.mark.parametrize(("role", "status"), [("organizer", 200), ("finance", 403), ("door", 403), ("viewer", 403)])
def test_it_is_for_those_who_build_courses(organization: Organization, role: str, status: int) -> None:
    assert api(member(organization, role), organization).get(ROOT).status_code == status


def test_strangers_and_people_without_a_tenant_are_refused(organization: Organization) -> None:
    assert api(None, organization).get(ROOT).status_code == 401
    assert api(member(organization, "owner")).get(ROOT).status_code == 404


def test_a_page_that_is_none_of_ours_is_refused(organization: Organization) -> None:
    answer = api(member(organization, "instructor"), organization).get(ROOT, {"cursor": "nonsense"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_the_list_is_read_in_pages_and_costs_the_same_for_twenty(organization: Organization) -> None:
    client = api(member(organization, "instructor"), organization)
    one = queries(lambda: client.get(ROOT))
    for _ in range(20):
        member(organization, "instructor")
    assert queries(lambda: client.get(ROOT)) == one
    first = client.get(ROOT, {"page_size": 15}).json()
    rest: Any = client.get(first["next"]).json()
    assert (len(first["results"]), len(rest["results"]), rest["next"]) == (15, 6, None)
