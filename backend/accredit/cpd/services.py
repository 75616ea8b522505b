"""Writes of the credit record: awards and reversals, never a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.certificates.models import Certificate
from accredit.certificates.selectors import certificate_get, certificates_by_root, certificates_of_activity
from accredit.core import outbox
from accredit.core.constraints import violates

from .domain_events import CreditAwarded, CreditReversed
from .models import LedgerEntry
from .rules import ChainLink, EntryKind, due

ONCE = ("ledger_award_once", "ledger_reversal_once")


def ledger_follow(*, certificate_id: UUID, now: datetime) -> None:
    """Make a person's record follow their certificates for one activity, whatever news came and in whatever order.

    Each chain of replacements is awarded once, a line a credit type, and reversed once when it is revoked. Called again
    it adds nothing.
    """
    hint = certificate_get(certificate_id=certificate_id)
    rows = certificates_of_activity(
        holder_id=hint.holder_id, course_id=hint.course_id, activity_version=hint.activity_version
    )
    with transaction.atomic():
        for chain in certificates_by_root(list(rows)).values():
            _settle(chain, now=now)


def _settle(chain: Sequence[Certificate], *, now: datetime) -> None:
    called_for = due([ChainLink(row.issued_at is not None, row.status == "revoked") for row in chain])
    if not called_for.award:
        return
    first = next(row for row in chain if row.issued_at is not None)
    for line in first.credits:
        _add(_award(first, line, now=now))
    if called_for.reversal:
        last = [row for row in chain if row.issued_at is not None][-1]
        for award in LedgerEntry.objects.filter(source_id=first.root_id, kind=EntryKind.AWARD):
            _add(_reversal(award, last, now=now))


def _award(certificate: Certificate, line: dict[str, Any], *, now: datetime) -> LedgerEntry:
    return LedgerEntry(
        organization_id=certificate.organization_id,
        person_id=certificate.holder_id,
        credit_type_id=UUID(line["credit_type"]),
        kind=EntryKind.AWARD,
        amount_hundredths=line["amount_hundredths"],
        earned_on=certificate.earned_on,
        source_id=certificate.root_id,
        certificate=certificate,
        rule_version=certificate.rule_version,
        evidence_hash=certificate.pdf_sha256,
        created_at=now,
    )


def _reversal(award: LedgerEntry, certificate: Certificate, *, now: datetime) -> LedgerEntry:
    return LedgerEntry(
        organization_id=award.organization_id,
        person_id=award.person_id,
        credit_type_id=award.credit_type_id,
        kind=EntryKind.REVERSAL,
        amount_hundredths=-award.amount_hundredths,
        earned_on=award.earned_on,
        source_id=award.source_id,
        certificate=certificate,
        rule_version=award.rule_version,
        evidence_hash=certificate.pdf_sha256,
        reverses=award,
        created_at=now,
    )


def _add(entry: LedgerEntry) -> None:
    """Insert and tell of it, unless the ledger has it."""
    same = LedgerEntry.objects.filter(source_id=entry.source_id, credit_type_id=entry.credit_type_id, kind=entry.kind)
    if same.exists():
        return
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        if not any(violates(error, LedgerEntry, name) for name in ONCE):
            raise
        return
    told = CreditAwarded if entry.kind == EntryKind.AWARD else CreditReversed
    outbox.publish(
        told(entry.id, entry.person_id, entry.credit_type_id, entry.amount_hundredths),
        organization_id=entry.organization_id,
        actor_id=None,
    )
