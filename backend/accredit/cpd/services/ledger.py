"""Writes of the ledger: awards and reversals, never a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.certificates.models import Certificate
from accredit.certificates.selectors import certificate_get, certificates_by_root
from accredit.core import outbox
from accredit.core.constraints import violates
from accredit.cpd.domain_events import CreditAwarded, CreditReversed
from accredit.cpd.models import LedgerEntry
from accredit.cpd.rules import Chain, ChainLink, EntryKind, SourceKind, settle
from accredit.cpd.selectors.ledger import certificates_of_same_activity

ONCE = ("ledger_award_once", "ledger_reversal_once")


def ledger_follow(*, certificate_id: UUID, now: datetime) -> None:
    """Make a person's record follow their certificates for one activity, whatever news came and in whatever order.

    A chain of replacements is awarded once, a line a credit type, and reversed once when it is revoked. Of several
    chains for the same activity, live and on demand, one at a time counts for each credit type. Called again it adds
    nothing.
    """
    hint = certificate_get(certificate_id=certificate_id)
    with transaction.atomic():
        rows = certificates_of_same_activity(hint).select_for_update(of=("self",))
        chains = list(certificates_by_root(list(rows)).values())
        roots = [chain[0].root_id for chain in chains]
        entries = list(LedgerEntry.objects.filter(source_kind=SourceKind.CERTIFICATE, source_id__in=roots))
        for kind in dict.fromkeys(line["credit_type"] for chain in chains for line in _lines(chain)):
            _settle(kind, chains, [one for one in entries if str(one.credit_type_id) == kind], now=now)


def _lines(chain: Sequence[Certificate]) -> list[dict[str, Any]]:
    """What a chain is worth: the credits of the first of it that was in force, without those that came to nothing."""
    first = next((row for row in chain if row.issued_at is not None), None)
    return [line for line in first.credits if line["amount_hundredths"] > 0] if first else []


def _settle(
    kind: str, chains: Sequence[Sequence[Certificate]], entries: Sequence[LedgerEntry], *, now: datetime
) -> None:
    awards = {one.source_id: one for one in entries if one.kind == EntryKind.AWARD}
    taken_back = {one.source_id for one in entries if one.kind == EntryKind.REVERSAL}
    worth = [(chain, line) for chain in chains for line in _lines(chain) if line["credit_type"] == kind]
    standing = [
        Chain(
            links=[ChainLink(row.issued_at is not None, row.status == "revoked") for row in chain],
            entered=chain[0].root_id in awards,
            taken_back=chain[0].root_id in taken_back,
        )
        for chain, _ in worth
    ]
    for (chain, line), called_for in zip(worth, settle(standing), strict=True):
        in_force = [row for row in chain if row.issued_at is not None]
        award = awards.get(chain[0].root_id)
        if called_for.award:
            award = _award(in_force[0], line, now=now)
            entry_add(award)
        if called_for.reversal and award is not None:
            entry_add(_reversal(award, in_force[-1], now=now))


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
        credit_rule_version=line.get("rule_version"),
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
        credit_rule_version=award.credit_rule_version,
        evidence_hash=certificate.pdf_sha256,
        reverses=award,
        created_at=now,
    )


def entry_add(entry: LedgerEntry) -> None:
    """Insert and tell of it, unless the ledger has it. Inside a transaction."""
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
