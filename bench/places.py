"""People, events and places in them, as many as a measurement needs, written in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from accredit.accounts.models import User
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.events.models import TicketType
from accredit.events.tests.factories import event_with_ticket
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory
from accredit.registrations.models import Registration
from accredit.registrations.services.tickets import new_code

DOMAIN = "bench.example"
SLUG = "the-benchs-own"
_names = count()


def organization() -> Organization:
    """The one that holds all these events."""
    known = Organization.objects.filter(slug=SLUG).first()
    return known or OrganizationFactory(slug=SLUG, name="The bench's own")


def people(how_many: int) -> list[User]:
    """So many people whose addresses are verified, the same ones each time."""
    mine = User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("id")
    now = clock.now()
    User.objects.bulk_create(
        [
            User(email=f"{new_id().hex}@{DOMAIN}", display_name="Ifeoma Adeyemi-Castellanos", email_verified_at=now)
            for _ in range(how_many - mine.count())
        ],
        batch_size=2000,
    )
    return list(mine[:how_many])


def ticket(*, size: int | None, starts_at: datetime | None = None, **fields: Any) -> TicketType:
    """The free ticket of a new event, eight hours long, that starts in a month."""
    begin = starts_at or clock.now() + timedelta(days=30)
    return event_with_ticket(
        size=size,
        organization=organization(),
        slug=f"the-benchs-event-{next(_names)}-{new_id().hex}",
        starts_at=begin,
        ends_at=begin + timedelta(hours=8),
        **fields,
    )


def confirmed(of: TicketType, who: Sequence[User], *, status: str = "confirmed") -> list[Registration]:
    """A place for each of them. The capacity knows of it."""
    now = clock.now()
    made = Registration.objects.bulk_create(
        [
            Registration(
                created_at=now, organization_id=of.organization_id, event=of.event, ticket_type=of, person=one,
                booked_by=one, name=one.display_name, email=one.email, status=status, code=new_code(), price_amount=0,
                price_currency=of.price_currency, confirmed_at=now, holds_place=True,
            )
            for one in who
        ],
        batch_size=2000,
    )  # fmt: skip
    type(of.capacity).objects.filter(pk=of.capacity_id).update(taken=len(made))
    return made
