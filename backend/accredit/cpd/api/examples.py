"""Examples for the API's description."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

CREDIT_TYPE = {
    "id": "019aa5e0-0101-7a01-8b02-0c0303040506",
    "name": "Ethics & law",
    "category": 2,
    "decimals": 1,
}
ACCREDITOR = {
    "id": "019aa5e0-0202-7a01-8b02-0c0303040506",
    "name": "Allied Practice Council",
    "short_name": "APC",
}
ENTRY = {
    "id": "019aa5f6-0a0a-7b0b-8c0c-0d0d0d0d0d88",
    "kind": "award",
    "source_kind": "certificate",
    "amount_hundredths": 500,
    "amount": "5.0",
    "credit_type": CREDIT_TYPE,
    "accreditor": ACCREDITOR,
    "organization": {"slug": "law-mediation-society", "name": "Law & Mediation Society"},
    "certificate": {
        "number": "LMS-2026-000041",
        "code": "mfrggzdfmztwq2lknnwg23tpoa",
        "title": "Consent and capacity in practice",
        "status": "issued",
    },
    "activity": None,
    "earned_on": "2026-11-22",
    "reverses": None,
    "rule_version": 0,
    "credit_rule_version": None,
    "evidence_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "created_at": "2026-11-22T10:00:00Z",
}
SUMMARY = {
    "results": [
        {
            "accreditor": ACCREDITOR,
            "amount_hundredths": 500,
            "amount": "5.0",
            "credit_types": [{"credit_type": CREDIT_TYPE, "amount_hundredths": 500, "amount": "5.0", "awards": 1}],
        }
    ]
}
ACTIVITY_INPUT = {
    "title": "Reading group: mental capacity in the community",
    "provider": "Riverside Practice",
    "done_on": "2026-11-03",
    "credit_type": CREDIT_TYPE["id"],
    "amount": "1.5",
    "reflection": "I now ask what would help the person decide before I ask what they decide.",
    "evidence": ["019aa5f7-0b0b-7b0b-8c0c-0d0d0d0d0d11"],
}
ACTIVITY = {
    "id": "019aa5f7-0c0c-7b0b-8c0c-0d0d0d0d0d12",
    "title": ACTIVITY_INPUT["title"],
    "provider": ACTIVITY_INPUT["provider"],
    "done_on": ACTIVITY_INPUT["done_on"],
    "credit_type": CREDIT_TYPE,
    "accreditor": ACCREDITOR,
    "amount_hundredths": 150,
    "amount": "1.5",
    "reflection": ACTIVITY_INPUT["reflection"],
    "revision": 1,
    "evidence": [
        {
            "upload_id": "019aa5f7-0b0b-7b0b-8c0c-0d0d0d0d0d11",
            "file_name": "attendance-sheet.pdf",
            "sha256": ENTRY["evidence_hash"],
            "url": "https://accredit.example/files/private/uploads/…?expires=…&signature=…",
        }
    ],
    "created_at": "2026-11-03T18:04:00Z",
}
CYCLE_INPUT = {
    "accreditor": ACCREDITOR["id"],
    "starts_on": "2026-04-01",
    "ends_on": "2027-03-31",
    "target_hundredths": 5000,
    "carry_limit_hundredths": 500,
    "categories": [{"credit_type": CREDIT_TYPE["id"], "minimum_hundredths": 1000, "cap_hundredths": None}],
}
CYCLE = {
    "id": "019aa5f8-0a0a-7b0b-8c0c-0d0d0d0d0d13",
    "accreditor": ACCREDITOR,
    "starts_on": "2026-04-01",
    "ends_on": "2027-03-31",
    "is_current": True,
    "days_left": 126,
    "decimals": 1,
    "target": "50.0",
    "target_hundredths": 5000,
    "carry_limit": "5.0",
    "counted": "3.0",
    "counted_hundredths": 300,
    "carried": "0.0",
    "carried_hundredths": 0,
    "reached": "3.0",
    "reached_hundredths": 300,
    "missing": "47.0",
    "missing_hundredths": 4700,
    "booked_reached": "8.0",
    "booked_reached_hundredths": 800,
    "booked_missing": "42.0",
    "booked_missing_hundredths": 4200,
    "categories": [
        {
            "credit_type": CREDIT_TYPE,
            "minimum": "10.0",
            "minimum_hundredths": 1000,
            "cap": None,
            "cap_hundredths": None,
            "earned": "3.0",
            "earned_hundredths": 300,
            "counted": "3.0",
            "counted_hundredths": 300,
            "booked": "5.0",
            "booked_hundredths": 500,
            "short": "7.0",
            "short_hundredths": 700,
        }
    ],
    "missing_parts": [
        {
            "credit_type": CREDIT_TYPE,
            "amount": "7.0",
            "amount_hundredths": 700,
            "text": "7.0 more of Ethics & law",
        },
        {"credit_type": None, "amount": "40.0", "amount_hundredths": 4000, "text": "40.0 more of any category besides"},
    ],
}


def answer(value: Any) -> list[OpenApiExample]:
    """The example of a successful answer."""
    return [OpenApiExample("Answer", value=value, response_only=True, status_codes=["200", "201"])]


def exchange(request: Any, response: Any) -> list[OpenApiExample]:
    """The example of a request and of its answer."""
    return [OpenApiExample("Request", value=request, request_only=True), *answer(response)]
