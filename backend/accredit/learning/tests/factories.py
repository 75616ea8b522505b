"""Courses, outlines and enrollments for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import Order, OrderLine
from accredit.core import clock
from accredit.learning.models import (
    Assignment,
    Category,
    Course,
    CourseInstructor,
    Enrollment,
    Lesson,
    Module,
    Question,
    Quiz,
    Review,
)
from accredit.learning.rules.assignments import Criterion
from accredit.learning.rules.quizzes import PaperQuestion
from accredit.media.models import Upload
from accredit.media.tests.factories import DocumentUploadFactory, UploadFactory
from accredit.organizations.tests.factories import OrganizationFactory


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Ethics {n}")
    slug = factory.Sequence(lambda n: f"ethics-{n}")


class CourseFactory(DjangoModelFactory):
    """A free draft. `price_amount=4900` gives it a price."""

    class Meta:
        model = Course

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"Consent in practice {n}")
    slug = factory.Sequence(lambda n: f"consent-in-practice-{n}")
    description_md = "Decide well, and **write it down**."
    price_currency = "EUR"


class ModuleFactory(DjangoModelFactory):
    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    organization = factory.SelfAttribute("course.organization")
    title = "Before you begin"
    position = factory.Sequence(lambda n: n)


class LessonFactory(DjangoModelFactory):
    """An article. Keeps the counts beside the course right."""

    class Meta:
        model = Lesson
        skip_postgeneration_save = True

    module = factory.SubFactory(ModuleFactory)
    course = factory.SelfAttribute("module.course")
    organization = factory.SelfAttribute("module.organization")
    kind = "article"
    title = factory.Sequence(lambda n: f"Lesson {n}")
    position = factory.Sequence(lambda n: n)
    estimated_seconds = 300
    body_md = "Read this."

    @factory.post_generation  # type: ignore[untyped-decorator]  # not a typed package
    def counted(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        lessons = Lesson.objects.filter(course=self.course)
        Course.objects.filter(pk=self.course.pk).update(
            lesson_count=lessons.count(), duration_seconds=sum(lessons.values_list("estimated_seconds", flat=True))
        )


class EnrollmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrollment

    user = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory, status="published")
    organization = factory.SelfAttribute("course.organization")
    enrolled_at = factory.LazyFunction(clock.now)
    last_active_at = factory.SelfAttribute("enrolled_at")


class ReviewFactory(DjangoModelFactory):
    """Only the row: the sums beside the course are the services' work."""

    class Meta:
        model = Review

    course = factory.SubFactory(CourseFactory)
    organization = factory.SelfAttribute("course.organization")
    user = factory.SubFactory(UserFactory)
    rating = 4
    updated_at = factory.LazyFunction(clock.now)


def single(prompt: str = "Which one?", *, right: str = "b", points: int = 1) -> PaperQuestion:
    """A single-choice question with choices a, b and c."""
    return {
        "id": "",
        "kind": "single",
        "prompt_md": prompt,
        "choices": [{"id": "a", "text": "First"}, {"id": "b", "text": "Second"}, {"id": "c", "text": "Third"}],
        "answer": {"choice": right},
        "explanation_md": "Because of **b**.",
        "points": points,
    }


def question(kind: str, answer: dict[str, Any], *, points: int = 1) -> PaperQuestion:
    """A question of a kind without choices, or a multiple choice among a, b and c."""
    return {
        **single(points=points),
        "kind": kind,
        "answer": answer,
        "choices": single()["choices"] if kind == "multiple" else [],
    }


def quiz_lesson(module: Module, questions: Sequence[PaperQuestion], **quiz: Any) -> Lesson:
    """A quiz lesson with these questions; `quiz` are fields of the Quiz."""
    lesson: Lesson = LessonFactory(module=module, kind="quiz", body_md="")
    row = Quiz.objects.create(organization=module.organization, lesson=lesson, question_count=len(questions), **quiz)
    for position, one in enumerate(questions):
        values = {key: value for key, value in one.items() if key != "id"}
        Question.objects.create(organization=module.organization, quiz=row, position=position, **values)
    return Lesson.objects.select_related("quiz", "course", "module").get(pk=lesson.pk)


def criterion(key: str = "reasoning", points: int = 10) -> Criterion:
    """A criterion with two levels."""
    return {
        "id": key,
        "title": key.title(),
        "description": "",
        "points": points,
        "levels": [
            {"title": "Complete", "description": "Every step is there.", "points": points},
            {"title": "Missing", "description": "", "points": 0},
        ],
    }


def assignment_lesson(module: Module, *criteria: Criterion, **assignment: Any) -> Lesson:
    """An assignment lesson with these criteria, or one of ten points; `assignment` are fields of the Assignment."""
    lesson: Lesson = LessonFactory(module=module, kind="assignment", body_md="Write down **one decision**.")
    Assignment.objects.create(
        organization=module.organization, lesson=lesson, rubric=list(criteria or [criterion()]), **assignment
    )
    return Lesson.objects.select_related("assignment", "course", "module").get(pk=lesson.pk)


def handed_in_file(owner: User, **fields: Any) -> Upload:
    """A checked PDF of a person's own, to be handed in."""
    made: Upload = DocumentUploadFactory(
        **{"owner": owner, "organization": None, "purpose": "submission", "key": f"uploads/{owner.id}", **fields}
    )
    return made


def video_lesson(module: Module, **fields: Any) -> Lesson:
    """A video lesson with a checked film of 100 seconds; `duration_ms` gives it another length."""
    length = {"duration_ms": fields.pop("duration_ms")} if "duration_ms" in fields else {}
    video = UploadFactory(organization=module.organization, **length)
    return _lesson(module, kind="video", video=video, body_md="", **fields)


def document_lesson(module: Module, **fields: Any) -> Lesson:
    """A document lesson with a checked PDF."""
    document = DocumentUploadFactory(organization=module.organization)
    return _lesson(module, kind="document", document=document, body_md="", **fields)


def _lesson(module: Module, **fields: Any) -> Lesson:
    made: Lesson = LessonFactory(module=module, **fields)
    return made


def published_course(**fields: Any) -> Course:
    """A published course with one module and one article."""
    course: Course = CourseFactory(status="published", published_at=clock.now(), **fields)
    LessonFactory(module=ModuleFactory(course=course))
    instructor = UserFactory()
    CourseInstructor.objects.create(organization=course.organization, course=course, user=instructor)
    course.refresh_from_db()
    return course


def order_of(buyer: User, *courses: Course, **fields: Any) -> Order:
    """An order of these courses, each at its price."""
    total = sum(course.price_amount for course in courses)
    order = Order.objects.create(
        number=f"T{Order.objects.count()}",
        buyer=buyer,
        currency="EUR",
        subtotal_amount=total,
        discount_amount=0,
        tax_amount=0,
        total_amount=total,
        **fields,
    )
    for position, course in enumerate(courses):
        price = course.price_amount
        OrderLine.objects.create(
            order=order,
            organization=course.organization,
            buyer=buyer,
            position=position,
            item_kind="course",
            item_id=course.id,
            title=course.title,
            currency="EUR",
            list_amount=price,
            discount_amount=0,
            net_amount=price,
            tax_amount=0,
            gross_amount=price,
            tax_rate_basis_points=0,
            tax_inclusive=True,
        )
    return order
