"""Building courses over HTTP: who may, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core.ids import new_id
from accredit.core.testing import api, queries
from accredit.learning.models import Course, CourseInstructor, Lesson
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import CategoryFactory, CourseFactory, LessonFactory, ModuleFactory, quiz_lesson, single

pytestmark = pytest.mark.django_db
QUIZ = {"questions": [{key: value for key, value in single().items() if key != "id"}]}

PLAIN = {"prompt_md": "How many?"}


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


def requests_of(organization: Organization) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every staff route with a body that would work."""
    course = CourseFactory(organization=organization)
    module, spare = ModuleFactory(course=course), ModuleFactory(course=course)
    lesson, quiz = LessonFactory(module=module), quiz_lesson(module, [single()])
    CourseInstructor.objects.create(organization=organization, course=course, user=UserFactory())
    live = CourseFactory(organization=organization, status="published")
    order = [{"id": str(module.id), "lessons": [str(quiz.id), str(lesson.id)]}, {"id": str(spare.id), "lessons": []}]
    root = "/api/courses"
    return {
        "list": ("get", f"{root}/course/", {}),
        "create": ("post", f"{root}/course/", {"title": "New"}),
        "read": ("get", f"{root}/course/{course.id}/", {}),
        "update": ("patch", f"{root}/course/{course.id}/", {"title": "Renamed"}),
        "outline": ("get", f"{root}/course/{course.id}/outline/", {}),
        "arrange": ("put", f"{root}/course/{course.id}/outline/", {"modules": order}),
        "add module": ("post", f"{root}/course/{course.id}/modules/", {"title": "Two"}),
        "rename module": ("patch", f"{root}/modules/{module.id}/", {"title": "Other"}),
        "add lesson": (
            "post",
            f"{root}/course_lessons/",
            {"module": str(module.id), "kind": "article", "title": "L", "body_md": "Text"},
        ),
        "read lesson": ("get", f"{root}/course_lessons/{lesson.id}/", {}),
        "update lesson": ("patch", f"{root}/course_lessons/{lesson.id}/", {"is_preview": True}),
        "read quiz": ("get", f"{root}/quiz/{quiz.id}/", {}),
        "save quiz": ("put", f"{root}/quiz/{quiz.id}/", QUIZ),
        "publish": ("post", f"{root}/course/{course.id}/publish/", {}),
        "archive": ("post", f"{root}/course/{live.id}/archive/", {}),
        "delete lesson": ("delete", f"{root}/course_lessons/{lesson.id}/", {}),
        "delete module": ("delete", f"{root}/modules/{spare.id}/", {}),
    }


def send(client: Any, request: tuple[str, str, dict[str, Any]]) -> Any:
    method, address, body = request
    return getattr(client, method)(address, body or None, format="json") if method != "get" else client.get(address)


@pytest.mark.happy
def test_an_instructor_may_use_every_route_of_the_builder(organization: Organization) -> None:
    client = api(member(organization, "instructor"), organization)
    statuses = {name: send(client, request).status_code for name, request in requests_of(organization).items()}
    assert {name: status for name, status in statuses.items() if status not in {200, 201, 204}} == {}


@pytest.mark.isolation
def test_another_tenants_staff_find_nothing(organization: Organization) -> None:
    other = OrganizationFactory()
    insider = api(member(other, "owner"), other)
    outsider = api(member(other, "owner"), organization)
    for name, request in requests_of(organization).items():
        assert send(outsider, request).status_code == 404, name
        if name not in {"list", "create"}:
            assert send(insider, request).status_code == 404, name
    assert send(insider, ("get", "/api/courses/course/", {})).json()["results"] == []


def test_members_without_the_role_read_at_most(organization: Organization) -> None:
    client = api(member(organization, "door"), organization)
    readable = {"list", "read", "read lesson"}
    for name, request in requests_of(organization).items():
        assert send(client, request).status_code == (200 if name in readable else 403), name


