"""Core's own periodic jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accredit.core.jobs import periodic
from accredit.core.models import IdempotencyRecord, Job


@periodic("core.forget_old_rows", every=timedelta(hours=6))
def forget_old_rows(*, now: datetime) -> None:
    """Drop what has done its duty: finished jobs after 14 days, kept answers after 48 hours, and the queue's own rows:
    a day after they ended well, a week after they failed, and a day after a worker took one and was never heard again
    (its job was given to another worker long before)."""
    Job.objects.filter(status=Job.Status.DONE, finished_at__lt=now - timedelta(days=14)).delete()
    carried, day = DBTaskResult.objects.all(), timedelta(days=1)
    carried.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - day).delete()
    carried.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - 7 * day).delete()
    carried.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - day).delete()
    IdempotencyRecord.objects.filter(created_at__lt=now - timedelta(hours=48)).delete()
