"""Full text, behind one seam: PostgreSQL's tsvector with a GIN index, LIKE on SQLite.

Only so many candidates are ranked: ordering every hit of a common word costs a hundred times more than it tells. Their
rank is worked out where they are found, so that no row is visited twice but those of the page.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Expression, F, FloatField, Func, Q, QuerySet, TextField, Value, When

from accredit.catalogue.models import CatalogueItem

CANDIDATES = 300
WORDS_AT_MOST = 8
_DIGIT = re.compile(r"\d")
_FIELDS = ("title", "summary", "organization_name", "category_name", "words")


def search_words(text: str) -> list[str]:
    """The words of a search box, without any of the marks that a query language could understand."""
    return re.findall(r"[^\W_]+", text)[:WORDS_AT_MOST]


def ranked(items: QuerySet[CatalogueItem], text: str, *columns: str) -> list[tuple[Any, ...]]:
    """The newest items, 300 at most, that hold every word; the last one may be only begun. None for no words. Best
    first, and of equals the newest: each its id and these columns. One query."""
    words = search_words(text)
    if not words:
        return []
    matching = items.filter(_matches(words)) if _full_text() else items.filter(_contains(words))
    newest = matching.annotate(rank=_relevance(words)).order_by("-published_at", "-id")
    rows = list(newest.values_list("rank", "published_at", "id", *columns)[:CANDIDATES])
    # They come newest first, and sorting keeps that order among equals.
    rows.sort(key=itemgetter(0), reverse=True)
    return [row[2:] for row in rows]


def in_place(text: str) -> Func | Q:
    """That an item's place holds every word; the last one may be only begun. Nothing fits a text without words."""
    words = search_words(text)
    if not words:
        return Q(pk__in=[])
    if not _full_text():
        every = Q()
        for word in words:
            every &= Q(place__icontains=word)
        return every
    query = Func(
        Value(" & ".join([*words[:-1], f"{words[-1]}:*"])), template="to_tsquery('simple', %(expressions)s)",
        output_field=TextField(),
    )  # fmt: skip
    # As migration 0004 writes it, else the index is not used.
    place = Func(F("place"), template="to_tsvector('simple', %(expressions)s)", output_field=TextField())
    return Func(place, query, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _relevance(words: list[str]) -> Expression | Case:
    """A figure to order candidates by, higher is better."""
    if _full_text():
        return Func(_Column(), _query(words), function="ts_rank", output_field=FloatField())
    in_title = Q()
    for word in words:
        in_title &= Q(title__icontains=word)
    return Case(When(in_title, then=Value(1.0)), default=Value(0.5), output_field=FloatField())


def _full_text() -> bool:
    return connection.vendor == "postgresql"


class _Column(Expression):
    """The generated column, which the model does not know."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return "search", ()


def _query(words: list[str]) -> Func:
    # The whole word beside its beginning lets the planner see how common the word is: of a bare beginning it assumes
    # that it is rare, and then reads every hit.
    # A single digit is whole: what begins with it is any number, of which the planner knows nothing.
    last = words[-1] if _DIGIT.fullmatch(words[-1]) else f"({words[-1]} | {words[-1]}:*)"
    text = " & ".join([*words[:-1], last])
    return Func(Value(text), template="to_tsquery('english', %(expressions)s)", output_field=TextField())


def _matches(words: list[str]) -> Func:
    return Func(_Column(), _query(words), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _contains(words: list[str]) -> Q:
    every = Q()
    for word in words:
        somewhere = Q()
        for field in _FIELDS:
            somewhere |= Q(**{f"{field}__icontains": word})
        every &= somewhere
    return every
