"""What strangers get: the list, the course page, the categories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from accredit.accounts.domain_events import UserErased
from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.billing.domain_events import SellerProfileChanged
from accredit.core import clock
from accredit.core.outbox import publish
from accredit.core.testing import api, assert_same_queries, drain, queries
from accredit.learning.models import Course, CourseCredit
from accredit.learning.services import course_archive, course_update
from accredit.organizations.domain_events import OrganizationChanged

from .factories import (
    CategoryFactory,
    CourseFactory,
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    ReviewFactory,
    published_course,
    quiz_lesson,
    single,
)

pytestmark = pytest.mark.django_db


def titles(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


# The public list


@pytest.mark.happy
def test_a_stranger_sees_published_courses_newest_first() -> None:
    older = published_course(title="Older")
    newer = published_course(title="Newer", price_amount=4900)
    CourseFactory(title="Draft")
    CourseFactory(title="Gone", status="archived")
    CourseCredit.objects.create(
        course=newer, organization=newer.organization, credit_type=CreditTypeFactory(), amount_hundredths=500
    )
    Course.objects.filter(pk=older.pk).update(published_at=clock.now() - timedelta(days=1))

    response = api().get("/api/courses/course/")

    assert titles(response) == ["Newer", "Older"]
    first = response.json()["results"][0]
    assert first["price"] == {"amount": 4900, "currency": "EUR"}
    assert first["credits"] == {
        "total": "5.0",
        "types": [{"name": "Clinical", "amount": "5.0", "category": 1, "accreditor": "APC"}],
    }
    assert response.json()["results"][1]["price"] is None


def test_the_list_is_filtered_by_branch_level_language_and_part_of_the_title() -> None:
    health = CategoryFactory(slug="health")
    ethics = CategoryFactory(slug="ethics", parent=health)
    published_course(title="Deep ethics", category=ethics, level="advanced", language="de")
    published_course(title="Plain health", category=health)
    published_course(title="Neither")
    get = api().get
    assert titles(get("/api/courses/course/?category=health&ordering=title")) == ["Deep ethics", "Plain health"]
    assert titles(get("/api/courses/course/?category=ethics")) == ["Deep ethics"]
    assert titles(get("/api/courses/course/?category=nowhere")) == []
    assert titles(get("/api/courses/course/?level=advanced")) == ["Deep ethics"]
    assert titles(get("/api/courses/course/?language=de")) == ["Deep ethics"]
    assert titles(get("/api/courses/course/?search=HEALTH")) == ["Plain health"]


@pytest.mark.parametrize("ordering", ["-published_at", "title", "price", "-price"])
def test_every_order_pages_through_all_courses_once(ordering: str) -> None:
    for index in range(5):
        published_course(title=f"Course {index}", price_amount=(index % 2) * 100)
    client, seen, address = api(), [], f"/api/courses/course/?page_size=2&ordering={ordering}"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("query", ["level=easy", "ordering=chaos", "page_size=0", "page_size=101", "cursor=xx"])
def test_a_list_asked_for_nonsense_is_refused(query: str) -> None:
    response = api().get(f"/api/courses/course/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_lists_cost_the_same_for_one_row_and_for_twenty() -> None:
    user = UserFactory()
    client, course = api(user), published_course()
    EnrollmentFactory(user=user, course=course)
    ReviewFactory(course=course)

    def read() -> None:
        for address in ("course/", "bought_courses/", f"review/?course={course.slug}", "category/"):
            assert client.get(f"/api/courses/{address}").status_code == 200

    one = queries(read)
    for _ in range(20):
        EnrollmentFactory(user=user, course=published_course())
        ReviewFactory(course=course)
        CategoryFactory()
    assert queries(read) == one


def test_a_list_and_a_page_already_seen_are_not_sent_again() -> None:
    course = published_course()
    for address in ("/api/courses/course/", f"/api/courses/course/{course.slug}/", "/api/courses/category/"):
        first = api().get(address)
        again = api().get(address, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.happy
def test_a_kept_page_is_the_same_answer_without_a_query_until_news_of_its_course_comes() -> None:
    course = published_course(title="Before")
    for address in (f"/api/courses/course/{course.slug}/", f"/api/courses/course/{course.id}/"):
        made, kept = api().get(address), api().get(address)
        assert (kept.content, dict(kept.headers) | {"X-Request-Id": ""}) == (
            made.content,
            dict(made.headers) | {"X-Request-Id": ""},
        )
        assert queries(partial(api().get, address)) == 0
        assert queries(partial(api(UserFactory()).get, address)) > 0
    course_update(course=course, actor_id=course.instructors.get().user_id, changes={"title": "After"}, now=clock.now())
    drain()
    for address in (f"/api/courses/course/{course.slug}/", f"/api/courses/course/{course.id}/"):
        changed = api().get(address, HTTP_IF_NONE_MATCH=made["ETag"])
        assert (changed.status_code, changed.json()["title"]) == (200, "After")


@pytest.mark.parametrize(
    "news", [OrganizationChanged, SellerProfileChanged, UserErased], ids=lambda event: str(event.__name__)
)
def test_a_kept_page_follows_the_news_of_the_house_its_tax_and_its_people(news: Callable[[UUID], Any]) -> None:
    course = published_course()
    address = f"/api/courses/course/{course.slug}/"
    api().get(address)
    publish(news(course.organization_id), organization_id=course.organization_id, actor_id=None)
    drain()
    assert queries(lambda: api().get(address)) > 0


def test_an_archived_course_has_no_kept_page() -> None:
    course = published_course()
    address = f"/api/courses/course/{course.slug}/"
    assert api().get(address).status_code == 200
    course_archive(course=course, actor_id=course.instructors.get().user_id, now=clock.now())
    drain()
    assert api().get(address).status_code == 404


def test_a_tenants_header_is_never_answered_by_a_kept_page() -> None:
    course = published_course()
    address = f"/api/courses/course/{course.slug}/"
    assert api().get(address).status_code == 200
    assert api(organization=course.organization).get(address).status_code == 401


def test_the_categories_come_as_a_tree() -> None:
    root = CategoryFactory(name="Health", slug="health")
    CategoryFactory(name="Ethics", slug="ethics", parent=root)
    tree = api().get("/api/courses/category/").json()["results"]
    assert [(node["slug"], [child["slug"] for child in node["children"]]) for node in tree] == [("health", ["ethics"])]


# The course page


@pytest.mark.happy
def test_the_course_page_shows_everything_by_slug_and_by_id() -> None:
    course = published_course(outcomes=["Decide well"], description_md="**Why**", price_amount=4900)
    module = ModuleFactory(course=course, title="Quiz time")
    quiz_lesson(module, [single(), single()], pool_size=1)
    by_slug = api().get(f"/api/courses/course/{course.slug}/").json()
    by_id = api().get(f"/api/courses/course/{course.id}/").json()
    assert by_slug == by_id
    assert by_slug["description_html"] == "<p><strong>Why</strong></p>\n"
    assert [one["title"] for one in by_slug["modules"]] == ["Before you begin", "Quiz time"]
    assert by_slug["modules"][1]["lessons"][0]["question_count"] == 1
    assert by_slug["viewer"] is None
    assert len(by_slug["instructors"]) == 1


def test_drafts_and_archived_courses_are_hidden_from_strangers_but_not_from_their_learners() -> None:
    draft, archived = CourseFactory(), published_course()
    learner = EnrollmentFactory(course=archived).user
    Course.objects.filter(pk=archived.pk).update(status="archived")
    assert api().get(f"/api/courses/course/{draft.slug}/").status_code == 404
    assert api().get(f"/api/courses/course/{archived.slug}/").status_code == 404
    response = api(learner).get(f"/api/courses/course/{archived.slug}/")
    assert response.json()["viewer"]["enrolled"] is True
    assert "private" in response["Cache-Control"]


def test_the_page_of_a_course_costs_the_same_for_one_lesson_and_for_twenty() -> None:
    small, large = published_course(), published_course()
    for _ in range(20):
        LessonFactory(module=ModuleFactory(course=large))
    user = UserFactory()
    EnrollmentFactory(user=user, course=small)
    EnrollmentFactory(user=user, course=large)
    client = api(user)

    def both(course: Course) -> Callable[[], list[int]]:
        addresses = (f"/api/courses/course/{course.slug}/", f"/api/courses/course/{course.slug}/learn/")
        return lambda: [client.get(address).status_code for address in addresses]

    assert both(small)() == both(large)() == [200, 200]
    assert_same_queries(both(small), both(large))


def test_the_document_of_a_course_page_tells_robots_what_it_is(settings: Any, tmp_path: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").write_text("<html><head><!--head--></head></html>")
    course = published_course(title="Consent & <capacity>")
    html = api().get(f"/courses/{course.slug}").content.decode()
    assert "Consent &amp; &lt;capacity&gt;" in html
    assert '"@type": "Course"' in html
    assert api().get("/courses/nowhere").status_code == 404
