"""Whom several tests of learning speak for."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.core.testing import api
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def staff(organization: Organization) -> Any:
    """An instructor of the organization."""
    return api(member(organization, "instructor"), organization)
