"""Places for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.events.tests.factories import TicketTypeFactory
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.services.tickets import new_code


class RegistrationFactory(DjangoModelFactory):
    """A confirmed place of somebody with an account; only the row, the capacity does not know of it."""

    class Meta:
        model = Registration

    ticket_type = factory.SubFactory(TicketTypeFactory)
    event = factory.SelfAttribute("ticket_type.event")
    organization = factory.SelfAttribute("event.organization")
    person = factory.SubFactory(UserFactory)
    booked_by = factory.SelfAttribute("person")
    name = factory.LazyAttribute(lambda row: row.person.display_name if row.person else "Guest")
    email = factory.LazyAttributeSequence(lambda row, n: row.person.email if row.person else f"guest-{n}@example.org")
    status = "confirmed"
    code = factory.LazyFunction(new_code)
    price_amount = factory.SelfAttribute("ticket_type.price_amount")
    price_currency = factory.SelfAttribute("ticket_type.price_currency")
    confirmed_at = factory.LazyFunction(clock.now)


class WaitingEntryFactory(DjangoModelFactory):
    """Somebody with an account who waits for one place; joined in the order of making."""

    class Meta:
        model = WaitingEntry

    class Params:
        ticket_type = factory.SubFactory(TicketTypeFactory)

    event = factory.SelfAttribute("ticket_type.event")
    organization = factory.SelfAttribute("event.organization")
    person = factory.SubFactory(UserFactory)
    name = factory.LazyAttribute(lambda row: row.person.display_name if row.person else "Guest")
    email = factory.LazyAttributeSequence(lambda row, n: row.person.email if row.person else f"waiting-{n}@example.org")
    ticket_type_ids = factory.LazyAttribute(lambda row: [str(row.ticket_type.id)])
    place = factory.Sequence(lambda n: n)
