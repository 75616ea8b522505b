"""`manage.py catalogue_rebuild`: make every row of the catalogue anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accredit.catalogue.rules import Kind
from accredit.catalogue.services import rebuild
from accredit.core import clock


class Command(BaseCommand):
    help = "Rebuild the catalogue from courses and events, after an upgrade that changes what a card shows."

    def handle(self, *args: Any, **options: Any) -> None:
        looked_at = rebuild(now=clock.now())
        self.stdout.write(f"{looked_at[Kind.COURSE]} courses and {looked_at[Kind.EVENT]} events looked at.")
