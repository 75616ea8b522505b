"""Asking people: a mail with the link when a survey opens for them, and one reminder.

Called from jobs. What is mailed may be mailed twice when a worker dies between the mail server's answer and the commit,
and never is lost.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accredit.core import jobs
from accredit.feedback.models import SurveyParticipation
from accredit.feedback.selectors import (
    Seat,
    is_open,
    participation_told,
    participations_to_remind,
    people_to_ask,
    survey_by_id,
    survey_running,
    surveys_to_ask,
    was_anybody_seen,
)
from accredit.learning.selectors.enrollments import enrollment_get
from accredit.notifications.services import mail_guest, mail_person, notify
from accredit.registrations.rules.links import link_ref, link_token
from accredit.registrations.rules.registrations import ADMITTED, RegistrationStatus

INVITE, INVITATION, REMINDER = "feedback.invite", "feedback.invitation_send", "feedback.reminder_send"
OPENED_KIND, REMINDER_KIND = "feedback.survey_opened", "feedback.survey_reminder"
AT_ONCE = 100
REMINDED_AT_ONCE = 500
_PURPOSE = "survey"


def invitations_owe(*, survey_id: UUID) -> None:
    """Owe the asking of everybody who was not asked yet, in the caller's transaction; many at once are one."""
    jobs.enqueue(INVITE, str(survey_id), unique_key=f"{INVITE}:{survey_id}")


def event_invitations_owe(*, event_id: UUID) -> None:
    """The event is over: whoever was there is asked."""
    if (survey := survey_running(event_id=event_id)) is not None:
        invitations_owe(survey_id=survey.id)


def due_invitations_owe(*, now: datetime) -> None:
    """Owe the asking of those who turn out to have been there after the first mails."""
    with transaction.atomic():
        for survey_id in surveys_to_ask(now=now):
            invitations_owe(survey_id=survey_id)


def people_invite(*, survey_id: UUID, now: datetime) -> int:
    """Owe a mail to the next hundred people of an event, and then the next hundred. Returns how many. Nothing for a
    course, whose learners are asked one by one when they complete it."""
    survey = survey_by_id(survey_id=survey_id)
    if survey.event_id is None or not is_open(survey, now=now):
        return 0
    with transaction.atomic():
        people = list(people_to_ask(survey=survey)[:AT_ONCE])
        rows = [
            SurveyParticipation(
                created_at=now, organization_id=survey.organization_id, survey=survey, registration=person
            )
            for person in people
        ]
        SurveyParticipation.objects.bulk_create(rows, ignore_conflicts=True)
        asked = SurveyParticipation.objects.filter(survey=survey, registration__in=people, invited_at=None)
        for participation_id in asked.order_by("id").values_list("id", flat=True):
            _owe(INVITATION, participation_id)
        if len(people) == AT_ONCE:
            invitations_owe(survey_id=survey_id)
    return len(people)


def learner_invite(*, enrollment_id: UUID, now: datetime) -> None:
    """Owe a mail to somebody who has completed a course that has a survey. Again does nothing."""
    enrollment = enrollment_get(enrollment_id=enrollment_id)
    survey = survey_running(course_id=enrollment.course_id)
    if survey is None or enrollment.completed_at is None:
        return
    row, _ = SurveyParticipation.objects.get_or_create(
        survey=survey,
        enrollment=enrollment,
        defaults={"organization_id": survey.organization_id, "created_at": now},
    )
    if row.invited_at is None and row.answered_on is None:
        _owe(INVITATION, row.id)


def reminders_owe(*, now: datetime) -> int:
    """Owe one reminder to each who was asked three days ago and has not answered. Returns how many."""
    with transaction.atomic():
        ids = list(participations_to_remind(now=now).values_list("id", flat=True)[:REMINDED_AT_ONCE])
        for participation_id in ids:
            _owe(REMINDER, participation_id)
    return len(ids)


def invitation_send(*, participation_id: UUID, now: datetime) -> None:
    """Mail the link, once; nothing to whoever has answered meanwhile, was not there, or when the survey has closed."""
    row = participation_told(participation_id=participation_id)
    if row is None or row.invited_at is not None or not _is_asked(row, now):
        return
    _tell(row, OPENED_KIND, subject=f"How was “{row.survey.activity.title}”?", reminds=False, now=now)
    SurveyParticipation.objects.filter(pk=row.pk, invited_at=None).update(invited_at=now)


def reminder_send(*, participation_id: UUID, now: datetime) -> None:
    """Mail the link once more, and never again."""
    row = participation_told(participation_id=participation_id)
    if row is None or row.invited_at is None or row.reminded_at is not None or not _is_asked(row, now):
        return
    _tell(row, REMINDER_KIND, subject=f"A reminder: how was “{row.survey.activity.title}”?", reminds=True, now=now)
    SurveyParticipation.objects.filter(pk=row.pk, reminded_at=None).update(reminded_at=now)


def survey_token(participation: SurveyParticipation) -> str:
    """For the link that opens the survey, and nothing else, without an account."""
    return link_token(participation.id.hex, purpose=_PURPOSE, key=_key())


def participation_id_of(token: str) -> UUID | None:
    """Whose survey a mailed link opens."""
    ref = link_ref(token, purpose=_PURPOSE, key=_key())
    return UUID(ref) if ref else None


def _is_asked(row: SurveyParticipation, now: datetime) -> bool:
    """Whether the survey is open to this seat still."""
    place = row.registration
    if place is None:
        return row.enrollment is not None and row.enrollment.is_live
    if place.status not in ADMITTED or not place.email or not is_open(row.survey, now=now):
        return False
    return place.status != RegistrationStatus.ABSENT or not was_anybody_seen(event_id=place.event_id)


def _tell(row: SurveyParticipation, kind: str, *, subject: str, reminds: bool, now: datetime) -> None:
    survey, seat = row.survey, Seat(row.registration, row.enrollment)
    path = f"/surveys/{survey.id}"
    values = {
        "title": row.survey.activity.title,
        "survey_title": survey.title,
        "intro": survey.intro,
        "is_anonymous": survey.is_anonymous,
        "reminds": reminds,
        "organization_name": survey.organization.name,
        "brand_color": survey.organization.brand_color,
        "action_url": path,
        "action_label": "Answer the questions",
    }
    template = "feedback/survey"
    if seat.user_id is None:
        if row.registration is not None:
            link = f"{settings.PUBLIC_URL}{path}?token={survey_token(row)}"
            values |= {"name": row.registration.name, "action_url": link}
            # Whoever has no account has one choice about surveys, and no page to make two.
            mail_guest(
                address=row.registration.email, kind=OPENED_KIND, template=template, context=values, subject=subject
            )
        return
    mail_person(user_id=seat.user_id, kind=kind, template=template, subject=subject, context=values)
    notify(
        user_id=seat.user_id,
        kind=kind,
        context={"title": row.survey.activity.title},
        url=path,
        now=now,
        organization_id=survey.organization_id,
    )


def _owe(job: str, participation_id: UUID) -> None:
    jobs.enqueue(job, str(participation_id), unique_key=f"{job}:{participation_id}")


def _key() -> bytes:
    return f"feedback.link:{settings.SECRET_KEY}".encode()
