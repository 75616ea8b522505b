"""Grading through the public door: grades, returned work, the queue, and what stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accredit.accounts.models import User
from accredit.accounts.services import account_erase
from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import selectors, services
from accredit.learning.models import Enrollment, Lesson, LessonProgress, Submission
from accredit.learning.services.privacy import person_erase, person_export
from accredit.notifications.models import Notification
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .assignment_acts import QUEUE, ROOT, give_back, grade, hand_in, keep, waiting
from .factories import (
    EnrollmentFactory,
    ModuleFactory,
    assignment_lesson,
    handed_in_file,
    published_course,
)
from .world import LESSONS, told

pytestmark = pytest.mark.django_db


# Grading


@pytest.mark.happy
def test_a_grade_at_the_mark_completes_the_lesson_and_the_course_once(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    article = Lesson.objects.get(course=lesson.course, kind="article")
    services.lesson_complete(enrollment=enrollment, lesson=article, now=now)
    work_id = waiting(learner, lesson)
    answer = grade(staff, work_id, 5, 2)
    assert answer.status_code == 200, answer.data
    assert (answer.data["status"], answer.data["score_percent"], answer.data["passed"]) == ("graded", 70, True)
    assert [(one["score_percent"], one["passed"]) for one in told("assignment_graded")] == [(70, True)]
    enrollment.refresh_from_db()
    assert enrollment.status == "completed"
    page = learner.get(f"{ROOT}{lesson.id}/work/").json()
    assert (page["turn"], page["versions"][0]["comment"]) == ("done", "Clear and honest.")
    assert page["versions"][0]["marks"][0] == {"criterion": "reasoning", "points": 5, "comment": "Say it outright."}
    drain()
    bell = Notification.objects.get(user=enrollment.user, kind="learning.assignment_graded")
    assert (bell.title, bell.url) == (
        f"“{lesson.title}” is graded: 70%",
        f"/learn/{lesson.course.slug}/{lesson.id}",
    )
    assert any("You have passed" in str(one.body) for one in mail.outbox)
    assert grade(staff, work_id, 6, 4, revision=1).data["score_percent"] == 100
    assert (len(told("lesson_completed")), len(told("course_completed"))) == (2, 1)


def test_below_the_mark_the_lesson_stays_open_and_another_version_may_follow_while_attempts_last(
    learner: Any, staff: Any, lesson: Lesson
) -> None:
    lesson.assignment.attempts_allowed = 2
    lesson.assignment.save()
    grade(staff, waiting(learner, lesson), 4, 2)
    page = learner.get(f"{ROOT}{lesson.id}/work/").json()
    assert (page["turn"], page["attempts_left"], page["versions"][0]["score_percent"]) == ("write", 1, 60)
    assert LessonProgress.objects.count() == 0
    grade(staff, waiting(learner, lesson), 6, 0)
    page = learner.get(f"{ROOT}{lesson.id}/work/").json()
    assert (page["turn"], page["attempts_left"]) == ("closed", 0)
    assert [one["score_percent"] for one in page["versions"]] == [60, 60]
    assert hand_in(learner, lesson).json()["code"] == "submissions_exhausted"


def test_returned_work_keeps_its_history_and_is_handed_in_anew(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson
) -> None:
    file = handed_in_file(enrollment.user)
    first = waiting(learner, lesson, file)
    back = give_back(staff, first)
    assert (back.status_code, back.data["status"], back.data["comment"]) == (200, "returned", "Say who decided.")
    assert len(told("assignment_returned")) == 1
    second = waiting(learner, lesson, file)
    seen = staff.get(f"{QUEUE}{second}/").json()
    assert (seen["number"], [one["comment"] for one in seen["earlier"]]) == (2, ["Say who decided."])
    assert len(seen["files"]) == len(seen["earlier"][0]["files"]) == 1
    assert learner.get(f"{ROOT}{lesson.id}/work/").json()["versions"][1]["status"] == "returned"
    drain()
    assert Notification.objects.get(user=enrollment.user).body == "Say who decided."


def test_after_passing_nothing_more_is_asked_for(learner: Any, staff: Any, lesson: Lesson) -> None:
    grade(staff, waiting(learner, lesson), 6, 4)
    assert hand_in(learner, lesson).json()["code"] == "assignment_passed"
    assert keep(learner, lesson).json()["code"] == "assignment_passed"


def test_of_two_graders_the_later_learns_of_the_earlier(learner: Any, staff: Any, lesson: Lesson) -> None:
    work_id = waiting(learner, lesson)
    grade(staff, work_id, 6, 4)
    second = grade(staff, work_id, 0, 0)
    assert (second.status_code, second.json()["code"]) == (409, "submission_decided")
    back = give_back(staff, work_id, revision=1)
    assert (back.status_code, back.json()["detail"]) == (409, "The work is graded; it cannot become returned.")
    assert Submission.objects.get().score_percent == 100


def test_returned_work_is_not_graded_any_more(learner: Any, staff: Any, lesson: Lesson) -> None:
    work_id = waiting(learner, lesson)
    give_back(staff, work_id)
    assert grade(staff, work_id, 6, 4, revision=1).json()["detail"] == (
        "The work is returned; it cannot become graded."
    )
    assert give_back(staff, work_id, revision=1).status_code == 409


def test_points_that_are_missing_or_too_many_grade_nothing(learner: Any, staff: Any, lesson: Lesson) -> None:
    work_id = waiting(learner, lesson)
    assert grade(staff, work_id, 7, 4).json()["errors"][0]["path"] == "marks.reasoning"
    body = {"marks": [{"criterion": "style", "points": 1}], "revision": 0}
    assert staff.post(f"{QUEUE}{work_id}/grade/", body, format="json").json()["code"] == "marks_not_usable"
    assert staff.post(f"{QUEUE}{work_id}/grade/", {"marks": []}, format="json").status_code == 400
    assert give_back(staff, work_id, note=" ").status_code == 400
    assert Submission.objects.get().status == "submitted"


def test_a_lower_grade_later_takes_no_completed_lesson_away(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson
) -> None:
    work_id = waiting(learner, lesson)
    grade(staff, work_id, 6, 4)
    lowered = grade(staff, work_id, 1, 0, revision=1)
    assert (lowered.data["score_percent"], lowered.data["passed"]) == (10, False)
    assert LessonProgress.objects.filter(enrollment=enrollment).count() == 1
    best = selectors.best_assignment_scores(enrollment)[lesson.id]
    assert (best.percent, best.passed) == (10, False)


def test_the_best_version_counts(learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson) -> None:
    for points in (4, 2):
        grade(staff, waiting(learner, lesson), points, 0)
    assert selectors.best_assignment_scores(enrollment)[lesson.id].percent == 40


def test_work_of_somebody_who_has_left_is_graded_but_completes_nothing(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson
) -> None:
    work_id = waiting(learner, lesson)
    Enrollment.objects.filter(pk=enrollment.pk).update(status="withdrawn")
    assert grade(staff, work_id, 6, 4).data["passed"]
    assert LessonProgress.objects.count() == 0


# The queue


@pytest.mark.happy
def test_the_queue_begins_with_whoever_waits_longest_and_is_filtered(
    staff: Any, organization: Organization, lesson: Lesson
) -> None:
    ids = []
    for name in ("Bela Kun", "Chloe Dubois"):
        who = EnrollmentFactory(course=lesson.course, user=UserFactory(display_name=name))
        ids.append(waiting(api(who.user), lesson))
    elsewhere = assignment_lesson(ModuleFactory(course=published_course(organization=organization)))
    ids.append(waiting(api(EnrollmentFactory(course=elsewhere.course).user), elsewhere))

    def found(**query: Any) -> list[str]:
        return [row["id"] for row in staff.get(QUEUE, query).json()["results"]]

    assert found() == ids
    assert found(course=lesson.course.slug) == found(lesson=str(lesson.id)) == ids[:2]
    assert found(course=str(elsewhere.course_id)) == ids[2:]
    assert found(search="chloe") == [ids[1]]
    grade(staff, ids[0], 6, 4)
    assert (found(status="graded"), found()) == ([ids[0]], ids[1:])
    row = staff.get(QUEUE, {"status": "graded"}).json()["results"][0]
    assert (row["learner"]["display_name"], row["score_percent"], row["course_slug"]) == (
        "Bela Kun",
        100,
        lesson.course.slug,
    )
    assert staff.get(f"{QUEUE}{ids[0]}/").json()["next_id"] == ids[1]
    first = staff.get(QUEUE, {"page_size": 1}).json()
    assert [row["id"] for row in staff.get(first["next"]).json()["results"]] == [ids[2]]
    for query in ({"status": "draft"}, {"lesson": "x"}, {"cursor": "x"}):
        assert staff.get(QUEUE, query).status_code == 400


def test_lists_cost_the_same_for_one_and_for_twenty(
    staff: Any, organization: Organization, lesson: Lesson, enrollment: Enrollment, learner: Any
) -> None:
    other = assignment_lesson(ModuleFactory(course=published_course(organization=organization)))
    waiting(learner, lesson)
    for place in range(20):
        who = EnrollmentFactory(course=other.course)
        waiting(api(who.user), other, handed_in_file(who.user, key=str(place)))
    assert_same_queries(
        lambda: staff.get(QUEUE, {"lesson": str(lesson.id)}), lambda: staff.get(QUEUE, {"lesson": str(other.id)})
    )
    give_back(staff, str(Submission.objects.get(enrollment=enrollment).id))
    few = EnrollmentFactory(course=lesson.course)
    give_back(staff, waiting(api(few.user), lesson, handed_in_file(few.user, key="few")))
    waiting(api(few.user), lesson)
    for place in range(3):
        give_back(staff, waiting(learner, lesson, handed_in_file(enrollment.user, key=f"n{place}")))
    waiting(learner, lesson)
    address = f"{ROOT}{lesson.id}/work/"
    assert_same_queries(lambda: api(few.user).get(address), lambda: learner.get(address))
    latest = [Submission.objects.filter(enrollment=who).latest("number").id for who in (few, enrollment)]
    assert_same_queries(lambda: staff.get(f"{QUEUE}{latest[0]}/"), lambda: staff.get(f"{QUEUE}{latest[1]}/"))


@pytest.mark.isolation
def test_only_those_who_may_grade_here_see_work_and_its_files(
    learner: Any, enrollment: Enrollment, organization: Organization, lesson: Lesson
) -> None:
    work_id = waiting(learner, lesson, handed_in_file(enrollment.user))
    other = OrganizationFactory()
    callers: list[tuple[Any, int]] = [
        (api(None, organization), 401),
        (api(member(organization, "viewer"), organization), 403),
        (api(member(organization, "door"), organization), 403),
        (api(member(other, "owner"), other), 404),
        (api(member(other, "owner"), organization), 404),
    ]
    for client, status in callers:
        assert client.get(f"{QUEUE}{work_id}/").status_code == status
        assert grade(client, work_id, 6, 4).status_code == status
        assert give_back(client, work_id).status_code == status
    assert api(member(organization, "organizer"), organization).get(f"{QUEUE}{work_id}/").status_code == 200
    assert Submission.objects.get().status == "submitted"


# What stays, what goes


def test_an_export_holds_the_work_and_erasing_empties_it(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    work_id = waiting(learner, lesson, handed_in_file(enrollment.user, file_name="One page.pdf"))
    grade(staff, work_id, 6, 4)
    (kept,) = person_export(enrollment.user_id)["enrollments"][0]["work_handed_in"]
    assert (kept["text"], kept["files"], kept["score_percent"]) == ("I would ask her.", ["One page.pdf"], 100)
    person_erase(enrollment.user_id, now=now)
    left = Submission.objects.get()
    assert (left.text, left.comment, left.marks, left.files.count()) == ("", "", {}, 0)
    assert (left.status, left.score_percent) == ("graded", 100)


def test_work_of_a_closed_account_leaves_the_queue(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson, now: datetime
) -> None:
    waiting(learner, lesson)
    account_erase(user_id=enrollment.user_id, actor_id=enrollment.user_id, now=now)
    assert staff.get(QUEUE).json()["results"] == []


def test_a_lesson_with_work_in_it_stays(learner: Any, staff: Any, lesson: Lesson) -> None:
    keep(learner, lesson)
    assert staff.delete(f"{LESSONS}{lesson.id}/").json()["code"] == "lesson_in_use"


def test_the_database_is_the_last_guard(enrollment: Enrollment, lesson: Lesson, now: datetime) -> None:
    def add(**fields: Any) -> None:
        with transaction.atomic():
            Submission.objects.create(
                **{
                    "organization": lesson.organization,
                    "enrollment": enrollment,
                    "assignment": lesson.assignment,
                    "number": 1,
                    "saved_at": now,
                    **fields,
                }
            )

    add()
    for wrong in (
        {"number": 2},
        {"status": "returned", "submitted_at": now},
        {"number": 3, "status": "returned"},
        {"number": 3, "status": "graded", "submitted_at": now},
        {"number": 3, "status": "graded", "submitted_at": now, "score_percent": 101},
    ):
        with pytest.raises(IntegrityError):
            add(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(lesson.assignment).objects.update(takes_text=False, files_allowed=0)


def test_a_mail_about_work_that_has_moved_on_is_not_sent(
    learner: Any, staff: Any, enrollment: Enrollment, lesson: Lesson
) -> None:
    person: User = enrollment.user
    work_id = waiting(learner, lesson)
    grade(staff, work_id, 6, 4)
    services.work_mail_send(
        submission_id=Submission.objects.get().id, user_id=person.id, kind="learning.assignment_returned", revision=1
    )
    assert mail.outbox == []
