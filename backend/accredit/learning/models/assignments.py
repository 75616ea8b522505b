"""Assignments and the work that is handed in for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.learning.rules.assignments import FILES_AT_MOST, SubmissionStatus
from accredit.media.models import Upload
from accredit.organizations.models import OrganizationOwned

from .courses import Lesson
from .enrollments import Enrollment


class Assignment(OrganizationOwned):
    """What a lesson of kind assignment asks for; its instructions are the lesson's text."""

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="assignment")
    takes_text = models.BooleanField(default=True)
    files_allowed = models.PositiveSmallIntegerField(default=3)
    """How many files may be handed in; 0: none."""
    rubric = models.JSONField(default=list)
    """Of the shape of `rules.assignments.Criterion`; empty until somebody has written it."""
    pass_percent = models.PositiveSmallIntegerField(default=70)
    attempts_allowed = models.PositiveSmallIntegerField(null=True)
    """How often the work may be graded; None means as often as it takes."""
    due_at = models.DateTimeField(null=True)
    """Work handed in later is accepted, and marked as late."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_percent__range=(1, 100)), name="assignment_pass_percent"),
            models.CheckConstraint(
                condition=models.Q(attempts_allowed=None) | models.Q(attempts_allowed__gte=1),
                name="assignment_attempts",
            ),
            models.CheckConstraint(
                condition=models.Q(files_allowed__lte=FILES_AT_MOST)
                & (models.Q(takes_text=True) | models.Q(files_allowed__gte=1)),
                name="assignment_takes_something",
            ),
        ]

    @property
    def total_points(self) -> int:
        return sum(one["points"] for one in self.rubric)


class Submission(OrganizationOwned):
    """One version of a learner's work, with the rubric and the mark that held when it was handed in."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="submissions")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in SubmissionStatus], default=SubmissionStatus.DRAFT
    )
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    """When the learner last changed it."""
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)
    rubric = models.JSONField(default=list)
    pass_percent = models.PositiveSmallIntegerField(null=True)
    marks = models.JSONField(default=dict)
    """Criterion's id → `rules.assignments.Mark`."""
    comment = models.TextField(blank=True)
    """What the grader says of the whole, or what is still asked for in work that is returned."""
    score_percent = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    """When it was last graded, or returned."""
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField(default=0)
    """Counts decisions, so that of two graders the later sees the earlier."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "assignment", "number"], name="submission_number_once"),
            models.UniqueConstraint(
                fields=["enrollment", "assignment"],
                condition=models.Q(status__in=["draft", "submitted"]),
                name="submission_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(score_percent=None) | models.Q(score_percent__lte=100), name="submission_score"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(submitted_at__isnull=False), name="submission_handed_in"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="graded") | models.Q(score_percent__isnull=False), name="submission_graded"
            ),
        ]
        indexes = [
            # The grading queue, whoever has waited longest first.
            models.Index(fields=["organization", "status", "submitted_at", "id"], name="submission_queue"),
        ]


class SubmissionFile(OrganizationOwned):
    """A file that is part of one version; the next version may hand the same one in again."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "upload"], name="submission_file_once")]
