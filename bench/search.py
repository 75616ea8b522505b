"""Search over 100,000 courses and events, and pages deep in a list of a million rows: time in the database."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

from django.core.cache import cache
from django.db import connection

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.catalogue.models import CatalogueItem
from accredit.core.testing import api
from accredit.notifications.models import Notification

from . import seeding
from .context import Bench
from .figures import Figure

TRIES = 15
PAGE = 50
SEARCHES = {
    "a rare word": seeding.RARE,
    "common words, in every title": seeding.COMMON,
    "a common word, half typed": seeding.BEGUN,
    "common words, the last half typed": f"{seeding.COMMON} con",
    "a word of one course in sixteen": "sepsis",
    "a word of one course in forty": "neurology",
    "words that are never together": f"{seeding.RARE} sepsis dementia",
}
NARROWED: dict[str, dict[str, str]] = {
    "common words, events only": {"kind": "event"},
    "common words, events only, soonest first": {"kind": "event", "ordering": "soonest"},
}
# Every second course becomes an event, so that both kinds have the same words.
MIXED = """
    UPDATE catalogue_catalogueitem
    SET kind = 'event', level = '', format = (ARRAY['in_person', 'online', 'hybrid'])[1 + (n % 3)::int],
        soonest_at = now() + n * interval '1 minute', open_until = now() + interval '1 day' + n * interval '1 minute',
        starts_on = (now() + n * interval '1 minute')::date, ends_on = (now() + n * interval '1 minute')::date
    FROM (SELECT id, row_number() OVER (ORDER BY published_at DESC, id) n FROM catalogue_catalogueitem) numbered
    WHERE numbered.id = catalogue_catalogueitem.id AND n % 2 = 0 AND kind = 'course'
"""
BELLS = """
    INSERT INTO notifications_notification (id, created_at, user_id, kind, title, body, url, read_at)
    SELECT gen_random_uuid(), now() - n * interval '1 second', %s, 'receipt', 'Receipt ' || n, '', '/', now()
    FROM generate_series(%s, %s) n
"""


def run(bench: Bench) -> list[Figure]:
    """Both, each the median of some tries after the first."""
    rows = bench.rows(100_000)
    seeding.catalogue(rows)
    _mix()
    return [*_searches(rows), *_depths(bench)]


def _mix() -> None:
    with connection.cursor() as cursor:
        cursor.execute(MIXED)
        cursor.execute("VACUUM ANALYZE catalogue_catalogueitem")


def _searches(rows: int) -> list[Figure]:
    part = f"Search over {rows:,} courses and events, time in the database"
    found = []
    for what, words in SEARCHES.items():
        get = partial(api().get, "/api/discover/", {"search": words})
        spent, hits = _database_ms(get), get().json()["count"]
        found.append(Figure(part, what, "ms", spent, goal=10, at_most=True, more={"search": words, "hits": hits}))
    for what, more in NARROWED.items():
        get = partial(api().get, "/api/discover/", {"search": seeding.COMMON, **more})
        spent, hits = _database_ms(get), get().json()["count"]
        found.append(Figure(part, what, "ms", spent, goal=10, at_most=True, more={"search": more, "hits": hits}))
    everything = CatalogueItem.objects.filter(is_listed=True, title__icontains="clinical practice")
    plain = _database_ms(lambda: list(everything.order_by("-rating_count", "-id").values("card")[:PAGE]), tries=3)
    found.append(Figure(part, "for comparison: icontains, ordered by rating", "ms", plain))
    return found


def _depths(bench: Bench) -> list[Figure]:
    """The bell of somebody with 1,000 rows, and of somebody with very many, both read through the API."""
    many = bench.rows(1_000_000)
    part = f"Page n of a list of {many:,} rows, time in the database"
    few, lot = _bell(1000), _bell(many)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE notifications_notification")
    small = _database_ms(_page(few, 500))
    first, deep = _database_ms(_page(lot, None)), _database_ms(_page(lot, many // 2))
    rows = Notification.objects.filter(user=lot).order_by("-created_at", "-id")
    offset = _database_ms(lambda: list(rows.values("id")[many // 2 : many // 2 + PAGE]), tries=3)
    return [
        Figure(part, "the first page", "ms", first),
        Figure(part, "in the middle, against 1,000 rows in all", "ms", deep, ceiling=small, at_most=True, goal=1.3,
               ceiling_is="the middle page of a list of 1,000", ratio=round(deep / small, 2)),
        Figure(part, "for comparison: OFFSET to the middle", "ms", offset),
    ]  # fmt: skip


def _bell(count: int) -> User:
    user: Any = UserFactory()
    with connection.cursor() as cursor:
        cursor.execute(BELLS, [user.id, 1, count])
    return user  # type: ignore[no-any-return]


def _page(user: User, after: int | None) -> Callable[[], Any]:
    query: dict[str, Any] = {"page_size": PAGE}
    if after is not None:
        row = Notification.objects.filter(user=user).order_by("-created_at", "-id")[after]
        position = json.dumps([0, row.created_at.isoformat(), str(row.id)]).encode()
        query["cursor"] = base64.urlsafe_b64encode(position).decode().rstrip("=")
    client = api(user)

    def get() -> None:
        answer = client.get("/api/notifications/", query)
        if answer.status_code != 200 or len(answer.json()["results"]) != PAGE:
            raise RuntimeError(f"Not the page that was asked for: {answer.content[:200]!r}")

    return get


def _database_ms(call: Callable[[], Any], *, tries: int = TRIES) -> float:
    """The median of what a call's statements take together, as the client waits for them."""
    times = []
    for number in range(tries + 1):
        cache.clear()
        with _stopwatch() as spent:
            call()
        if number:
            times.append(sum(spent) * 1000)
    return round(median(times), 2)


@contextmanager
def _stopwatch() -> Iterator[list[float]]:
    spent: list[float] = []

    def timed(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield spent
