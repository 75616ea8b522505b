"""What a course asks for, and how far a person is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, UUIDField

from accredit.billing.selectors import standing_of_line
from accredit.certificates.models import Certificate, Gate
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import LIVE
from accredit.certificates.rules.stored_clauses import clause_load
from accredit.core.statements import Given, Statement
from accredit.feedback.selectors import answered_by, survey_title
from accredit.learning.exceptions import EnrollmentNotFound
from accredit.learning.models import Course, Enrollment, Lesson, LessonProgress
from accredit.learning.selectors import best_assignment_scores, best_quiz_scores

from .loading import Loader

_COURSE, _ENROLLMENT = Given("course", UUIDField()), Given("enrollment", UUIDField())
_GATE = Statement(lambda: Gate.objects.filter(course_id=_COURSE).values_list("version", "clauses"))
_LESSONS = Statement(
    lambda: (
        Lesson.objects.filter(course_id=_COURSE)
        .order_by("module__position", "module__created_at", "module_id", "position", "created_at", "id")
        .annotate(done=Exists(LessonProgress.objects.filter(enrollment_id=_ENROLLMENT, lesson=OuterRef("pk"))))
        .values_list("id", "title", "quiz__pass_percent", "assignment__pass_percent", "done")
    )
)
"""In the order of the outline."""
_TO_CERTIFY = Loader(
    Enrollment,
    user=("email_verified_at", "display_name", "legal_name", "legal_name_confirmed_at", "time_zone"),
    course=("organization_id", "title", "version"),
    course__organization=("name", "slug", "time_zone"),
)


@dataclass(frozen=True, slots=True)
class GateStatus:
    """How an enrollment stands before the gate. `version` 0 means the default gate."""

    version: int
    results: Sequence[gates.ClauseResult]

    @property
    def met(self) -> bool:
        return gates.all_met(self.results)


def gate_of_course(course_id: UUID) -> tuple[int, Sequence[gates.Clause]]:
    """Version and clauses; 0 and the default ones when the organization set none. One query."""
    for version, clauses in _GATE.rows(course=course_id):
        return version, [clause_load(one) for one in clauses]
    return 0, gates.DEFAULT


def course_facts(course: Course, clauses: Sequence[gates.Clause]) -> gates.GateFacts:
    """What these clauses can ask of anybody: the course's lessons and quizzes, nothing done. One query, one more for a
    survey."""
    payment = gates.PaymentState.UNPAID if course.price else gates.PaymentState.FREE
    lessons = _LESSONS.rows(course=course.id, enrollment=None)
    return gates.GateFacts(
        lessons=[gates.LessonFact(lesson_id, title) for lesson_id, title, *_ in lessons],
        quizzes=_quizzes(lessons),
        assignments=_assignments(lessons),
        payment=payment,
        survey=_survey(clauses, course.id, None),
    )


def enrollment_to_certify(*, enrollment_id: UUID) -> Enrollment:
    """The enrollment, and of its user, course and organization what a decision asks. Raises EnrollmentNotFound."""
    found = _TO_CERTIFY.first(enrollment_id)
    if found is None:
        raise EnrollmentNotFound
    return found


def gate_status(enrollment: Enrollment) -> GateStatus:
    """The gate of the enrollment's course with this person's standing. Five queries or less, two more for a survey."""
    version, clauses = gate_of_course(enrollment.course_id)
    lessons = _LESSONS.rows(course=enrollment.course_id, enrollment=enrollment.id)
    quizzes, assignments = _quizzes(lessons), _assignments(lessons)
    scores = best_quiz_scores(enrollment) if quizzes else {}
    grades = best_assignment_scores(enrollment) if assignments else {}
    facts = gates.GateFacts(
        lessons=[gates.LessonFact(lesson_id, title, done) for lesson_id, title, *_, done in lessons],
        quizzes=[
            gates.QuizFact(one.lesson_id, one.title, one.pass_percent, score.percent, score.passed)
            if (score := scores.get(one.lesson_id))
            else one
            for one in quizzes
        ],
        assignments=[
            gates.AssignmentFact(one.lesson_id, one.title, one.pass_percent, grade.percent, grade.passed)
            if (grade := grades.get(one.lesson_id))
            else one
            for one in assignments
        ],
        payment=_payment(enrollment),
        survey=_survey(clauses, enrollment.course_id, enrollment.user_id),
        name_confirmed=enrollment.user.legal_name_confirmed_at is not None,
    )
    return GateStatus(version, gates.evaluate(clauses, facts))


def gate_promise(course: Course) -> GateStatus:
    """What the gate asks of anybody who takes the course."""
    version, clauses = gate_of_course(course.id)
    return GateStatus(version, gates.evaluate(clauses, course_facts(course, clauses)))


def enrollments_without_certificate(course_id: UUID) -> QuerySet[Enrollment]:
    """Live enrollments of a course that no live certificate rests on."""
    certified = Certificate.objects.filter(enrollment_id=OuterRef("pk"), status__in=LIVE)
    return Enrollment.objects.filter(~Exists(certified), course_id=course_id, status__in=("active", "completed"))


def _quizzes(lessons: Sequence[tuple[Any, ...]]) -> list[gates.QuizFact]:
    """Of rows of `_LESSONS`, with nothing done."""
    return [gates.QuizFact(row[0], row[1], row[2]) for row in lessons if row[2] is not None]


def _assignments(lessons: Sequence[tuple[Any, ...]]) -> list[gates.AssignmentFact]:
    return [gates.AssignmentFact(row[0], row[1], row[3]) for row in lessons if row[3] is not None]


def _survey(clauses: Sequence[gates.Clause], course_id: UUID, user_id: UUID | None) -> gates.SurveyFact:
    """Asked of only where a clause asks for it."""
    if not any(isinstance(clause, gates.SurveyClause) for clause in clauses):
        return gates.SurveyFact(None)
    title = survey_title(course_id=course_id)
    if user_id is None:
        return gates.SurveyFact(title)
    return gates.SurveyFact(title, bool(answered_by(user_ids=[user_id], course_id=course_id)))


def _payment(enrollment: Enrollment) -> gates.PaymentState:
    """Read from the order line that paid; a place that nobody had to pay for is free."""
    if enrollment.order_line_id is None:
        return gates.PaymentState.FREE
    return gates.PaymentState(standing_of_line(line_id=enrollment.order_line_id))
