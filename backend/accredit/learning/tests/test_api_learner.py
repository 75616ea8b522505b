"""What learners get: enrolling, the player, quizzes."""

from __future__ import annotations

import pytest
import time_machine

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.learning.models import CourseCredit, Enrollment, Lesson, Quiz

from .factories import (
    CourseFactory,
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    question,
    quiz_lesson,
    single,
)

pytestmark = pytest.mark.django_db


# Enrolling


@pytest.mark.happy
def test_a_free_course_is_joined_with_one_request() -> None:
    course, user = published_course(), UserFactory()
    response = api(user).post(f"/api/courses/course/{course.slug}/enroll/")
    assert (response.status_code, response.json()["status"]) == (201, "active")
    again = api(user).post(f"/api/courses/course/{course.slug}/enroll/")
    assert (again.status_code, again.json()["code"]) == (409, "already_enrolled")
    assert Enrollment.objects.count() == 1


def test_a_course_with_a_price_or_a_draft_is_not_joined_for_free() -> None:
    user = UserFactory()
    paid = api(user).post(f"/api/courses/course/{published_course(price_amount=1).slug}/enroll/")
    draft = api(user).post(f"/api/courses/course/{CourseFactory().slug}/enroll/")
    stranger = api().post(f"/api/courses/course/{published_course().slug}/enroll/")
    assert (paid.status_code, paid.json()["code"]) == (409, "course_not_free")
    assert (draft.status_code, stranger.status_code) == (404, 401)


# Learning


@pytest.mark.happy
def test_a_learner_goes_through_the_course_and_sees_the_progress() -> None:
    course = published_course()
    module = ModuleFactory(course=course)
    quiz = quiz_lesson(module, [single()], pass_percent=100)
    article = Lesson.objects.get(course=course, kind="article")
    user = EnrollmentFactory(course=course).user
    client = api(user)

    page = client.get(f"/api/courses/course/{course.slug}/learn/").json()
    assert (page["progress_percent"], page["resume_lesson_id"]) == (0, str(article.id))
    opened = client.get(f"/api/courses/course_lessons/{article.id}/").json()
    assert (opened["completed"], opened["next_lesson_id"], opened["previous_lesson_id"]) == (False, str(quiz.id), None)
    assert opened["body_html"] == "<p>Read this.</p>\n"
    done = client.post(f"/api/courses/course_lessons/{article.id}/complete/").json()
    assert done == {"completed": True, "progress_percent": 50, "course_completed": False}
    assert client.post(f"/api/courses/course_lessons/{article.id}/complete/").json() == done

    attempt = client.post(f"/api/courses/quiz/{quiz.id}/attempts/").json()
    assert client.get(f"/api/courses/course_lessons/{quiz.id}/").json()["quiz"]["open_attempt_id"] == attempt["id"]
    outcome = client.post(
        f"/api/courses/quiz/attempts/{attempt['id']}/submit/",
        {"answers": {attempt["questions"][0]["id"]: "b"}},
        format="json",
    ).json()
    assert (outcome["score_percent"], outcome["passed"], outcome["course_completed"]) == (100, True, True)
    assert outcome["results"][0]["explanation_html"] == "<p>Because of <strong>b</strong>.</p>\n"

    page = client.get(f"/api/courses/course/{course.slug}/learn/").json()
    assert page["enrollment"]["status"] == "completed"
    assert page["modules"][1]["lessons"][0]["best_score_percent"] == 100
    mine = client.get("/api/courses/bought_courses/").json()["results"][0]
    assert (mine["progress_percent"], mine["lessons_done"], mine["lessons_total"]) == (100, 2, 2)
    assert mine["course"]["slug"] == course.slug


def test_the_player_says_what_the_course_earns_and_in_which_language() -> None:
    course = published_course(language="cy")
    kind = CreditTypeFactory(name="Ethics", category=2)
    CourseCredit.objects.create(
        organization=course.organization, course=course, credit_type=kind, amount_hundredths=450
    )
    page = api(EnrollmentFactory(course=course).user).get(f"/api/courses/course/{course.slug}/learn/").json()
    assert page["course"]["language"] == "cy"
    assert page["course"]["credits"]["total"] == "4.5"
    assert [one["name"] for one in page["course"]["credits"]["types"]] == ["Ethics"]


