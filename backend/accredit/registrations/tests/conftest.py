"""A payment service of our own, for places that are paid."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from accredit.billing.services.refunds import REFUND_SEND
from accredit.billing.tests.stand import API_KEY, WEBHOOK_SECRET, Stand, running
from accredit.core import jobs


@pytest.fixture(scope="session")
def _stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with running(tmp_path_factory.mktemp("stand")) as stand:
        yield stand


@pytest.fixture
def stand(_stand: Stand, settings: Any) -> Stand:
    """The payment service, empty and well-behaved."""
    _stand.reset()
    settings.STRIPE_API_KEY, settings.STRIPE_WEBHOOK_SECRET = API_KEY, WEBHOOK_SECRET
    settings.STRIPE_API_BASE = _stand.url
    return _stand


@pytest.fixture
def promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refunds are promised, and nobody asks Stripe for them."""
    spec = jobs._JOBS[REFUND_SEND]
    monkeypatch.setitem(jobs._JOBS, REFUND_SEND, dataclasses.replace(spec, function=lambda *args, now: None))
