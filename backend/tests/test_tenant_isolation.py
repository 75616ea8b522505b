"""One tenant never sees another's rows, and one person never sees another's.

`isolation_table` says of every route whose the rows behind it are; the tests then knock as somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from django.urls import reverse

from accredit.core.ids import new_id
from accredit.core.testing import api

from .doors import Answer, Door, assert_as_due
from .isolation_table import (
    ENROLLED,
    NAMED,
    PERSONS,
    PERSONS_LIST,
    ROUTES,
    SHARED,
    SHARED_LIST,
    TENANTS,
    TENANTS_LIST,
    Rows,
)
from .permission_table import TABLE
from .routes import routes
from .world import BODIES, ROWS, World


def _rows(name: str, method: str) -> Rows:
    rows = ROUTES[name]
    return rows[method] if isinstance(rows, Mapping) else rows


def _declared(*wanted: Rows) -> list[tuple[str, str]]:
    return [(name, method) for name in sorted(ROUTES) for method in TABLE[name] if _rows(name, method) in wanted]


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_route_says_whose_its_rows_are() -> None:
    assert set(ROUTES) == set(routes())


def test_every_list_has_a_row_to_look_for() -> None:
    assert {name for name, _ in _declared(PERSONS_LIST, SHARED_LIST, TENANTS_LIST)} == set(ROWS)
    assert {name for name, _ in _declared(NAMED)} == set(BODIES)


@dataclass(frozen=True)
class Knock:
    """Somebody who has no business there: at which rows they try, how, and what they are told."""

    rows: set[Rows]
    status: Callable[[Door, str], int]
    due: int = 404


KNOCKS: Mapping[str, Knock] = {
    "another tenant": Knock(
        {TENANTS, SHARED},
        lambda door, method: door.knock(method, door.world.owner_of_other(), door.world.other),
    ),
    "another tenant that names this one": Knock(
        {TENANTS, SHARED, TENANTS_LIST, SHARED_LIST},
        lambda door, method: door.knock(method, door.world.owner_of_other(), door.world.home),
    ),
    "another person": Knock(
        {PERSONS, SHARED},
        lambda door, method: door.knock(method, door.world.stranger),
    ),
    "a person who is not enrolled": Knock(
        {ENROLLED},
        lambda door, method: door.knock(method, door.world.stranger),
        due=403,
    ),
}
GUARDED = sorted({name for name, _ in _declared(TENANTS, SHARED, TENANTS_LIST, SHARED_LIST, PERSONS, ENROLLED)})
UNDER_A_SLUG = [(name, method) for name, method in _declared(TENANTS) if {"slug"} < routes()[name].parameters]
"""Where the address names the tenant and a row of theirs."""


@pytest.mark.isolation
@pytest.mark.parametrize("name", GUARDED)
def test_rows_of_others_do_not_exist(name: str, world: World) -> None:
    door = Door(name, world)
    assert_as_due(
        door,
        (
            Answer(method, who, knock.status(door, method), knock.due)
            for method in TABLE[name]
            for who, knock in KNOCKS.items()
            if _rows(name, method) in knock.rows
        ),
    )


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), UNDER_A_SLUG)
def test_a_row_under_the_address_of_another_tenant_does_not_exist(name: str, method: str, world: World) -> None:
    assert Door(name, world).knock(method, world.owner_of_other(), world.other, slug=world.other.slug) == 404


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(NAMED))
def test_a_row_of_another_tenant_cannot_be_named_in_a_body(name: str, method: str, world: World) -> None:
    body = json.dumps(BODIES[name](world), default=str)
    client = api(world.owner_of_other(), world.other)
    answer = client.generic(
        method, reverse(name), body, content_type="application/json", HTTP_IDEMPOTENCY_KEY=str(new_id())
    )
    assert answer.status_code == 404, answer.content


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(TENANTS_LIST, SHARED_LIST))
def test_a_tenants_list_shows_its_own_rows_and_no_others(name: str, method: str, world: World) -> None:
    shown = ROWS[name](world)
    own = api(world.owner_of_home(), world.home).generic(method, reverse(name))
    foreign = api(world.owner_of_other(), world.other).generic(method, reverse(name))
    assert shown in own.content.decode()
    assert shown not in foreign.content.decode()


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(PERSONS_LIST, SHARED_LIST))
def test_a_persons_list_shows_their_own_rows_and_no_others(name: str, method: str, world: World) -> None:
    shown = ROWS[name](world)
    own = api(world.person).generic(method, reverse(name))
    foreign = api(world.stranger).generic(method, reverse(name))
    assert shown in own.content.decode()
    assert shown not in foreign.content.decode()
