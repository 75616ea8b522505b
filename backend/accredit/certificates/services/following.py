"""Certificates of events follow what they rest on: the place, the minutes, the survey, the money."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accredit.certificates.models import Certificate
from accredit.certificates.rules.acts import LIVE, RevokedBecause
from accredit.certificates.selectors.event_gates import (
    is_in_event_over,
    registration_in,
    registration_to_certify,
    registrations_of_order,
    registrations_over,
)
from accredit.registrations.rules.registrations import ADMITTED

from .ending import certificate_end
from .event_issuing import Issuer, certificate_live, place_issue_if_due, registration_issue_if_due
from .reconsidering import certificate_reconsider

PLACE_ENDED = "The place in the event that this certificate rests on was given up."


def registration_follow(*, registration_id: UUID, now: datetime) -> None:
    """Make certificates follow what a registration is now, whatever news of it came and in whatever order.

    Before the event is completed there is nothing to follow. Given up: its live certificates are revoked. Certified:
    held against what is known now. Else: issued if it is due.
    """
    if not is_in_event_over(registration_id=registration_id):
        return
    row = registration_to_certify(registration_id=registration_id)
    if row is None or row.event.completed_at is None:
        return
    with transaction.atomic():
        if row.status not in ADMITTED:
            for certificate in Certificate.objects.filter(registration=row, status__in=LIVE).order_by("created_at"):
                certificate_end(
                    certificate, because=RevokedBecause.REGISTRATION, reason=PLACE_ENDED, actor_id=None, now=now
                )
        elif (live := certificate_live(registration_id=row.id)) is not None:
            issuer = Issuer(row.event)
            [(person, _)] = issuer.people([row])
            certificate_reconsider(issuer, person, live, now=now)
        else:
            place_issue_if_due(row, now=now)


def registrations_of_order_follow(*, order_id: UUID, now: datetime) -> None:
    """The same for every place that an order has bought."""
    for registration_id in registrations_of_order(order_id=order_id):
        registration_follow(registration_id=registration_id, now=now)


def registrations_of_person_due(*, user_id: UUID, now: datetime) -> None:
    """Look again at a person's places in events that are over: an address now verified, or a name now confirmed."""
    for registration_id in registrations_over(user_id=user_id):
        registration_issue_if_due(registration_id=registration_id, now=now)


def registration_of_person_follow(*, event_id: UUID, user_id: UUID, now: datetime) -> None:
    """The same as `registration_follow`, for whom an event and a person are known."""
    registration_id = registration_in(event_id=event_id, user_id=user_id)
    if registration_id is not None:
        registration_follow(registration_id=registration_id, now=now)
