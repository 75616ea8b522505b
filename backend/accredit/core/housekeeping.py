"""Core's own periodic jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.management import call_command

from accredit.core.jobs import periodic
from accredit.core.models import IdempotencyRecord, Job


@periodic("core.forget_old_rows", every=timedelta(hours=6))
def forget_old_rows(*, now: datetime) -> None:
    """Drop finished jobs after 14 days and kept answers after 48 hours; both have done their duty."""
    Job.objects.filter(status=Job.Status.DONE, finished_at__lt=now - timedelta(days=14)).delete()
    call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=7, verbosity=0)
    IdempotencyRecord.objects.filter(created_at__lt=now - timedelta(hours=48)).delete()
