"""A proxy between us and the payment service that keeps every request, and what the SDK's types say of it."""

from __future__ import annotations

import sys
import threading
import types
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NotRequired, Union, get_args, get_origin
from urllib.parse import parse_qsl, urlsplit

import httpx
from pydantic import ConfigDict, TypeAdapter
from stripe import RequestOptions
from stripe._stripe_object import UntypedStripeObject
from typing_extensions import TypedDict, is_typeddict

PASSED_ON = {"authorization", "content-type", "idempotency-key", "stripe-version"}


@dataclass(frozen=True)
class Call:
    """One request as it was on the wire."""

    method: str
    path: str
    params: dict[str, Any]
    key: str | None
    version: str | None


@contextmanager
def tapped(upstream: str) -> Iterator[tuple[str, list[Call]]]:
    """The proxy's address, and the calls that went through it."""
    calls: list[Call] = []

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            form = parse_form(body.decode() or parts.query)
            key, version = self.headers.get("Idempotency-Key"), self.headers.get("Stripe-Version")
            calls.append(Call(self.command, parts.path, form, key, version))
            headers = {name: value for name, value in self.headers.items() if name.lower() in PASSED_ON}
            answer = httpx.request(self.command, upstream + self.path, content=body, headers=headers)
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = _pass_on  # noqa: N815 - the base class's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", calls
    finally:
        server.shutdown()
        server.server_close()


def parse_form(text: str) -> dict[str, Any]:
    """`a[b][0][c]=d` as nested objects and lists."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        steps = name.replace("]", "").split("[")
        place = root
        for step in steps[:-1]:
            place = place.setdefault(step, {})
        place[steps[-1]] = value
    lists: dict[str, Any] = _lists(root)
    return lists


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(part) for key, part in value.items()}
    return list(inner.values()) if inner and all(key.isdecimal() for key in inner) else inner


_OPTIONS = RequestOptions.__annotations__
_strict: dict[Any, Any] = {}


def check(sdk_type: Any, params: dict[str, Any]) -> None:
    """Raises pydantic's ValidationError unless `params` is exactly what the SDK's request type allows."""
    TypeAdapter(_closed(sdk_type)).validate_python(params)


def _closed(annotation: Any) -> Any:
    """The SDK's TypedDict, and those inside it, without room for unknown keys."""
    if is_typeddict(annotation):
        if annotation not in _strict:
            # The SDK mixes its per-request options into the same type; they are headers on the wire.
            own = {key: hint for key, hint in annotation.__annotations__.items() if key not in _OPTIONS}
            hints = typing.get_type_hints(
                types.SimpleNamespace(__annotations__=own),
                vars(sys.modules[annotation.__module__]),
                include_extras=True,
            )
            fields = {key: _closed(hint) for key, hint in hints.items()}
            closed = TypedDict(annotation.__name__, fields)  # type: ignore[misc] # made at run time
            closed.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # pydantic reads it
            _strict[annotation] = closed
        return _strict[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is NotRequired:
        return NotRequired[_closed(args[0])]
    if origin is list:
        return types.GenericAlias(list, (_closed(args[0]),))
    if origin in (Union, types.UnionType):
        return Union[tuple(_closed(one) for one in args if get_origin(one) is not UntypedStripeObject)]  # noqa: UP007 - made at run time
    return annotation
