"""What the operator may change about accreditors and credit types."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.slugs import slugify

from .exceptions import (
    AccreditorExists,
    CreditAmountNotUsable,
    CreditRuleChanged,
    CreditRuleNotUsable,
    CreditTypeExists,
)
from .models import Accreditor, CreditRuleVersion, CreditType
from .rules import CreditRule, fits_decimals, parse_credits, rule_faults
from .selectors import credit_rule_of


def accreditor_create(*, name: str, short_name: str, website: str = "") -> Accreditor:
    """Raises AccreditorExists for a name that is taken, in any case."""
    accreditor = Accreditor(name=name, short_name=short_name, website=website)
    try:
        with transaction.atomic():
            accreditor.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, Accreditor, "accreditor_name_once"):
            raise AccreditorExists from error
        raise
    return accreditor


def credit_type_create(*, accreditor: Accreditor, name: str, category: int, decimals: int = 1) -> CreditType:
    """`category` 1–5 is the place in the fixed order of colours. Raises CreditTypeExists."""
    credit_type = CreditType(
        accreditor=accreditor, name=name, slug=slugify(name, max_length=90), category=category, decimals=decimals
    )
    try:
        with transaction.atomic():
            credit_type.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, CreditType, "credit_type_slug_once"):
            raise CreditTypeExists from error
        raise
    return credit_type


def credit_rule_put(*, credit_type: CreditType, rule: CreditRule, now: datetime) -> CreditRule:
    """Write the credit type's next version, `rule.version`; the former ones stay. The same rule again changes nothing.

    Raises CreditRuleNotUsable with the reason, and CreditRuleChanged unless `rule.version` is the next one.
    """
    if faults := rule_faults(rule):
        raise CreditRuleNotUsable(" ".join(faults))
    if not fits_decimals(rule.increment, credit_type.decimals):
        raise CreditRuleNotUsable(f"{credit_type.name} is shown with one decimal; these steps need two.")
    current = credit_rule_of(credit_type.id)
    if current == rule:
        return rule
    if rule.version != (current.version if current else 0) + 1:
        raise CreditRuleChanged
    row = CreditRuleVersion(
        credit_type=credit_type,
        version=rule.version,
        name=rule.name,
        hour_minutes=rule.hour_minutes,
        hours_per_credit=rule.hours_per_credit,
        increment_hundredths=rule.increment,
        rounding=rule.rounding,
        minimum_hundredths=rule.minimum,
        partial=rule.partial,
        cap_hundredths=rule.cap,
        source=rule.source,
        created_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, CreditRuleVersion, "credit_rule_version_once"):
            raise CreditRuleChanged from error
        raise
    return rule


def amount_parse(*, credit_type: CreditType, text: str) -> int:
    """The hundredths of a written amount such as `5.0`. Raises CreditAmountNotUsable when it is not a positive number
    that the credit type's decimals can show."""
    hundredths = parse_credits(text)
    if not hundredths or not fits_decimals(hundredths, credit_type.decimals):
        places = "one decimal" if credit_type.decimals == 1 else "two decimals"
        raise CreditAmountNotUsable(f"Give an amount above zero with at most {places} for {credit_type.name}.")
    return hundredths
