from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest
import structlog
from django.db import transaction

from accredit.core import clock, outbox
from accredit.core.events import domain_event
from accredit.core.ids import new_id
from accredit.core.models import Job, OutboxEvent, OutboxHandled
from accredit.core.testing import at_once, drain

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


def test_news_is_owed_its_deliveries_once_and_its_jobs_know_the_request_that_it_came_of() -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        publish()
    assert [outbox.dispatch(now=clock.now()) for _ in range(2)] == [1, 0]
    assert Job.objects.get().request_id == "r-1"
    drain()
    assert len(HEARD) == 1


def test_news_that_nobody_listens_to_is_kept_and_costs_no_job() -> None:
    outbox._RECEIVERS.pop("core_tests.thing_happened")
    publish()
    assert outbox.dispatch(now=clock.now()) == 0
    assert OutboxEvent.objects.count() == 1
    assert not Job.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_owe_each_delivery_once() -> None:
    for _ in range(20):
        publish()
    assert sum(at_once([lambda: outbox.dispatch(now=clock.now())] * 4)) == 20
    assert Job.objects.count() == 20


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_deliveries_of_the_same_news_at_once_have_one_effect() -> None:
    publish()
    row, receiver = OutboxEvent.objects.get(), f"{__name__}.on_thing"
    at_once([lambda: outbox.deliver(str(row.id), receiver, now=clock.now())] * 4)
    assert len(HEARD) == 1
    assert OutboxHandled.objects.count() == 1


def test_a_name_is_given_to_one_domain_event_only() -> None:
    with pytest.raises(ValueError, match="thing_happened"):
        domain_event("core_tests.thing_happened", version=1)(type("Other", (), {}))
