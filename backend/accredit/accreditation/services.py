"""What the operator may change about accreditors and credit types."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.slugs import slugify

from .exceptions import AccreditorExists, CreditAmountNotUsable, CreditTypeExists
from .models import Accreditor, CreditType
from .rules import fits_decimals, parse_credits


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


def amount_parse(*, credit_type: CreditType, text: str) -> int:
    """The hundredths of a written amount such as `5.0`. Raises CreditAmountNotUsable when it is not a positive number
    that the credit type's decimals can show."""
    hundredths = parse_credits(text)
    if not hundredths or not fits_decimals(hundredths, credit_type.decimals):
        places = "one decimal" if credit_type.decimals == 1 else "two decimals"
        raise CreditAmountNotUsable(f"Give an amount above zero with at most {places} for {credit_type.name}.")
    return hundredths
