"""Two worker processes on one outbox."""

from __future__ import annotations

import pytest

from accredit.core.models import Job, OutboxHandled

from . import tallying
from .deployment import Deployment, until
from .journeys import given_up, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
EVENTS, REPEATED = 100, 40


def test_two_workers_carry_out_each_of_a_hundred_events_once_for_each_receiver(fresh: Deployment) -> None:
    fresh.settings_module = tallying.SETTINGS
    tallying.prepare()
    tallying.tell(EVENTS)
    tallying.deliver_again(REPEATED)
    workers = [fresh.start_worker(0), fresh.start_worker(1)]
    until(quiet, "the tally")
    assert tallying.tally() == tallying.once_each(EVENTS)
    assert OutboxHandled.objects.count() == 2 * EVENTS
    assert Job.objects.filter(name="core.outbox_deliver", attempts__gt=1).exists(), "some tries failed after the effect"
    assert given_up() == []
    assert [worker.process.poll() for worker in workers] == [None, None]
