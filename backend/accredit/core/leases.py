"""How long a job that was claimed stays its worker's own.

A worker says every few seconds that it still works on a job (`renew`), so its leases are short, and what it leaves when
it is killed is soon taken over. No job is renewed beyond its own `lease`: one that hangs is taken over too. A process
that renews nothing (a test, the seed, a queue that calls over HTTP) takes the whole lease at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accredit.core.models import Job

HOLD = timedelta(seconds=15)
"""Three times what passes between two renewals."""


@dataclass(frozen=True, slots=True)
class _Held:
    attempt: int
    until: datetime
    """The end of the job's own lease."""


_held: dict[UUID, _Held] = {}
_renewing = threading.Event()


def first(lease: timedelta) -> timedelta:
    """How much of a job's lease its worker takes when it claims it."""
    return min(lease, HOLD) if _renewing.is_set() else lease


@contextmanager
def held(job_id: UUID, *, attempt: int, until: datetime) -> Iterator[None]:
    """While this process works on a job: its lease may be renewed, at most until then."""
    _held[job_id] = _Held(attempt, until)
    try:
        yield
    finally:
        del _held[job_id]


def renew(*, now: datetime) -> None:
    """Go on holding what this process works on. Whoever calls it once goes on calling it, and says so when it ends."""
    _renewing.set()
    for job_id, mine in list(_held.items()):
        still_mine = Job.objects.filter(pk=job_id, status=Job.Status.RUNNING, attempts=mine.attempt)
        still_mine.update(run_at=min(now + HOLD, mine.until))


def end() -> None:
    """Nobody renews any more."""
    _renewing.clear()
