"""`manage.py credit_rule`: write the next version of the rule by which a credit type counts time attended."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accredit.accreditation.exceptions import CreditRuleChanged, CreditRuleNotUsable, CreditTypeNotFound
from accredit.accreditation.rules import AMA_PRA_1, IACET_2018, PLAIN_HOUR, CreditRule, nasba_2024, rule_words
from accredit.accreditation.selectors import credit_rule_of, credit_type_named
from accredit.accreditation.services import credit_rule_put
from accredit.core import clock

STANDARDS: Mapping[str, CreditRule] = {
    "nasba-fifths": nasba_2024(20),
    "nasba-halves": nasba_2024(50),
    "nasba-whole": nasba_2024(100),
    "iacet": IACET_2018,
    "ama": AMA_PRA_1,
    "hour": PLAIN_HOUR,
}
CHANGES = ("name", "source", "hour_minutes", "increment", "minimum", "cap")


class Command(BaseCommand):
    help = "Write the next version of a credit type's rule: a published standard, with changes where given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("accreditor", help="the accreditor's short name")
        parser.add_argument("credit_type", help="the credit type's slug")
        parser.add_argument("--standard", choices=sorted(STANDARDS), required=True)
        parser.add_argument("--name")
        parser.add_argument("--source", help="where the rule is published")
        parser.add_argument("--hour-minutes", type=int, help="50 or 60")
        parser.add_argument("--increment", type=int, help="in hundredths of a credit")
        parser.add_argument("--minimum", type=int, help="the first credit, in hundredths")
        parser.add_argument("--cap", type=int, help="the most that one activity gives, in hundredths")
        parser.add_argument("--whole-only", action="store_true", help="no credit for a part of the activity")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            credit_type = credit_type_named(accreditor=options["accreditor"], slug=options["credit_type"])
            current = credit_rule_of(credit_type.id)
            version = current.version if current else 0
            changes = {name: options[name] for name in CHANGES if options.get(name) is not None}
            if options.get("whole_only"):
                changes["partial"] = False
            rule = replace(STANDARDS[options["standard"]], version=version, **changes)
            if rule != current:
                rule = credit_rule_put(
                    credit_type=credit_type, rule=replace(rule, version=version + 1), now=clock.now()
                )
        except CreditTypeNotFound as error:
            raise CommandError("There is no credit type of that accreditor and slug.") from error
        except (CreditRuleNotUsable, CreditRuleChanged) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Version {rule.version} of {credit_type.name}: {rule_words(rule)}")
