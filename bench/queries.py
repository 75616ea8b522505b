"""Statements that each GET sends to the database, with rows to answer with and nothing kept."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accredit.core.testing import api, queries
from tests.permission_table import TABLE, Caller
from tests.world import ADDRESSES, ROWS, World

from .context import Bench
from .figures import Figure

NOT_DATA = {"app", "docs", "schema", "core:file-public", "core:file-private", "core:health-live"}
"""The single-page app's document, files, and what describes the API."""


def run(bench: Bench) -> list[Figure]:
    """Everything in one transaction that is taken back."""
    names = sorted(name for name, methods in TABLE.items() if "GET" in methods and name not in NOT_DATA)
    with transaction.atomic():
        found = [_measured(name) for name in names]
        transaction.set_rollback(True)
    return found


def _measured(name: str) -> Figure:
    """In a world of its own."""
    world = World()
    caller = TABLE[name]["GET"]
    if name in ROWS:
        ROWS[name](world)
    address = reverse(name, kwargs=dict(ADDRESSES[name](world)) if name in ADDRESSES else {})
    if caller is Caller.PUBLIC:
        client = api()
    elif caller is Caller.SIGNED_IN:
        client = api(world.person)
    else:
        client = api(world.owner_of_home(), world.home)
    cache.clear()
    statuses: list[int] = []
    count = queries(lambda: statuses.append(client.get(address).status_code))
    note = "" if statuses == [200] else f"answered {statuses[0]}"
    return Figure("Queries of each GET", name, "queries", count, note=note)
