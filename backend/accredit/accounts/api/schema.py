"""How the schema describes our sign-in. Imported when the app starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accredit.core.api.schema import Schema

Handler = TypeVar("Handler", bound=Callable[..., Any])


class AccessTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # not a typed package
    target_class = "accredit.accounts.api.authentication.AccessTokenAuthentication"
    name = "accessToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The access token of `POST /api/token/`, good for ten minutes.",
        }


class _BodyOnDelete(Schema):
    """RFC 9110 allows DELETE a body and OpenAPI 3.1 describes it; drf-spectacular leaves it out."""

    def _get_request_body(self, direction: str = "request") -> Any:
        method, self.method = self.method, "POST"
        try:
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        finally:
            self.method = method


def body_on_delete(handler: Handler) -> Handler:
    """Under `@extend_schema`: describe the body of a DELETE handler."""
    handler.kwargs = {"schema": _BodyOnDelete}  # type: ignore[attr-defined]
    return handler
