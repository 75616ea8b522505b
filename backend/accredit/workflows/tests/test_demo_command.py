from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accredit.accounts.models import User
from accredit.learning.models import Course
from accredit.workflows.demo.people import TEAM


@pytest.mark.seed
@pytest.mark.django_db
def test_the_command_makes_the_demo_once_and_writes_a_guide(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    call_command("seed_demo")
    people = User.objects.count()
    call_command("seed_demo")
    guide = json.loads((tmp_path / "demo.json").read_text())
    assert User.objects.count() == people
    assert {account["role"] for account in guide["accounts"]} == {"learner", "owner", *(p.role for p in TEAM)}
    assert Course.objects.filter(slug=guide["course"], status="published").exists()
