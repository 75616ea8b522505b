"""What goes over the wire about surveys."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.feedback.rules.questions import MOST_CHOICES, MOST_QUESTIONS
from accredit.feedback.rules.surveys import About, Operator, QuestionKind, SurveyStatus

STATUSES = [(one.value, one.value) for one in SurveyStatus]
KINDS = [(one.value, one.value) for one in QuestionKind]
ABOUT = [(one.value, one.value) for one in About]
OPERATORS = [(one.value, one.value) for one in Operator]
STATES = [(one, one) for one in ("open", "answered", "early", "closed")]
ACTIVITIES = [(one, one) for one in ("event", "course")]

Base = serializers.Serializer[Any]


class SurveyChoiceSerializer(Base):
    id = serializers.CharField(max_length=20)
    text = serializers.CharField(max_length=200)


class SurveyConditionSerializer(Base):
    question = serializers.CharField(max_length=20, help_text="Key of an earlier question.")
    operator = serializers.ChoiceField(choices=OPERATORS)
    values = serializers.ListField(
        child=serializers.JSONField(), min_length=1, max_length=20, help_text="Ids of choices, or whole numbers."
    )


class SurveyQuestionSerializer(Base):
    key = serializers.CharField(max_length=20, help_text="By which answers and conditions name it.")
    kind = serializers.ChoiceField(choices=KINDS)
    about = serializers.ChoiceField(choices=ABOUT, default=About.WHOLE.value)
    prompt = serializers.CharField(max_length=300)
    hint = serializers.CharField(max_length=300, default="", allow_blank=True)
    choices = serializers.ListField(child=SurveyChoiceSerializer(), default=list, max_length=MOST_CHOICES)
    scale_from = serializers.IntegerField(min_value=0, max_value=1, default=1)
    low_label = serializers.CharField(max_length=60, default="", allow_blank=True)
    high_label = serializers.CharField(max_length=60, default="", allow_blank=True)
    is_required = serializers.BooleanField(default=False)
    shown_if = SurveyConditionSerializer(default=None, allow_null=True)


class SurveyQuestionsInputSerializer(Base):
    questions = serializers.ListField(child=SurveyQuestionSerializer(), max_length=MOST_QUESTIONS)


class SurveyInputSerializer(Base):
    """A survey is of an event or of a course."""

    event = serializers.UUIDField(required=False, default=None, allow_null=True)
    course = serializers.UUIDField(required=False, default=None, allow_null=True)
    title = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)
    intro = serializers.CharField(max_length=600, required=False, default="", allow_blank=True)
    is_anonymous = serializers.BooleanField(required=False, default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["event"] is None) == (attrs["course"] is None):
            raise serializers.ValidationError("Name an event or a course, and not both.")
        return attrs


class SurveyPatchSerializer(Base):
    title = serializers.CharField(max_length=160, required=False)
    intro = serializers.CharField(max_length=600, required=False, allow_blank=True)
    is_anonymous = serializers.BooleanField(required=False)


class SurveyQuerySerializer(Base):
    event = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="Only this event's.")
    course = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="Only this course's.")


class LinkQuerySerializer(Base):
    token = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200, help_text="From the mail that asked a guest."
    )


class SurveyAnswersInputSerializer(Base):
    answers = serializers.DictField(
        help_text="Question key → answer; `key/id` for each session or speaker. A whole number, the id of a choice, a "
        "list of ids, or a text."
    )


class SurveyActivitySerializer(Base):
    kind = serializers.ChoiceField(choices=ACTIVITIES, read_only=True)
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)


class SurveyOrganizationSerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class SurveySerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    intro = serializers.CharField(read_only=True)
    is_anonymous = serializers.BooleanField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    activity = SurveyActivitySerializer(read_only=True)
    organization = SurveyOrganizationSerializer(read_only=True)
    opens_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="Null: for each when they finish.")
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)
    closed_at = serializers.DateTimeField(read_only=True, allow_null=True)


class SurveyTurnoutSerializer(Base):
    asked = serializers.IntegerField(read_only=True)
    answered = serializers.IntegerField(read_only=True)


class StaffSurveySerializer(SurveySerializer):
    turnout = SurveyTurnoutSerializer(read_only=True)


class SurveyTargetSerializer(Base):
    id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)


class StaffSurveyDetailSerializer(StaffSurveySerializer):
    questions = SurveyQuestionSerializer(many=True, read_only=True)
    sessions = SurveyTargetSerializer(many=True, read_only=True)
    speakers = SurveyTargetSerializer(many=True, read_only=True)


class SurveyPaperSerializer(SurveySerializer):
    state = serializers.ChoiceField(choices=STATES, read_only=True)
    questions = SurveyQuestionSerializer(many=True, read_only=True, help_text="Empty unless it is open.")
    sessions = SurveyTargetSerializer(many=True, read_only=True)
    speakers = SurveyTargetSerializer(many=True, read_only=True)


class SurveyAnsweredSerializer(Base):
    state = serializers.ChoiceField(choices=STATES, read_only=True)


class SurveyCountSerializer(Base):
    value = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class SurveyNpsSerializer(Base):
    score = serializers.IntegerField(read_only=True, help_text="From -100 to 100.")
    promoters = serializers.IntegerField(read_only=True)
    passives = serializers.IntegerField(read_only=True)
    detractors = serializers.IntegerField(read_only=True)


class SurveyResultGroupSerializer(Base):
    """The answers to one question, or to one question about one session or speaker."""

    target = SurveyTargetSerializer(read_only=True, allow_null=True)
    is_hidden = serializers.BooleanField(read_only=True, help_text="Too few answers to tell without telling whose.")
    answers = serializers.IntegerField(read_only=True, allow_null=True)
    average_hundredths = serializers.IntegerField(read_only=True, allow_null=True)
    counts = SurveyCountSerializer(many=True, read_only=True)
    nps = SurveyNpsSerializer(read_only=True, allow_null=True)
    texts = serializers.ListField(child=serializers.CharField(), read_only=True)


class SurveyResultQuestionSerializer(SurveyQuestionSerializer):
    groups = SurveyResultGroupSerializer(many=True, read_only=True)


class SurveyResultsSerializer(Base):
    survey = SurveySerializer(read_only=True)
    asked = serializers.IntegerField(read_only=True)
    answered = serializers.IntegerField(read_only=True)
    counted = serializers.IntegerField(
        read_only=True, help_text="How many of those who answered the results show: anonymous ones join five at a time."
    )
    fewest = serializers.IntegerField(read_only=True)
    questions = SurveyResultQuestionSerializer(many=True, read_only=True)
