"""Quizzes and the attempts at them."""

from __future__ import annotations

from django.db import models

from accredit.learning.rules.quizzes import AttemptStatus, PaperQuestion, QuestionKind
from accredit.organizations.models import OrganizationOwned

from .courses import Lesson
from .enrollments import Enrollment


class Quiz(OrganizationOwned):
    """The questions of a lesson of kind quiz, and how they are asked."""

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="quiz")
    pass_percent = models.PositiveSmallIntegerField(default=70)
    attempts_allowed = models.PositiveSmallIntegerField(null=True)
    """None means as often as one likes."""
    time_limit_seconds = models.PositiveIntegerField(null=True)
    pool_size = models.PositiveSmallIntegerField(null=True)
    """How many of the questions one attempt gets; None means all."""
    shuffle = models.BooleanField(default=False)
    question_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_percent__range=(1, 100)), name="quiz_pass_percent"),
            models.CheckConstraint(
                condition=models.Q(attempts_allowed=None) | models.Q(attempts_allowed__gte=1), name="quiz_attempts"
            ),
            models.CheckConstraint(
                condition=models.Q(time_limit_seconds=None) | models.Q(time_limit_seconds__gte=30),
                name="quiz_time_limit",
            ),
        ]

    @property
    def asked_count(self) -> int:
        """How many questions one attempt gets."""
        return self.question_count if self.pool_size is None else min(self.pool_size, self.question_count)


class Question(OrganizationOwned):
    """One question with its right answer; the shapes are those of `rules.quizzes.PaperQuestion`."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in QuestionKind])
    prompt_md = models.TextField()
    choices = models.JSONField(default=list)
    answer = models.JSONField(default=dict)
    explanation_md = models.TextField(blank=True)
    points = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(points__gte=1), name="question_points")]
        indexes = [models.Index(fields=["quiz", "position"], name="question_in_order")]

    def as_paper(self) -> PaperQuestion:
        """The form in which an attempt keeps it."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "prompt_md": self.prompt_md,
            "choices": self.choices,
            "answer": self.answer,
            "explanation_md": self.explanation_md,
            "points": self.points,
        }


class QuizAttempt(OrganizationOwned):
    """One go at a quiz, with the paper that it was given and the mark that held then."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in AttemptStatus], default=AttemptStatus.STARTED
    )
    paper = models.JSONField()
    answers = models.JSONField(default=dict)
    pass_percent = models.PositiveSmallIntegerField()
    score_percent = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "quiz", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrollment", "quiz"], condition=models.Q(status="started"), name="attempt_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(score_percent=None) | models.Q(score_percent__lte=100), name="attempt_score"
            ),
        ]
