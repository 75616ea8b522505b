"""A task that does nothing: what the queue alone can do."""

from __future__ import annotations

from django_tasks import task


@task()
def nothing() -> None:
    """Nothing."""
