"""Refuses migrations that would break the version that is still running. Runs inside the virtual environment.

What a migration may not do in one step (add NOT NULL without a default, rename, drop, lock a table for long) is the
catalogue of django-migration-linter; the first migration of an app makes new tables only and passes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[1] / "backend"
sys.path.insert(0, str(BACKEND))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django  # noqa: E402 - the path and the settings module come first
from django.apps import apps  # noqa: E402
from django_migration_linter import MigrationLinter  # noqa: E402

if __name__ == "__main__":
    django.setup()
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("accredit.")]
    linter = MigrationLinter(
        str(BACKEND),
        database="default",
        include_apps=ours,
        ignore_initial_migrations=True,
        no_cache=True,
        quiet=["ok", "ignore"],
    )
    linter.lint_all_migrations()
    linter.print_summary()
    sys.exit(1 if linter.has_errors else 0)
