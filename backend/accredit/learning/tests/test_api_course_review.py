"""Asking for a review before a course is published, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from accredit.accounts.models import User
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain
from accredit.learning.models import Course, CourseInstructor
from accredit.learning.services import review_mail_send
from accredit.learning.services.notices import SUBMITTED_KIND
from accredit.notifications.models import Notification
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import CourseFactory, LessonFactory, ModuleFactory
from .world import told

pytestmark = pytest.mark.django_db
NOTE = "Name the source of the second case."


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory(course_review_required=True)
    return made


@pytest.fixture
def teacher(organization: Organization) -> User:
    return _person(member(organization, "instructor"))


@pytest.fixture
def organizer(organization: Organization) -> User:
    return _person(member(organization, "organizer"))


@pytest.fixture
def course(organization: Organization, teacher: User) -> Course:
    """A draft that lacks nothing, taught by the teacher."""
    made: Course = CourseFactory(organization=organization, title="Consent")
    LessonFactory(module=ModuleFactory(course=made))
    CourseInstructor.objects.create(organization=organization, course=made, user=teacher)
    return made


def _person(made: Any) -> User:
    assert isinstance(made, User)
    return made


def step(user: User | None, course: Course, name: str, body: dict[str, Any] | None = None) -> Any:
    client = api(user, course.organization)
    return client.post(f"/api/courses/course/{course.id}/{name}/", body or {}, format="json")


def bell(user: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(user=user).order_by("created_at", "id").values_list("title", "body"))


def status_of(course: Course) -> str:
    return Course.objects.values_list("status", flat=True).get(pk=course.pk)


@pytest.mark.happy
def test_a_course_goes_to_review_comes_back_with_a_note_and_is_published(
    course: Course, teacher: User, organizer: User
) -> None:
    sent = step(teacher, course, "submit")
    assert (sent.status_code, sent.json()["status"], sent.json()["submitted_by"]) == (
        200,
        "in_review",
        teacher.display_name,
    )
    returned = step(organizer, course, "return", {"note": NOTE}).json()
    assert (returned["status"], returned["review_note"]) == ("draft", NOTE)
    assert step(teacher, course, "submit").json()["review_note"] == NOTE
    published = step(organizer, course, "publish").json()

    assert (published["status"], published["review_note"]) == ("published", "")
    news = OutboxEvent.objects.filter(name__startswith="learning.course_").order_by("id")
    assert list(news.values_list("name", "payload")) == [
        (f"learning.course_{name}", {"course_id": str(course.id)})
        for name in ("submitted", "returned", "submitted", "published")
    ]


def test_reviewers_and_makers_are_told_by_bell_and_mail_and_nobody_of_their_own_act(
    course: Course, teacher: User, organizer: User, organization: Organization
) -> None:
    owner, viewer = member(organization, "owner"), member(organization, "viewer")
    step(teacher, course, "submit")
    drain()
    assert {one.to[0] for one in mail.outbox} == {organizer.email, owner.email}
    assert mail.outbox[0].subject == "“Consent” waits for your review"
    mail.outbox.clear()
    step(organizer, course, "return", {"note": NOTE})
    drain()
    assert [(one.to[0], NOTE in str(one.body)) for one in mail.outbox] == [(teacher.email, True)]
    step(teacher, course, "submit")
    step(owner, course, "publish")
    drain()

    waits = (
        "“Consent” waits for your review",
        f"{teacher.display_name} has sent it. Publish it, or return it with a note.",
    )
    assert bell(organizer) == [waits, waits]
    assert bell(teacher) == [
        ("“Consent” is returned to you", f"{organizer.display_name} writes: {NOTE}"),
        ("“Consent” is published", f"{owner.display_name} has reviewed and published it."),
    ]
    assert bell(viewer) == []
    assert Notification.objects.filter(user=teacher).values_list("url", flat=True)[0] == (
        f"/org/{organization.slug}/courses/{course.slug}"
    )


def test_a_mail_that_is_late_says_nothing_untrue(course: Course, teacher: User, organizer: User, now: Any) -> None:
    step(teacher, course, "submit")
    step(organizer, course, "publish")
    review_mail_send(course_id=course.id, user_id=organizer.id, by_id=teacher.id, kind=SUBMITTED_KIND, now=now)
    assert mail.outbox == []


def test_an_instructor_publishes_neither_a_draft_nor_what_is_in_review(course: Course, teacher: User) -> None:
    as_draft = step(teacher, course, "publish")
    step(teacher, course, "submit")
    in_review = step(teacher, course, "publish")
    assert [(one.status_code, one.json()["code"]) for one in (as_draft, in_review)] == [(403, "reviewers_only")] * 2
    assert status_of(course) == "in_review"
    assert told("course_published") == []


@pytest.mark.parametrize("role", ["owner", "admin", "organizer"])
def test_whoever_may_review_publishes_a_draft_directly(course: Course, role: str) -> None:
    reviewer = member(course.organization, role)
    assert step(reviewer, course, "publish").json()["status"] == "published"
    assert bell(reviewer) == []


def test_without_the_setting_nothing_is_sent_for_review_and_the_instructor_publishes(
    course: Course, teacher: User
) -> None:
    step(teacher, course, "submit")
    Organization.objects.update(course_review_required=False)
    waiting = Course.objects.select_related("organization").get(pk=course.pk)
    assert step(teacher, waiting, "publish").json()["status"] == "published"
    refused = step(teacher, CourseFactory(organization=course.organization), "submit")
    assert (refused.status_code, refused.json()["code"]) == (409, "review_not_asked")


def test_what_is_not_ready_is_not_sent(organization: Organization, teacher: User) -> None:
    empty = CourseFactory(organization=organization)
    refused = step(teacher, empty, "submit")
    assert (refused.status_code, refused.json()["code"]) == (422, "course_not_ready")
    assert status_of(empty) == "draft"
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("status", "name", "names_both"),
    [
        ("in_review", "submit", "The course is in_review; it cannot become in_review."),
        ("published", "submit", "The course is published; it cannot become in_review."),
        ("draft", "return", "The course is draft; it cannot become draft."),
        ("published", "return", "The course is published; it cannot become draft."),
        ("in_review", "archive", "The course is in_review; it cannot become archived."),
    ],
)
def test_a_step_that_cannot_be_names_both_states(
    course: Course, organizer: User, status: str, name: str, names_both: str
) -> None:
    Course.objects.filter(pk=course.pk).update(status=status)
    refused = step(organizer, course, name, {"note": NOTE})
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_transition")
    assert refused.json()["detail"] == names_both
    assert status_of(course) == status


def test_a_course_in_review_may_still_be_edited_and_strangers_do_not_see_it(course: Course, teacher: User) -> None:
    step(teacher, course, "submit")
    client = api(teacher, course.organization)
    changed = client.patch(f"/api/courses/course/{course.id}/", {"subtitle": "Clearer"}, format="json").json()
    assert (changed["status"], changed["subtitle"]) == ("in_review", "Clearer")
    assert api().get(f"/api/courses/course/{course.slug}/").status_code == 404


@pytest.mark.parametrize("body", [{}, {"note": ""}, {"note": "  "}, {"note": "x" * 2001}])
def test_a_return_says_why(course: Course, teacher: User, organizer: User, body: dict[str, Any]) -> None:
    step(teacher, course, "submit")
    assert step(organizer, course, "return", body).status_code == 400
    assert status_of(course) == "in_review"


def test_who_may_not_review_returns_nothing_and_strangers_find_nothing(course: Course, teacher: User) -> None:
    step(teacher, course, "submit")
    outsider = member(OrganizationFactory(), "owner")
    for user, status in ((teacher, 403), (member(course.organization, "viewer"), 403), (outsider, 404), (None, 401)):
        assert step(user, course, "return", {"note": NOTE}).status_code == status
        assert step(user, course, "submit").status_code == (409 if user is teacher else status)
    assert status_of(course) == "in_review"


def test_the_settings_say_whether_review_is_asked_for(organization: Organization, teacher: User) -> None:
    address = f"/api/organizations/{organization.slug}/"
    change = {"course_review_required": False}
    assert api(teacher).patch(address, change, format="json").status_code == 403
    answer = api(member(organization, "admin")).patch(address, change, format="json")
    assert (answer.status_code, answer.json()["course_review_required"]) == (200, False)
    assert api(teacher).get(address).json()["course_review_required"] is False
