"""Zoom of our own, empty and well-behaved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .stand import CLIENT_ID, CLIENT_SECRET, WEBHOOK_SECRET, ZoomStand, running


@pytest.fixture(scope="session")
def _zoom() -> Iterator[ZoomStand]:
    with running(ZoomStand()) as stand:
        yield stand


@pytest.fixture
def zoom(_zoom: ZoomStand, settings: Any) -> ZoomStand:
    """What is spoken to over HTTP, and asked afterwards."""
    _zoom.forget()
    settings.ZOOM_CLIENT_ID, settings.ZOOM_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    settings.ZOOM_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.ZOOM_API_URL, settings.ZOOM_OAUTH_URL = f"{_zoom.url}/v2", f"{_zoom.url}/oauth"
    return _zoom
