"""Pieces of the schema that several operations share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="A random text of your own for this purchase; sent again, it gives the same answer and buys once.",
)
TENANT_OPTIONAL = OpenApiParameter(
    "Accredit-Organization",
    str,
    OpenApiParameter.HEADER,
    description="Slug of the organization; without it the caller speaks as a buyer.",
)


def answer(value: Any, *statuses: str) -> OpenApiExample:
    """An example answer."""
    return OpenApiExample("Answer", value, response_only=True, status_codes=list(statuses) or ["200"])


def body(value: Any) -> OpenApiExample:
    """An example input."""
    return OpenApiExample("Input", value, request_only=True)
