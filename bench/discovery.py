"""The list of 50 events with 1,000 and with 1,000,000 of them in the catalogue: an answer's time, and its queries."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.db import connection

from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.selectors import forget
from accredit.catalogue.services import event_sync
from accredit.core import clock
from accredit.core.testing import api, queries
from accredit.events.tests.factories import EventCreditFactory, event_with_ticket

from .context import Bench
from .figures import Figure

TRIES = 300
PAGE = 50
LIST: dict[str, str | int] = {"kind": "event", "page_size": PAGE}
FILTERED: dict[str, str | int] = LIST | {"format": "online", "price": "paid"}
_OWN = {
    "id": "gen_random_uuid()",
    "item_id": "gen_random_uuid()",
    "title": "'Clinical practice: ' || (ARRAY['consent', 'sepsis', 'triage', 'ethics'])[1 + n %% 4] || ' ' || n",
    "format": "(ARRAY['in_person', 'online', 'hybrid'])[1 + n %% 3]",
    "category_slug": "'clinical-' || n %% 20",
    "category_name": "'Clinical ' || n %% 20",
    "price_amount": "(n %% 40) * 500",
    "is_free": "n %% 40 = 0",
    "published_at": "now() - n * interval '1 second'",
    "soonest_at": "now() + interval '1 day' + n * interval '1 minute'",
    "open_until": "now() + interval '2 days' + n * interval '1 minute'",
    "starts_on": "(now() + interval '1 day' + n * interval '1 minute')::date",
    "ends_on": "(now() + interval '2 days' + n * interval '1 minute')::date",
}


def run(bench: Bench) -> list[Figure]:
    """Empties the catalogue first: no later part needs what the earlier ones have put there."""
    many = bench.rows(1_000_000)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE catalogue_catalogueitem CASCADE")
    event = event_with_ticket(price=4900, venue_city="Leeds").event
    EventCreditFactory(event=event)
    event_sync(event_id=event.id, now=clock.now())
    _grow(1, 1000)
    few, few_counted = _measured(500), _counted_anew_ms()
    _grow(1000, many)
    lots, lots_counted = _measured(many // 2), _counted_anew_ms()
    part = f"List of {PAGE} events, {many:,} in the catalogue against 1,000: an answer of the API"
    figures = [
        Figure(part, what, "ms", spent, ceiling=few[what][0], at_most=True, goal=1.3,
               ceiling_is="the same with 1,000 events", ratio=round(spent / few[what][0], 2),
               more={"queries": asked})
        for what, (spent, asked) in lots.items()
    ]  # fmt: skip
    more = max(asked - few[what][1] for what, (_, asked) in lots.items())
    return [
        *figures,
        Figure(part, "queries more than with 1,000", "queries", more, goal=0, at_most=True),
        Figure(part, "counts anew, once after a change", "ms", lots_counted, more={"with_1000": few_counted}),
    ]


def _measured(middle: int) -> dict[str, tuple[float, int]]:
    """For each list what an answer takes, and its queries; the counts beside it are kept, as between two changes."""
    client = api()
    cursor = _cursor_after(middle)
    lists: dict[str, Callable[[], Any]] = {
        "the first page": partial(client.get, "/api/discover/", LIST),
        "the first page, filtered": partial(client.get, "/api/discover/", FILTERED),
        "a page in the middle": partial(client.get, "/api/discover/", LIST | {"cursor": cursor}),
    }
    return {what: (_wall_ms(ask), queries(ask)) for what, ask in lists.items()}


def _grow(first: int, beyond: int) -> None:
    """Copies of the one event by the database, each with a day, a title, a format and a price of its own."""
    names = [str(field.column) for field in CatalogueItem._meta.concrete_fields]
    values = ", ".join(_OWN.get(name, f"t.{name}") for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalogue_catalogueitem ORDER BY soonest_at, id LIMIT 1")
        [model] = cursor.fetchone()
        # No answer waits for this: a million rows may take longer than a request.
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            f"INSERT INTO catalogue_catalogueitem ({', '.join(names)}) SELECT {values} "
            f"FROM generate_series({first}, {beyond - 1}) n, catalogue_catalogueitem t WHERE t.id = %s",
            [model],
        )
        cursor.execute("VACUUM ANALYZE catalogue_catalogueitem")
        cursor.execute("RESET statement_timeout")
    cache.clear()
    forget()


def _cursor_after(middle: int) -> str:
    """Where the page begins that has so many events before it."""
    client, rows = api(), CatalogueItem.objects.filter(is_listed=True).order_by("soonest_at", "id")
    position = rows.values_list("soonest_at", "id")[middle]
    address = client.get("/api/discover/", LIST).json()["next"]
    sample = json.loads(base64.urlsafe_b64decode(parse_qs(urlsplit(address).query)["cursor"][0] + "=="))
    sample[1:] = [position[0].isoformat(), str(position[1])]
    return base64.urlsafe_b64encode(json.dumps(sample).encode()).decode().rstrip("=")


def _wall_ms(ask: Callable[[], Any]) -> float:
    """The median of many answers, each a whole page, after some that warm up."""
    times = []
    for number in range(TRIES + 20):
        began = time.perf_counter()
        answer = ask()
        if number >= 20:
            times.append(time.perf_counter() - began)
    if answer.status_code != 200 or len(answer.json()["results"]) != PAGE:
        raise RuntimeError(f"Not the page that was asked for: {answer.content[:200]!r}")
    return round(median(times) * 1000, 3)


def _counted_anew_ms() -> float:
    """What the first one waits who asks after a change."""
    times = []
    for _ in range(5):
        cache.clear()
        forget()
        began = time.perf_counter()
        api().get("/api/discover/", LIST)
        times.append(time.perf_counter() - began)
    return round(median(times) * 1000, 1)
