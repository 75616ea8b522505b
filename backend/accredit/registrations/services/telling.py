"""Telling people about their places: the mail, with ticket and calendar entry where they are due, and the bell.

Called from jobs. A guest gets the mails as well, with links that open the place without an account. What is mailed may
be mailed twice when a worker dies between the mail server's answer and the commit, and never is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accredit.billing.rules.wording import in_words
from accredit.core import jobs, mail
from accredit.core.cache import CacheAway, count
from accredit.core.models import Job
from accredit.core.money import Money
from accredit.events.models import Event, EventChange
from accredit.events.rules.events import AttendanceMode, EventStatus
from accredit.events.selectors.calendar import invitation_method, invitation_text
from accredit.notifications.services import mail_person, notify
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ACTIVE, ADMITTED, CancelledBecause, RegistrationStatus
from accredit.registrations.rules.wording import change_in_words, moment_in_words, when_in_words
from accredit.registrations.selectors import passed_on_by, registration_told, registrations_before

from .tickets import place_of, registration_token, ticket_number, ticket_pdf

CONFIRMATION, ENDING, APPROVAL, CHANGE, TRANSFER, REMINDER = (
    "registrations.confirmation_send",
    "registrations.ending_send",
    "registrations.approval_send",
    "registrations.change_send",
    "registrations.transfer_send",
    "registrations.reminder_send",
)
CONFIRMED_KIND, ENDED_KIND, APPROVED_KIND, MOVED_KIND, TRANSFERRED_KIND = (
    "registrations.confirmed",
    "registrations.ended",
    "registrations.approved",
    "registrations.moved",
    "registrations.transferred",
)
EVENT_END = "registrations.event_end"
REMINDED_ONCE_IN = 3600
"""Seconds in which somebody is reminded of a place once, however often others register their address."""
ENDED_HOW = {
    CancelledBecause.EVENT: "was called off",
    CancelledBecause.DECLINED: "your request was declined",
    CancelledBecause.UNPAID: "your place is no longer kept",
}
"""In subjects, where the usual words do not say it."""


def event_end_owe(*, event_id: UUID, after: str = "") -> None:
    """Owe the end of every place of an event that was called off, those after an id first passed over."""
    jobs.enqueue(EVENT_END, str(event_id), after, unique_key=f"{EVENT_END}:{event_id}:{after}")


def confirmation_owe(registration: Registration) -> None:
    """Owe the mail with the ticket, in the transaction that confirms."""
    jobs.enqueue(CONFIRMATION, str(registration.id), unique_key=confirmation_key(registration.id))


def confirmation_owed(registration: Registration) -> Job:
    """The row that `confirmation_owe` writes; see `jobs.row_of`."""
    return jobs.row_of(CONFIRMATION, str(registration.id), unique_key=confirmation_key(registration.id))


def confirmation_key(registration_id: UUID) -> str:
    """By which the mail is owed once at a time."""
    return f"{CONFIRMATION}:{registration_id}"


def ending_owe(registration: Registration, *, back: Money | None) -> None:
    """Owe the mail that says why a place ended and what comes back, in the transaction that ends it."""
    jobs.enqueue(ENDING, str(registration.id), back.amount if back else 0, unique_key=f"{ENDING}:{registration.id}")


def approval_owe(registration: Registration) -> None:
    """Owe the mail that asks for the payment, in the transaction that approves."""
    jobs.enqueue(APPROVAL, str(registration.id), unique_key=f"{APPROVAL}:{registration.id}")


def transfer_owe(registration: Registration) -> None:
    """Owe the mail to whoever passed a place on, in the transaction that does it."""
    jobs.enqueue(TRANSFER, str(registration.id), unique_key=f"{TRANSFER}:{registration.id}")


def reminder_owe(registration: Registration) -> None:
    """Owe the mail that the place was there already, when somebody without an account registered its person again."""
    jobs.enqueue(REMINDER, str(registration.id), unique_key=f"{REMINDER}:{registration.id}")


def confirmation_send(*, registration_id: UUID, now: datetime) -> None:
    """Mail the ticket and the calendar entry, once; nothing when the place has ended meanwhile. A place that was
    confirmed while its event was called off is ended instead."""
    row = registration_told(registration_id=registration_id)
    if row is None or row.confirmation_sent_at is not None or row.status not in ADMITTED:
        return
    if row.event.status == EventStatus.CANCELLED:
        event_end_owe(event_id=row.event_id)
        return
    files = [_entry(row, cancelled=False, now=now)]
    if row.ticket_type.mode == AttendanceMode.IN_PERSON:
        files.insert(0, mail.Attachment(f"ticket-{ticket_number(row)}.pdf", ticket_pdf(row), "application/pdf"))
    _tell(
        row,
        CONFIRMED_KIND,
        template="confirmed",
        subject=f"Your place in “{row.event.title}”",
        context={
            "is_online": row.ticket_type.mode == AttendanceMode.ONLINE,
            "action_label": "See your place",
            "number": ticket_number(row),
            "passed_on_by": passed_on_by(registration=row),
        },
        files=files,
        now=now,
    )
    Registration.objects.filter(pk=row.pk, confirmation_sent_at=None).update(confirmation_sent_at=now)


def ending_send(*, registration_id: UUID, back: int, now: datetime) -> None:
    """Mail that a place ended, why, and what comes back (`back` minor units); nothing when it stands again."""
    row = registration_told(registration_id=registration_id)
    if row is None or row.status != RegistrationStatus.CANCELLED:
        return
    off = row.cancelled_because == CancelledBecause.EVENT
    unpaid = row.cancelled_because == CancelledBecause.UNPAID
    what = ENDED_HOW.get(CancelledBecause(row.cancelled_because), "your place was cancelled")
    _tell(
        row,
        ENDED_KIND,
        template="ended",
        subject=f"“{row.event.title}” {what}" if off else f"“{row.event.title}”: {what}",
        context={
            "because": row.cancelled_because,
            "reason": row.event.cancel_reason if off else row.cancel_reason,
            "back": in_words(Money(back, row.price_currency)) if back else "",
            "action_url": f"/events/{row.event.slug}",
            "action_label": "Register again" if unpaid else "See the event",
            "what": what,
        },
        files=[_entry(row, cancelled=True, now=now)] if row.confirmation_sent_at else [],
        now=now,
    )


def transfer_send(*, registration_id: UUID, now: datetime) -> None:
    """Mail whoever passed a place on that it is somebody else's now; nothing for one that was not."""
    row = registration_told(registration_id=registration_id)
    if row is None or row.status != RegistrationStatus.TRANSFERRED or row.successor is None:
        return
    _tell(
        row,
        TRANSFERRED_KIND,
        template="transferred",
        subject=f"Your place in “{row.event.title}” was passed on",
        context={
            "successor": row.successor.name,
            "action_url": f"/events/{row.event.slug}",
            "action_label": "See the event",
        },
        files=[_entry(row, cancelled=True, now=now)] if row.confirmation_sent_at else [],
        now=now,
    )


