"""Pure rules: the wire's signatures and names, stays out of facts, and who somebody is."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.integrations.rules.matching import Decided, Identity, Known, keys, match
from accredit.integrations.rules.presence import Fact, FactKind, Stay, stays
from accredit.integrations.rules.wire import (
    challenge_answer,
    instant,
    is_genuine,
    signature,
    uuid_in_path,
    wait_until,
    whole_minutes,
)

BODY = b'{"event":"meeting.started","event_ts":1700000000000,"payload":{}}'
AT = datetime.fromtimestamp(1700000000, tz=UTC)
GOLDEN = "v0=81f03a644d5ce5525be371c504ee052fd55027fef3f88018a9e63b2f5ae32ca3"
JOINED, LEFT, REPORTED = FactKind.JOINED, FactKind.LEFT, FactKind.REPORTED


def minute(number: int) -> datetime:
    return AT + timedelta(minutes=number)


def test_a_delivery_is_signed_as_the_golden_vector_says() -> None:
    assert signature("zoomsecret", "1700000000", BODY) == GOLDEN


def test_a_challenge_is_answered_as_the_golden_vector_says() -> None:
    wanted = "83b2a60d4bbe49dc93763ed9e727a9a7690cbe4c1f8bb0adc0ffccd09ecb1384"
    assert challenge_answer("zoomsecret", "qgg8vlvZRS6UYooatFL8Aw") == wanted


@pytest.mark.parametrize(
    ("secret", "timestamp", "body", "given", "now", "wanted"),
    [
        ("zoomsecret", "1700000000", BODY, GOLDEN, AT, True),
        ("zoomsecret", "1700000000", BODY, GOLDEN, minute(5), True),
        ("zoomsecret", "1700000000", BODY, GOLDEN, minute(5) + timedelta(seconds=1), False),
        ("zoomsecret", "1700000000", BODY, GOLDEN, minute(-5) - timedelta(seconds=1), False),
        ("zoomsecret", "1700000001", BODY, GOLDEN, AT, False),
        ("zoomsecret", "1700000000", BODY + b" ", GOLDEN, AT, False),
        ("another", "1700000000", BODY, GOLDEN, AT, False),
        ("zoomsecret", "1700000000", BODY, "", AT, False),
        ("zoomsecret", "1700000000", BODY, "v0=é", AT, False),
        ("zoomsecret", "", BODY, GOLDEN, AT, False),
        ("zoomsecret", "1e9", BODY, GOLDEN, AT, False),
        ("zoomsecret", "٣" * 10, BODY, GOLDEN, AT, False),
        ("zoomsecret", "1" * 400, BODY, GOLDEN, AT, False),
    ],
)
def test_only_what_was_signed_lately_with_our_secret_is_genuine(
    secret: str, timestamp: str, body: bytes, given: str, now: datetime, wanted: bool
) -> None:
    assert is_genuine(secret=secret, timestamp=timestamp, body=body, given=given, now=now) is wanted


def test_without_a_secret_nothing_is_genuine() -> None:
    given = signature("", "1700000000", BODY)
    assert not is_genuine(secret="", timestamp="1700000000", body=BODY, given=given, now=AT)


@pytest.mark.parametrize(
    ("uuid", "wanted"),
    [
        ("gsqg0HKxTQ2TxSVAxE9+0w==", "gsqg0HKxTQ2TxSVAxE9%2B0w%3D%3D"),
        ("a/bc", "a%2Fbc"),
        ("/abc==", "%252Fabc%253D%253D"),
        ("a//b", "a%252F%252Fb"),
    ],
)
def test_an_occurrence_is_named_in_an_address(uuid: str, wanted: str) -> None:
    assert uuid_in_path(uuid) == wanted


def test_retry_after_is_an_instant_or_seconds() -> None:
    assert wait_until("2023-11-15T00:00:00Z", now=AT) == datetime(2023, 11, 15, tzinfo=UTC)
    assert wait_until("3", now=AT) == AT + timedelta(seconds=3)
    assert [wait_until(text, now=AT) for text in ("", "soon")] == [None, None]


def test_instants_and_lengths_do_not_depend_on_clocks() -> None:
    assert instant("2026-10-25T00:30:00+01:00") == datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert whole_minutes(instant("2026-10-24T23:30:00Z"), instant("2026-10-25T03:30:00Z")) == 240
    assert whole_minutes(AT, AT + timedelta(seconds=61)) == 2


def test_a_stay_ends_with_its_left() -> None:
    told = [Fact(LEFT, "", minute(9)), Fact(JOINED, "", minute(1))]
    assert stays(told, ended_at=minute(60)) == [Stay(minute(1), minute(9))]


def test_who_has_not_left_is_there_until_the_meeting_ends() -> None:
    told = [Fact(JOINED, "", minute(1))]
    assert stays(told, ended_at=None) == [Stay(minute(1), None)]
    assert stays(told, ended_at=minute(60)) == [Stay(minute(1), minute(60), end_was_lost=True)]


def test_the_report_knows_the_end_that_webhooks_lost() -> None:
    told = [Fact(JOINED, "", minute(1)), Fact(REPORTED, "", minute(1), minute(20))]
    assert stays(told, ended_at=minute(60)) == [Stay(minute(1), minute(20))]


def test_a_left_without_joined_says_nothing_until_the_report_does() -> None:
    assert stays([Fact(LEFT, "", minute(20))], ended_at=None) == []
    told = [Fact(LEFT, "", minute(20)), Fact(REPORTED, "", minute(2), minute(20))]
    assert stays(told, ended_at=None) == [Stay(minute(2), minute(20))]


def test_a_breakout_room_is_part_of_the_meeting() -> None:
    told = [
        Fact(JOINED, "", minute(0)),
        Fact(JOINED, "room", minute(10)),
        Fact(LEFT, "", minute(11)),
        Fact(LEFT, "room", minute(30)),
        Fact(JOINED, "", minute(30)),
        Fact(LEFT, "", minute(40)),
    ]
    assert stays(told, ended_at=minute(60)) == [Stay(minute(0), minute(40))]


FACTS = st.lists(
    st.one_of(
        st.builds(Fact, st.sampled_from([JOINED, LEFT]), st.sampled_from(["", "room"]), st.integers(0, 30).map(minute)),
        st.tuples(st.integers(0, 30), st.integers(0, 30)).map(
            lambda pair: Fact(REPORTED, "", minute(min(pair)), minute(max(pair)))
        ),
    ),
    max_size=12,
)


@given(facts=FACTS, ended=st.none() | st.integers(31, 60).map(minute), order=st.randoms(use_true_random=False))
def test_stays_depend_on_no_order_and_no_repetition_and_never_overlap(
    facts: list[Fact], ended: datetime | None, order: object
) -> None:
    found = stays(facts, ended_at=ended)
    shuffled = [*facts, *facts]
    order.shuffle(shuffled)  # type: ignore[attr-defined] # a Random
    assert stays(shuffled, ended_at=ended) == found
    for former, later in itertools.pairwise(found):
        assert former.ends_at is not None
        assert former.ends_at < later.starts_at
    reported = [fact for fact in facts if fact.kind is REPORTED and fact.until is not None]
    for fact in reported:
        assert any(
            one.starts_at <= fact.at and (one.ends_at is None or (fact.until or fact.at) <= one.ends_at)
            for one in found
        )


def somebody(**told: str) -> Identity:
    return Identity(**{"stay": "i:1", "registrant_id": "", "email": "", "account_id": "", "name": "Ada", **told})


def test_the_own_link_comes_before_the_address_and_the_address_before_a_decision() -> None:
    by_link, by_address, decided = uuid4(), uuid4(), uuid4()
    known = Known({"r1": by_link}, {"a@b.c": by_address})
    word = {"email:a@b.c": Decided(uuid4(), decided), "stay:i:1": Decided(uuid4(), decided)}
    assert match(somebody(registrant_id="r1", email="a@b.c"), known, word).registration_id == by_link
    assert match(somebody(registrant_id="r9", email="a@b.c"), known, word).registration_id == by_address
    assert match(somebody(), known, word).registration_id == decided


def test_a_name_is_no_key() -> None:
    assert keys(somebody()) == ["stay:i:1"]
    assert match(somebody(), Known({}, {}), {}).registration_id is None
