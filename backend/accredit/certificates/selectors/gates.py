"""What a course asks for, and how far a person is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accredit.billing.selectors import standing_of_line
from accredit.certificates.models import Certificate, Gate
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import LIVE
from accredit.learning.models import Course, Enrollment
from accredit.learning.selectors import best_quiz_scores, outline
from accredit.learning.selectors.enrollments import completed_lessons


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
    gate = Gate.objects.filter(course_id=course_id).first()
    return (gate.version, gate.parsed) if gate else (0, gates.DEFAULT)


def course_facts(course: Course) -> gates.GateFacts:
    """What the gate can ask of anybody: the course's lessons and quizzes, nothing done. Two queries."""
    payment = gates.PaymentState.UNPAID if course.price else gates.PaymentState.FREE
    lessons = [lesson for _, part in outline(course) for lesson in part]
    return gates.GateFacts(
        lessons=[gates.LessonFact(lesson.id, lesson.title) for lesson in lessons],
        quizzes=[
            gates.QuizFact(lesson.id, lesson.title, lesson.quiz.pass_percent)
            for lesson in lessons
            if hasattr(lesson, "quiz")
        ],
        payment=payment,
    )


def gate_status(enrollment: Enrollment) -> GateStatus:
    """The gate of the enrollment's course with this person's standing. Six queries or less."""
    version, clauses = gate_of_course(enrollment.course_id)
    asked, done, scores = course_facts(enrollment.course), completed_lessons(enrollment), best_quiz_scores(enrollment)
    facts = gates.GateFacts(
        lessons=[gates.LessonFact(one.lesson_id, one.title, one.lesson_id in done) for one in asked.lessons],
        quizzes=[
            gates.QuizFact(one.lesson_id, one.title, one.pass_percent, score.percent, score.passed)
            if (score := scores.get(one.lesson_id))
            else one
            for one in asked.quizzes
        ],
        payment=_payment(enrollment),
    )
    return GateStatus(version, gates.evaluate(clauses, facts))


def gate_promise(course: Course) -> GateStatus:
    """What the gate asks of anybody who takes the course."""
    version, clauses = gate_of_course(course.id)
    return GateStatus(version, gates.evaluate(clauses, course_facts(course)))


def enrollments_without_certificate(course_id: UUID) -> QuerySet[Enrollment]:
    """Live enrollments of a course that no live certificate rests on."""
    certified = Certificate.objects.filter(enrollment_id=OuterRef("pk"), status__in=LIVE)
    return Enrollment.objects.filter(~Exists(certified), course_id=course_id, status__in=("active", "completed"))


def _payment(enrollment: Enrollment) -> gates.PaymentState:
    """Read from the order line that paid; a place that nobody had to pay for is free."""
    if enrollment.order_line_id is None:
        return gates.PaymentState.FREE
    return gates.PaymentState(standing_of_line(line_id=enrollment.order_line_id))
