"""The door: who may pass, and what scans say whatever order they arrive in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.registrations.rules.door import Passage, TicketFacts, is_inside, scan_result, stays
from accredit.registrations.rules.registrations import RegistrationStatus, ScanDirection, ScanResult

START = datetime(2026, 12, 10, 9, tzinfo=UTC)
END = START + timedelta(hours=8)
IN, OUT = ScanDirection.ENTRY, ScanDirection.EXIT


def passage(number: int, direction: ScanDirection, minute: int, **given: object) -> Passage:
    fields: dict[str, object] = {"result": ScanResult.OK, "forced": False} | given
    return Passage(UUID(int=number), direction, at=START + timedelta(minutes=minute), **fields)  # type: ignore[arg-type]


PASSAGES = st.lists(
    st.builds(
        passage,
        st.integers(1, 10**6),
        st.sampled_from([IN, OUT]),
        st.integers(0, 480),
        result=st.sampled_from(list(ScanResult)),
        forced=st.booleans(),
    ),
    max_size=10,
    unique_by=lambda one: one.nonce,
)


@given(PASSAGES.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_two_devices_that_were_offline_end_with_the_same_whoever_sends_first(
    both: tuple[list[Passage], list[Passage]],
) -> None:
    assert stays(both[0]) == stays(both[1])


@given(PASSAGES)
def test_stays_follow_one_another_and_only_the_last_may_be_open(some: list[Passage]) -> None:
    found = stays(some)
    for (entry, leaving), (following, _) in pairwise(found):
        assert leaving is not None
        assert entry.at <= leaving.at <= following.at


def test_what_the_server_knew_when_a_scan_came_does_not_decide_whether_it_moved_anybody() -> None:
    late_entry = passage(1, IN, 0)
    early_exit = passage(2, OUT, 60, result=ScanResult.NOT_IN)
    assert stays([early_exit, late_entry]) == [(late_entry, early_exit)]


def test_a_refused_ticket_is_inside_only_when_somebody_forced_it() -> None:
    assert not is_inside([passage(1, IN, 0, result=ScanResult.CANCELLED)])
    assert is_inside([passage(1, IN, 0, result=ScanResult.CANCELLED, forced=True)])


@pytest.mark.parametrize(
    ("facts", "direction", "minute", "expected"),
    [
        (TicketFacts(RegistrationStatus.CONFIRMED), IN, 0, ScanResult.OK),
        (TicketFacts(RegistrationStatus.ATTENDED), IN, 0, ScanResult.OK),
        (TicketFacts(RegistrationStatus.CONFIRMED, inside=True), IN, 0, ScanResult.ALREADY_IN),
        (TicketFacts(RegistrationStatus.CONFIRMED, inside=True), OUT, 0, ScanResult.OK),
        (TicketFacts(RegistrationStatus.CONFIRMED), OUT, 0, ScanResult.NOT_IN),
        (TicketFacts(RegistrationStatus.PENDING_PAYMENT), IN, 0, ScanResult.UNPAID),
        (TicketFacts(RegistrationStatus.PENDING_APPROVAL), IN, 0, ScanResult.UNAPPROVED),
        (TicketFacts(RegistrationStatus.TRANSFERRED), IN, 0, ScanResult.CANCELLED),
        (TicketFacts(RegistrationStatus.EXPIRED), IN, 0, ScanResult.CANCELLED),
        (TicketFacts(RegistrationStatus.CONFIRMED, blocked=True), IN, 0, ScanResult.BLOCKED),
        (TicketFacts(RegistrationStatus.CONFIRMED, is_online=True), IN, 0, ScanResult.ONLINE_ONLY),
        (TicketFacts(RegistrationStatus.CONFIRMED), IN, -181, ScanResult.NOT_YET),
        (TicketFacts(RegistrationStatus.CONFIRMED), IN, 8 * 60 + 121, ScanResult.OVER),
    ],
)
def test_the_door_says_why(facts: TicketFacts, direction: ScanDirection, minute: int, expected: ScanResult) -> None:
    moment = START + timedelta(minutes=minute)
    assert scan_result(facts, direction, at=moment, starts_at=START, ends_at=END) is expected
