"""What form an answer has."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

_ANY_JSON = {"*/*", "application/json", "application/json, text/plain, */*"}


class JsonAsARule(DefaultContentNegotiation):
    """Nearly everybody takes JSON, and there is nothing else. What they say otherwise is read in full."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        if request.META.get("HTTP_ACCEPT", "*/*") in _ANY_JSON:
            first = next(iter(renderers))
            return first, first.media_type
        found: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, format_suffix)
        return found


class AnyAccepted(DefaultContentNegotiation):
    """For answers that are a file: whatever the client says it accepts, there is one form."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        only = next(iter(renderers))
        return only, only.media_type
