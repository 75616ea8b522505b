"""Starts to listen."""

from __future__ import annotations

from django.apps import AppConfig


class TallyConfig(AppConfig):
    name = "tests.faults.tally"

    def ready(self) -> None:
        from accredit.core.outbox import subscribe

        from . import receivers

        subscribe(receivers.Counted, receivers.on_counted)
        subscribe(receivers.Counted, receivers.on_counted_clumsily)
