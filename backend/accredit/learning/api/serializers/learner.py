"""What learners send and get."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.learning.rules.quizzes import AttemptStatus, QuestionKind

from .assignments import AssignmentSerializer
from .cards import ENROLLMENT_STATUSES, KINDS, CourseCardSerializer, CreditsSerializer, OrganizationBriefSerializer
from .videos import DocumentBriefSerializer

Base = serializers.Serializer[Any]
QUESTION_KINDS = [(one.value, one.value) for one in QuestionKind]
ATTEMPT_STATUSES = [(one.value, one.value) for one in AttemptStatus]


class EnrollmentSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    course_id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=ENROLLMENT_STATUSES, read_only=True)
    enrolled_at = serializers.DateTimeField(read_only=True)
    completed_at = serializers.DateTimeField(read_only=True, allow_null=True)


class BoughtCourseSerializer(Base):
    course = CourseCardSerializer(read_only=True)
    enrollment = EnrollmentSerializer(read_only=True)
    progress_percent = serializers.IntegerField(read_only=True, help_text="Whole percent, rounded down.")
    lessons_done = serializers.IntegerField(read_only=True)
    lessons_total = serializers.IntegerField(read_only=True)
    resume_lesson_id = serializers.UUIDField(read_only=True, allow_null=True)
    may_rejoin = serializers.BooleanField(
        read_only=True, help_text="Whether coming back costs nothing, once the caller has left the course."
    )


class BoughtQuerySerializer(Base):
    left = serializers.BooleanField(required=False, default=False, help_text="Instead the courses that I have left.")


class LearnCourseSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    language = serializers.CharField(read_only=True, help_text="Of the lessons, as BCP 47 writes it.")
    organization = OrganizationBriefSerializer(read_only=True)
    credits = CreditsSerializer(read_only=True)


class LearnLessonSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    estimated_seconds = serializers.IntegerField(read_only=True)
    question_count = serializers.IntegerField(read_only=True, allow_null=True)
    completed = serializers.BooleanField(read_only=True)
    best_score_percent = serializers.IntegerField(read_only=True, allow_null=True)
    passed = serializers.BooleanField(read_only=True, allow_null=True, help_text="Null until a quiz was marked.")


class LearnModuleSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    lessons = LearnLessonSerializer(many=True, read_only=True)


class LearnPageSerializer(Base):
    """The player's outline."""

    course = LearnCourseSerializer(read_only=True)
    enrollment = EnrollmentSerializer(read_only=True)
    progress_percent = serializers.IntegerField(read_only=True)
    modules = LearnModuleSerializer(many=True, read_only=True)
    resume_lesson_id = serializers.UUIDField(read_only=True, allow_null=True)


class LessonQuizSerializer(Base):
    """A quiz before one starts it. The last three need an enrollment."""

    question_count = serializers.IntegerField(read_only=True)
    pass_percent = serializers.IntegerField(read_only=True)
    attempts_allowed = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Null: as often as you like."
    )
    time_limit_seconds = serializers.IntegerField(read_only=True, allow_null=True)
    attempts_used = serializers.IntegerField(read_only=True)
    best_score_percent = serializers.IntegerField(read_only=True, allow_null=True)
    passed = serializers.BooleanField(read_only=True)
    open_attempt_id = serializers.UUIDField(read_only=True, allow_null=True)


class LessonSerializer(Base):
    """One lesson as the player shows it."""

    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    is_preview = serializers.BooleanField(read_only=True)
    estimated_seconds = serializers.IntegerField(read_only=True)
    body_html = serializers.CharField(read_only=True)
    module_id = serializers.UUIDField(read_only=True)
    module_title = serializers.CharField(read_only=True)
    course_id = serializers.UUIDField(read_only=True)
    course_slug = serializers.CharField(read_only=True)
    course_title = serializers.CharField(read_only=True)
    enrolled = serializers.BooleanField(read_only=True)
    completed = serializers.BooleanField(read_only=True)
    quiz = LessonQuizSerializer(read_only=True, allow_null=True)
    assignment = AssignmentSerializer(read_only=True, allow_null=True)
    document = DocumentBriefSerializer(read_only=True, allow_null=True)
    previous_lesson_id = serializers.UUIDField(read_only=True, allow_null=True)
    next_lesson_id = serializers.UUIDField(read_only=True, allow_null=True)


class LessonCompletedSerializer(Base):
    completed = serializers.BooleanField(read_only=True)
    progress_percent = serializers.IntegerField(read_only=True)
    course_completed = serializers.BooleanField(read_only=True)


class ChoiceSerializer(Base):
    id = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)


class QuestionSerializer(Base):
    """A question as it is asked: without its answer."""

    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=QUESTION_KINDS, read_only=True)
    prompt_html = serializers.CharField(read_only=True)
    choices = ChoiceSerializer(many=True, read_only=True, allow_null=True)
    points = serializers.IntegerField(read_only=True)


class AnswerResultSerializer(Base):
    """Answers have the form of their question: a choice's id, a list of ids, a boolean, a number or a text."""

    question_id = serializers.UUIDField(read_only=True)
    correct = serializers.BooleanField(read_only=True)
    your_answer = serializers.JSONField(read_only=True, allow_null=True)
    right_answer = serializers.JSONField(read_only=True)
    explanation_html = serializers.CharField(read_only=True)


class AttemptSerializer(Base):
    """An attempt. `results` is null until it has been handed in."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    lesson_id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=ATTEMPT_STATUSES, read_only=True)
    started_at = serializers.DateTimeField(read_only=True)
    deadline_at = serializers.DateTimeField(read_only=True, allow_null=True)
    submitted_at = serializers.DateTimeField(read_only=True, allow_null=True)
    score_percent = serializers.IntegerField(read_only=True, allow_null=True)
    passed = serializers.BooleanField(read_only=True, allow_null=True)
    pass_percent = serializers.IntegerField(read_only=True)
    questions = QuestionSerializer(many=True, read_only=True)
    results = AnswerResultSerializer(many=True, read_only=True, allow_null=True)


class AttemptOutcomeSerializer(Base):
    """What handing in led to. A `timed_out` attempt scores 0 and has no results."""

    status = serializers.ChoiceField(choices=ATTEMPT_STATUSES, read_only=True)
    score_percent = serializers.IntegerField(read_only=True, help_text="Whole percent, rounded down.")
    passed = serializers.BooleanField(read_only=True)
    pass_percent = serializers.IntegerField(read_only=True)
    results = AnswerResultSerializer(many=True, read_only=True)
    progress_percent = serializers.IntegerField(read_only=True)
    course_completed = serializers.BooleanField(read_only=True)
    attempts_left = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null: as often as you like.")


class AnswersSerializer(Base):
    """`answers` maps question ids to answers; what is left out counts as wrong."""

    answers = serializers.DictField(child=serializers.JSONField(allow_null=True))


class ReviewSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    course_id = serializers.UUIDField(read_only=True)
    author_name = serializers.CharField(read_only=True)
    author_avatar_url = serializers.CharField(read_only=True, allow_null=True)
    rating = serializers.IntegerField(read_only=True)
    text = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    mine = serializers.BooleanField(read_only=True)


class ReviewQuerySerializer(Base):
    course = serializers.CharField(max_length=200, help_text="Slug or id.")


class ReviewWriteSerializer(Base):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    text = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")


class ReviewCreateSerializer(ReviewWriteSerializer):
    course = serializers.UUIDField()


class ReviewChangeSerializer(Base):
    rating = serializers.IntegerField(min_value=1, max_value=5, required=False)
    text = serializers.CharField(max_length=4000, allow_blank=True, required=False)
