"""`manage.py seed_demo`: make the demo of a trial; does nothing when it is there."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accredit.core import clock
from accredit.workflows.demo.seed import demo_exists, demo_guide, demo_make


class Command(BaseCommand):
    help = "Make the demo organizations, people and courses, once."

    def handle(self, *args: Any, **options: Any) -> None:
        if not demo_exists():
            demo_make(now=clock.now())
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "demo.json").write_text(json.dumps(demo_guide(), indent=2), encoding="utf-8")
