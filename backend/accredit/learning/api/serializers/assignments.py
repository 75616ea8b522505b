"""Assignments and work handed in, on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.learning.rules.assignments import (
    FILES_AT_MOST,
    POINTS_AT_MOST,
    SubmissionStatus,
    Turn,
)

Base = serializers.Serializer[Any]
STATUSES = [(one.value, one.value) for one in SubmissionStatus]
HANDED_IN = [one for one in STATUSES if one[0] != SubmissionStatus.DRAFT]
TURNS = [(one.value, one.value) for one in Turn]


class RubricLevelSerializer(Base):
    title = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")
    points = serializers.IntegerField(min_value=0, max_value=POINTS_AT_MOST)


class RubricCriterionSerializer(Base):
    """One thing that is looked at; its levels are what a grader clicks, other whole points are fine too."""

    id = serializers.RegexField(r"^[A-Za-z0-9_-]{1,36}$")
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=1000, allow_blank=True, required=False, default="")
    points = serializers.IntegerField(min_value=1, max_value=POINTS_AT_MOST, help_text="The most it can bring.")
    levels = RubricLevelSerializer(many=True, required=False, default=list)


class AssignmentSerializer(Base):
    """What an assignment asks for; its instructions are the lesson's text."""

    takes_text = serializers.BooleanField(read_only=True)
    files_allowed = serializers.IntegerField(read_only=True, help_text="0: no files.")
    rubric = RubricCriterionSerializer(many=True, read_only=True)
    total_points = serializers.IntegerField(read_only=True)
    pass_percent = serializers.IntegerField(read_only=True)
    attempts_allowed = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="How often work may be graded. Null: as often as it takes."
    )
    due_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Work handed in later is accepted, and marked as late."
    )


class StaffAssignmentSerializer(AssignmentSerializer):
    lesson_id = serializers.UUIDField(read_only=True)
    instructions_md = serializers.CharField(read_only=True)


class AssignmentBriefSerializer(Base):
    criterion_count = serializers.IntegerField(read_only=True)
    pass_percent = serializers.IntegerField(read_only=True)
    due_at = serializers.DateTimeField(read_only=True, allow_null=True)


class AssignmentWriteSerializer(Base):
    """The whole assignment; it replaces what was there. Work handed in keeps the rubric that held then."""

    instructions_md = serializers.CharField(max_length=200_000, allow_blank=True)
    takes_text = serializers.BooleanField(required=False, default=True)
    files_allowed = serializers.IntegerField(min_value=0, max_value=FILES_AT_MOST, required=False, default=3)
    rubric = RubricCriterionSerializer(many=True)
    pass_percent = serializers.IntegerField(min_value=1, max_value=100, required=False, default=70)
    attempts_allowed = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True, default=None
    )
    due_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class DraftSerializer(Base):
    """The whole draft; it replaces what was there."""

    text = serializers.CharField(
        max_length=100_000, allow_blank=True, trim_whitespace=False, required=False, default=""
    )
    files = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=FILES_AT_MOST,
        required=False,
        default=list,
        help_text="Checked uploads of one's own with the purpose `submission`, in order.",
    )


class HandedInFileSerializer(Base):
    upload_id = serializers.UUIDField(read_only=True)
    file_name = serializers.CharField(read_only=True)
    media_type = serializers.CharField(read_only=True)
    bytes = serializers.IntegerField(read_only=True, allow_null=True)
    url = serializers.CharField(read_only=True, help_text="Saves the file; for an hour.")


class MarkSerializer(Base):
    criterion = serializers.CharField(max_length=36, help_text="Its id in the rubric.")
    points = serializers.IntegerField(min_value=0, max_value=POINTS_AT_MOST)
    comment = serializers.CharField(max_length=2000, allow_blank=True, required=False, default="")


