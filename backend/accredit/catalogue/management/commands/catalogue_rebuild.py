"""`manage.py catalogue_rebuild`: make every row of the catalogue anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accredit.catalogue.services import rebuild
from accredit.core import clock


class Command(BaseCommand):
    help = "Rebuild the catalogue from the courses, after an upgrade that changes what a card shows."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild(now=clock.now())} courses looked at.")
