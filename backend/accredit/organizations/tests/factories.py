"""Organizations and members for tests."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accredit.accounts.tests.factories import UserFactory
from accredit.organizations.models import Membership, Organization


class OrganizationFactory(DjangoModelFactory):
    """A tenant without members."""

    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Meridian Institute {n}")
    slug = factory.Sequence(lambda n: f"meridian-{n}")
    country = "GB"
    currency = "EUR"
    time_zone = "Europe/London"


class MembershipFactory(DjangoModelFactory):
    """A person in an organization; `roles=["instructor"]` says as what (an owner otherwise)."""

    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    roles = factory.LazyFunction(lambda: ["owner"])


def member(organization: Organization, *roles: str) -> Any:
    """A new user who has these roles in the organization."""
    return MembershipFactory(organization=organization, roles=list(roles)).user
