"""Examples that the schema shows."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

TENANT_OPTIONAL = OpenApiParameter(
    "Accredit-Organization", str, OpenApiParameter.HEADER, description="Slug of the organization, for its staff."
)

CODE = "mfrggzdfmztwq2lknnwg23tpoa"
ID = "019aa5f4-2b2b-7c1c-9d2d-3e3e3e3e3e66"
COURSE_ID = "019aa5f0-7c1e-7b60-9d0a-3f0f1c2b4a10"
LESSON_ID = "019aa5f1-11aa-7f10-8a55-0b8a3f4f9c22"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ORGANIZATION = {
    "slug": "law-mediation-society",
    "name": "Law & Mediation Society",
    "brand_color": "#3a5a44",
    "logo_url": None,
}
CREDIT = {
    "name": "Ethics & law",
    "amount": "5.0",
    "category": 2,
    "accreditor": "APC",
    "approval_reference": "APC-26-1187",
}
CERTIFICATE: dict[str, Any] = {
    "id": ID,
    "code": CODE,
    "number": "LMS-2026-000041",
    "title": "Consent and capacity in practice",
    "holder_name": "Amara Okafor",
    "course_id": COURSE_ID,
    "event_id": None,
    "attendance": None,
    "organization": ORGANIZATION,
    "status": "issued",
    "waiting_for": None,
    "issued_on": "2026-11-22",
    "earned_on": "2026-11-22",
    "credits": [CREDIT],
    "total_credits": "5.0",
    "verify_url": f"https://accredit.example/c/{CODE}",
    "pdf_sha256": SHA256,
    "revoked": None,
}
STAFF_CERTIFICATE = {
    **CERTIFICATE,
    "holder_id": "019aa5ee-0101-7a01-8b02-0c0303040506",
    "held_for": None,
    "attempt_error": None,
    "created_at": "2026-11-22T10:00:00Z",
}
REVOKED = {**STAFF_CERTIFICATE, "status": "revoked", "revoked": {"on": "2026-11-23", "reason": "Issued in error."}}
VERIFICATION = {
    "status": "issued",
    "in_force": True,
    "number": "LMS-2026-000041",
    "code": CODE,
    "holder_name": "Amara Okafor",
    "holder_withheld": False,
    "title": "Consent and capacity in practice",
    "organization": ORGANIZATION,
    "issued_on": "2026-11-22",
    "earned_on": "2026-11-22",
    "credits": [CREDIT],
    "total_credits": "5.0",
    "evidence": ["Completed all 24 lessons", "Scored 90% in “Closing quiz”"],
    "attendance": None,
    "wording": {
        "intro": "This certifies that",
        "statement": "took part in and met every requirement of",
        "color": "#3a5a44",
        "show_evidence": True,
    },
    "signatories": [{"name": "Dr Samuel Adeyemi", "title": "Programme lead"}],
    "revoked": None,
    "superseded_by_code": None,
    "pdf_sha256": SHA256,
    "issuer_url": "https://accredit.example/.well-known/accredit/issuers/019aa5ed-0a0b-7c0d-8e0f-101112131415",
}
COURSE = {"id": COURSE_ID, "slug": "consent-and-capacity-in-practice", "title": "Consent and capacity in practice"}
PROGRESS = {
    "course": COURSE,
    "met": False,
    "clauses": [
        {"kind": "lessons", "text": "Complete all 24 lessons", "met": True, "detail": "Done."},
        {
            "kind": "quiz",
            "text": "Score at least 70% in “Closing quiz”",
            "met": False,
            "detail": "Your best score is 65%; 70% is needed.",
        },
        {"kind": "paid", "text": "Pay for the course", "met": True, "detail": "Paid."},
    ],
    "waiting_for": None,
    "certificate": None,
    "certificate_code": None,
}
REQUIREMENTS = {
    "course": COURSE,
    "clauses": [
        {"kind": "lessons", "text": "Complete all 24 lessons"},
        {"kind": "quiz", "text": "Score at least 70% in “Closing quiz”"},
    ],
}
CLAUSES = [
    {"kind": "lessons", "lessons": None, "lesson": None, "min_percent": None},
    {"kind": "quiz", "lessons": None, "lesson": LESSON_ID, "min_percent": 80},
    {"kind": "paid", "lessons": None, "lesson": None, "min_percent": None},
]
GATE = {
    "course": COURSE_ID,
    "version": 2,
    "is_default": False,
    "clauses": CLAUSES,
    "sentences": ["Complete all 24 lessons", "Score at least 80% in “Closing quiz”", "Pay for the course"],
}
SIGNATORY = {"name": "Dr Samuel Adeyemi", "title": "Programme lead", "signature_key": ""}
TEMPLATE = {
    "intro": "This certifies that",
    "statement": "took part in and met every requirement of",
    "accent_color": "",
    "show_evidence": True,
    "signatories": [{**SIGNATORY, "signature_url": None}],
}
TEMPLATE_INPUT = {**TEMPLATE, "signatories": [SIGNATORY]}
KEY = {
    "id": "019aa5f5-0a0a-7b0b-8c0c-0d0d0d0d0d77",
    "purpose": "credential",
    "algorithm": "ed25519",
    "public_key": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
    "certificate_pem": None,
    "created_at": "2026-11-22T10:00:00Z",
    "retired_at": None,
}
DOWNLOAD = {
    "url": "https://accredit.example/files/private/certificates/…/9f86d081884c7d65.pdf?expires=1795342200&signature=…",
    "expires_at": "2026-11-22T10:05:00Z",
}
CREDENTIAL = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": f"https://accredit.example/c/{CODE}",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z…"},
}


def answer(value: Any, *statuses: str, media_type: str = "application/json") -> OpenApiExample:
    """An example answer."""
    return OpenApiExample(
        "Answer", value, response_only=True, status_codes=list(statuses) or ["200"], media_type=media_type
    )


def sent(value: Any) -> OpenApiExample:
    """An example input."""
    return OpenApiExample("Input", value, request_only=True)
