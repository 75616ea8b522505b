"""Jobs of feedback: each makes one service call, and all may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.jobs import job, periodic

from . import services
from .services.inviting import INVITATION, INVITE, REMINDER


@job(INVITE)
def invite(survey_id: str, *, now: datetime) -> None:
    services.people_invite(survey_id=UUID(survey_id), now=now)


@job(INVITATION, max_attempts=20)
def send_invitation(participation_id: str, *, now: datetime) -> None:
    services.invitation_send(participation_id=UUID(participation_id), now=now)


@job(REMINDER, max_attempts=20)
def send_reminder(participation_id: str, *, now: datetime) -> None:
    services.reminder_send(participation_id=UUID(participation_id), now=now)


@periodic("feedback.remind", every=timedelta(hours=1))
def remind(*, now: datetime) -> None:
    """Remind those who were asked and have not answered."""
    services.reminders_owe(now=now)


@periodic("feedback.ask_latecomers", every=timedelta(hours=1))
def ask_latecomers(*, now: datetime) -> None:
    """Ask those who turn out to have been there."""
    services.due_invitations_owe(now=now)
