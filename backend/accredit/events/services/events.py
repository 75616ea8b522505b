"""An event's own data. A change of place is told to those who are registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db import IntegrityError, transaction

from accredit.accreditation.models import CreditType
from accredit.core.constraints import violates
from accredit.core.errors import FieldError
from accredit.core.ids import new_id
from accredit.core.slugs import slugify
from accredit.events.exceptions import EventNotReady, PolicyNotPossible, TimesNotPossible
from accredit.events.models import Event, EventCredit
from accredit.events.rules.events import EventFormat
from accredit.events.rules.publishing import publish_obstacles
from accredit.events.rules.refunds import tier_problems
from accredit.events.selectors import publish_facts
from accredit.media.models import Upload
from accredit.organizations.models import Organization

from .changes import Line, reschedule
from .holding import event_hold, tell_update

EDITABLE = frozenset(
    {
        "title",
        "subtitle",
        "description_md",
        "outcomes",
        "language",
        "category",
        "format",
        "visibility",
        "time_zone",
        "venue_name",
        "venue_address",
        "venue_city",
        "venue_map_url",
        "online_url",
        "registration_opens_at",
        "registration_closes_at",
        "approval_required",
        "refund_tiers",
        "refund_note",
    }
)
PLACE = ("venue_name", "venue_address", "online_url")
"""What the registered are told of when it changes."""


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """`amount_hundredths` > 0 and shown in full by the credit type's decimals."""

    credit_type: CreditType
    amount_hundredths: int
    approval_reference: str = ""


def event_create(
    *,
    organization: Organization,
    actor_id: UUID,
    title: str,
    format: EventFormat,  # noqa: A002 - the field's name everywhere
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> Event:
    """A draft in the organization's zone; its address is made of the title. `changes` as for `event_update`.

    Raises what `event_update` raises.
    """
    with transaction.atomic():
        event = event_insert(organization, title, format=format, time_zone=organization.time_zone)
        if changes:
            _apply(event, changes)
    event.refresh_from_db()
    return event


def event_update(*, event: Event, actor_id: UUID, changes: Mapping[str, Any], note: str = "", now: datetime) -> Event:
    """Change any of `EDITABLE`, `cover` (a checked Upload, or None) and `credits` (CreditEntry; replaces the list).

    A published event must stay publishable, and a change of place becomes news for the registered, with `note`.
    Raises EventOver, EventNotReady, TimesNotPossible, PolicyNotPossible.
    """
    with transaction.atomic():
        held = event_hold(event)
        before = {field: getattr(held, field) for field in PLACE}
        _apply(held, changes)
        held.refresh_from_db()
        if held.is_published:
            if obstacles := publish_obstacles(publish_facts(held), now=now):
                raise EventNotReady(errors=obstacles)
            moved = [
                Line(field, str(old), str(getattr(held, field)))
                for field, old in before.items()
                if getattr(held, field) != old
            ]
            reschedule(held, moved, note=note, actor_id=actor_id)
        tell_update(held, actor_id=actor_id)
    event.refresh_from_db()
    return event


def event_insert(organization: Organization, title: str, **fields: Any) -> Event:
    """A draft under an address that nobody has yet."""
    base = slugify(title, max_length=160) or "event"
    slug = base
    while True:
        event = Event(organization=organization, title=title, slug=slug, **fields)
        try:
            with transaction.atomic():
                event.save(force_insert=True)
        except IntegrityError as error:
            if not violates(error, Event, "event_slug_once"):
                raise
            # The tail of a fresh id: short, and new on every try.
            slug = f"{base}-{new_id().hex[-6:]}"
        else:
            return event


def credits_replace(event: Event, entries: Sequence[CreditEntry]) -> None:
    """What attending is worth, all of it anew."""
    EventCredit.objects.filter(event=event).delete()
    EventCredit.objects.bulk_create(
        EventCredit(
            organization_id=event.organization_id,
            event=event,
            credit_type=entry.credit_type,
            amount_hundredths=entry.amount_hundredths,
            approval_reference=entry.approval_reference,
        )
        for entry in entries
    )


def zone_check(name: str) -> ZoneInfo:
    """Raises TimesNotPossible for a name that IANA does not know."""
    if name not in available_timezones():
        raise TimesNotPossible(errors=[FieldError("time_zone", "zone_unknown", "Name a zone such as Europe/London.")])
    return ZoneInfo(name)


def _apply(event: Event, changes: Mapping[str, Any]) -> None:
    values = {field: value for field, value in changes.items() if field in EDITABLE}
    if "time_zone" in values:
        zone_check(values["time_zone"])
    if "refund_tiers" in values and (problems := tier_problems(values["refund_tiers"])):
        raise PolicyNotPossible(errors=problems)
    if "cover" in changes:
        cover: Upload | None = changes["cover"]
        values["cover_key"] = cover.rendition_key if cover else ""
    if values:
        Event.objects.filter(pk=event.pk).update(**values)
    if "credits" in changes:
        credits_replace(event, changes["credits"])
