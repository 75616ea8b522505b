"""What is said is said after the commit, once, and to nobody in particular."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from redis import Redis

from accredit.core import realtime
from accredit.core.realtime import bus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is said in a process without Redis."""
    monkeypatch.setattr(settings.ENV, "redis_url", "")
    said: list[bus.Envelope] = []
    stop = bus.listen(said.append)
    yield said
    stop()


def test_it_is_said_once_the_transaction_has_committed(heard: list[bus.Envelope]) -> None:
    with transaction.atomic():
        realtime.publish("room:1", '{"type":"message"}')
        assert heard == []
    assert heard == [bus.Envelope("room:1", '{"type":"message"}')]


def test_what_is_rolled_back_is_never_said(heard: list[bus.Envelope]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        realtime.publish("room:1", "{}")
        raise RuntimeError
    assert heard == []


def test_people_are_taken_out_of_a_topic_by_name(heard: list[bus.Envelope]) -> None:
    person = uuid4()
    realtime.evict("room:1", [person])
    assert heard == [bus.Envelope("room:1", "", leaving=[str(person)])]
    assert bus.decoded(bus.encoded(heard[0])) == heard[0]


@pytest.fixture
def pubsub() -> Iterator[Any]:
    """A process that listens to the bus."""
    if not settings.ENV.redis_url:
        pytest.skip("there is no Redis here")
    redis: Any = Redis.from_url(settings.ENV.redis_url)
    with redis.pubsub() as listening:
        listening.subscribe(bus.channel())
        assert next_of(listening)["type"] == "subscribe"
        yield listening


def next_of(pubsub: Any) -> Any:
    until = time.monotonic() + 10
    while (message := pubsub.get_message(timeout=1)) is None:
        assert time.monotonic() < until, "nothing was heard"
    return message


def test_through_redis_every_process_hears_it(pubsub: Any) -> None:
    realtime.publish("room:1", "{}", droppable=True)
    assert bus.decoded(next_of(pubsub)["data"]) == bus.Envelope("room:1", "{}", droppable=True)


def test_while_redis_is_away_nobody_waits_and_afterwards_everybody_is_told(
    pubsub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, nowhere = bus._redis(), Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    monkeypatch.setattr(bus, "_line", bus._Line())
    monkeypatch.setattr(bus, "_redis", lambda: nowhere)
    started = time.monotonic()
    for _ in range(50):
        realtime.publish("room:1", "{}")
    assert time.monotonic() - started < 2
    monkeypatch.setattr(bus, "_redis", lambda: there)
    assert bus.decoded(next_of(pubsub)["data"]) == bus.Envelope("everybody", bus.MISSED)
    realtime.publish("room:1", "again")
    assert bus.decoded(next_of(pubsub)["data"]).text == "again"
