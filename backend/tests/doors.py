"""Knocking at a route as one caller after the other, who all find the same row behind it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.urls import reverse

from accredit.accounts.models import User
from accredit.core.testing import api
from accredit.organizations.models import Organization

from .world import ADDRESSES, World


@dataclass
class Door:
    """A route, at an address that leads to a row of home or of the person, which is made once."""

    name: str
    world: World

    @cached_property
    def parameters(self) -> dict[str, object]:
        return dict(ADDRESSES[self.name](self.world)) if self.name in ADDRESSES else {}

    def knock(
        self, method: str, user: User | None = None, organization: Organization | None = None, **instead: object
    ) -> int:
        """Status of the call with an empty body. What it writes is taken back, so whoever is next finds what it found.

        `instead` replaces parameters of the address.
        """
        address = reverse(self.name, kwargs={**self.parameters, **instead})
        client = api(copy(user), organization)  # views may change who calls
        try:
            with transaction.atomic():
                answer = client.generic(method, address, "{}", content_type="application/json")
                transaction.set_rollback(True)
        except Exception as error:
            error.add_note(f"{method} {self.name} failed for {user or 'nobody'}")
            raise
        return int(answer.status_code)


@dataclass(frozen=True)
class Answer:
    """What somebody was told at a door, and what they have to be told."""

    method: str
    who: str
    told: object
    due: object


def assert_as_due(door: Door, answers: Iterable[Answer]) -> None:
    """Fails with a line for each wrong answer: method, route, caller, status."""
    wrong = [
        f"{answer.method} {door.name} answers {answer.who} with {answer.told}, not with {answer.due}"
        for answer in answers
        if answer.told != answer.due
    ]
    assert not wrong, "\n".join(wrong)
