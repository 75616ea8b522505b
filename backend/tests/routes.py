"""Every route of the installation, read from the URLconf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

UNCOUNTED = {"options", "head", "trace"}
"""Methods that every view answers without saying anything of its own."""


@dataclass
class Route:
    """A named address with the methods and the path parameters that it takes.

    A function view does not say which methods it answers; `methods` is None then and the permission table decides.
    """

    name: str
    methods: set[str] | None
    parameters: set[str] = field(default_factory=set)


@cache
def routes() -> dict[str, Route]:
    """All routes by name. A route without a name has its pattern as its name, and so stands in no table."""
    found: dict[str, Route] = {}
    for name, pattern in _walk(get_resolver().url_patterns, ()):
        methods = _methods(pattern)
        route = found.setdefault(name, Route(name, methods))
        route.parameters |= set(pattern.pattern.regex.groupindex) | set(getattr(pattern.pattern, "converters", {}))
        if route.methods is not None and methods is not None:
            route.methods |= methods
    return found


def _walk(patterns: Iterable[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)]), pattern
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner)


def _methods(pattern: URLPattern) -> set[str] | None:
    view = getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
    if view is None:
        return None
    return {name.upper() for name in view.http_method_names if name not in UNCOUNTED and hasattr(view, name)}
