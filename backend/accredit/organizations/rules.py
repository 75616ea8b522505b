"""Pure decisions about tenants: roles, who may grant which, and what an organization may say of itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

BRAND_COLOR = re.compile(r"#[0-9a-f]{6}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED_SLUGS = frozenset({"accredit", "admin", "api", "invitations", "new", "public"})


class Role(StrEnum):
    """What a member is. One person may have several; their permissions add up."""

    OWNER = "owner"
    ADMIN = "admin"
    ORGANIZER = "organizer"
    INSTRUCTOR = "instructor"
    FINANCE = "finance"
    DOOR = "door"
    VIEWER = "viewer"


def ordered(roles: Iterable[str]) -> list[Role]:
    """Each known role once, in the order of the enumeration. Unknown names are dropped: they grant nothing."""
    given = set(roles)
    return [role for role in Role if role.value in given]


def may_regrant(granter: Collection[str], before: Collection[str], after: Collection[str]) -> bool:
    """Whether somebody with the roles `granter` may turn a member's roles `before` into `after`.

    Only an owner touches ownership; managing the team at all is the matrix's question, not this one's.
    """
    touches_ownership = Role.OWNER in before or Role.OWNER in after
    return Role.OWNER in granter or not touches_ownership


def keeps_an_owner(others: Iterable[Collection[str]], after: Collection[str]) -> bool:
    """Whether the organization still has an owner when this member has `after` and the others what they have."""
    return Role.OWNER in after or any(Role.OWNER in roles for roles in others)


def slug_allowed(slug: str) -> bool:
    """Lower-case words joined by single hyphens, 3 to 60 characters, none of our own path words."""
    return 3 <= len(slug) <= 60 and SLUG.fullmatch(slug) is not None and slug not in RESERVED_SLUGS


# Presentment currencies of Stripe that the product sells in: https://docs.stripe.com/currencies
CURRENCIES = frozenset(
    "AED AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD MAD MXN MYR NGN NOK "
    "NZD PEN PHP PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR".split()
)

# ISO 3166-1 alpha-2, officially assigned.
COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
