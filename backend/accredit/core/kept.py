"""What kept answers are made from: each subject has a version in the cache, and a change gives it a new one.

An answer is kept together with the versions that were read before it was made, and is good only while they are still
the present ones. So an answer made from old rows can never pass for a new one, whoever is faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.cache import cache

from .cache import CacheAway, cache_calls
from .ids import new_id

KEPT_SECONDS = 60
"""How old an answer may become when nobody tells that its subject changed."""

Versions = list[str | None]


def read(key: str, subjects: Sequence[str]) -> tuple[Any, Versions]:
    """What is kept under `key` (None for nothing, or nothing that is still good), and the subjects' present versions,
    in one read of the cache. Raises CacheAway."""
    with cache_calls():
        found = cache.get_many([key, *subjects])
    versions: Versions = [found.get(subject) for subject in subjects]
    of, kept = found.get(key, (None, None))
    return (kept if of == versions else None), versions


def keep(key: str, versions: Versions, answer: Any) -> None:
    """Keep an answer made after `versions` were read; while the cache is away nothing is kept."""
    with suppress(CacheAway), cache_calls():
        cache.set(key, (versions, answer), KEPT_SECONDS)


def changed(*subjects: str) -> None:
    """Give the subjects new versions; call it after the commit of what changed. While the cache is away, answers grow
    old by themselves."""
    # Twice as long as any answer made before lives: a version that is forgotten earlier could bring one back.
    with suppress(CacheAway), cache_calls():
        cache.set_many(dict.fromkeys(subjects, new_id().hex), timeout=2 * KEPT_SECONDS)