def test_strangers_and_people_without_a_tenant_change_nothing(organization: Organization) -> None:
    stranger, homeless = api(None, organization), api(member(organization, "owner"))
    for name, request in requests_of(organization).items():
        if name in {"list", "read", "read lesson"}:
            continue
        assert send(stranger, request).status_code == 401, name
        assert send(homeless, request).status_code == 404, name


def test_a_course_is_built_over_http_from_nothing_to_published(organization: Organization) -> None:
    teacher = member(organization, "instructor")
    client = api(teacher, organization)
    ethics, credit_type = CategoryFactory(slug="ethics"), CreditTypeFactory()
    made = client.post(
        "/api/courses/course/",
        {
            "title": "Consent in practice",
            "description_md": "Why, and how.",
            "outcomes": ["Decide well"],
            "category": "ethics",
            "level": "intermediate",
            "price": {"amount": 4900, "currency": "EUR"},
            "instructors": [{"id": str(teacher.id), "headline": "Nurse"}],
            "credits": [{"credit_type": str(credit_type.id), "amount": "5.0", "approval_reference": "APC-1"}],
        },
        format="json",
    ).json()
    address = f"/api/courses/course/{made['id']}/"
    refused = client.post(f"{address}publish/")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "lesson_missing")
    module = client.post(f"{address}modules/", {"title": "One"}, format="json").json()
    body = {"module": module["id"], "kind": "quiz", "title": "Try", "estimated_seconds": 60, "is_preview": True}
    lesson = client.post("/api/courses/course_lessons/", body, format="json").json()
    assert client.get(f"{address}outline/").json()["obstacles"][0]["code"] == "quiz_empty"
    saved = client.put(f"/api/courses/quiz/{lesson['id']}/", {**QUIZ, "pass_percent": 80}, format="json").json()
    assert (saved["question_count"], saved["questions"][0]["answer"]) == (1, {"choice": "b"})

    published = client.post(f"{address}publish/")
    again = client.post(f"{address}publish/")

    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
    card = api().get("/api/courses/course/").json()["results"][0]
    assert (card["category"]["slug"], card["credits"]["total"]) == (ethics.slug, "5.0")
    assert made["instructors"][0]["headline"] == "Nurse"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"title": ""}, 400, "bad_request"),
        ({"level": "wizard"}, 400, "bad_request"),
        ({"language": "!"}, 400, "bad_request"),
        ({"price": {"amount": -1, "currency": "EUR"}}, 400, "bad_request"),
        ({"price": {"amount": 100, "currency": "USD"}}, 422, "currency_not_yours"),
        ({"category": "nowhere"}, 404, "category_not_found"),
        ({"instructors": [{"id": str(new_id())}]}, 422, "instructor_not_member"),
        ({"credits": [{"credit_type": str(new_id()), "amount": "1"}]}, 404, "credit_type_not_found"),
        ({"outcomes": "one"}, 400, "bad_request"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_name(
    organization: Organization, change: dict[str, Any], status: int, code: str
) -> None:
    course = CourseFactory(organization=organization)
    client = api(member(organization, "instructor"), organization)
    response = client.patch(f"/api/courses/course/{course.id}/", change, format="json")
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize("amount", ["0", "-1", "1.25", "many", "1,5"])
def test_an_amount_of_credit_that_its_type_cannot_show_is_refused(organization: Organization, amount: str) -> None:
    course = CourseFactory(organization=organization)
    client = api(member(organization, "instructor"), organization)
    entry = {"credit_type": str(CreditTypeFactory(decimals=1).id), "amount": amount}
    response = client.patch(f"/api/courses/course/{course.id}/", {"credits": [entry]}, format="json")
    assert (response.status_code, response.json()["code"]) == (422, "credit_amount_not_usable")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"questions": []}, 400),
        ({**QUIZ, "pass_percent": 0}, 400),
        ({**QUIZ, "time_limit_seconds": 1}, 400),
        ({**QUIZ, "pool_size": 5}, 422),
        ({"questions": [{**QUIZ["questions"][0], "answer": {"choice": "z"}}]}, 422),
        ({"questions": [{**QUIZ["questions"][0], "kind": "essay"}]}, 400),
        ({"questions": [{**QUIZ["questions"][0], "kind": "numeric", "choices": [], "answer": {"value": "x"}}]}, 422),
        ({"questions": [{**QUIZ["questions"][0], "kind": "multiple", "answer": {"choices": "b"}}]}, 422),
        (
            {"questions": [{**QUIZ["questions"][0], "kind": "short_text", "choices": [], "answer": {"accepted": [1]}}]},
            422,
        ),
        (
            {"questions": [{**QUIZ["questions"][0], "kind": "true_false", "choices": [], "answer": {"value": "yes"}}]},
            422,
        ),
    ],
)
def test_a_quiz_that_cannot_work_is_refused_with_the_place(
    organization: Organization, body: dict[str, Any], status: int
) -> None:
    lesson = quiz_lesson(ModuleFactory(course__organization=organization), [single()])
    client = api(member(organization, "instructor"), organization)
    response = client.put(f"/api/courses/quiz/{lesson.id}/", body, format="json")
    assert response.status_code == status, response.content
    assert response.json()["errors"][0]["path"]
    assert client.get(f"/api/courses/quiz/{lesson.id}/").json()["questions"][0]["answer"] == {"choice": "b"}


