"""Writing to many: chosen by what became of their registration, or one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accredit.core import jobs, mail
from accredit.events.models import Event
from accredit.notifications.services import mail_person, notify
from accredit.registrations.exceptions import NobodyToTell, RegistrationNotFound
from accredit.registrations.models import Message, MessageDelivery, Registration
from accredit.registrations.rules.messages import BATCH, RECIPIENTS_AT_MOST, DeliveryStatus
from accredit.registrations.rules.registrations import ACTIVE, RegistrationStatus

from .telling import event_words, place_path

DELIVER = "registrations.message_deliver"
MESSAGE_KIND = "registrations.message"
AT_ONCE = 1000


def message_send(
    *,
    event: Event,
    subject: str,
    body: str,
    statuses: Sequence[RegistrationStatus] = (),
    registration_ids: Collection[UUID] = (),
    actor_id: UUID,
    now: datetime,
) -> Message:
    """Owe a message to everybody of these statuses, or to these people: whoever knows better than a status whom it
    concerns (who is not yet eligible, say) names them. Each gets it once at most, in a job a batch.

    Only those with a place count. Raises RegistrationNotFound for an id that is not of this event, NobodyToTell.
    """
    rows = Registration.objects.filter(event=event, status__in=ACTIVE).exclude(email="")
    if registration_ids:
        wanted = set(registration_ids)
        if Registration.objects.filter(event=event, pk__in=wanted).count() < len(wanted):
            raise RegistrationNotFound
        rows = rows.filter(pk__in=wanted)
    else:
        rows = rows.filter(status__in=statuses)
    chosen = list(rows.order_by("id").values_list("id", flat=True)[:RECIPIENTS_AT_MOST])
    if not chosen:
        raise NobodyToTell
    message = Message(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        sent_by_id=actor_id,
        subject=" ".join(subject.split()),
        body=body.strip(),
        statuses=[] if registration_ids else sorted(statuses),
    )
    with transaction.atomic():
        message.save(force_insert=True)
        MessageDelivery.objects.bulk_create(
            (
                MessageDelivery(
                    created_at=now,
                    organization_id=event.organization_id,
                    message=message,
                    registration_id=registration_id,
                    batch=place // BATCH,
                )
                for place, registration_id in enumerate(chosen)
            ),
            batch_size=AT_ONCE,
        )
        for batch in range((len(chosen) - 1) // BATCH + 1):
            jobs.enqueue(DELIVER, str(message.id), batch, unique_key=f"{DELIVER}:{message.id}:{batch}")
    return message


def message_deliver(*, message_id: UUID, batch: int, now: datetime) -> None:
    """Send a message to those of a batch who are still owed it. Each is claimed first, in a transaction of its own, so
    that a second run, or a second worker, writes to nobody again; when the mail server refuses, the claim is given back
    and the error raised, so that the job is tried again."""
    message = Message.objects.select_related("event", "event__organization").get(pk=message_id)
    owed = MessageDelivery.objects.filter(message=message, status=DeliveryStatus.OWED)
    for delivery_id in list(owed.filter(batch=batch).order_by("id").values_list("id", flat=True)):
        if not owed.filter(pk=delivery_id).update(status=DeliveryStatus.SENDING):
            continue  # another worker has it
        mine = MessageDelivery.objects.filter(pk=delivery_id, status=DeliveryStatus.SENDING)
        try:
            went = _send(message, mine.select_related("registration").get().registration, now)
        except OSError:  # smtplib's errors are of its kind
            mine.update(status=DeliveryStatus.OWED)
            raise
        if went:
            mine.update(status=DeliveryStatus.SENT, sent_at=now)
        else:
            mine.update(status=DeliveryStatus.SKIPPED)


def _send(message: Message, row: Registration, now: datetime) -> bool:
    """Whether a mail went out. A guest has no account to say no with, and hears of this event only."""
    if row.status not in ACTIVE or not row.email:
        return False
    row.event = message.event
    values = {
        **event_words(message.event),
        "name": row.name,
        "body": message.body,
        "is_guest": row.person_id is None,
        "action_url": place_path(row),
        "action_label": "See your place",
    }
    if row.person_id is None:
        values["action_url"] = f"{settings.PUBLIC_URL}{values['action_url']}"
        mail.send(to=row.email, subject=message.subject, template="registrations/message", context=values)
        return True
    went = mail_person(
        user_id=row.person_id,
        kind=MESSAGE_KIND,
        template="registrations/message",
        subject=message.subject,
        context=values,
    )
    notify(
        user_id=row.person_id,
        kind=MESSAGE_KIND,
        context={"title": message.event.title, "subject": message.subject},
        url=place_path(row),
        now=now,
        organization_id=message.organization_id,
    )
    return went
