"""Building, publishing and archiving a course, through the services."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core.errors import IllegalTransition
from accredit.core.models import Job, OutboxEvent
from accredit.core.money import Money
from accredit.core.testing import drain
from accredit.learning import services
from accredit.learning.exceptions import (
    CourseArchived,
    CourseNotReady,
    CurrencyNotYours,
    InstructorNotMember,
    LessonInUse,
    ModuleNotEmpty,
    OutlineMismatch,
    PublishedNeedsLesson,
    QuizNotUsable,
)
from accredit.learning.models import Course, CourseCredit, Enrollment, Lesson, LessonProgress, Module, Question
from accredit.learning.rules.courses import LessonKind
from accredit.learning.services.courses import CreditEntry, InstructorEntry
from accredit.organizations.tests.factories import MembershipFactory, OrganizationFactory

from .factories import (
    CourseFactory,
    EnrollmentFactory,
    LessonFactory,
    ModuleFactory,
    published_course,
    quiz_lesson,
    single,
)

pytestmark = pytest.mark.django_db


def news() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))


@pytest.mark.happy
def test_a_course_is_built_and_published(now: datetime) -> None:
    member = MembershipFactory()
    credit_type = CreditTypeFactory()
    course = services.course_create(
        organization=member.organization,
        actor_id=member.user_id,
        title="Consent in practice",
        changes={
            "description_md": "Why, and how.",
            "price": Money(4900, "EUR"),
            "credits": [CreditEntry(credit_type, 500, "APC-1")],
        },
        now=now,
    )
    module = services.module_create(course=course, actor_id=member.user_id, title="One", now=now)
    services.lesson_create(
        module=module,
        actor_id=member.user_id,
        kind=LessonKind.ARTICLE,
        title="Read",
        body_md="Text",
        estimated_seconds=300,
        now=now,
    )
    quiz = services.lesson_create(
        module=module, actor_id=member.user_id, kind=LessonKind.QUIZ, title="Try", estimated_seconds=120, now=now
    )
    services.quiz_save(lesson=quiz, actor_id=member.user_id, questions=[single()], now=now)
    assert news() == [], "nobody hears of a draft"

    course = services.course_publish(course=course, actor_id=member.user_id, now=now)

    assert (course.slug, course.status, course.published_at) == ("consent-in-practice", "published", now)
    assert (course.lesson_count, course.duration_seconds) == (2, 420)
    assert course.price == Money(4900, "EUR")
    assert CourseCredit.objects.get(course=course).amount_hundredths == 500
    assert news() == ["learning.course_published"]


def test_two_courses_of_one_title_get_two_addresses(now: datetime) -> None:
    member = MembershipFactory()
    first, second = (
        services.course_create(organization=member.organization, actor_id=member.user_id, title="Ethics", now=now)
        for _ in range(2)
    )
    assert first.slug == "ethics"
    assert second.slug.startswith("ethics-")


def test_a_course_is_not_published_before_it_is_ready_and_says_why(now: datetime) -> None:
    course = CourseFactory()
    with pytest.raises(CourseNotReady) as refused:
        services.course_publish(course=course, actor_id=MembershipFactory().user_id, now=now)
    assert {error.code for error in refused.value.errors} == {"lesson_missing", "instructor_missing"}
    course.refresh_from_db()
    assert course.status == "draft"


def test_publishing_twice_is_refused_and_names_both_states(now: datetime) -> None:
    course = published_course()
    with pytest.raises(IllegalTransition, match="published; it cannot become published"):
        services.course_publish(course=course, actor_id=course.id, now=now)
    assert news() == []


def test_of_two_archivings_from_the_same_reading_only_one_happens(now: datetime) -> None:
    course = published_course()
    twin = Course.objects.get(pk=course.pk)
    services.course_archive(course=course, actor_id=course.id, now=now)
    with pytest.raises(IllegalTransition, match="archived"):
        services.course_archive(course=twin, actor_id=course.id, now=now)
    assert news() == ["learning.course_archived"]


def test_a_new_price_is_news_and_an_old_one_is_not(now: datetime) -> None:
    course = published_course()
    services.course_update(course=course, actor_id=course.id, changes={"price": Money(100, "EUR")}, now=now)
    services.course_update(course=course, actor_id=course.id, changes={"price": Money(100, "EUR")}, now=now)
    assert news() == ["learning.course_price_changed", "learning.course_updated", "learning.course_updated"]


def test_a_price_in_a_foreign_currency_is_refused(now: datetime) -> None:
    course = CourseFactory()
    with pytest.raises(CurrencyNotYours):
        services.course_update(course=course, actor_id=course.id, changes={"price": Money(100, "USD")}, now=now)


def test_a_published_course_cannot_lose_what_publishing_needs(now: datetime) -> None:
    course = published_course()
    with pytest.raises(CourseNotReady):
        services.course_update(course=course, actor_id=course.id, changes={"description_md": " "}, now=now)
    course.refresh_from_db()
    assert course.description_md.strip()


def test_only_members_teach(now: datetime) -> None:
    course, stranger = CourseFactory(), MembershipFactory()
    entry = InstructorEntry(stranger.user_id)
    with pytest.raises(InstructorNotMember):
        services.course_update(course=course, actor_id=course.id, changes={"instructors": [entry]}, now=now)


def test_the_last_lesson_of_a_published_course_stays(now: datetime) -> None:
    course = published_course()
    with pytest.raises(PublishedNeedsLesson):
        services.lesson_delete(lesson=Lesson.objects.get(course=course), actor_id=course.id, now=now)
    assert Lesson.objects.filter(course=course).count() == 1


def test_a_lesson_that_somebody_has_done_stays(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    lesson = LessonFactory(module=ModuleFactory(course=enrollment.course))
    services.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)
    with pytest.raises(LessonInUse):
        services.lesson_delete(lesson=lesson, actor_id=enrollment.user_id, now=now)
    assert LessonProgress.objects.filter(lesson=lesson).exists()


def test_who_lacks_nothing_after_a_lesson_was_taken_out_has_completed_the_course(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    module = ModuleFactory(course=enrollment.course)
    done, surplus = LessonFactory(module=module), LessonFactory(module=module)
    services.lesson_complete(enrollment=enrollment, lesson=done, now=now)
    services.lesson_delete(lesson=surplus, actor_id=enrollment.user_id, now=now)
    drain()
    enrollment.refresh_from_db()
    assert enrollment.status == "completed"
    assert Job.objects.filter(name="learning.completions_recheck", status="done").count() == 1
    assert news().count("learning.course_completed") == 1


def test_a_module_with_lessons_is_not_deleted(now: datetime) -> None:
    lesson = LessonFactory()
    with pytest.raises(ModuleNotEmpty):
        services.module_delete(module=lesson.module, actor_id=lesson.id, now=now)
    assert Module.objects.filter(pk=lesson.module_id).exists()


def test_the_outline_is_put_into_a_new_order_across_modules(now: datetime) -> None:
    course = CourseFactory()
    first, second = ModuleFactory(course=course), ModuleFactory(course=course)
    a, b = LessonFactory(module=first), LessonFactory(module=first)
    services.outline_arrange(
        course=course, actor_id=course.id, order=[(second.id, [b.id, a.id]), (first.id, [])], now=now
    )
    modules = list(Module.objects.filter(course=course).order_by("position"))
    assert modules == [second, first]
    assert list(Lesson.objects.filter(module=second).order_by("position")) == [b, a]


def test_an_order_that_forgets_or_invents_a_lesson_is_refused(now: datetime) -> None:
    course = CourseFactory()
    module = ModuleFactory(course=course)
    lesson, foreign = LessonFactory(module=module), LessonFactory()
    for ids in ([], [lesson.id, foreign.id], [lesson.id, lesson.id]):
        with pytest.raises(OutlineMismatch):
            services.outline_arrange(course=course, actor_id=course.id, order=[(module.id, ids)], now=now)


def test_an_archived_course_is_not_edited(now: datetime) -> None:
    course = CourseFactory(status="archived")
    with pytest.raises(CourseArchived):
        services.module_create(course=course, actor_id=course.id, title="More", now=now)
    with pytest.raises(CourseArchived):
        services.course_update(course=course, actor_id=course.id, changes={"title": "New"}, now=now)


def test_a_quiz_that_cannot_work_changes_nothing(now: datetime) -> None:
    lesson = quiz_lesson(ModuleFactory(), [single()])
    with pytest.raises(QuizNotUsable):
        services.quiz_save(lesson=lesson, actor_id=lesson.id, questions=[], now=now)
    with pytest.raises(QuizNotUsable):
        services.quiz_save(lesson=lesson, actor_id=lesson.id, questions=[single(right="z")], now=now)
    assert Question.objects.filter(quiz=lesson.quiz).count() == 1


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("course_price_not_negative", {"price_amount": -1}),
        ("course_rating_possible", {"rating_sum": 6, "rating_count": 1}),
        ("course_rating_possible", {"rating_sum": 0, "rating_count": 1}),
    ],
)
def test_the_database_itself_refuses_an_impossible_course(constraint: str, change: dict[str, int]) -> None:
    course = CourseFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(**change)


def test_the_database_itself_refuses_a_second_live_enrollment() -> None:
    first = EnrollmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrollmentFactory(user=first.user, course=first.course)
    Enrollment.objects.filter(pk=first.pk).update(status="revoked")
    assert EnrollmentFactory(user=first.user, course=first.course).pk != first.pk


def test_courses_of_an_organization_start_in_its_currency(now: datetime) -> None:
    organization = OrganizationFactory(currency="GBP")
    member = MembershipFactory(organization=organization)
    course = services.course_create(organization=organization, actor_id=member.user_id, title="X", now=now)
    assert (course.price, course.price_currency) == (None, "GBP")
