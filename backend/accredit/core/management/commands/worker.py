"""`manage.py worker`: run background jobs and the schedule until SIGTERM."""

from __future__ import annotations

import threading
from typing import Any

from django.core.management.base import BaseCommand

from accredit.core.worker import queue_worker, run_queue, run_schedule


class Command(BaseCommand):
    help = "Run background jobs and the schedule."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        threading.Thread(target=run_schedule, args=(stop,), name="schedule", daemon=True).start()
        worker = queue_worker()
        worker.configure_signals()
        try:
            run_queue(worker)
        finally:
            stop.set()
