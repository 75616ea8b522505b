"""Fixtures of the tests of organizations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail

from accredit.core.testing import drain
from accredit.organizations.models import Organization

from .factories import OrganizationFactory


@pytest.fixture
def clock(now: datetime) -> Iterator[Any]:
    """Time stands still at `now`; `clock.shift(timedelta)` moves it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory(slug="meridian", name="Meridian Institute")
    return made


@pytest.fixture
def mailed() -> Callable[[str], str]:
    """Runs the owed jobs and returns the secret in the link of the last mail to an address."""

    def secret(to: str) -> str:
        drain()
        message = next(m for m in reversed(mail.outbox) if m.to == [to])
        found = re.search(r"token=([\w-]+)", str(message.body))
        assert found is not None
        return found[1]

    return secret
