"""Zoom's error answers (Zoom docs: Error Codes; wire shape `{"code", "message", "errors": [{field, message}]}`)."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.store import Json

NO_PERMISSION = 200
INVALID = 300
NO_USER = 1001
NO_MEETING = 3001
TOKEN = 124
NO_SCOPE = 4700
TOO_OLD = 12702
TOO_MANY = 429
NO_REGISTRATION = 404


class ZoomError(Exception):
    """An answer other than 2xx of the API below `/zoom/v2/`."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: Iterable[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = tuple(errors)
        self.headers = headers or {}

    def body(self) -> Json:
        """The JSON body; `errors` only where a field is to blame."""
        told: Json = {"code": self.code, "message": self.message}
        if self.errors:
            told["errors"] = [{"field": field, "message": message} for field, message in self.errors]
        return told


def invalid(*errors: tuple[str, str]) -> ZoomError:
    """Fields that can never be right."""
    return ZoomError(400, INVALID, "Validation Failed.", errors=errors)


def no_meeting(given: str) -> ZoomError:
    """Deleted, never there, somebody else's, or not over yet where only the past is told."""
    return ZoomError(404, NO_MEETING, f"Meeting does not exist: {given}.")
