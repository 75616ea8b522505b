"""A person's transcript: the ledger of a cycle or a period on paper and in a table, with where to check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accredit.accounts.models import User
from accredit.accreditation.models import Accreditor, CreditType
from accredit.accreditation.selectors import format_credits
from accredit.certificates.selectors import printed_name
from accredit.certificates.services.documents import verify_address
from accredit.cpd.gateways.transcript_pdf import PageLine, PageSum, TranscriptPage, render_transcript
from accredit.cpd.models import LedgerEntry
from accredit.cpd.rules import EntryKind, SourceKind
from accredit.cpd.selectors import entries_between

HEAD = (
    "Date", "Activity", "Provider", "Accreditor", "Category", "Credits", "Kind", "Source", "Certificate", "Check at",
    "Evidence SHA-256",
)  # fmt: skip
SELF_REPORTED = "Self-reported"
CERTIFIED = "Certificate"
WITHDRAWN = "Own activity"
"""What stands for a title once its person has left."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a transcript covers: both days included; of one accreditor, or of all."""

    first: date
    last: date
    accreditor: Accreditor | None = None


def transcript_lines(*, person_id: UUID, scope: Scope) -> Iterator[Sequence[str]]:
    """The rows below `HEAD`, oldest first; a reversal is a row of its own, below zero."""
    for entry in _entries(person_id, scope):
        kind = entry.credit_type
        yield (
            entry.earned_on.isoformat(),
            _title(entry),
            _provider(entry),
            kind.accreditor.name,
            kind.name,
            format_credits(entry.amount_hundredths, kind.decimals),
            "Reversal" if entry.kind == EntryKind.REVERSAL else "Award",
            CERTIFIED if entry.source_kind == SourceKind.CERTIFICATE else SELF_REPORTED,
            entry.certificate.number if entry.certificate else "",
            verify_address(entry.certificate.code) if entry.certificate else "",
            entry.evidence_hash,
        )


def transcript_pdf(*, person: User, scope: Scope, now: datetime) -> bytes:
    """The same as a PDF (PDF/A-2a and PDF/UA-1). Raises TypesettingFailed."""
    entries = _entries(person.id, scope)
    return render_transcript(
        TranscriptPage(
            name=printed_name(person),
            accreditor=scope.accreditor.name if scope.accreditor else "All accreditors",
            first=scope.first,
            last=scope.last,
            made_on=now.date(),
            lines=[_line(entry) for entry in entries],
            sums=list(_sums(entries)),
        )
    )


def _entries(person_id: UUID, scope: Scope) -> list[LedgerEntry]:
    accreditor_id = scope.accreditor.id if scope.accreditor else None
    return entries_between(person_id=person_id, first=scope.first, last=scope.last, accreditor_id=accreditor_id)


def _title(entry: LedgerEntry) -> str:
    if entry.certificate:
        return entry.certificate.title
    return (entry.activity.title if entry.activity else "") or WITHDRAWN


def _provider(entry: LedgerEntry) -> str:
    if entry.organization:
        return entry.organization.name
    return entry.activity.provider if entry.activity else ""


def _line(entry: LedgerEntry) -> PageLine:
    kind, certificate = entry.credit_type, entry.certificate
    amount = format_credits(entry.amount_hundredths, kind.decimals)
    return PageLine(
        day=entry.earned_on,
        title=_title(entry),
        provider=_provider(entry),
        proof=f"Certificate {certificate.number}" if certificate else SELF_REPORTED,
        address=verify_address(certificate.code) if certificate else "",
        kind=f"{kind.name}, {kind.accreditor.short_name}",
        amount=amount.replace("-", "−"),
        reversal=entry.kind == EntryKind.REVERSAL,
    )


def _sums(entries: Iterable[LedgerEntry]) -> Iterator[PageSum]:
    certified: dict[CreditType, int] = {}
    reported: dict[CreditType, int] = {}
    for entry in entries:
        side = certified if entry.source_kind == SourceKind.CERTIFICATE else reported
        side[entry.credit_type] = side.get(entry.credit_type, 0) + entry.amount_hundredths
    kinds = sorted({*certified, *reported}, key=lambda kind: (kind.accreditor.name, kind.category, kind.name))
    for kind in kinds:
        amounts = certified.get(kind, 0), reported.get(kind, 0)
        yield PageSum(
            f"{kind.name}, {kind.accreditor.short_name}",
            *(format_credits(amount, kind.decimals) for amount in (*amounts, sum(amounts))),
        )
