"""Rows as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from accredit.accreditation.selectors import format_credits
from accredit.certificates import selectors
from accredit.certificates.models import Certificate, CertificateTemplate, SigningKey
from accredit.certificates.rules.gates import ClauseResult
from accredit.certificates.rules.sentences import SENTENCES, WaitingFor, waiting_for
from accredit.certificates.rules.wording import MINUTE, attended_in_words, evidence_beyond
from accredit.certificates.selectors import CertificateProgress, GateStatus
from accredit.certificates.services.documents import issuer_address, verify_address
from accredit.certificates.services.templates import signature_url
from accredit.learning.models import Course
from accredit.organizations.models import Organization
from accredit.organizations.selectors import logo_url


def organization_json(organization: Organization) -> dict[str, Any]:
    return {
        "slug": organization.slug,
        "name": organization.name,
        "brand_color": organization.brand_color,
        "logo_url": logo_url(organization),
    }


def credits_json(certificate: Certificate) -> list[dict[str, Any]]:
    return [
        {
            "name": line["name"],
            "amount": format_credits(line["amount_hundredths"], line["decimals"]),
            "category": line["category"],
            "accreditor": line["accreditor"],
            "approval_reference": line["approval_reference"],
        }
        for line in certificate.credits
    ]


def attendance_json(certificate: Certificate) -> dict[str, Any] | None:
    """Of an event: what the holder attended, in whole minutes."""
    facts = certificate.attendance
    if facts is None:
        return None
    return {
        "sentence": attended_in_words(facts),
        "days": facts["days"],
        "counted_minutes": facts["counted_seconds"] // MINUTE,
        "window_minutes": facts["window_seconds"] // MINUTE,
        "format": facts["format"],
        "mode": facts["mode"],
        "place": facts["place"],
    }


def certificate_json(certificate: Certificate) -> dict[str, Any]:
    """For its holder."""
    waiting = waiting_for(status=certificate.status, held_for=certificate.held_for, gate_met=True, email_verified=True)
    return {
        "id": certificate.id,
        "code": certificate.code,
        "number": certificate.number,
        "title": certificate.title,
        "holder_name": certificate.holder_name,
        "course_id": certificate.course_id,
        "event_id": certificate.event_id,
        "attendance": attendance_json(certificate),
        "organization": organization_json(certificate.organization),
        "status": certificate.status,
        "waiting_for": _waiting_json(waiting if certificate.status == "pending" else None),
        "issued_on": issued_on(certificate),
        "earned_on": certificate.earned_on,
        "credits": credits_json(certificate),
        "total_credits": selectors.credits_text(certificate.credits),
        "verify_url": verify_address(certificate.code),
        "pdf_sha256": certificate.pdf_sha256 if certificate.issued_at else "",
        "revoked": revoked_json(certificate),
    }


def staff_certificate_json(certificate: Certificate) -> dict[str, Any]:
    """For the organization: also what went wrong at the last try."""
    return {
        **certificate_json(certificate),
        "holder_id": certificate.holder_id,
        "held_for": certificate.held_for or None,
        "attempt_error": certificate.attempt_error or None,
        "created_at": certificate.created_at,
    }


def verification_json(certificate: Certificate) -> dict[str, Any]:
    """For whoever holds the code: what the certificate proves, and whether it holds."""
    replacement = selectors.replacement_of(certificate)
    withheld = certificate.holder_erased_at is not None
    return {
        "status": certificate.status,
        "in_force": certificate.status == "issued",
        "number": certificate.number,
        "code": certificate.code,
        "holder_name": None if withheld else certificate.holder_name,
        "holder_withheld": withheld,
        "title": certificate.title,
        "organization": organization_json(certificate.organization),
        "issued_on": issued_on(certificate),
        "earned_on": certificate.earned_on,
        "credits": credits_json(certificate),
        "total_credits": selectors.credits_text(certificate.credits),
        "evidence": evidence_beyond(certificate.attendance, certificate.evidence),
        "attendance": attendance_json(certificate),
        "wording": wording_json(certificate),
        "signatories": certificate.wording["signatories"] if certificate.wording is not None else [],
        "revoked": revoked_json(certificate),
        "superseded_by_code": replacement.code if replacement else None,
        "pdf_sha256": certificate.pdf_sha256 if certificate.issued_at else "",
        "issuer_url": issuer_address(certificate.organization_id),
    }


def wording_json(certificate: Certificate) -> dict[str, Any] | None:
    """How the PDF reads around the facts; None before it is made, and for one whose wording was not kept."""
    if certificate.wording is None:
        return None
    return {key: certificate.wording[key] for key in ("intro", "statement", "color", "show_evidence")}


def issued_on(certificate: Certificate) -> date | None:
    """The day that the files bear: in the organization's zone."""
    if certificate.issued_at is None:
        return None
    return certificate.issued_at.astimezone(ZoneInfo(certificate.organization.time_zone)).date()


