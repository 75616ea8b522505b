"""What the ledger must hold, without a database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accredit.cpd.rules import ChainLink, Due, due

links = st.lists(st.builds(ChainLink, st.booleans(), st.booleans()), max_size=5)


@given(links)
def test_nothing_is_reversed_that_was_not_awarded(chain: list[ChainLink]) -> None:
    called_for = due(chain)

    assert called_for.award or not called_for.reversal


def test_a_chain_is_awarded_once_and_reversed_when_its_end_is_revoked() -> None:
    never, in_force, revoked = ChainLink(False, True), ChainLink(True, False), ChainLink(True, True)

    assert due([]) == due([never]) == Due(award=False, reversal=False)
    assert due([in_force]) == due([in_force, in_force]) == Due(award=True, reversal=False)
    assert due([revoked]) == due([in_force, revoked]) == Due(award=True, reversal=True)
    assert due([in_force, never]) == Due(award=True, reversal=False)
