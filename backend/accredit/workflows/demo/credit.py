"""Who recognises credit in the demo, and how each counts time attended: the rules that are built in, one of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from accredit.accreditation import services as accreditation
from accredit.accreditation.models import CreditType
from accredit.accreditation.rules import AMA_PRA_1, IACET_2018, PLAIN_HOUR, CreditRule, nasba_2024
from accredit.cpd import services as cpd
from accredit.cpd.rules import Category
from accredit.cpd.services.activities import Report
from accredit.cpd.services.cycles import CycleTerms

COUNCIL_TYPES = ("Clinical", "Ethics & law", "Communication", "Leadership", "Open")
# The council shows one decimal, so its hour goes in halves.
COUNCIL_RULE = replace(PLAIN_HOUR, increment=50, source="Allied Practice Council, CPD handbook")
BODIES: tuple[tuple[str, str, str, int, CreditRule], ...] = (
    ("National Association of State Boards of Accountancy", "NASBA", "Group live", 1, nasba_2024(20)),
    ("International Accreditors for Continuing Education and Training", "IACET", "CEU", 1, IACET_2018),
    ("American Medical Association", "AMA", "PRA Category 1", 2, AMA_PRA_1),
)


def credit_types(*, now: datetime) -> dict[str, CreditType]:
    """The council's credit types by name; the other bodies stand beside it."""
    council = accreditation.accreditor_create(name="Allied Practice Council", short_name="APC")
    types = {
        name: accreditation.credit_type_create(accreditor=council, name=name, category=place)
        for place, name in enumerate(COUNCIL_TYPES, start=1)
    }
    for kind in types.values():
        accreditation.credit_rule_put(credit_type=kind, rule=COUNCIL_RULE, now=now)
    for name, short, type_name, decimals, rule in BODIES:
        body = accreditation.accreditor_create(name=name, short_name=short)
        kind = accreditation.credit_type_create(accreditor=body, name=type_name, category=1, decimals=decimals)
        accreditation.credit_rule_put(credit_type=kind, rule=rule, now=now)
    return types


def learners_record(person_id: UUID, types: Mapping[str, CreditType], *, now: datetime) -> None:
    """A cycle with the council that is half done, and something the learner did elsewhere."""
    year = now.year if now.month > 3 else now.year - 1
    terms = CycleTerms(
        starts_on=date(year, 4, 1),
        ends_on=date(year + 1, 3, 31),
        target=2_000,
        carry_limit=200,
        categories=[
            Category(types["Clinical"].id, minimum=600),
            Category(types["Ethics & law"].id, minimum=400),
            Category(types["Leadership"].id, minimum=200, cap=500),
        ],
    )
    cpd.cycle_create(person_id=person_id, accreditor_id=types["Clinical"].accreditor_id, terms=terms, now=now)
    report = Report(
        title="Reading group on mental capacity",
        provider="Riverside Practice",
        done_on=max(terms.starts_on, now.date() - timedelta(days=30)),
        credit_type_id=types["Leadership"].id,
        amount="1.5",
        reflection="I now ask what would help the person decide before I ask what they decide.",
        evidence=[],
    )
    cpd.activity_report(person_id=person_id, report=report, now=now)
