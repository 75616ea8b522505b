"""Each route asks for exactly what the permission table says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accredit.accounts.models import User
from accredit.organizations.models import Organization

from .doors import Answer, Door, assert_as_due
from .permission_table import TABLE, Caller, Least
from .routes import routes
from .world import ADDRESSES, World

ASKS_FOR_ITSELF = {
    "core:file-private": 403,  # a signature
    "core:file-upload": 403,  # a signature
    "accounts:token-refresh": 401,  # a refresh token
    "organizations:member-detail": 403,  # one's own membership, or the team's permission
}
"""Refused, whoever calls, for want of something that no role gives."""

LET_THROUGH = "anything but a refusal"
NOBODY = "somebody who is not signed in"
OUTSIDER = "an outsider, who cannot even see that it exists,"


def test_every_route_and_method_stands_in_the_table() -> None:
    found = {
        name: set(TABLE.get(name, {})) if route.methods is None else route.methods for name, route in routes().items()
    }
    assert found == {name: set(methods) for name, methods in TABLE.items()}


def test_every_parameter_of_a_route_has_a_row_to_lead_to() -> None:
    assert {name for name, route in routes().items() if route.parameters} == set(ADDRESSES)


@pytest.mark.happy
@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_least_who_may_is_let_through_and_everybody_less_is_refused(name: str, db: None) -> None:
    door = Door(name, World())
    assert_as_due(
        door,
        (
            Answer(method, who, _told(door, method, user, organization, due), due)
            for method, least in TABLE[name].items()
            for who, user, organization, due in _callers(door.world, least)
        ),
    )


def _callers(world: World, least: Least) -> Iterator[tuple[str, User | None, Organization | None, int | str]]:
    """Everybody who knocks: who, as whom, for which organization, and the status that is due to them."""
    if least is Caller.PUBLIC:
        yield "anybody", None, None, LET_THROUGH
        return
    yield NOBODY, None, None, 401
    if least is Caller.SIGNED_IN:
        yield "somebody who is signed in", world.person, None, LET_THROUGH
        return
    yield OUTSIDER, world.stranger, world.home, 404
    if least is Caller.MEMBER:
        yield "the least powerful member", world.member_with(None), world.home, LET_THROUGH
        return
    assert not isinstance(least, Caller)
    yield f"the most powerful member without {least.value}", world.member_without(least), world.home, 403
    yield f"the least powerful member with {least.value}", world.member_with(least), world.home, LET_THROUGH


def _told(door: Door, method: str, user: User | None, organization: Organization | None, due: int | str) -> int | str:
    status = door.knock(method, user, organization)
    refusals = {401, 403, 404, 405, 500} - {ASKS_FOR_ITSELF.get(door.name)}
    return LET_THROUGH if due == LET_THROUGH and status not in refusals else status
