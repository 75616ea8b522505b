"""Liveness and readiness."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

log = structlog.get_logger(__name__)


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Each dependency by name; 503 when one is away."""
    states = {"database": _state(_database), "cache": _state(_cache), "migrations": _state(_migrations)}
    ok = all(state == "ok" for state in states.values())
    return JsonResponse({"status": "ok" if ok else "unavailable", **states}, status=200 if ok else 503)


def _state(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "unavailable"
    except Exception:
        log.warning("dependency_unavailable", check=check.__name__, exc_info=True)
        return "unavailable"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    cache.set("health", "ok", 10)
    return bool(cache.get("health") == "ok")


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
