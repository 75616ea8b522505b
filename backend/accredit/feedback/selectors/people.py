"""Whose turn it is, and who has answered: never what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accredit.events.rules.events import EventStatus
from accredit.feedback.exceptions import SurveyNotFound
from accredit.feedback.models import Survey, SurveyParticipation
from accredit.feedback.rules.surveys import INVITED_UNTIL, REMINDED_AFTER, SurveyStatus
from accredit.learning.models import Enrollment
from accredit.learning.rules.courses import EnrollmentStatus
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED, RegistrationStatus

from .surveys import is_open


@dataclass(frozen=True, slots=True)
class Seat:
    """By what somebody may answer: a place in the event, or a completed course."""

    registration: Registration | None = None
    enrollment: Enrollment | None = None

    @property
    def user_id(self) -> UUID | None:
        """None for a guest."""
        if self.enrollment is not None:
            return self.enrollment.user_id
        return self.registration.person_id if self.registration is not None else None


def survey_title(*, event_id: UUID | None = None, course_id: UUID | None = None) -> str | None:
    """Of the published survey of an event or a course; None where there is none. One query."""
    running = _of_activity(event_id, course_id).filter(status=SurveyStatus.PUBLISHED)
    return running.values_list("title", flat=True).first()


def answered_by(
    *, user_ids: Collection[UUID] | None = None, event_id: UUID | None = None, course_id: UUID | None = None
) -> set[UUID]:
    """Which of these people, or of all who have an account, have answered the survey of an event or a course, also one
    that is closed. One query."""
    rows = SurveyParticipation.objects.filter(survey__in=_of_activity(event_id, course_id), answered_on__isnull=False)
    person = "registration__person" if event_id is not None else "enrollment__user"
    if user_ids is not None:
        rows = rows.filter(**{f"{person}__in": user_ids})
    return {found for found in rows.values_list(f"{person}_id", flat=True) if found is not None}


def seat_of_person(*, survey: Survey, user_id: UUID) -> Seat:
    """Raises SurveyNotFound for whoever was not there."""
    if survey.event_id is not None:
        rows = Registration.objects.filter(event_id=survey.event_id, person_id=user_id, status__in=ADMITTED)
        if (registration := rows.first()) is not None:
            return Seat(registration=registration)
    if survey.course_id is not None:
        completed = _completed().filter(course_id=survey.course_id, user_id=user_id)
        if (enrollment := completed.first()) is not None:
            return Seat(enrollment=enrollment)
    raise SurveyNotFound


def seat_by_link(*, survey: Survey, participation_id: UUID | None) -> Seat:
    """The seat of whoever a mailed link is for; None is no link of ours. Raises SurveyNotFound."""
    rows = SurveyParticipation.objects.select_related("registration", "enrollment").filter(survey=survey)
    found = rows.filter(pk=participation_id).first() if participation_id is not None else None
    if found is None or (found.registration is not None and found.registration.status not in ADMITTED):
        raise SurveyNotFound
    return Seat(registration=found.registration, enrollment=found.enrollment)


def has_answered(*, survey: Survey, seat: Seat) -> bool:
    """By this seat, or the same person by another one. One query."""
    mine = Q(registration=seat.registration) if seat.registration is not None else Q(enrollment=seat.enrollment)
    if seat.user_id is not None:
        mine |= Q(registration__person_id=seat.user_id) | Q(enrollment__user_id=seat.user_id)
    return SurveyParticipation.objects.filter(mine, survey=survey, answered_on__isnull=False).exists()


def paper_state(*, survey: Survey, seat: Seat, now: datetime) -> str:
    """How a survey stands for a seat: answered, open, early or closed. Raises SurveyNotFound for a draft."""
    if survey.status == SurveyStatus.DRAFT:
        raise SurveyNotFound
    if has_answered(survey=survey, seat=seat):
        return "answered"
    if is_open(survey, now=now):
        return "open"
    return "closed" if survey.status == SurveyStatus.CLOSED else "early"


def surveys_open_to(*, user_id: UUID, now: datetime) -> QuerySet[Survey]:
    """What a person may answer now and has not; with event, course and organization."""
    places = Registration.objects.filter(event_id=OuterRef("event_id"), person_id=user_id, status__in=ADMITTED)
    completed = _completed().filter(course_id=OuterRef("course_id"), user_id=user_id)
    answered = SurveyParticipation.objects.filter(
        Q(registration__person_id=user_id) | Q(enrollment__user_id=user_id),
        survey=OuterRef("pk"),
        answered_on__isnull=False,
    )
    over = Q(event__ends_at__lte=now) & ~Q(event__status__in=(EventStatus.DRAFT, EventStatus.CANCELLED))
    rows = Survey.objects.select_related("event", "course", "organization").filter(status=SurveyStatus.PUBLISHED)
    return rows.filter(Q(Exists(places)) & over | Q(Exists(completed))).filter(~Exists(answered))


def people_to_ask(*, survey: Survey) -> QuerySet[Registration]:
    """Those who hold a place in the survey's event and were not asked yet. Where anybody was seen, who was absent is
    not asked."""
    if survey.event_id is None:
        return Registration.objects.none()
    asked = SurveyParticipation.objects.filter(survey=survey, registration=OuterRef("pk"))
    rows = Registration.objects.filter(event_id=survey.event_id, status__in=ADMITTED).exclude(email="")
    rows = rows.filter(~Exists(asked)).order_by("id")
    return rows.exclude(status=RegistrationStatus.ABSENT) if was_anybody_seen(event_id=survey.event_id) else rows


def was_anybody_seen(*, event_id: UUID) -> bool:
    """Whether somebody's minutes count in an event: else nobody has looked, and absent says nothing."""
    return Registration.objects.filter(event_id=event_id, status=RegistrationStatus.ATTENDED).exists()


def participation_told(*, participation_id: UUID) -> SurveyParticipation | None:
    """Somebody who can be asked still: has not answered, and the survey runs. With all that a mail says."""
    rows = SurveyParticipation.objects.select_related(
        "survey__event", "survey__course", "survey__organization", "registration", "enrollment__user"
    )
    return rows.filter(pk=participation_id, answered_on=None, survey__status=SurveyStatus.PUBLISHED).first()


def participations_to_remind(*, now: datetime) -> QuerySet[SurveyParticipation]:
    """Those who were asked three days ago and have not answered; not those who were asked long ago."""
    return SurveyParticipation.objects.filter(
        answered_on=None,
        reminded_at=None,
        invited_at__lte=now - REMINDED_AFTER,
        invited_at__gt=now - INVITED_UNTIL,
        survey__status=SurveyStatus.PUBLISHED,
    ).order_by("invited_at", "id")


def surveys_to_ask(*, now: datetime) -> list[UUID]:
    """Running surveys of events that are over since not long ago."""
    rows = Survey.objects.filter(
        status=SurveyStatus.PUBLISHED, event__ends_at__lte=now, event__ends_at__gt=now - INVITED_UNTIL
    )
    return list(rows.order_by("id").values_list("id", flat=True))


def _completed() -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(status=EnrollmentStatus.COMPLETED)


def _of_activity(event_id: UUID | None, course_id: UUID | None) -> QuerySet[Survey]:
    if event_id is not None and course_id is None:
        return Survey.objects.filter(event_id=event_id)
    if course_id is not None and event_id is None:
        return Survey.objects.filter(course_id=course_id)
    raise ValueError("Name an event or a course.")
