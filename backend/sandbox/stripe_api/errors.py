"""Stripe's error answers (Stripe docs: Errors; wire shape `{"error": {type, code, message, param, …}}`)."""

from __future__ import annotations

from sandbox.store import Json


class ApiError(Exception):
    """An answer other than 2xx.

    `stored` says whether it is kept under the request's idempotency key. Stripe keeps what an endpoint answered once
    it had begun to execute, and nothing that failed validation before (Stripe docs: Idempotent requests).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        stored: bool = False,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.stored = stored
        self.headers = headers or {}

    def body(self, request_id: str) -> Json:
        """The JSON body; optional members are left out, as Stripe does."""
        error: Json = {
            "message": self.message,
            "request_log_url": f"https://dashboard.stripe.com/test/logs/{request_id}",
            "type": self.kind,
        }
        if self.code is not None:
            error["code"] = self.code
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        if self.param is not None:
            error["param"] = self.param
        return {"error": error}


def invalid(message: str, param: str | None = None, code: str | None = None) -> ApiError:
    """A parameter that can never be right: 400, not kept under an idempotency key."""
    return ApiError(message, param=param, code=code)


def refused(message: str, code: str | None = None, param: str | None = None) -> ApiError:
    """A well-formed request that the state of things refuses: 400, kept under its idempotency key."""
    return ApiError(message, code=code, param=param, stored=True)


def missing(kind: str, object_id: str, param: str, status: int = 404) -> ApiError:
    """No such object. Stripe answers 404 for an id in the path, 400 for one in a parameter."""
    return ApiError(f"No such {kind}: '{object_id}'", status=status, code="resource_missing", param=param)


def unmodelled(param: str) -> ApiError:
    """Stripe knows this parameter and the sandbox does not act on it: said aloud, never ignored."""
    return ApiError(f"The sandbox does not model the parameter `{param}`; Stripe would accept it.", param=param)
