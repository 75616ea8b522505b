from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import structlog
from django.test import TestCase

from accredit.core import clock, inbound
from accredit.core.ids import new_id
from accredit.core.models import InboundMessage, Job
from accredit.core.testing import JobFailed, drain

pytestmark = pytest.mark.django_db
SEEN: list[str] = []
FAULT: list[Exception] = []


def handle(message: InboundMessage, *, now: datetime) -> None:
    SEEN.append(message.body)
    if FAULT:
        raise FAULT[0]


@pytest.fixture(autouse=True)
def _handler() -> Iterator[None]:
    SEEN.clear()
    FAULT.clear()
    inbound.handler("core_tests")(handle)
    yield
    inbound._HANDLERS.pop("core_tests", None)


@pytest.mark.happy
def test_a_delivery_is_kept_as_it_came_and_handled_once() -> None:
    assert inbound.store("core_tests", "evt_1", b'{"a": 1}') is True
    assert inbound.store("core_tests", "evt_1", b'{"a": 1}') is False
    drain()
    row = InboundMessage.objects.get()
    assert (SEEN, row.status, row.body) == (['{"a": 1}'], InboundMessage.Status.HANDLED, '{"a": 1}')


def test_a_delivery_that_fails_keeps_its_error_and_can_be_replayed() -> None:
    FAULT.append(LookupError("unknown order"))
    inbound.store("core_tests", "evt_2", b"{}")
    with pytest.raises(JobFailed):
        drain()
    row = InboundMessage.objects.get()
    assert row.status == InboundMessage.Status.FAILED
    assert "unknown order" in row.error
    FAULT.clear()
    inbound.replay(row.id)
    drain()
    row.refresh_from_db()
    assert (row.status, row.error, len(SEEN)) == (InboundMessage.Status.HANDLED, "", 2)


def test_a_stored_delivery_owes_its_handling_once_and_under_its_own_request() -> None:
    with structlog.contextvars.bound_contextvars(request_id="the-request"):
        inbound.store("core_tests", "evt_3", b"{}")
    assert not Job.objects.exists()
    assert [inbound.collect(now=clock.now()) for _ in range(2)] == [1, 0]
    assert Job.objects.get().request_id == "the-request"
    assert InboundMessage.objects.get().status == InboundMessage.Status.QUEUED


def test_without_a_worker_a_delivery_is_handled_as_it_is_stored(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.JOBS_AT_ONCE = True
    with TestCase.captureOnCommitCallbacks(execute=True):
        inbound.store("core_tests", "evt_4", b"{}")
    assert InboundMessage.objects.get().status == InboundMessage.Status.HANDLED


def test_replaying_what_was_never_stored_fails_as_a_job() -> None:
    inbound.replay(new_id())
    with pytest.raises(JobFailed, match="DoesNotExist"):
        drain()
