"""Amounts in the smallest unit (Stripe docs: Supported currencies)."""

from __future__ import annotations

from decimal import Decimal

ZERO_DECIMAL = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
THREE_DECIMAL = frozenset("bhd jod kwd omr tnd".split())
WHOLE_UNITS_OF_HUNDRED = frozenset(("ugx", "isk"))
"""No decimals in real life, sent times 100 nevertheless, and only in multiples of 100."""

_MINIMUM = {
    **dict.fromkeys("usd ars aud brl cad chf cop eur idr ils inr nzd php rub sgd zar".split(), "0.50"),
    "gbp": "0.30",
    "aed": "2",
    "czk": "15",
    "dkk": "2.50",
    "hkd": "4",
    "huf": "175",
    "jpy": "50",
    "krw": "50",
    "mxn": "10",
    "myr": "2",
    "nok": "3",
    "pln": "2",
    "ron": "2",
    "sek": "3",
    "thb": "10",
}
SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}


def known_currency(currency: str) -> bool:
    """Three lower-case letters; the full list of Stripe's currencies is not kept here."""
    return len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.islower()


def exponent(currency: str) -> int:
    """How many decimal places the smallest unit has: 0, 2 or 3."""
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def minimum(currency: str) -> int:
    """The least charge, in the smallest unit; 1 where Stripe names none."""
    return max(1, int(Decimal(_MINIMUM.get(currency, "0")).scaleb(exponent(currency))))


def representable(amount: int, currency: str) -> bool:
    """Whether Stripe takes the amount: three-decimal ones end in 0, UGX and ISK are whole units."""
    if currency in THREE_DECIMAL:
        return amount % 10 == 0
    return amount % 100 == 0 if currency in WHOLE_UNITS_OF_HUNDRED else True


def display(amount: int, currency: str) -> str:
    """The amount as a buyer reads it: `$120.00`, `¥500`, `12.500 KWD`."""
    places = 0 if currency in WHOLE_UNITS_OF_HUNDRED else exponent(currency)
    number = f"{Decimal(amount).scaleb(-exponent(currency)):,.{places}f}"
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{number} {currency.upper()}"