def test_the_tenants_list_holds_drafts_and_costs_the_same_for_twenty(organization: Organization) -> None:
    client = api(member(organization, "viewer"), organization)
    CourseFactory(organization=organization)
    CourseFactory()
    response = client.get("/api/courses/course/")
    assert [row["status"] for row in response.json()["results"]] == ["draft"]
    assert "Accredit-Organization" in response["Vary"]
    one = queries(lambda: client.get("/api/courses/course/"))
    CourseFactory.create_batch(20, organization=organization)
    assert queries(lambda: client.get("/api/courses/course/")) == one


def test_the_tenants_list_is_narrowed_to_one_state(organization: Organization) -> None:
    client = api(member(organization, "instructor"), organization)
    draft = CourseFactory(organization=organization)
    live = CourseFactory(organization=organization, status="published")
    elsewhere = CourseFactory(status="published")

    def found(**query: str) -> list[str]:
        return [row["id"] for row in client.get("/api/courses/course/", query).json()["results"]]

    assert found(status="draft") == [str(draft.id)]
    assert found(status="published") == [str(live.id)]
    assert found(status="archived") == []
    assert client.get("/api/courses/course/", {"status": "lost"}).status_code == 400
    shown = api().get("/api/courses/course/", {"status": "draft"}).json()["results"]
    assert {row["id"] for row in shown} == {str(live.id), str(elsewhere.id)}


def test_the_outline_costs_the_same_for_one_lesson_and_for_twenty(organization: Organization) -> None:
    client = api(member(organization, "instructor"), organization)
    course = CourseFactory(organization=organization)
    LessonFactory(module=ModuleFactory(course=course))
    one = queries(lambda: client.get(f"/api/courses/course/{course.id}/outline/"))
    for _ in range(20):
        quiz_lesson(ModuleFactory(course=course), [single()])
    assert queries(lambda: client.get(f"/api/courses/course/{course.id}/outline/")) == one
    assert Lesson.objects.filter(course=course).count() == 21


def test_a_course_started_twice_with_one_key_is_one_course(organization: Organization) -> None:
    client = api(member(organization, "instructor"), organization)
    answers = [
        client.post("/api/courses/course/", {"title": "Once"}, format="json", HTTP_IDEMPOTENCY_KEY="k").json()["id"]
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Course.objects.count() == 1
