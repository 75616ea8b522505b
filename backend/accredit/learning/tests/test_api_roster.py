"""The learners of a course, for its staff."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest

from accredit.accounts.services import account_erase
from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api, assert_same_queries
from accredit.learning.models import Course, Enrollment, Lesson, LessonProgress
from accredit.learning.selectors import roster
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import EnrollmentFactory, LessonFactory, ModuleFactory, published_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    """Two lessons."""
    made = published_course(title="Consent", slug="consent")
    LessonFactory(module=ModuleFactory(course=made))
    made.refresh_from_db()
    return made


@pytest.fixture
def staff(course: Course) -> Any:
    return api(member(course.organization, "viewer"), course.organization)


def learner(course: Course, name: str, **fields: Any) -> Enrollment:
    user = UserFactory(display_name=name, email=f"{name.split()[0].lower()}@example.org")
    made: Enrollment = EnrollmentFactory(course=course, user=user, **fields)
    return made


def learn(enrollment: Enrollment, now: datetime) -> None:
    lesson = Lesson.objects.filter(course=enrollment.course).earliest("position")
    LessonProgress.objects.create(
        organization=enrollment.organization, enrollment=enrollment, lesson=lesson, completed_at=now
    )


def names(client: Any, course: Course, **query: Any) -> list[str]:
    answer = client.get(f"/api/courses/course/{course.slug}/learners/", query)
    assert answer.status_code == 200
    return [row["person"]["display_name"] for row in answer.json()["results"]]


def file_of(client: Any, course: Course, **query: Any) -> list[list[str]]:
    answer = client.get(f"/api/courses/course/{course.slug}/learners.csv", query, headers={"Accept": "text/csv"})
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeffName,Email,")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.happy
def test_staff_see_who_learns_and_how_far_they_are(staff: Any, course: Course, now: datetime) -> None:
    amara = learner(course, "Amara Okafor", enrolled_at=now)
    learn(amara, now)
    row = staff.get(f"/api/courses/course/{course.id}/learners/").json()["results"][0]
    stamp = row["enrolled_at"]
    assert row == {
        "id": str(amara.id),
        "person": {
            "id": str(amara.user_id),
            "display_name": "Amara Okafor",
            "email": "amara@example.org",
            "avatar_url": None,
        },
        "enrolled_at": stamp,
        "status": "active",
        "progress_percent": 50,
        "lessons_done": 1,
        "lessons_total": 2,
        "completed_at": None,
        "last_active_at": stamp,
    }


def test_they_are_found_by_name_or_address_and_by_status_and_put_into_order(
    staff: Any, course: Course, now: datetime
) -> None:
    learner(course, "bela Kun", enrolled_at=now - timedelta(days=2), last_active_at=now)
    learner(course, "Amara Okafor", enrolled_at=now - timedelta(days=1), status="completed")
    learner(course, "Chloe Dubois", enrolled_at=now, status="withdrawn", last_active_at=now - timedelta(days=9))
    assert names(staff, course) == ["Chloe Dubois", "Amara Okafor", "bela Kun"]
    assert names(staff, course, ordering="name") == ["Amara Okafor", "bela Kun", "Chloe Dubois"]
    assert names(staff, course, ordering="-last_active_at")[0] == "bela Kun"
    assert names(staff, course, status="completed") == ["Amara Okafor"]
    assert names(staff, course, search="OKAF") == ["Amara Okafor"]
    assert names(staff, course, search="chloe@") == ["Chloe Dubois"]
    assert names(staff, course, search="nobody") == []


@pytest.mark.parametrize("ordering", ["name", "-name", "-enrolled_at", "last_active_at"])
def test_pages_follow_each_other_in_every_order(staff: Any, course: Course, now: datetime, ordering: str) -> None:
    for number, name in enumerate("EDCBA"):
        learner(course, name, enrolled_at=now + timedelta(minutes=number // 2))
    whole = names(staff, course, ordering=ordering)
    seen, address = [], f"/api/courses/course/{course.slug}/learners/?page_size=2&ordering={ordering}"
    while address:
        page = staff.get(address).json()
        seen += [row["person"]["display_name"] for row in page["results"]]
        address = page["next"]
    assert seen == whole
    assert len(seen) == 5


def test_a_person_stands_there_once_with_their_latest_enrollment(staff: Any, course: Course) -> None:
    first = learner(course, "Amara Okafor", status="revoked")
    EnrollmentFactory(course=course, user=first.user)
    answer = staff.get(f"/api/courses/course/{course.slug}/learners/").json()
    assert [row["status"] for row in answer["results"]] == ["active"]
    assert names(staff, course, status="revoked") == []


def test_of_a_closed_account_neither_name_nor_address_is_left(staff: Any, course: Course, now: datetime) -> None:
    gone = learner(course, "Amara Okafor")
    account_erase(user_id=gone.user_id, actor_id=gone.user_id, now=now)
    person = staff.get(f"/api/courses/course/{course.slug}/learners/").json()["results"][0]["person"]
    assert (person["display_name"], person["email"]) == ("Deleted account", "")
    assert names(staff, course, search="erased") == []


def test_the_list_costs_the_same_for_one_and_for_twenty(staff: Any, course: Course, now: datetime) -> None:
    other = published_course(organization=course.organization)
    learn(EnrollmentFactory(course=other), now)
    for _ in range(20):
        learn(EnrollmentFactory(course=course), now)
    root = "/api/courses/course/"
    assert_same_queries(
        lambda: staff.get(f"{root}{other.id}/learners/"), lambda: staff.get(f"{root}{course.id}/learners/")
    )
    assert len(names(staff, course)) == 20


@pytest.mark.parametrize("query", [{"status": "bored"}, {"ordering": "email"}, {"search": "x" * 101}, {"cursor": "x"}])
def test_a_question_that_makes_no_sense_is_refused(staff: Any, course: Course, query: dict[str, str]) -> None:
    assert staff.get(f"/api/courses/course/{course.slug}/learners/", query).status_code == 400


@pytest.mark.isolation
@pytest.mark.parametrize("address", ["learners/", "learners.csv"])
def test_only_members_who_may_see_learners_see_them(course: Course, address: str) -> None:
    learner(course, "Amara Okafor")
    home, other = course.organization, OrganizationFactory()
    callers = {
        401: api(None, home),
        403: api(member(home, "door"), home),
        404: api(member(other, "owner"), other),
    }
    for status, client in callers.items():
        answer = client.get(f"/api/courses/course/{course.slug}/{address}")
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.happy
def test_the_file_holds_every_learner_and_what_was_asked_for(
    staff: Any, course: Course, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "EXPORTED_AT_ONCE", 2)
    for name in ("Amara Okafor", "Béla, the “second”", "Chloe Dubois", "Dan"):
        learn(learner(course, name, status="completed", completed_at=now, enrolled_at=now, last_active_at=now), now)
    learner(course, "Eve")
    head, *rows = file_of(staff, course, status="completed")
    assert head[2:4] == ["Status", "Enrolled at"]
    assert [row[0] for row in rows] == ["Amara Okafor", "Béla, the “second”", "Chloe Dubois", "Dan"]
    moment = now.isoformat()
    assert rows[0] == ["Amara Okafor", "amara@example.org", "completed", moment, "1", "2", "50", moment, moment]
    assert [row[0] for row in file_of(staff, course, search="eve")[1:]] == ["Eve"]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(staff: Any, course: Course) -> None:
    link = '=HYPERLINK("http://evil.example","Open")'
    learner(course, link)
    learner(course, "@SUM(A1)")
    assert [row[0] for row in file_of(staff, course)[1:]] == [f"'{link}", "'@SUM(A1)"]


def test_the_file_is_named_after_the_course_and_kept_by_nobody(staff: Any, course: Course) -> None:
    answer = staff.get(f"/api/courses/course/{course.slug}/learners.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="learners-consent.csv"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")
    assert staff.get(f"/api/courses/course/{course.slug}/learners.csv", {"status": "bored"}).status_code == 400
