"""What the control APIs take, as JSON or as an HTML form with the same names, and how they answer either."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.rendering import see_other
from sandbox.store import Json
from sandbox.stripe_api.errors import ApiError
from sandbox.zoom_api.errors import ZoomError

Handler = Callable[[Request], Awaitable[Response]]
_Payload = TypeVar("_Payload", bound=BaseModel)


class WebhookChange(BaseModel):
    """`POST …/webhooks`: what is given changes, the rest stays."""

    model_config = ConfigDict(extra="forbid")

    paused: bool | None = None
    copies: int | None = Field(default=None, ge=1, le=10)
    delay_ms: int | None = Field(default=None, ge=0)
    drop_next: int | None = Field(default=None, ge=0)
    concurrency: int | None = Field(default=None, ge=1, le=64)


class Reordering(BaseModel):
    """`POST …/webhooks/reorder`."""

    model_config = ConfigDict(extra="forbid")

    order: Literal["shuffle", "reverse"] = "shuffle"


def _is_form(request: Request) -> bool:
    return "form" in request.headers.get("content-type", "")


async def payload(request: Request, model: type[_Payload]) -> _Payload:
    """The request's JSON, or its form, as `model`. Raises ValidationError."""
    given: Any
    if _is_form(request):
        async with request.form() as form:
            given = {name: value for name, value in form.items() if value != ""}
    else:
        given = json.loads(await request.body() or b"{}")
    return model.model_validate(given)


def done(request: Request, answer: Json, status: int = 200, *, page: str = "/_control/") -> Response:
    """The answer; or back to the page, when a form asked."""
    return see_other(page) if _is_form(request) else JSONResponse(answer, status)


def answering_errors(handler: Handler) -> Handler:
    """The handler, with what it raises as 4xx in JSON."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except ValidationError as error:
            return JSONResponse({"error": error.errors(include_url=False, include_context=False)}, 422)
        except (ApiError, ZoomError) as error:
            return JSONResponse({"error": error.message}, error.status)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400)

    return guarded
