"""What writes the API's description. Loaded when somebody asks for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from drf_spectacular.generators import SchemaGenerator

import accredit.accounts.api.schema  # noqa: F401 - registers how sign-in is described
from accredit.core.api.description import described


class Generator(SchemaGenerator):
    """Takes up what handlers have said of themselves."""

    def create_view(self, callback: Any, method: str, request: HttpRequest | None = None) -> Any:
        described(getattr(callback.cls, method.lower(), None))
        return super().create_view(callback, method, request)  # type: ignore[no-untyped-call]
