"""Rows of the credit record for the permission table and the isolation test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from accredit.accounts.models import User
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core import clock
from accredit.cpd.models import Cycle, OwnActivity
from accredit.cpd.tests.factories import cycle, earned
from accredit.learning.tests.factories import CourseFactory


def _cycle(person: User) -> Cycle:
    accreditor_id = CreditTypeFactory().accreditor_id
    return cycle(person, accreditor_id, date(2026, 1, 1), date(2026, 12, 31), now=clock.now())


def _activity(person: User) -> OwnActivity:
    return earned(person, CreditTypeFactory(), "1.5", date(2026, 11, 3), now=clock.now())


ADDRESSES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    "cpd:cycle-detail": lambda world: {"cycle_id": _cycle(world.person).id},
    "cpd:activity-detail": lambda world: {"activity_id": _activity(world.person).id},
    "cpd:recording-detail": lambda world: {"slug_or_id": CourseFactory(organization=world.home).id},
}
ROWS: Mapping[str, Callable[[Any], str]] = {
    "cpd:cycle-list": lambda world: str(_cycle(world.person).id),
    "cpd:activity-list": lambda world: str(_activity(world.person).id),
}
