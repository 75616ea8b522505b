"""Failures that a caller can meet, as exceptions with a status, a stable code and a sentence.

An app's `exceptions.py` subclasses the bases here, one class for each named failure. The API turns them into
`application/problem+json` (RFC 9457) in `core.api.problems`; nothing else catches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input. `path` is dotted: `lines.0.quantity`; empty means the whole body."""

    path: str
    code: str
    message: str


class ProblemError(Exception):
    """Base of every expected failure. `detail` is a sentence for a person and overrides the class's own."""

    status: int = 500
    code: str = "error"
    title: str = "Something went wrong"
    retry_after: int | None = None
    """Whole seconds until it makes sense to try again, where that is known."""

    def __init__(self, detail: str | None = None, *, errors: Sequence[FieldError] = ()) -> None:
        self.detail = detail or self.title
        self.errors = tuple(errors)
        super().__init__(self.detail)


class BadRequest(ProblemError):
    status, code, title = 400, "bad_request", "The request could not be understood."


class NotSignedIn(ProblemError):
    status, code, title = 401, "not_signed_in", "Sign in to continue."


class Forbidden(ProblemError):
    status, code, title = 403, "forbidden", "Your role does not allow this."


class NotFound(ProblemError):
    """Absent, or another tenant's: the caller cannot tell which."""

    status, code, title = 404, "not_found", "There is nothing at this address, or it is not yours to see."


class Conflict(ProblemError):
    status, code, title = 409, "conflict", "Somebody was faster, or the state does not allow this."


class Unprocessable(ProblemError):
    status, code, title = 422, "unprocessable", "The request is well formed but cannot be carried out."


class TooManyRequests(ProblemError):
    status, code, title = 429, "too_many_requests", "Too many requests. Wait a little and try again."

    def __init__(self, detail: str | None = None, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(ProblemError):
    status, code, title = 503, "unavailable", "A service that this needs does not answer. Nothing was lost; try again."


class DatabaseAway(Unavailable):
    code, title = "database_away", "The database does not answer. What was saved is safe; try again in a moment."
    retry_after = 5


class IllegalTransition(Conflict):
    """A state was asked for that cannot follow the present one; the detail names both."""

    code, title = "illegal_transition", "This cannot be done in the present state."

    def __init__(self, thing: str, current: str, wanted: str) -> None:
        super().__init__(f"The {thing} is {current}; it cannot become {wanted}.")
        self.current, self.wanted = current, wanted
