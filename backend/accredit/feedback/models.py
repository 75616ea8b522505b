"""Surveys, who has answered, and what was answered: the last two apart.

Of an anonymous survey nothing leads from a `SurveyParticipation` to an `AnonymousResponse`: no key, no time, no order.
"""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.db import models
from django.db.models import Q

from accredit.events.models import Event
from accredit.feedback.rules.surveys import About, QuestionKind, SurveyStatus
from accredit.learning.models import Course, Enrollment
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models import Registration


class Survey(OrganizationOwned):
    """Questions after one event or one course. Status changes only in `services`, by conditional update."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    intro = models.CharField(max_length=600, blank=True)
    """What is said before the first question."""
    is_anonymous = models.BooleanField(default=True)
    status = models.CharField(max_length=10, choices=[(one, one) for one in SurveyStatus], default=SurveyStatus.DRAFT)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, course=None) | Q(event=None, course__isnull=False),
                name="survey_of_one_activity",
            ),
            models.UniqueConstraint(fields=["event"], name="survey_once_for_event"),
            models.UniqueConstraint(fields=["course"], name="survey_once_for_course"),
        ]
        indexes = [
            # An organization's own list, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="survey_by_organization"),
            # The job that reminds and asks those who turn out to have been there.
            models.Index(fields=["published_at"], name="survey_running", condition=Q(status="published")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def activity(self) -> Event | Course:
        """What it asks about; the database holds exactly one of the two."""
        return self.event if self.event is not None else cast("Course", self.course)


class SurveyQuestion(OrganizationOwned):
    """One question; fixed once its survey is published."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=20)
    """By which answers and conditions name it."""
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in QuestionKind])
    about = models.CharField(max_length=10, choices=[(one, one) for one in About], default=About.WHOLE)
    prompt = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list)
    """`[{"id": str, "text": str}]` of single and multiple."""
    scale_from = models.PositiveSmallIntegerField(default=1)
    """Where a scale begins: 0 or 1."""
    low_label = models.CharField(max_length=60, blank=True)
    high_label = models.CharField(max_length=60, blank=True)
    is_required = models.BooleanField(default=False)
    shown_if = models.JSONField(null=True)
    """`{"question": key, "operator": "is" | "at_least" | "at_most", "values": [...]}` of an earlier question; null:
    always asked."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="survey_question_key_once"),
            models.CheckConstraint(condition=Q(scale_from__in=[0, 1]), name="survey_scale_begins_at_0_or_1"),
        ]
        indexes = [models.Index(fields=["survey", "position"], name="survey_question_in_order")]


class SurveyParticipation(OrganizationOwned):
    """Who was asked, and whether they have answered. Made when somebody is asked, or answers unasked."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    """No finer than the day, in UTC."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False, enrollment=None)
                | Q(registration=None, enrollment__isnull=False),
                name="participation_of_one_seat",
            ),
            models.UniqueConstraint(fields=["survey", "registration"], name="participation_once_for_registration"),
            models.UniqueConstraint(fields=["survey", "enrollment"], name="participation_once_for_enrollment"),
        ]
        indexes = [
            # The job that reminds.
            models.Index(
                fields=["invited_at"],
                name="participation_to_remind",
                condition=Q(answered_on=None, reminded_at=None, invited_at__isnull=False),
            ),
        ]


class AnonymousResponse(models.Model):
    """What somebody answered, nobody knows who: a random key, and neither a time nor a link to a person, on purpose."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    """Question key, or `key/target id` where it was asked of each session or speaker → answer."""
    is_counted = models.BooleanField(default=False)
    """Whether it counts among the responses that the results speak of: set for several at a time, so that no two looks
    at the results differ by one."""
    waits = models.JSONField(null=True)
    """The names in `answers` under which the results do not show it yet: those of each question, session and speaker
    join them several at a time too. Null: none, once it counts."""

    class Meta:
        indexes = [
            models.Index(fields=["survey", "is_counted"], name="anonymous_response_by_survey"),
            # The few that wait still, whenever somebody answers.
            models.Index(fields=["survey"], name="anonymous_response_waiting", condition=Q(waits__isnull=False)),
        ]

    def shows(self, name: str) -> bool:
        """Whether the results show what it says under this name."""
        return name in self.answers and (self.is_counted if self.waits is None else name not in self.waits)


class NamedResponse(OrganizationOwned):
    """What somebody answered to a survey that says it keeps names."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    participation = models.OneToOneField(SurveyParticipation, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["survey", "created_at", "id"], name="named_response_by_survey")]
