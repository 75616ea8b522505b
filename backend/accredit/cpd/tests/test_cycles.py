"""Cycles: what they ask for, how they stand, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.models import CreditType
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core import privacy
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, at_once
from accredit.cpd import services
from accredit.cpd.exceptions import CycleOverlaps
from accredit.cpd.models import Cycle, CycleCategory, LedgerEntry
from accredit.cpd.rules import Category
from accredit.cpd.selectors import cycles_standing, missing_credit_types
from accredit.events.tests.factories import EventCreditFactory, event_with_ticket
from accredit.learning.models import CourseCredit
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import cycle, earned

pytestmark = pytest.mark.django_db
CYCLES = "/api/cpd/cycles/"
FIRST, LAST, TODAY = date(2026, 4, 1), date(2027, 3, 31), date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _in_the_middle_of_the_cycle(now: datetime) -> Iterator[None]:
    """Whatever day it is, the cycle of these tests is the current one."""
    with time_machine.travel(now):
        yield


@pytest.fixture
def person() -> User:
    return UserFactory()


@pytest.fixture
def clinical() -> CreditType:
    return CreditTypeFactory(name="Clinical", slug="clinical", category=1)


@pytest.fixture
def ethics(clinical: CreditType) -> CreditType:
    return CreditTypeFactory(accreditor=clinical.accreditor, name="Ethics & law", slug="ethics", category=2)


def terms(kind: CreditType, **changes: Any) -> dict[str, Any]:
    return {
        "starts_on": "2026-04-01",
        "ends_on": "2027-03-31",
        "target_hundredths": 1_000,
        "carry_limit_hundredths": 0,
        "categories": [{"credit_type": str(kind.id), "minimum_hundredths": 400, "cap_hundredths": 600}],
    } | changes


@pytest.mark.happy
def test_a_cycle_says_what_is_reached_and_what_is_missing_in_numbers_and_words(
    person: User, clinical: CreditType, ethics: CreditType, now: datetime
) -> None:
    earned(person, clinical, "3.0", date(2026, 4, 1), now=now)
    earned(person, ethics, "1.5", date(2026, 11, 2), now=now)
    earned(person, ethics, "9.0", date(2026, 3, 31), now=now)  # the day before it begins

    made = api(person).post(CYCLES, {"accreditor": clinical.accreditor_id} | terms(clinical), format="json")

    assert made.status_code == 201, made.json()
    (shown,) = api(person).get(CYCLES).json()["results"]
    assert shown == made.json() == api(person).get(f"{CYCLES}{shown['id']}/").json()
    assert (shown["reached"], shown["target"], shown["missing"], shown["is_current"]) == ("4.5", "10.0", "5.5", True)
    assert [(one["counted"], one["short"]) for one in shown["categories"]] == [("3.0", "1.0"), ("1.5", "0.0")]
    assert [part["text"] for part in shown["missing_parts"]] == [
        "1.0 more of Clinical",
        "4.5 more of any category besides",
    ]


@pytest.mark.happy
def test_a_cycle_is_changed_and_deleted_and_the_credit_stays(person: User, clinical: CreditType, now: datetime) -> None:
    earned(person, clinical, "3.0", TODAY, now=now)
    made = cycle(person, clinical.accreditor_id, FIRST, LAST, now=now)
    address = f"{CYCLES}{made.id}/"

    changed = api(person).put(address, terms(clinical, target_hundredths=800), format="json")
    assert (changed.status_code, changed.json()["missing"]) == (200, "5.0")

    assert api(person).delete(address).status_code == 204
    assert api(person).delete(address).status_code == 404
    assert not Cycle.objects.exists()
    assert LedgerEntry.objects.count() == 1


def test_places_and_courses_to_come_are_booked_in_the_cycle_that_holds_their_day(
    person: User, clinical: CreditType, now: datetime
) -> None:
    cycle(person, clinical.accreditor_id, FIRST, LAST, now=now)
    for days, hundredths in ((10, 200), (400, 500), (-3, 900)):
        starts = now + timedelta(days=days)
        ticket = event_with_ticket(starts_at=starts, ends_at=starts + timedelta(hours=7))
        EventCreditFactory(event=ticket.event, credit_type=clinical, amount_hundredths=hundredths)
        RegistrationFactory(event=ticket.event, ticket_type=ticket, person=person)
    course = published_course()
    CourseCredit.objects.create(
        organization=course.organization, course=course, credit_type=clinical, amount_hundredths=150
    )
    EnrollmentFactory(course=course, user=person)

    (standing,) = cycles_standing(person_id=person.id, on=TODAY)

    assert [one.booked for one in standing.categories] == [350]
    assert (standing.progress.missing, standing.with_booked.missing) == (1_000, 650)


def test_a_surplus_is_carried_into_the_next_cycle_up_to_its_limit(
    person: User, clinical: CreditType, now: datetime
) -> None:
    before = date(2025, 4, 1), date(2026, 3, 31)
    cycle(person, clinical.accreditor_id, *before, now=now, target=200)
    cycle(person, clinical.accreditor_id, FIRST, LAST, now=now, carry_limit=150)
    earned(person, clinical, "5.0", before[1], now=now)

    current, old = api(person).get(CYCLES).json()["results"]

    assert (current["carried"], current["reached"], current["missing"]) == ("1.5", "1.5", "8.5")
    assert (old["is_current"], old["reached"], old["missing"], old["days_left"]) == (False, "5.0", "0.0", 0)


def test_what_closes_the_gap_is_what_the_minimum_asks_for_first(
    person: User, clinical: CreditType, ethics: CreditType, now: datetime
) -> None:
    assert missing_credit_types(person.id, TODAY) == []
    cycle(person, clinical.accreditor_id, FIRST, LAST, now=now, categories=(Category(ethics.id, 300),))
    CreditTypeFactory()  # somebody else's

    assert missing_credit_types(person.id, TODAY) == [ethics.id, clinical.id]
    assert missing_credit_types(person.id, FIRST - timedelta(days=1)) == []
    earned(person, clinical, "8.0", TODAY, now=now)
    assert missing_credit_types(person.id, TODAY) == [ethics.id]
    earned(person, ethics, "3.0", TODAY, now=now)
    assert missing_credit_types(person.id, TODAY) == []


def test_two_cycles_with_one_accreditor_never_share_a_day(person: User, clinical: CreditType, now: datetime) -> None:
    cycle(person, clinical.accreditor_id, FIRST, LAST, now=now)
    other = cycle(person, clinical.accreditor_id, date(2027, 4, 1), date(2028, 3, 31), now=now)
    cycle(UserFactory(), clinical.accreditor_id, FIRST, LAST, now=now)
    cycle(person, CreditTypeFactory().accreditor_id, FIRST, LAST, now=now)

    again = api(person).post(CYCLES, {"accreditor": clinical.accreditor_id} | terms(clinical), format="json")
    moved = api(person).put(f"{CYCLES}{other.id}/", terms(clinical, starts_on="2027-03-31"), format="json")

    assert [again.status_code, moved.status_code] == [409, 409]
    assert again.json()["code"] == moved.json()["code"] == "cycle_overlaps"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_that_overlap_at_once_one_is_made(person: User, clinical: CreditType, now: datetime) -> None:
    def one(days: int) -> Cycle:
        return cycle(person, clinical.accreditor_id, FIRST + timedelta(days=days), LAST, now=now)

    results = at_once([lambda days=days: one(days) for days in range(4)])  # type: ignore[misc]  # bound at once

    assert sum(isinstance(result, Cycle) for result in results) == 1
    assert sum(isinstance(result, CycleOverlaps) for result in results) == 3


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": "2026-03-31"}, "ends_on"),
        ({"ends_on": "2039-03-31"}, "ends_on"),
        ({"target_hundredths": 300}, "target"),
    ],
)
def test_a_cycle_that_does_not_add_up_says_so(
    person: User, clinical: CreditType, change: dict[str, Any], field: str
) -> None:
    answer = api(person).post(CYCLES, {"accreditor": clinical.accreditor_id} | terms(clinical, **change), format="json")

    assert answer.status_code == 422
    assert [one["path"] for one in answer.json()["errors"]] == [field]
    assert not Cycle.objects.exists()


def test_categories_are_the_accreditors_own_and_named_once(person: User, clinical: CreditType) -> None:
    foreign = terms(CreditTypeFactory())
    twice = terms(clinical)
    twice["categories"] *= 2
    capped = terms(clinical, categories=[{"credit_type": clinical.id, "minimum_hundredths": 5, "cap_hundredths": 4}])

    codes = [
        api(person).post(CYCLES, {"accreditor": clinical.accreditor_id} | body, format="json").status_code
        for body in (foreign, twice, capped)
    ]
    unknown = api(person).post(CYCLES, {"accreditor": new_id()} | terms(clinical), format="json")

    assert [*codes, unknown.status_code] == [404, 422, 422, 404]


@pytest.mark.isolation
def test_a_cycle_is_its_persons_alone(person: User, clinical: CreditType, now: datetime) -> None:
    made = cycle(person, clinical.accreditor_id, FIRST, LAST, now=now)
    address, stranger = f"{CYCLES}{made.id}/", api(UserFactory())

    assert stranger.get(CYCLES).json() == {"results": []}
    assert stranger.get(address).status_code == 404
    assert stranger.put(address, terms(clinical), format="json").status_code == 404
    assert stranger.delete(address).status_code == 404
    assert api().get(CYCLES).status_code == api().get(address).status_code == 401
    assert Cycle.objects.count() == 1


def test_one_cycle_costs_what_twenty_do(clinical: CreditType, ethics: CreditType, now: datetime) -> None:
    one, many = UserFactory(), UserFactory()
    for person, count in ((one, 1), (many, 20)):
        earned(person, clinical, "1.0", TODAY, now=now)
        for year in range(count):
            start = date(2026 - year, 4, 1)
            asked = (Category(clinical.id, 100), Category(ethics.id, 100))
            cycle(person, clinical.accreditor_id, start, date(2027 - year, 3, 31), now=now, categories=asked)

    assert_same_queries(lambda: api(one).get(CYCLES), lambda: api(many).get(CYCLES))
    assert_same_queries(lambda: missing_credit_types(one.id, TODAY), lambda: missing_credit_types(many.id, TODAY))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("cycle_ends_after_start", {"ends_on": date(2020, 1, 1)}),
        ("cycle_target_positive", {"target_hundredths": 0}),
    ],
)
def test_the_database_itself_refuses_an_impossible_cycle(
    person: User, clinical: CreditType, now: datetime, constraint: str, change: dict[str, Any]
) -> None:
    made = cycle(person, clinical.accreditor_id, FIRST, LAST, now=now, categories=(Category(clinical.id, 100, 200),))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Cycle.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError, match="cycle_cap_above_minimum"), transaction.atomic():
        CycleCategory.objects.update(cap_hundredths=50)


def test_cycles_are_exported_and_go_with_their_person(person: User, clinical: CreditType, now: datetime) -> None:
    cycle(person, clinical.accreditor_id, FIRST, LAST, now=now, categories=(Category(clinical.id, 100),))
    (row,) = privacy.export(person.id)["cpd"]["cycles"]
    assert (row["accreditor"], row["target_hundredths"]) == (clinical.accreditor.name, 1_000)

    services.person_erase(person.id, now=now)
    services.person_erase(person.id, now=now)

    assert not Cycle.objects.exists()
