"""Spans of whole seconds: `(3, 7)` are the four seconds from 3 up to 7. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def union(spans: Iterable[Span]) -> list[Span]:
    """The same seconds as spans that are apart and in order, whatever order and overlap they came in."""
    merged: list[Span] = []
    for start, end in sorted(one for one in spans if one[0] < one[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def difference(spans: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """What of `spans` is not in `known`; both are unions, and so is the answer."""
    found: list[Span] = []
    for start, end in spans:
        at = start
        for known_start, known_end in known:
            if known_end <= at:
                continue
            if known_start >= end:
                break
            if at < known_start:
                found.append((at, known_start))
            at = known_end
        if at < end:
            found.append((at, end))
    return found


def length(spans: Iterable[Span]) -> int:
    """How many seconds a union has."""
    return sum(end - start for start, end in spans)
