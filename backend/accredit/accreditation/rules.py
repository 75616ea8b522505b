"""Amounts of credit: integer hundredths inside, a decimal text outside; and what time attended is worth. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

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


class Rounding(StrEnum):
    DOWN = "down"
    NEAREST = "nearest"
    """Half goes up."""


HOURS = (50, 60)
"""The minutes that an accreditor may call an hour."""


@dataclass(frozen=True, slots=True)
class CreditRule:
    """How one version of an accreditor's rule turns time attended into credit. Amounts are hundredths.

    Neither presence checks nor questions answered are counted here: where an accreditor asks for them as well (NASBA
    does), a gate has to.
    """

    version: int
    name: str
    hour_minutes: int
    hours_per_credit: int
    """1 almost everywhere; a continuing education unit is ten contact hours."""
    increment: int
    rounding: Rounding
    minimum: int
    """The first credit: what comes to less is nothing. 0 or a multiple of the increment."""
    partial: bool
    """Whether somebody who was there for a part earns that part; otherwise it is everything or nothing."""
    cap: int | None
    """The most that one activity gives; a multiple of the increment."""
    source: str
    """Where the rule is published."""


def credit_from_seconds(rule: CreditRule, seconds: int) -> int:
    """The hundredths that so many counted seconds are worth, in whole increments, never above the rule's cap."""
    per_credit = rule.hour_minutes * 60 * rule.hours_per_credit
    dividend, divisor = max(seconds, 0) * HUNDREDTHS, per_credit * rule.increment
    nearest = rule.rounding is Rounding.NEAREST
    steps = (2 * dividend + divisor) // (2 * divisor) if nearest else dividend // divisor
    credit = steps * rule.increment
    if credit < rule.minimum:
        return 0
    return credit if rule.cap is None else min(credit, rule.cap)


def credit_awarded(rule: CreditRule | None, *, seconds: int, maximum: int) -> int:
    """What a person gets of an activity worth `maximum` hundredths: never more than that, and the fixed amount where no
    rule stands. Where a rule gives no part, less than the whole is nothing."""
    if rule is None:
        return maximum
    earned = credit_from_seconds(rule, seconds)
    whole = maximum if rule.cap is None else min(maximum, rule.cap)
    if earned >= whole:
        return whole
    return earned if rule.partial else 0


def rule_faults(rule: CreditRule) -> list[str]:
    """Why a rule cannot be used, in words; empty when it can."""
    faults: list[str] = []
    if rule.hour_minutes not in HOURS:
        faults.append("An hour has 50 or 60 minutes.")
    if not 1 <= rule.hours_per_credit <= HUNDREDTHS:
        faults.append("A credit takes 1 to 100 hours.")
    if not 1 <= rule.increment <= HUNDREDTHS:
        faults.append("An increment is above zero and one credit at most.")
    elif rule.minimum < 0 or rule.minimum % rule.increment:
        faults.append("The first credit is zero or a whole number of increments.")
    elif rule.cap is not None and (rule.cap <= 0 or rule.cap < rule.minimum or rule.cap % rule.increment):
        faults.append("The cap is a whole number of increments, and not below the first credit.")
    return faults


def rule_words(rule: CreditRule) -> str:
    """`1 credit for 50 minutes, in steps of 0.2, rounded down, from 1.0.`"""
    minutes = rule.hour_minutes * rule.hours_per_credit
    parts = [f"1 credit for {minutes} minutes", f"in steps of {_short(rule.increment)}"]
    parts.append("rounded down" if rule.rounding is Rounding.DOWN else "rounded to the nearest")
    if rule.minimum:
        parts.append(f"from {_short(rule.minimum)}")
    if rule.cap is not None:
        parts.append(f"at most {_short(rule.cap)}")
    if not rule.partial:
        parts.append("for the whole activity only")
    return ", ".join(parts) + "."


def _short(hundredths: int) -> str:
    return format_credits(hundredths, 2 if hundredths % 10 else 1)


def nasba_2024(increment: int) -> CreditRule:
    """Group programmes: the first credit whole, then fifths (20), halves (50) or whole credits (100), rounded down.

    NASBA/AICPA Statement on Standards for CPE Programs, 2024, Standard 16.
    """
    return CreditRule(
        version=1,
        name="NASBA 2024, group programmes",
        hour_minutes=50,
        hours_per_credit=1,
        increment=increment,
        rounding=Rounding.DOWN,
        minimum=HUNDREDTHS,
        partial=True,
        cap=None,
        source="NASBA/AICPA Statement on Standards for CPE Programs, 2024, Standard 16",
    )


IACET_2018 = CreditRule(
    version=1,
    name="IACET continuing education unit",
    hour_minutes=60,
    hours_per_credit=10,
    increment=10,
    rounding=Rounding.NEAREST,
    minimum=10,
    partial=True,
    cap=None,
    source="ANSI/IACET 1-2018",
)
AMA_PRA_1 = CreditRule(
    version=1,
    name="AMA PRA Category 1",
    hour_minutes=60,
    hours_per_credit=1,
    increment=25,
    rounding=Rounding.NEAREST,
    minimum=25,
    partial=True,
    cap=None,
    source="AMA Physician's Recognition Award booklet, live activities",
)
PLAIN_HOUR = CreditRule(
    version=1,
    name="Plain hour",
    hour_minutes=60,
    hours_per_credit=1,
    increment=25,
    rounding=Rounding.DOWN,
    minimum=0,
    partial=True,
    cap=None,
    source="One credit an hour, in quarters, rounded down",
)
