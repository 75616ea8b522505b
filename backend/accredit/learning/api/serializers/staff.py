"""What those who build courses send and get."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer

from .assignments import AssignmentBriefSerializer
from .cards import KINDS, LEVELS, STATUSES, CategoryBriefSerializer, CreditsSerializer, InstructorSerializer
from .learner import QUESTION_KINDS
from .videos import DocumentBriefSerializer, LessonFilesSerializer

Base = serializers.Serializer[Any]


class MoneyInputSerializer(Base):
    amount = serializers.IntegerField(min_value=1, max_value=99_999_999, help_text="Minor units.")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class InstructorInputSerializer(Base):
    id = serializers.UUIDField(help_text="A member of the organization.")
    headline = serializers.CharField(max_length=160, allow_blank=True, required=False, default="")
    bio = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")


class InstructorChoiceSerializer(Base):
    """Somebody of the organization, as far as those who build courses need to know."""

    id = serializers.UUIDField(read_only=True, help_text="Of the person; what `instructors` of a course takes.")
    display_name = serializers.CharField(read_only=True)
    avatar_url = serializers.CharField(read_only=True, allow_null=True)


class CreditInputSerializer(Base):
    credit_type = serializers.UUIDField()
    amount = serializers.CharField(max_length=12, help_text="A plain decimal such as 5.0.")
    approval_reference = serializers.CharField(max_length=80, allow_blank=True, required=False, default="")


class CourseChangeSerializer(Base):
    """Only what is sent is changed; lists replace what was there."""

    title = serializers.CharField(max_length=160, required=False)
    subtitle = serializers.CharField(max_length=300, allow_blank=True, required=False)
    description_md = serializers.CharField(max_length=40_000, allow_blank=True, required=False)
    outcomes = serializers.ListField(child=serializers.CharField(max_length=200), max_length=20, required=False)
    level = serializers.ChoiceField(choices=LEVELS, required=False)
    language = serializers.RegexField(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", required=False)
    category = serializers.SlugField(required=False, allow_null=True)
    price = MoneyInputSerializer(required=False, allow_null=True, help_text="Null means free.")
    thumbnail = serializers.UUIDField(
        required=False, allow_null=True, help_text="A checked thumbnail upload; null takes the picture away."
    )
    instructors = InstructorInputSerializer(many=True, required=False)
    credits = CreditInputSerializer(many=True, required=False)


class CourseReturnSerializer(Base):
    note = serializers.CharField(max_length=2000, help_text="What its makers still have to do.")


class CourseCreateSerializer(CourseChangeSerializer):
    title = serializers.CharField(max_length=160)


class CreditRowSerializer(Base):
    credit_type = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    amount = serializers.CharField(read_only=True)
    approval_reference = serializers.CharField(read_only=True)


class StaffQuizSerializer(Base):
    pass_percent = serializers.IntegerField(read_only=True)
    attempts_allowed = serializers.IntegerField(read_only=True, allow_null=True)
    time_limit_seconds = serializers.IntegerField(read_only=True, allow_null=True)
    pool_size = serializers.IntegerField(read_only=True, allow_null=True)
    shuffle = serializers.BooleanField(read_only=True)
    question_count = serializers.IntegerField(read_only=True)


class StaffLessonSerializer(LessonFilesSerializer):
    id = serializers.UUIDField(read_only=True)
    module_id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    title = serializers.CharField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    is_preview = serializers.BooleanField(read_only=True)
    estimated_seconds = serializers.IntegerField(read_only=True)
    body_md = serializers.CharField(read_only=True)
    quiz = StaffQuizSerializer(read_only=True, allow_null=True)
    assignment = AssignmentBriefSerializer(read_only=True, allow_null=True)
    document = DocumentBriefSerializer(read_only=True, allow_null=True)


class StaffModuleSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    lessons = StaffLessonSerializer(many=True, read_only=True)


class ObstacleSerializer(Base):
    path = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class StaffCourseSerializer(Base):
    """The course as its makers edit it."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    subtitle = serializers.CharField(read_only=True)
    description_md = serializers.CharField(read_only=True)
    outcomes = serializers.ListField(child=serializers.CharField(), read_only=True)
    level = serializers.ChoiceField(choices=LEVELS, read_only=True)
    language = serializers.CharField(read_only=True)
    category = CategoryBriefSerializer(read_only=True, allow_null=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    thumbnail_url = serializers.CharField(read_only=True, allow_null=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    submitted_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When it was last sent for review."
    )
    submitted_by = serializers.CharField(read_only=True, allow_null=True, help_text="The name of who sent it.")
    review_note = serializers.CharField(
        read_only=True, help_text="What the last reviewer who returned it asks for; empty once it is published."
    )
    version = serializers.IntegerField(read_only=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    lesson_count = serializers.IntegerField(read_only=True)
    duration_seconds = serializers.IntegerField(read_only=True)
    enrollment_count = serializers.IntegerField(read_only=True)
    instructors = InstructorSerializer(many=True, read_only=True)
    credits = CreditRowSerializer(many=True, read_only=True)
    credits_shown = CreditsSerializer(read_only=True)


class OutlineSerializer(Base):
    """The whole course for the builder: what still keeps it from being published, and what only deserves a thought."""

    course = StaffCourseSerializer(read_only=True)
    modules = StaffModuleSerializer(many=True, read_only=True)
    obstacles = ObstacleSerializer(many=True, read_only=True)
    warnings = ObstacleSerializer(many=True, read_only=True)


class ArrangeModuleSerializer(Base):
    id = serializers.UUIDField()
    lessons = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class ArrangeSerializer(Base):
    """Every module with its lessons, in the wanted order."""

    modules = ArrangeModuleSerializer(many=True)


class ModuleWriteSerializer(Base):
    title = serializers.CharField(max_length=160)


class LessonTextSerializer(Base):
    title = serializers.CharField(max_length=160, required=False)
    body_md = serializers.CharField(max_length=200_000, allow_blank=True, required=False)
    estimated_seconds = serializers.IntegerField(min_value=0, max_value=360_000, required=False)
    is_preview = serializers.BooleanField(required=False)


class LessonChangeSerializer(LessonTextSerializer):
    """A checked upload of the organization may be attached to a lesson of its kind."""

    video = serializers.UUIDField(required=False, help_text="Of a checked film.")
    document = serializers.UUIDField(required=False, help_text="Of a checked PDF.")


class LessonCreateSerializer(LessonTextSerializer):
    module = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField(max_length=160)


class ChoiceInputSerializer(Base):
    id = serializers.RegexField(r"^[A-Za-z0-9_-]{1,36}$")
    text = serializers.CharField(max_length=500)


class QuestionInputSerializer(Base):
    """`answer` by kind: single {choice}, multiple {choices}, true_false {value}, numeric {value, tolerance},
    short_text {accepted}."""

    kind = serializers.ChoiceField(choices=QUESTION_KINDS)
    prompt_md = serializers.CharField(max_length=4000)
    choices = ChoiceInputSerializer(many=True, required=False, default=list)
    answer = serializers.DictField()
    explanation_md = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")
    points = serializers.IntegerField(min_value=1, max_value=100, required=False, default=1)


class QuizWriteSerializer(Base):
    """The whole quiz; it replaces what was there."""

    pass_percent = serializers.IntegerField(min_value=1, max_value=100, required=False, default=70)
    attempts_allowed = serializers.IntegerField(
        min_value=1, max_value=1000, required=False, allow_null=True, default=None
    )
    time_limit_seconds = serializers.IntegerField(
        min_value=30, max_value=86_400, required=False, allow_null=True, default=None
    )
    pool_size = serializers.IntegerField(min_value=1, max_value=500, required=False, allow_null=True, default=None)
    shuffle = serializers.BooleanField(required=False, default=False)
    questions = QuestionInputSerializer(many=True)

    def validate_questions(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not 1 <= len(questions) <= 500:
            raise serializers.ValidationError("A quiz has 1 to 500 questions.")
        return questions


class StaffChoiceSerializer(Base):
    id = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)


class StaffQuestionSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=QUESTION_KINDS, read_only=True)
    prompt_md = serializers.CharField(read_only=True)
    choices = StaffChoiceSerializer(many=True, read_only=True)
    answer = serializers.DictField(read_only=True)
    explanation_md = serializers.CharField(read_only=True)
    points = serializers.IntegerField(read_only=True)


class StaffQuizDetailSerializer(StaffQuizSerializer):
    """A quiz with its right answers, for those who write it."""

    lesson_id = serializers.UUIDField(read_only=True)
    questions = StaffQuestionSerializer(many=True, read_only=True)
