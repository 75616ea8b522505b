"""Changing what was answered at registration, until the event begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.core.errors import IllegalTransition
from accredit.core.outbox import publish
from accredit.events.selectors import questions_of
from accredit.registrations.domain_events import RegistrationChanged
from accredit.registrations.exceptions import AnswersNotUsable, TooLateToAnswer
from accredit.registrations.models import Registration
from accredit.registrations.rules.answers import answers_check
from accredit.registrations.rules.registrations import ANSWERABLE

from .placing import question_facts


def registration_answers_change(
    *, registration: Registration, answers: Mapping[str, Any], actor_id: UUID | None, now: datetime
) -> None:
    """Put these answers in the place of the earlier ones, checked as they were at registration. What was answered to
    questions that are asked no more stays. The same again does nothing.

    Raises TooLateToAnswer, AnswersNotUsable, IllegalTransition for a place that has ended.
    """
    if registration.event.starts_at is not None and registration.event.starts_at <= now:
        raise TooLateToAnswer
    asked = [question_facts(one) for one in questions_of(registration.event)]
    mine = [one for one in asked if one.is_for(registration.ticket_type_id)]
    given, wrong = answers_check(mine, answers)
    if wrong:
        raise AnswersNotUsable(errors=wrong)
    current = {str(one.id) for one in mine}
    kept = {key: value for key, value in registration.answers.items() if key not in current}
    with transaction.atomic():
        rows = Registration.objects.filter(pk=registration.pk, status__in=ANSWERABLE)
        if not rows.update(answers=kept | given):
            raise IllegalTransition("registration", registration.status, "answered anew")
        if registration.answers != kept | given:
            publish(
                RegistrationChanged(registration.id, registration.event_id),
                organization_id=registration.organization_id,
                actor_id=actor_id,
            )
    registration.refresh_from_db()
