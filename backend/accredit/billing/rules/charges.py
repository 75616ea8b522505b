"""What Stripe can charge, and how it counts (Stripe docs: Supported currencies)."""

from __future__ import annotations

from collections.abc import Mapping

from accredit.core.money import THREE_DECIMAL, Money

LARGEST = 99_999_999
"""Eight digits, the least that Stripe's pages promise for every payment method."""
_HUNDREDFOLD = frozenset({"UGX"})
"""Without minor unit for us and ISO 4217, but sent to Stripe in hundredths."""
_WHOLE_HUNDREDS = frozenset({"UGX", "ISK"})
"""Charged in whole units only, though Stripe counts hundredths."""
_HALF = "USD ARS AUD BRL CAD CHF COP EUR IDR ILS INR NZD PHP RUB SGD ZAR"
_SMALLEST: Mapping[str, int] = dict.fromkeys(_HALF.split(), 50) | {
    "GBP": 30,
    "AED": 200,
    "CZK": 1500,
    "DKK": 250,
    "HKD": 400,
    "HUF": 17500,
    "JPY": 50,
    "KRW": 50,
    "MXN": 1000,
    "MYR": 200,
    "NOK": 300,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "THB": 1000,
}
"""In minor units of the currency that is charged; Stripe means the one it settles in, which is ours as a rule."""


def stripe_amount(money: Money) -> int:
    """The integer that Stripe expects for `money`."""
    return money.amount * 100 if money.currency in _HUNDREDFOLD else money.amount


def from_stripe(amount: int, currency: str) -> Money:
    """The money that Stripe means by `amount` of a currency in either case."""
    code = currency.upper()
    return Money(amount // 100 if code in _HUNDREDFOLD else amount, code)


def why_not_chargeable(total: Money) -> str | None:
    """A sentence that says why Stripe cannot take `total` (more than nothing), or None when it can."""
    sent = stripe_amount(total)
    if sent < _SMALLEST.get(total.currency, 0):
        return "The total is below the smallest amount that can be paid by card. Nothing was charged."
    if sent > LARGEST:
        return "The total is above the largest amount that can be paid at once. Pay for fewer things at a time."
    if (total.currency in THREE_DECIMAL and sent % 10) or (total.currency in _WHOLE_HUNDREDS and sent % 100):
        return "This total cannot be charged in this currency, which is paid in coarser steps. Nothing was charged."
    return None
