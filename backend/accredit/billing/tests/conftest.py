"""A shop, a seller, a buyer, and a payment service of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.services import discounts, purchasables
from accredit.billing.tests.shop import HalfPrice, Shop
from accredit.billing.tests.stand import API_KEY, WEBHOOK_SECRET, Stand, running
from accredit.core import outbox
from accredit.core.testing import api
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory


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
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps above billing hear nothing of what is sold here."""
    monkeypatch.setattr(outbox, "_RECEIVERS", {})


@pytest.fixture
def shop(alone: None) -> Iterator[Shop]:
    """Sells courses in place of the app that otherwise would."""
    before = dict(purchasables._PURCHASABLES)
    shop = Shop()
    purchasables.register(shop)
    yield shop
    purchasables._PURCHASABLES.clear()
    purchasables._PURCHASABLES.update(before)


@pytest.fixture
def seller(db: None) -> Organization:
    organization: Organization = OrganizationFactory(name="Meridian Institute")
    return organization


@pytest.fixture
def half_price(seller: Organization) -> Iterator[HalfPrice]:
    """Answers for promo codes in place of the app that otherwise would."""
    before = list(discounts._REGISTERED)
    code = HalfPrice(seller)
    discounts.register(code)
    yield code
    discounts.register(before[0] if before else None)


@pytest.fixture
def buyer(db: None) -> User:
    user: User = UserFactory(email="ada@example.org", display_name="Ada Lovelace")
    return user


@pytest.fixture
def client(buyer: User) -> APIClient:
    """Speaks as the buyer."""
    return api(buyer)
