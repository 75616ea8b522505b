"""Amounts of credit: integer hundredths inside, a decimal text outside. Pure."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?")

HUNDREDTHS = 100


def format_credits(hundredths: int, decimals: int) -> str:
    """`500, 1 -> "5.0"`. What the decimals cannot show is cut towards zero: never more than was earned."""
    whole, rest = divmod(abs(hundredths), HUNDREDTHS)
    fraction = f"{rest:02d}"[:decimals]
    sign = "-" if hundredths < 0 and (whole or int(fraction or "0")) else ""
    return f"{sign}{whole}.{fraction}" if decimals else f"{sign}{whole}"


def parse_credits(text: str) -> int | None:
    """The hundredths of a plain decimal such as `5`, `5.0` or `5.25`; None when it is not one."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    whole, fraction = match.groups()
    return int(whole) * HUNDREDTHS + int((fraction or "").ljust(2, "0"))


def fits_decimals(hundredths: int, decimals: int) -> bool:
    """Whether the credit type's decimals show the amount in full (2.25 does not fit one decimal)."""
    return decimals >= 2 or hundredths % 10 == 0
