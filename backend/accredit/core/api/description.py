"""What an operation says of itself to the API's description, kept until somebody asks for the description.

drf-spectacular's own decorator makes a class for each operation at once, and loads the machinery that writes the
description, Django's test tools with it: seven megabytes of every server that hardly ever describes itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema as really_extend_schema

Handler = TypeVar("Handler", bound=Callable[..., Any])


def extend_schema(**said: Any) -> Callable[[Handler], Handler]:
    """drf-spectacular's decorator of that name, for a view's methods; `described` hands on what it was told."""

    def remember(handler: Handler) -> Handler:
        handler.said = said  # type: ignore[attr-defined]
        return handler

    return remember


def body_on_delete(handler: Handler) -> Handler:
    """Describe the body of a DELETE handler: RFC 9110 allows one and OpenAPI 3.1 describes it; drf-spectacular leaves
    it out otherwise."""
    handler.has_body = True  # type: ignore[attr-defined]
    return handler


def described(handler: Any) -> None:
    """Tell drf-spectacular what a handler has said; once."""
    if (said := getattr(handler, "said", None)) is not None and not hasattr(handler, "kwargs"):
        really_extend_schema(**said)(handler)
