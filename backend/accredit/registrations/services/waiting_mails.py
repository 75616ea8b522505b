"""Mails of the waiting list. Called from jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accredit.billing.rules.wording import in_words
from accredit.core import mail
from accredit.notifications.services import mail_person, notify
from accredit.registrations.models import WaitingEntry
from accredit.registrations.rules.registrations import WaitingStatus
from accredit.registrations.rules.wording import moment_in_words
from accredit.registrations.selectors import ticket_offered, waiting_told

from .telling import event_words, reminded_lately
from .tickets import waiting_token

JOINED_KIND, OFFERED_KIND = "registrations.waiting_joined", "registrations.waiting_offered"


def waiting_joined_send(*, entry_id: UUID, now: datetime) -> None:
    """Mail that somebody waits, with the link to leave the list."""
    entry = waiting_told(entry_id=entry_id)
    if entry is not None and entry.status == WaitingStatus.WAITING:
        subject = f"You are on the waiting list of “{entry.event.title}”"
        _tell(entry, JOINED_KIND, "waiting_joined", subject, {"action_label": "See or leave the list"})


def waiting_reminder_send(*, entry_id: UUID, now: datetime) -> None:
    """The same mail once more, to an address that a stranger put on the list again."""
    if not reminded_lately(entry_id):
        waiting_joined_send(entry_id=entry_id, now=now)


def waiting_offer_send(*, entry_id: UUID, now: datetime) -> None:
    """Mail an offer while it stands, with the link to accept it or to leave, and ring the bell."""
    entry = waiting_told(entry_id=entry_id)
    if entry is None or entry.status != WaitingStatus.OFFERED or entry.offer_expires_at is None:
        return
    ticket = ticket_offered(entry)
    until = moment_in_words(entry.offer_expires_at, entry.event.time_zone)
    _tell(
        entry,
        OFFERED_KIND,
        "waiting_offered",
        f"A place is free in “{entry.event.title}”",
        {
            "ticket": ticket.name,
            "price": in_words(ticket.price) if ticket.price else "",
            "quantity": entry.quantity,
            "until": until,
            "action_label": "Accept or pass on",
        },
    )
    if entry.person_id is not None:
        notify(
            user_id=entry.person_id,
            kind=OFFERED_KIND,
            context={"title": entry.event.title, "until": until},
            url=f"/waiting/{entry.id}",
            now=now,
            organization_id=entry.organization_id,
        )


def _tell(entry: WaitingEntry, kind: str, template: str, subject: str, context: Mapping[str, Any]) -> None:
    values = {
        **event_words(entry.event),
        "name": entry.name,
        "action_url": f"{settings.PUBLIC_URL}/waiting/{entry.id}?token={waiting_token(entry)}",
        **context,
    }
    template = f"registrations/{template}"
    if entry.person_id is None:
        mail.send(to=entry.email, subject=subject, template=template, context=values)
    else:
        mail_person(user_id=entry.person_id, kind=kind, template=template, subject=subject, context=values)