def test_right_answers_never_leave_before_handing_in() -> None:
    course = published_course()
    secret = "the-right-words"
    lesson = quiz_lesson(
        ModuleFactory(course=course),
        [
            {**question("short_text", {"accepted": [secret]}), "explanation_md": f"Because {secret}"},
            question("numeric", {"value": "4217.5", "tolerance": "0.25"}),
        ],
    )
    client = api(EnrollmentFactory(course=course).user)
    started = client.post(f"/api/courses/quiz/{lesson.id}/attempts/")
    attempt_id = started.json()["id"]
    before = [
        started,
        client.post(f"/api/courses/quiz/{lesson.id}/attempts/"),
        client.get(f"/api/courses/quiz/attempts/{attempt_id}/"),
        client.get(f"/api/courses/course_lessons/{lesson.id}/"),
        client.get(f"/api/courses/course/{course.slug}/learn/"),
        client.get(f"/api/courses/course/{course.slug}/"),
    ]
    for response in before:
        assert response.status_code in {200, 201}
        text = response.content.decode()
        assert secret not in text
        assert "4217" not in text
        assert "explanation" not in text
        assert "right_answer" not in text
    assert set(started.json()["questions"][0]) == {"id", "kind", "prompt_html", "choices", "points"}
    client.post(f"/api/courses/quiz/attempts/{attempt_id}/submit/", {"answers": {}}, format="json")
    after = client.get(f"/api/courses/quiz/attempts/{attempt_id}/").json()
    assert [one["right_answer"] for one in after["results"]] == [secret, "4217.5"]


def test_a_late_attempt_is_timed_out_and_keeps_its_secrets() -> None:
    course = published_course()
    lesson = quiz_lesson(ModuleFactory(course=course), [single()], time_limit_seconds=60)
    user = EnrollmentFactory(course=course).user
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        attempt = api(user).post(f"/api/courses/quiz/{lesson.id}/attempts/").json()
    assert attempt["deadline_at"] == "2026-11-22T10:01:00Z"
    with time_machine.travel("2026-11-22T10:01:06Z", tick=False):
        client = api(user)
        waiting = client.get(f"/api/courses/quiz/attempts/{attempt['id']}/").json()
        outcome = client.post(
            f"/api/courses/quiz/attempts/{attempt['id']}/submit/",
            {"answers": {attempt["questions"][0]["id"]: "b"}},
            format="json",
        ).json()
    assert (waiting["status"], waiting["results"]) == ("timed_out", None)
    assert (outcome["status"], outcome["score_percent"], outcome["passed"], outcome["results"]) == (
        "timed_out",
        0,
        False,
        [],
    )


def test_an_attempt_is_handed_in_once_and_only_by_its_owner() -> None:
    course = published_course()
    lesson = quiz_lesson(ModuleFactory(course=course), [single()])
    client, other = api(EnrollmentFactory(course=course).user), api(EnrollmentFactory(course=course).user)
    attempt = client.post(f"/api/courses/quiz/{lesson.id}/attempts/").json()
    address = f"/api/courses/quiz/attempts/{attempt['id']}/submit/"
    body = {"answers": {attempt["questions"][0]["id"]: "b"}}
    assert other.post(address, body, format="json").status_code == 404
    assert other.get(f"/api/courses/quiz/attempts/{attempt['id']}/").status_code == 404
    assert api().post(address, body, format="json").status_code == 401
    wrong = client.post(address, {"answers": {attempt["questions"][0]["id"]: ["b"]}}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "answers_not_usable")
    assert client.post(address, {}, format="json").json()["errors"][0]["path"] == "answers"
    assert client.post(address, body, format="json").status_code == 200
    again = client.post(address, body, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "attempt_closed")


