"""The catalogue's list and the course page, against bare Django on the same rows."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.cache import cache

from . import seeding
from .context import Bench
from .figures import Figure, compared
from .load import Load, load, request
from .serving import BARE, OURS, Server, serve, take_turns

CONNECTIONS = 8
DISTINCT_PAGES = 40
LIST = "/api/discover/?page_size=50"
FILTERED = "/api/discover/?page_size=50&level=beginner&price=paid&ordering=newest"
"""A combination that nobody keeps: the answer is built each time."""


def run(bench: Bench) -> list[Figure]:
    """At 1,000 and 100,000 courses with one worker, and at 100,000 with two."""
    found: list[Figure] = []
    for rows, workers in ((1000, 1), (bench.rows(100_000), 1), (bench.rows(100_000), 2)):
        seeding.catalogue(rows)
        ours = serve(bench.processes, OURS, bench.folder, workers=workers)
        bare = serve(bench.processes, BARE, bench.folder, workers=workers)
        title = f"Reads, {rows:,} courses, {workers} worker{'s' if workers > 1 else ''}"
        found += _lists(bench, title, ours, bare)
        found += _pages(bench, title, ours, bare)
        bench.processes.stop_these(ours.child, bare.child)
    return found


def _lists(bench: Bench, title: str, ours: Server, bare: Server) -> list[Figure]:
    turns = take_turns(
        bench.rounds,
        {
            "kept": (ours, _again_and_again(bench, ours, LIST)),
            "built": (ours, _again_and_again(bench, ours, FILTERED)),
            "bare": (bare, _again_and_again(bench, bare, "/api/discover/")),
        },
    )
    same = "bare Django, the same single indexed query and bytes"
    return [
        compared(title, "list of 50, first page", turns["kept"].rates, turns["bare"].rates, ceiling_is=same, goal=0.7,
                 more=_cost(turns, "kept", "bare")),
        compared(title, "list of 50, filtered, built each time", turns["built"].rates, turns["bare"].rates,
                 ceiling_is=same, goal=0.7, more=_cost(turns, "built", "bare")),
    ]  # fmt: skip


def _pages(bench: Bench, title: str, ours: Server, bare: Server) -> list[Figure]:
    slugs = itertools.cycle(seeding.slugs(1000 if bench.quick else 1900))
    some = [next(slugs) for _ in range(DISTINCT_PAGES)]

    def fresh(server: Server) -> Callable[[], Load]:
        def turn() -> Load:
            cache.clear()  # each course is asked for once, and nobody has kept it
            wanted = [next(slugs) for _ in range(900)]
            requests = [_get(server, f"/api/courses/course/{slug}/") for slug in wanted]
            return load(server.port, requests, seconds=bench.seconds, connections=CONNECTIONS, once=True)

        return turn

    turns = take_turns(bench.rounds, {"built": (ours, fresh(ours)), "bare": (bare, fresh(bare))})
    turns |= take_turns(
        bench.rounds,
        {
            "kept": (ours, _again_and_again(bench, ours, *(f"/api/courses/course/{slug}/" for slug in some))),
            "redis": (bare, _again_and_again(bench, bare, *(f"/kept/{slug}/" for slug in some))),
        },
    )
    return [
        compared(title, "course page, built each time", turns["built"].rates, turns["bare"].rates,
                 ceiling_is="bare Django, the same rows in four queries, Markdown left as it is", goal=0.65,
                 more=_cost(turns, "built", "bare")),
        compared(title, "course page, kept", turns["kept"].rates, turns["redis"].rates,
                 ceiling_is="bare Django, page bytes out of Redis", goal=0.65, more=_cost(turns, "kept", "redis")),
    ]  # fmt: skip


def _again_and_again(bench: Bench, server: Server, *paths: str) -> Callable[[], Load]:
    requests = [_get(server, path) for path in paths]
    return lambda: load(server.port, requests, seconds=bench.seconds, connections=CONNECTIONS)


def _get(server: Server, path: str) -> bytes:
    return request("GET", path, port=server.port)


def _cost(turns: dict[str, Any], ours: str, ceiling: str) -> dict[str, Any]:
    return {
        "cpu_ms": round(median(turns[ours].cpu_ms), 3),
        "ceiling_cpu_ms": round(median(turns[ceiling].cpu_ms), 3),
        "p50_ms": median(one.p50_ms for one in turns[ours].loads),
        "p95_ms": median(one.p95_ms for one in turns[ours].loads),
    }
