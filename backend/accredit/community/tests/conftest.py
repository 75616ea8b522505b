"""People of one room, and what carries to them what is said there."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from accredit.accounts.models import User
from accredit.community.models import Room
from accredit.organizations.tests.factories import member

from .factories import attendee, event_room


@pytest.fixture(params=["redis", "memory"])
def bus(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that wants it happens twice: over Redis, and in a process that has none."""
    if request.param == "memory":
        monkeypatch.setattr(settings.ENV, "redis_url", "")
    elif not settings.ENV.redis_url:
        pytest.skip("there is no Redis here")


@pytest.fixture
def room() -> Room:
    return event_room()


@pytest.fixture
def keziah(room: Room) -> User:
    return attendee(room, display_name="Keziah Boateng")


@pytest.fixture
def jo(room: Room) -> User:
    return attendee(room, display_name="Jo Reyes")


@pytest.fixture
def organizer(room: Room) -> Any:
    return member(room.organization, "organizer")