def test_with_an_idempotency_key_handing_in_twice_gives_the_same_answer() -> None:
    course = published_course()
    lesson = quiz_lesson(ModuleFactory(course=course), [single()])
    client = api(EnrollmentFactory(course=course).user)
    attempt = client.post(f"/api/courses/quiz/{lesson.id}/attempts/").json()
    address = f"/api/courses/quiz/attempts/{attempt['id']}/submit/"
    first, again = (client.post(address, {"answers": {}}, format="json", HTTP_IDEMPOTENCY_KEY="once") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_lessons_open_for_the_enrolled_and_previews_for_everybody() -> None:
    course = published_course()
    closed = Lesson.objects.get(course=course)
    preview = LessonFactory(module=closed.module, is_preview=True)
    hidden = LessonFactory(module=ModuleFactory(course=CourseFactory()), is_preview=True)
    stranger, learner = api(), api(EnrollmentFactory(course=course).user)

    assert stranger.get(f"/api/courses/course_lessons/{preview.id}/").json()["enrolled"] is False
    refused = stranger.get(f"/api/courses/course_lessons/{closed.id}/")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_enrolled")
    assert api(UserFactory()).get(f"/api/courses/course_lessons/{closed.id}/").status_code == 403
    assert learner.get(f"/api/courses/course_lessons/{closed.id}/").status_code == 200
    assert stranger.get(f"/api/courses/course_lessons/{hidden.id}/").status_code == 404
    assert stranger.get(f"/api/courses/course_lessons/{new_id()}/").status_code == 404


def test_working_in_a_lesson_needs_an_enrollment_even_for_a_preview() -> None:
    preview = LessonFactory(module=ModuleFactory(course=published_course()), is_preview=True)
    quiz = quiz_lesson(preview.module, [single()])
    Lesson.objects.filter(pk=quiz.pk).update(is_preview=True)
    passer_by = api(UserFactory())
    addresses = (
        f"/api/courses/course_lessons/{preview.id}/complete/",
        f"/api/courses/quiz/{quiz.id}/attempts/",
    )
    for address in addresses:
        assert passer_by.post(address).status_code == 403
        assert api().post(address).status_code == 401
    assert passer_by.get(f"/api/courses/course/{preview.course.slug}/learn/").status_code == 403
    assert api().get(f"/api/courses/course/{preview.course.slug}/learn/").status_code == 401
    assert api().get("/api/courses/bought_courses/").status_code == 401


def test_a_quiz_is_not_marked_as_read_and_an_article_has_no_attempts() -> None:
    course = published_course()
    article = Lesson.objects.get(course=course)
    quiz = quiz_lesson(article.module, [single()])
    client = api(EnrollmentFactory(course=course).user)
    read = client.post(f"/api/courses/course_lessons/{quiz.id}/complete/")
    tried = client.post(f"/api/courses/quiz/{article.id}/attempts/")
    assert (read.status_code, read.json()["code"]) == (409, "completed_by_passing")
    assert (tried.status_code, tried.json()["code"]) == (409, "not_a_quiz")


def test_what_was_refunded_is_closed() -> None:
    course = published_course()
    lesson = Lesson.objects.get(course=course)
    enrollment = EnrollmentFactory(course=course, status="revoked")
    client = api(enrollment.user)
    assert client.get(f"/api/courses/course_lessons/{lesson.id}/").status_code == 403
    assert client.get(f"/api/courses/course/{course.slug}/learn/").status_code == 403
    assert client.get("/api/courses/bought_courses/").json()["results"] == []
    assert client.get(f"/api/courses/course/{course.slug}/").json()["viewer"]["status"] == "revoked"


def test_attempts_that_have_run_out_are_refused_by_name() -> None:
    course = published_course()
    lesson = quiz_lesson(ModuleFactory(course=course), [single()])
    Quiz.objects.filter(lesson=lesson).update(attempts_allowed=1)
    client = api(EnrollmentFactory(course=course).user)
    attempt = client.post(f"/api/courses/quiz/{lesson.id}/attempts/").json()
    outcome = client.post(f"/api/courses/quiz/attempts/{attempt['id']}/submit/", {"answers": {}}, format="json")
    refused = client.post(f"/api/courses/quiz/{lesson.id}/attempts/")
    assert outcome.json()["attempts_left"] == 0
    assert (refused.status_code, refused.json()["code"]) == (409, "attempts_exhausted")
