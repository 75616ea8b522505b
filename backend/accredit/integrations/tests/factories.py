"""Connections, meetings and the queue for tests."""

from __future__ import annotations

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.secrets import wrap
from accredit.events.tests.factories import EventFactory, SessionFactory
from accredit.integrations.models import EventZoom, ReconciliationItem, ZoomConnection, ZoomMeeting, ZoomRegistrant
from accredit.organizations.tests.factories import OrganizationFactory
from accredit.registrations.tests.factories import RegistrationFactory

from .stand import join_url, registrant_id


class ZoomConnectionFactory(DjangoModelFactory):
    """Tokens that live for another hour; `tokens=stand.tokens()` are those that the stand takes."""

    class Meta:
        model = ZoomConnection

    class Params:
        tokens = factory.LazyFunction(lambda: {"access_token": "access-0", "refresh_token": "refresh-0"})

    organization = factory.SubFactory(OrganizationFactory)
    connected_by = factory.SubFactory(UserFactory)
    access_wrapped = factory.LazyAttribute(lambda row: wrap(row.tokens["access_token"].encode()))
    refresh_wrapped = factory.LazyAttribute(lambda row: wrap(row.tokens["refresh_token"].encode()))
    access_expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(hours=1))


class EventZoomFactory(DjangoModelFactory):
    class Meta:
        model = EventZoom

    event = factory.SubFactory(EventFactory, format="online")
    organization = factory.SelfAttribute("event.organization")
    chosen_by = factory.SubFactory(UserFactory)


class ZoomMeetingFactory(DjangoModelFactory):
    """A meeting that Zoom has, for a session of its own."""

    class Meta:
        model = ZoomMeeting

    event = factory.SubFactory(EventFactory, format="online")
    session = factory.SubFactory(SessionFactory, event=factory.SelfAttribute("..event"))
    organization = factory.SelfAttribute("event.organization")
    kind = "meeting"
    status = "live"
    zoom_id = factory.Sequence(lambda n: str(90000000000 + n))
    topic = "Capacity in practice"
    starts_at = factory.SelfAttribute("session.starts_at")
    ends_at = factory.SelfAttribute("session.ends_at")
    minutes = 480


class ZoomRegistrantFactory(DjangoModelFactory):
    class Meta:
        model = ZoomRegistrant

    meeting = factory.SubFactory(ZoomMeetingFactory)
    organization = factory.SelfAttribute("meeting.organization")
    registration = factory.SubFactory(RegistrationFactory)
    email = factory.SelfAttribute("registration.email")
    registrant_id = factory.LazyAttribute(lambda row: registrant_id(row.email))
    join_url = factory.LazyAttribute(lambda row: join_url(row.meeting.zoom_id, row.email))


class ReconciliationItemFactory(DjangoModelFactory):
    class Meta:
        model = ReconciliationItem

    event = factory.SubFactory(EventFactory, format="online")
    organization = factory.SelfAttribute("event.organization")
    key = factory.Sequence(lambda n: f"stay:{n:032x}:1")
    name = factory.Sequence(lambda n: f"iPhone {n}")
    first_seen_at = factory.LazyFunction(clock.now)
    last_seen_at = factory.LazyFunction(clock.now)
    seconds = 3600
