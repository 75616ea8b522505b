"""News for the app that tallies, and its tally."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db import connection

from accredit.core import clock
from accredit.core.models import Job, OutboxEvent

SETTINGS = "tests.faults.tally.settings"
RECEIVERS = ("on_counted", "on_counted_clumsily")


def prepare() -> None:
    """The table of the tally, empty."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tally")
        cursor.execute("CREATE TABLE tally (receiver text NOT NULL, number int NOT NULL)")
        cursor.execute("CREATE SEQUENCE IF NOT EXISTS tally_tries")


def tell(count: int) -> None:
    """So many domain events, as a process leaves them that dies between its commit and the dispatch."""
    long_ago = clock.now() - timedelta(minutes=5)
    OutboxEvent.objects.bulk_create(
        OutboxEvent(name="tally.counted", version=1, payload={"number": number}, created_at=long_ago)
        for number in range(count)
    )


def deliver_again(count: int) -> None:
    """A further delivery of the first events to each receiver, as a queue makes it that forgets what it handed out."""
    due = clock.now() - timedelta(minutes=5)
    events = OutboxEvent.objects.filter(name="tally.counted", payload__number__lt=count)
    Job.objects.bulk_create(
        Job(name="core.outbox_deliver", args=[str(event.id), f"tests.faults.tally.receivers.{receiver}"], run_at=due)
        for event in events
        for receiver in RECEIVERS
    )


def tally() -> Counter[tuple[str, int]]:
    """How often each receiver had its effect for each number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, number FROM tally")
        return Counter(cursor.fetchall())


def once_each(count: int) -> Counter[tuple[str, int]]:
    """The tally when each receiver had its effect once for each number."""
    return Counter((receiver, number) for receiver in ("steady", "clumsy") for number in range(count))
