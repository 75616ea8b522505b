"""What certificates tell the apps above them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accredit.core.events import domain_event


@domain_event("certificates.certificate_issued", version=1)
@dataclass(frozen=True, slots=True)
class CertificateIssued:
    """A certificate is in force: its files are stored. Told once for each certificate, replacements included. Exactly
    one of course and event is set."""

    certificate_id: UUID
    user_id: UUID
    course_id: UUID | None
    event_id: UUID | None = None


@domain_event("certificates.certificate_revoked", version=1)
@dataclass(frozen=True, slots=True)
class CertificateRevoked:
    """A certificate does not hold any more; also told of one that was still being prepared."""

    certificate_id: UUID
    user_id: UUID
    course_id: UUID | None
    event_id: UUID | None = None


@domain_event("certificates.certificate_superseded", version=1)
@dataclass(frozen=True, slots=True)
class CertificateSuperseded:
    """A certificate was replaced by another of the same holder and activity; what was earned is unchanged."""

    certificate_id: UUID
    replacement_id: UUID
    user_id: UUID


@domain_event("certificates.certificate_reissued", version=1)
@dataclass(frozen=True, slots=True)
class CertificateReissued:
    """The organization had a new certificate made where it had revoked one; told when it was asked for."""

    revoked_id: UUID
    certificate_id: UUID


@domain_event("certificates.gate_changed", version=1)
@dataclass(frozen=True, slots=True)
class GateChanged:
    """A course or an event asks for something else before it certifies."""

    course_id: UUID | None
    gate_version: int
    event_id: UUID | None = None


@domain_event("certificates.issue_run_started", version=1)
@dataclass(frozen=True, slots=True)
class IssueRunStarted:
    """Everybody who is due for an event is being certified."""

    run_id: UUID
    event_id: UUID


@domain_event("certificates.decision_asked", version=1)
@dataclass(frozen=True, slots=True)
class DecisionAsked:
    """A holder would not get their certificate today, or would get another: somebody has to decide."""

    decision_id: UUID
    certificate_id: UUID


@domain_event("certificates.decision_made", version=1)
@dataclass(frozen=True, slots=True)
class DecisionMade:
    """Somebody decided: `verdict` is kept or revoked; who it was stands in the audit trail."""

    decision_id: UUID
    certificate_id: UUID
    verdict: str


@domain_event("certificates.template_changed", version=1)
@dataclass(frozen=True, slots=True)
class TemplateChanged:
    """An organization's certificates look or read differently from now on."""

    organization_id: UUID


@domain_event("certificates.key_rotated", version=1)
@dataclass(frozen=True, slots=True)
class KeyRotated:
    """An organization signs with a new key; the old one still verifies what it signed."""

    organization_id: UUID
    key_id: UUID
    purpose: str