class WorkContentSerializer(Base):
    """What was handed in, the rubric and the mark that held then, and what became of it."""

    text = serializers.CharField(read_only=True)
    files = HandedInFileSerializer(many=True, read_only=True)
    rubric = RubricCriterionSerializer(many=True, read_only=True, help_text="Empty for a draft.")
    pass_percent = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null for a draft.")
    marks = MarkSerializer(many=True, read_only=True)
    comment = serializers.CharField(read_only=True, help_text="Of a grader; the note of work that was returned.")
    score_percent = serializers.IntegerField(read_only=True, allow_null=True, help_text="Whole percent, rounded down.")
    passed = serializers.BooleanField(read_only=True)
    submitted_at = serializers.DateTimeField(read_only=True, allow_null=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)


class EarlierVersionSerializer(WorkContentSerializer):
    id = serializers.UUIDField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)


class WorkVersionSerializer(EarlierVersionSerializer):
    saved_at = serializers.DateTimeField(read_only=True)
    is_late = serializers.BooleanField(read_only=True)
    decided_by = serializers.CharField(read_only=True, allow_null=True, help_text="The name of who decided.")


class WorkSerializer(Base):
    """Where the caller stands with an assignment."""

    lesson_id = serializers.UUIDField(read_only=True)
    turn = serializers.ChoiceField(
        choices=TURNS,
        read_only=True,
        help_text="`write`: mine, also for a next version. `wait`: a grader's. `done`: passed. `closed`: none left.",
    )
    attempts_left = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null: as many as it takes.")
    versions = WorkVersionSerializer(many=True, read_only=True, help_text="The latest first.")


class QueueQuerySerializer(Base):
    status = serializers.ChoiceField(choices=HANDED_IN, required=False, default=SubmissionStatus.SUBMITTED.value)
    course = serializers.CharField(max_length=200, required=False, default="", help_text="Slug or id.")
    lesson = serializers.UUIDField(required=False, default=None)
    search = serializers.CharField(
        max_length=100, required=False, default="", help_text="A part of the learner's name or email address."
    )


class WorkLearnerSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    avatar_url = serializers.CharField(read_only=True, allow_null=True)


class QueueRowSerializer(Base):
    """Work that was handed in, as the grading queue lists it."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.IntegerField(read_only=True, help_text="Which version of the work it is.")
    status = serializers.ChoiceField(choices=HANDED_IN, read_only=True)
    lesson_id = serializers.UUIDField(read_only=True)
    lesson_title = serializers.CharField(read_only=True)
    course_slug = serializers.CharField(read_only=True)
    course_title = serializers.CharField(read_only=True)
    learner = WorkLearnerSerializer(read_only=True)
    submitted_at = serializers.DateTimeField(read_only=True)
    is_late = serializers.BooleanField(read_only=True)
    score_percent = serializers.IntegerField(read_only=True, allow_null=True)
    passed = serializers.BooleanField(read_only=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)


class GradingSerializer(QueueRowSerializer):
    """All that a grader needs of one version."""

    instructions_html = serializers.CharField(read_only=True)
    due_at = serializers.DateTimeField(read_only=True, allow_null=True)
    revision = serializers.IntegerField(read_only=True, help_text="To be sent back with a decision.")
    text = serializers.CharField(read_only=True)
    files = HandedInFileSerializer(many=True, read_only=True)
    rubric = RubricCriterionSerializer(many=True, read_only=True)
    pass_percent = serializers.IntegerField(read_only=True)
    marks = MarkSerializer(many=True, read_only=True)
    comment = serializers.CharField(read_only=True)
    decided_by = serializers.CharField(read_only=True, allow_null=True)
    earlier = EarlierVersionSerializer(many=True, read_only=True, help_text="The versions before, the latest first.")
    next_id = serializers.UUIDField(
        read_only=True, allow_null=True, help_text="Of the other work, what has waited longest."
    )


class GradeSerializer(Base):
    """Points for every criterion of the rubric."""

    marks = MarkSerializer(many=True)
    comment = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")
    revision = serializers.IntegerField(min_value=0, help_text="As it was read; refused when it is another by now.")


class WorkReturnSerializer(Base):
    note = serializers.CharField(max_length=4000, help_text="What the learner still has to do.")
    revision = serializers.IntegerField(min_value=0, help_text="As it was read; refused when it is another by now.")
