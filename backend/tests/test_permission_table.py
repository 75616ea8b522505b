"""Each route asks for exactly what the permission table says."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accredit.core.testing import api
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission

from .permission_table import TABLE, Caller
from .routes import routes
from .world import ADDRESSES, World

EVERY = [(name, method, caller) for name, methods in sorted(TABLE.items()) for method, caller in methods.items()]
GUARDED = [entry for entry in EVERY if entry[2] is not Caller.PUBLIC]
OF_TENANTS = [entry for entry in EVERY if entry[2] is Caller.MEMBER or isinstance(entry[2], Permission)]
BY_PERMISSION = [(name, method, caller) for name, method, caller in EVERY if isinstance(caller, Permission)]
ASKS_FOR_ITSELF = {
    "core:file-private": 403,  # a signature
    "core:file-upload": 403,  # a signature
    "accounts:token-refresh": 401,  # a refresh token
    "organizations:member-detail": 403,  # one's own membership, or the team's permission
}
"""Refused, whoever calls, for want of something that no role gives."""
OPEN = [entry for entry in EVERY if entry not in OF_TENANTS]


@pytest.fixture
def world(db: None) -> World:
    return World()


def call(
    name: str,
    method: str,
    world: World,
    user: Any = None,
    organization: Organization | None = None,
    **instead: object,
) -> int:
    """Status of the call with an empty body, at an address that leads to a row of home or of the person.

    `instead` replaces parameters of that address.
    """
    parameters = {**(ADDRESSES[name](world) if name in ADDRESSES else {}), **instead}
    client = api(user, organization)
    answer = client.generic(method, reverse(name, kwargs=parameters), "{}", content_type="application/json")
    return int(answer.status_code)


def test_every_route_and_method_stands_in_the_table() -> None:
    found = {
        name: set(TABLE.get(name, {})) if route.methods is None else route.methods for name, route in routes().items()
    }
    assert found == {name: set(methods) for name, methods in TABLE.items()}


def test_every_parameter_of_a_route_has_a_row_to_lead_to() -> None:
    assert {name for name, route in routes().items() if route.parameters} == set(ADDRESSES)


@pytest.mark.parametrize(("name", "method", "caller"), GUARDED)
def test_somebody_who_is_not_signed_in_is_asked_to(name: str, method: str, caller: object, world: World) -> None:
    assert call(name, method, world) == 401


@pytest.mark.happy
@pytest.mark.parametrize(("name", "method", "caller"), OPEN)
def test_what_is_open_is_open(name: str, method: str, caller: Caller, world: World) -> None:
    user = world.person if caller is Caller.SIGNED_IN else None
    refusals = {401, 403, 404, 405, 500} - {ASKS_FOR_ITSELF.get(name)}
    assert call(name, method, world, user) not in refusals


@pytest.mark.happy
@pytest.mark.parametrize(("name", "method", "caller"), OF_TENANTS)
def test_an_outsider_cannot_even_see_that_it_exists(
    name: str, method: str, caller: Caller | Permission, world: World
) -> None:
    assert call(name, method, world, world.stranger, world.home) == 404


@pytest.mark.parametrize(("name", "method", "permission"), BY_PERMISSION)
def test_a_member_whose_role_lacks_the_permission_is_refused(
    name: str, method: str, permission: Permission, world: World
) -> None:
    assert call(name, method, world, world.member_without(permission), world.home) == 403


@pytest.mark.happy
@pytest.mark.parametrize(("name", "method", "caller"), OF_TENANTS)
def test_the_least_powerful_member_who_may_is_let_through(
    name: str, method: str, caller: Caller | Permission, world: World
) -> None:
    user = world.member_with(caller if isinstance(caller, Permission) else None)
    refusals = {401, 403, 404, 405, 500} - {ASKS_FOR_ITSELF.get(name)}
    assert call(name, method, world, user, world.home) not in refusals
