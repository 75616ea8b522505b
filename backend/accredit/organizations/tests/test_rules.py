import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.organizations.exceptions import RoleNotAllowed
from accredit.organizations.models import Membership
from accredit.organizations.permissions import ROLE_MATRIX, Permission, permissions_of, require
from accredit.organizations.rules import Role, keeps_an_owner, may_regrant, ordered, slug_allowed

roles = st.lists(st.sampled_from([role.value for role in Role]), max_size=4)


def test_every_role_stands_in_the_matrix_and_every_permission_is_somebodys() -> None:
    assert set(ROLE_MATRIX) == set(Role)
    assert frozenset().union(*ROLE_MATRIX.values()) == frozenset(Permission)
    assert ROLE_MATRIX[Role.OWNER] == frozenset(Permission)


def test_the_matrix_as_it_was_agreed() -> None:
    assert ROLE_MATRIX[Role.DOOR] == {Permission.CHECK_IN}
    assert Permission.REFUND_ORDERS not in ROLE_MATRIX[Role.INSTRUCTOR] | ROLE_MATRIX[Role.ORGANIZER]
    assert Permission.EDIT_COURSES not in ROLE_MATRIX[Role.FINANCE] | ROLE_MATRIX[Role.VIEWER]
    for role in (Role.ORGANIZER, Role.INSTRUCTOR, Role.FINANCE, Role.DOOR, Role.VIEWER):
        assert Permission.MANAGE_TEAM not in ROLE_MATRIX[role]


@given(roles, roles)
def test_roles_add_up_and_more_roles_never_allow_less(some: list[str], more: list[str]) -> None:
    assert permissions_of(some) | permissions_of(more) == permissions_of(some + more)


@given(roles, st.sampled_from(list(Permission)))
def test_requiring_agrees_with_the_matrix(some: list[str], permission: Permission) -> None:
    membership = Membership(roles=some)
    if any(permission in ROLE_MATRIX[Role(role)] for role in some):
        require(membership, permission)
        assert permission in permissions_of(some)
    else:
        with pytest.raises(RoleNotAllowed):
            require(membership, permission)


@given(st.lists(st.text(max_size=8)))
def test_a_role_that_does_not_exist_grants_nothing(names: list[str]) -> None:
    unknown = [name for name in names if name not in set(Role)]
    assert permissions_of(unknown) == frozenset()
    assert ordered(unknown) == []


@given(granter=roles, before=roles, after=roles)
def test_only_owners_touch_ownership(granter: list[str], before: list[str], after: list[str]) -> None:
    touched = "owner" in before or "owner" in after
    assert may_regrant(granter, before, after) is (not touched or "owner" in granter)


@given(st.lists(roles), roles)
def test_an_organization_keeps_an_owner(others: list[list[str]], after: list[str]) -> None:
    assert keeps_an_owner(others, after) is ("owner" in after or any("owner" in other for other in others))


@pytest.mark.parametrize("slug", ["abc", "meridian", "a-1", "north-sea-2"])
def test_a_slug_is_words_and_hyphens(slug: str) -> None:
    assert slug_allowed(slug)


@pytest.mark.parametrize(
    "slug", ["ab", "Meridian", "-abc", "abc-", "a--b", "a_b", "invitations", "api", "x" * 61, "abc\n", "é-é"]
)
def test_what_is_no_slug(slug: str) -> None:
    assert not slug_allowed(slug)
