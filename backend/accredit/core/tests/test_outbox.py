from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from accredit.core import clock, outbox
from accredit.core.events import domain_event
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent, OutboxHandled
from accredit.core.testing import drain

pytestmark = pytest.mark.django_db


@domain_event("core_tests.thing_happened", version=1)
@dataclass(frozen=True, slots=True)
class ThingHappened:
    thing_id: UUID
    other_id: UUID | None
    amount: int


HEARD: list[ThingHappened] = []


def on_thing(event: ThingHappened, *, now: datetime) -> None:
    HEARD.append(event)


def on_thing_badly(event: ThingHappened, *, now: datetime) -> None:
    Job.objects.create(name="effect", run_at=now, status=Job.Status.DONE)
    raise RuntimeError("after the effect")


@pytest.fixture(autouse=True)
def _receivers() -> Iterator[None]:
    HEARD.clear()
    outbox.subscribe(ThingHappened, on_thing)
    yield
    outbox._RECEIVERS.pop("core_tests.thing_happened", None)


def publish() -> ThingHappened:
    event = ThingHappened(thing_id=new_id(), other_id=None, amount=4900)
    with transaction.atomic():
        outbox.publish(event, organization_id=None, actor_id=None)
    return event


@pytest.mark.happy
def test_news_reaches_its_receiver_as_it_was_published() -> None:
    event = publish()
    drain()
    assert [event] == HEARD


def test_news_of_a_change_that_rolled_back_is_never_told() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.publish(ThingHappened(new_id(), None, 1), organization_id=None, actor_id=None)
        raise RuntimeError
    drain()
    assert HEARD == []


def test_a_second_delivery_does_nothing() -> None:
    publish()
    drain()
    row = OutboxEvent.objects.get()
    receiver = OutboxHandled.objects.get().receiver
    outbox.deliver(str(row.id), receiver, now=clock.now())
    assert len(HEARD) == 1


def test_a_receiver_that_fails_leaves_neither_effect_nor_handled_row() -> None:
    outbox._RECEIVERS.pop("core_tests.thing_happened")
    outbox.subscribe(ThingHappened, on_thing_badly)
    publish()
    row = OutboxEvent.objects.get()
    with pytest.raises(RuntimeError):
        outbox.deliver(str(row.id), f"{__name__}.on_thing_badly", now=clock.now())
    assert not Job.objects.filter(name="effect").exists()
    assert not OutboxHandled.objects.exists()


def test_the_sweeper_dispatches_what_a_crash_left_behind() -> None:
    publish()
    assert outbox.sweep(now=clock.now()) == 0
    assert outbox.sweep(now=clock.now() + timedelta(minutes=1)) == 1
    drain()
    assert len(HEARD) == 1


def test_a_name_is_given_to_one_domain_event_only() -> None:
    with pytest.raises(ValueError, match="thing_happened"):
        domain_event("core_tests.thing_happened", version=1)(type("Other", (), {}))
