"""Rows with what is asked of their neighbours, by one statement that is written once (see `core.statements`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, UUIDField

from accredit.core.statements import Given, Statement

M = TypeVar("M", bound=Model)


class Loader(Generic[M]):
    """Loads rows of a model by one column. `others` are columns of neighbours, by the path that leads there
    (`course__organization` after `course`); whatever else is asked of them later is a query of its own."""

    def __init__(self, model: type[M], *, by: str = "id", **others: tuple[str, ...]) -> None:
        self._model = model
        self._own = _columns(model)
        self._others = [_Other.at(model, path, names) for path, names in others.items()]
        columns = [*self._own, *(f"{other.path}__{name}" for other in self._others for name in other.columns)]
        self._by, self._columns = by, columns
        self._statement = Statement(
            lambda: model._default_manager.filter(**{by: Given("key", UUIDField())}).values_list(*columns)  # noqa: SLF001 - what every model has
        )

    def rows(self, key: Any) -> list[M]:
        """Those whose column is this key. One query."""
        return [self._loaded(row) for row in self._statement.rows(key=key)]

    def rows_of(self, keys: Sequence[Any]) -> list[M]:
        """Those whose column is one of these keys. One query, which is written each time."""
        found = self._model._default_manager.filter(**{f"{self._by}__in": keys}).values_list(*self._columns)  # noqa: SLF001 - as above
        return [self._loaded(row) for row in found]

    def first(self, key: Any) -> M | None:
        return next(iter(self.rows(key)), None)

    def _loaded(self, row: tuple[Any, ...]) -> M:
        start = len(self._own)
        loaded = self._model.from_db(connection.alias, self._own, row[:start])
        for other in self._others:
            end = start + len(other.columns)
            holder: Model = loaded
            for step in other.way:
                holder = getattr(holder, step)
            values = row[start:end]
            # A neighbour that is not there has no key.
            is_there = values[other.columns.index("id")] is not None
            setattr(
                holder, other.name, other.model.from_db(connection.alias, other.columns, values) if is_there else None
            )
            start = end
        return loaded


@dataclass(frozen=True, slots=True)
class _Other:
    """A neighbour: by which steps and under which name it is reached, and what is loaded of it."""

    path: str
    way: Sequence[str]
    name: str
    model: type[Model]
    columns: Sequence[str]

    @classmethod
    def at(cls, model: type[Model], path: str, names: tuple[str, ...]) -> _Other:
        *way, name = path.split("__")
        found = model
        for step in (*way, name):
            related = found._meta.get_field(step).related_model
            if not isinstance(related, type):
                raise TypeError(f"{path} leads from {model.__name__} to no single row.")
            found = related
        return cls(path, way, name, found, _columns(found, names))


def _columns(model: type[Model], names: tuple[str, ...] | None = None) -> list[str]:
    """The key and these columns of a model, or all of them, in the model's own order: `from_db` counts on it."""
    own = [field.attname for field in model._meta.concrete_fields]
    return own if names is None else [column for column in own if column == "id" or column in names]
