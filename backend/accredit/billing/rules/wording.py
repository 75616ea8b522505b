"""Amounts in mails and on paper."""

from __future__ import annotations

from accredit.core.money import Money, minor_digits


def in_words(money: Money) -> str:
    """For people: `EUR 1,234.50`, `JPY 5,000`, `EUR −9.80`."""
    return f"{money.currency} {figure(money)}"


def figure(money: Money) -> str:
    """The number alone, where the currency is said elsewhere; a real minus sign (U+2212)."""
    digits = minor_digits(money.currency)
    sign = "−" if money.amount < 0 else ""
    whole, part = divmod(abs(money.amount), 10**digits)
    decimals = f".{part:0{digits}d}" if digits else ""
    return f"{sign}{whole:,}{decimals}"