def revoked_json(certificate: Certificate) -> dict[str, Any] | None:
    if certificate.revoked_at is None:
        return None
    zone = ZoneInfo(certificate.organization.time_zone)
    return {"on": certificate.revoked_at.astimezone(zone).date(), "reason": certificate.revoke_reason}


def progress_json(progress: CertificateProgress) -> dict[str, Any]:
    certificate = progress.certificate
    return {
        "course": {"id": progress.course.id, "slug": progress.course.slug, "title": progress.course.title},
        "met": progress.gate.met,
        "clauses": [clause_standing_json(one) for one in progress.gate.results],
        "waiting_for": _waiting_json(progress.waiting_for),
        **progress_certificate_json(certificate),
    }


def progress_certificate_json(certificate: Certificate | None) -> dict[str, Any]:
    """What there is of a certificate, beside somebody's progress."""
    return {
        "certificate": (
            {
                "id": certificate.id,
                "code": certificate.code,
                "number": certificate.number,
                "status": certificate.status,
            }
            if certificate
            else None
        ),
        "certificate_code": certificate.code if certificate and certificate.status == "issued" else None,
    }


def requirements_json(course: Course, gate: GateStatus) -> dict[str, Any]:
    return {
        "course": {"id": course.id, "slug": course.slug, "title": course.title},
        "clauses": [{"kind": one.kind, "text": one.text} for one in gate.results],
    }


def gate_json(course: Course, version: int, clauses: Sequence[dict[str, Any]], gate: GateStatus) -> dict[str, Any]:
    return {
        "course": course.id,
        "version": version,
        "is_default": version == 0,
        "clauses": [{"lessons": None, "lesson": None, "min_percent": None, **one} for one in clauses],
        "sentences": [one.text for one in gate.results],
    }


def template_json(template: CertificateTemplate) -> dict[str, Any]:
    return {
        "intro": template.intro,
        "statement": template.statement,
        "accent_color": template.accent_color,
        "show_evidence": template.show_evidence,
        "signatories": [{**one, "signature_url": signature_url(one["signature_key"])} for one in template.signatories],
    }


def key_json(key: SigningKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "purpose": key.purpose,
        "algorithm": key.algorithm,
        "public_key": key.public_key or None,
        "certificate_pem": key.certificate_pem or None,
        "created_at": key.created_at,
        "retired_at": key.retired_at,
    }


def download_json(url: str, expires_at: datetime) -> dict[str, Any]:
    return {"url": url, "expires_at": expires_at}


def clause_standing_json(result: ClauseResult) -> dict[str, Any]:
    return {"kind": result.kind, "text": result.text, "met": result.met, "detail": result.detail}


def _waiting_json(waiting: WaitingFor | None) -> dict[str, str] | None:
    return {"code": waiting.value, "text": SENTENCES[waiting]} if waiting else None
