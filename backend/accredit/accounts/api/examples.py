"""Examples of the schema: one person, told consistently."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

PERSON_ID = "0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e1f"
EMAIL = "amara.okafor@example.org"
PASSWORD = "a long and calm password"  # noqa: S105 - an example in the schema
TOKENS = {"access": "eyJhbGciOiJIUzI1NiJ9.access", "refresh": "eyJhbGciOiJIUzI1NiJ9.refresh"}
ME: dict[str, Any] = {
    "id": PERSON_ID,
    "email": EMAIL,
    "email_verified": True,
    "display_name": "Amara Okafor",
    "legal_name": "Amara Chidinma Okafor",
    "legal_name_confirmed": True,
    "avatar_url": None,
    "time_zone": "Europe/London",
    "locale": "en-GB",
    "created_at": "2026-11-22T10:00:00Z",
}
SESSION = {
    "id": "0193a1f2-0d41-7a02-8c55-5b1e7f0a9c33",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0",
    "ip": "192.0.2.17",
    "created_at": "2026-11-22T10:00:00Z",
    "last_used_at": "2026-11-22T10:09:41Z",
    "current": True,
}


def sent(value: Any) -> OpenApiExample:
    """An example of the request."""
    return OpenApiExample("Request", value=value, request_only=True)


def answered(value: Any, status: int = 200) -> OpenApiExample:
    """An example of the answer."""
    return OpenApiExample("Answer", value=value, response_only=True, status_codes=[str(status)])
