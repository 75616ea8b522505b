"""Reads of the credit record. Apps above import from here."""

from .activities import activities_of, activity_get, evidence_hash
from .cycles import CategoryStanding, CycleStanding, cycle_get, cycles_standing, missing_credit_types
from .ledger import Total, entries_between, ledger_of, person_export, recorded_event, totals_of

__all__ = [
    "CategoryStanding",
    "CycleStanding",
    "Total",
    "activities_of",
    "activity_get",
    "cycle_get",
    "cycles_standing",
    "entries_between",
    "evidence_hash",
    "ledger_of",
    "missing_credit_types",
    "person_export",
    "recorded_event",
    "totals_of",
]
