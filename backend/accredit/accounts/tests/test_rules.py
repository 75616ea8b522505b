from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accredit.accounts.rules import ROTATION_GRACE, Refresh, normalise_email, refresh_verdict

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ids = st.text("0123456789abcdef", min_size=1, max_size=3)


@given(presented=ids, current=ids, previous=st.none() | ids, age=st.integers(0, 60))
def test_only_the_present_token_rotates_and_only_its_predecessor_is_forgiven_for_twenty_seconds(
    presented: str, current: str, previous: str | None, age: int
) -> None:
    verdict = refresh_verdict(
        presented, current=current, previous=previous, rotated_at=NOON, now=NOON + timedelta(seconds=age)
    )
    if presented == current:
        assert verdict is Refresh.ROTATE
    elif presented == previous and age <= 20:
        assert verdict is Refresh.SUCCESSOR
    else:
        assert verdict is Refresh.REUSED


def test_the_grace_ends_after_its_last_instant() -> None:
    at_the_end, after = NOON + ROTATION_GRACE, NOON + ROTATION_GRACE + timedelta(microseconds=1)
    told = [refresh_verdict("a", current="b", previous="a", rotated_at=NOON, now=at) for at in (at_the_end, after)]
    assert told == [Refresh.SUCCESSOR, Refresh.REUSED]


def test_a_session_that_never_rotated_forgives_nothing() -> None:
    assert refresh_verdict("a", current="b", previous=None, rotated_at=None, now=NOON) is Refresh.REUSED


@given(st.emails())
def test_an_address_has_one_stored_form_however_it_is_typed(address: str) -> None:
    assert normalise_email(f"  {address.upper()} ".lower()) == normalise_email(address)
    assert normalise_email(normalise_email(address)) == normalise_email(address)