def reminder_send(*, registration_id: UUID) -> None:
    """Mail that a place stands as it did; nothing for one that has ended. Mail alone: for its owner it is no news."""
    row = registration_told(registration_id=registration_id)
    if row is None or row.status not in ACTIVE or reminded_lately(row.id):
        return
    values = {
        **event_words(row.event),
        "name": row.name,
        "action_url": f"{settings.PUBLIC_URL}{place_path(row)}",
        "action_label": "See your place",
    }
    subject = f"You are registered for “{row.event.title}” already"
    mail.send(to=row.email, subject=subject, template="registrations/reminder", context=values)


def reminded_lately(subject_id: UUID) -> bool:
    """Whether its person was reminded of a place already in this hour; asking counts as reminding."""
    try:
        return count(f"registrations:reminded:{subject_id}", 1, seconds=REMINDED_ONCE_IN) > 1
    except CacheAway:
        return False  # better twice than not at all


def approval_send(*, registration_id: UUID, now: datetime) -> None:
    """Mail that somebody may come, and until when the place waits for its payment."""
    row = registration_told(registration_id=registration_id)
    if row is None or row.status != RegistrationStatus.PENDING_PAYMENT or row.pay_until is None or row.price is None:
        return
    _tell(
        row,
        APPROVED_KIND,
        template="approved",
        subject=f"You may come to “{row.event.title}”: please pay your place",
        context={
            "price": in_words(row.price),
            "pay_until": moment_in_words(row.pay_until, row.event.time_zone),
            "action_label": "Pay your place",
        },
        now=now,
    )


def change_send(*, registration_id: UUID, change_id: UUID, now: datetime) -> None:
    """Mail what was moved, before and after, with the new calendar entry for those who have one."""
    row, change = registration_told(registration_id=registration_id), EventChange.objects.get(pk=change_id)
    if row is None or row.status not in ACTIVE or row.event.status != EventStatus.PUBLISHED:
        return
    _tell(
        row,
        MOVED_KIND,
        template="moved",
        subject=f"“{row.event.title}” has moved",
        context={
            "lines": change_in_words(change.lines, row.event.time_zone),
            "note": change.note,
            "action_label": "See your place",
        },
        files=[_entry(row, cancelled=False, now=now)] if row.status in ADMITTED else [],
        now=now,
    )


def event_words(event: Event) -> dict[str, Any]:
    """What every mail says of its event."""
    return {
        "title": event.title,
        "organization_name": event.organization.name,
        "brand_color": event.organization.brand_color,
        "when": when_in_words(event.starts_at, event.ends_at, event.time_zone),
        "where": place_of(event),
    }


def _tell(
    row: Registration,
    kind: str,
    *,
    template: str,
    subject: str,
    context: Mapping[str, Any],
    files: Sequence[mail.Attachment] = (),
    now: datetime,
) -> None:
    """The mail, and then the bell of who has an account."""
    values = {
        **event_words(row.event),
        "name": row.name,
        "ticket": row.ticket_type.name,
        "action_url": place_path(row),
        **context,
    }
    template = f"registrations/{template}"
    if row.person_id is None:
        values["action_url"] = f"{settings.PUBLIC_URL}{values['action_url']}"
        mail.send(to=row.email, subject=subject, template=template, context=values, attachments=files)
        return
    mail_person(user_id=row.person_id, kind=kind, template=template, subject=subject, context=values, attachments=files)
    notify(
        user_id=row.person_id,
        kind=kind,
        context={"title": row.event.title, "what": values.get("what", ""), "reason": values.get("reason", "")},
        url=place_path(row),
        now=now,
        organization_id=row.organization_id,
    )


def place_path(row: Registration) -> str:
    """Where a place stands in the single-page app; a guest's opens by its token."""
    return f"/tickets/{row.id}" + ("" if row.person_id else f"?token={registration_token(row)}")


def _entry(row: Registration, *, cancelled: bool, now: datetime) -> mail.Attachment:
    """The calendar entry of this person: an address that registers again goes on counting where it had stopped."""
    text = invitation_text(
        row.event,
        name=row.name,
        email=row.email,
        # Calendars are shared with others: no token goes in.
        address=f"{settings.PUBLIC_URL}/tickets/{row.id}" if row.person_id else "",
        sequence=row.event.sequence + 2 * registrations_before(registration=row) + cancelled,
        cancelled=cancelled,
        now=now,
    )
    return mail.Attachment("event.ics", text, f"text/calendar; method={invitation_method(cancelled=cancelled)}")
