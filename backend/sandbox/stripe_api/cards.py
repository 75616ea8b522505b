"""The documented test cards and what each does (Stripe docs: Testing)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Decline:
    """Why a payment fails: error code, the issuer's decline code, and the sentence that the buyer reads."""

    code: str
    decline_code: str | None
    message: str
    network_status: str = "declined_by_network"


@dataclass(frozen=True)
class Dispute:
    """The dispute that a card brings: its reason, and whether it is only an inquiry (no money moves)."""

    reason: str
    inquiry: bool = False


@dataclass(frozen=True)
class Card:
    """How a card behaves. `refund`: at once, first pending, or first succeeded and then failed."""

    number: str
    brand: str = "visa"
    decline: Decline | None = None
    authenticates: bool = False
    dispute: Dispute | None = None
    refund: Literal["succeeds", "pends", "fails"] = "succeeds"


_DECLINED = "Your card was declined."
GENERIC = Decline("card_declined", "generic_decline", _DECLINED)
INSUFFICIENT = Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.")
NOT_A_TEST_CARD = Decline(
    "card_declined",
    "test_mode_live_card",
    "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test "
    "cards, visit: https://stripe.com/docs/testing.",
    "not_sent_to_network",
)
UNAUTHENTICATED = Decline(
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    "not_sent_to_network",
)
BANK_DEBIT_FAILED = Decline(
    "payment_intent_payment_attempt_failed",
    None,
    "The bank did not accept the debit.",
)

_CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("5555555555554444", brand="mastercard"),
        Card("378282246310005", brand="amex"),
        Card("4000000000000002", decline=GENERIC),
        Card("4000000000009995", decline=INSUFFICIENT),
        Card("4000000000009987", decline=Decline("card_declined", "lost_card", _DECLINED)),
        Card("4000000000009979", decline=Decline("card_declined", "stolen_card", _DECLINED)),
        Card("4000000000000069", decline=Decline("expired_card", "expired_card", "Your card has expired.")),
        Card(
            "4000000000000127",
            decline=Decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
        ),
        Card(
            "4000000000000119",
            decline=Decline(
                "processing_error",
                "processing_error",
                "An error occurred while processing your card. Try again in a little bit.",
            ),
        ),
        # Attaches to a customer, but a charge fails; a payment is a charge.
        Card("4000000000000341", decline=GENERIC),
        # "Unless set up" for later use, which the sandbox does not model: so always.
        Card("4000002500003155", authenticates=True),
        Card("4000002760003184", authenticates=True),
        Card("4000008400001629", authenticates=True, decline=GENERIC),
        Card("4000008260003178", authenticates=True, decline=INSUFFICIENT),
        Card("4000000000000259", dispute=Dispute("fraudulent")),
        Card("4000000000002685", dispute=Dispute("product_not_received")),
        Card("4000000000001976", dispute=Dispute("general", inquiry=True)),
        # An early fraud warning is a Radar object, which is not modelled: the payment just succeeds.
        Card("4000000000005423"),
        Card("4000000000007726", refund="pends"),
        Card("4000000000005126", refund="fails"),
    )
}
BANK_DEBIT = Card("000123456789", brand="bank", refund="pends")
"""Not a card: the test account number of a US bank debit, whose refunds take days."""


def find_card(number: str) -> Card:
    """The behaviour of a card number; an unknown one is declined as Stripe's test mode declines real cards."""
    known = _CARDS.get(number)
    if known is not None:
        return known
    return replace(Card(number), brand="mastercard" if number.startswith("5") else "visa", decline=NOT_A_TEST_CARD)


def passes_luhn(number: str) -> bool:
    """Whether the digits carry a correct check digit (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + doubled) % 10 == 0
