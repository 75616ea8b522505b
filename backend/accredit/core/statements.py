"""Statements that are sent again and again, written once.

For a short read the ORM takes several times longer to write the SQL than PostgreSQL to answer it, and PostgreSQL longer
to plan it than to run it. A `Statement` is a queryset that the ORM writes once in a process and PostgreSQL plans once
in a connection; only the values of its `Given` places change. Hot reads use it, nothing else needs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model, QuerySet, Value

AT_ONCE = 250
"""Rows in one statement: SQLite takes some thirty thousand values, PostgreSQL twice as many."""


class Given(Value):
    """A place in a statement: the value that each call gives under this name, in the form of this field."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Statement:
    """A queryset of `.values_list(…)`, made by `write` when it is first needed."""

    def __init__(self, write: Callable[[], QuerySet[Any, Any]]) -> None:
        self._write = write
        self._written: dict[str, _Written] = {}

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """Sends it with these values. One query."""
        written = self._written.get(connection.vendor)
        if written is None:
            written = self._written[connection.vendor] = _written(self._write())
        with planned_cursor() as cursor:
            cursor.execute(written.sql, [_value(one, given) for one in written.parameters])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, written.converters) for row in rows] if written.converters else rows


class Insert:
    """One row of a model at a time, as `save(force_insert=True)` without its detours. With `unless_there` a row that a
    unique rule forbids is left out, which the ORM does not tell; with `or_change` the row that is there with the same
    columns `of` gets these columns instead. `add_all` sends many at a time."""

    def __init__(
        self, model: type[Model], *, unless_there: bool = False, or_change: Sequence[str] = (), of: Sequence[str] = ()
    ) -> None:
        self._fields = model._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        self._places = f"({', '.join(['%s'] * len(self._fields))})"
        self._conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
        if or_change:
            changes = ", ".join(f'"{column}" = EXCLUDED."{column}"' for column in or_change)
            self._conflict = f" ON CONFLICT ({', '.join(of)}) DO UPDATE SET {changes}"
        self._into = f'INSERT INTO "{model._meta.db_table}" ({columns})'

    def add(self, row: Model) -> bool:
        """Sends it; whether the row is new. Raises IntegrityError as the ORM does."""
        values = [column for [column] in self._columns([row])]
        with planned_cursor() as cursor:
            cursor.execute(f"{self._into} VALUES {self._places}{self._conflict}", values)
            is_new = bool(cursor.rowcount)
        state = row._state  # noqa: SLF001 - as `save` does
        state.adding, state.db = not is_new, connection.alias
        return is_new

    def add_all(self, rows: Sequence[Model]) -> None:
        """Sends them, some hundred in a statement. Raises IntegrityError as the ORM does."""
        for first in range(0, len(rows), AT_ONCE):
            columns = self._columns(rows[first : first + AT_ONCE])
            with planned_cursor() as cursor:
                if connection.vendor == "postgresql":
                    # A list for each column: a text that is the same for any number of rows, and is read but once.
                    lists = ", ".join(f"%s::{field.db_type(connection)}[]" for field in self._fields)
                    # Only names and types of the model's own columns stand in the text.
                    text = f"{self._into} SELECT * FROM unnest({lists}){self._conflict}"  # noqa: S608  # nosec B608
                    cursor.execute(text, columns)
                else:
                    places = ", ".join([self._places] * len(columns[0]))
                    values = list(chain.from_iterable(zip(*columns, strict=True)))
                    cursor.execute(f"{self._into} VALUES {places}{self._conflict}", values)

    def _columns(self, rows: Sequence[Model]) -> list[list[Any]]:
        real = connections[connection.alias]  # asked for each value, the proxy costs more than the answer
        return [[field.get_db_prep_save(field.pre_save(row, add=True), real) for row in rows] for field in self._fields]


def planned_cursor() -> CursorWrapper:
    """A cursor for a statement that is sent often with the same text and with values apart."""
    cursor: CursorWrapper = getattr(connection, "planned_cursor", connection.cursor)()
    return cursor


@dataclass(frozen=True, slots=True)
class _Written:
    sql: str
    parameters: Sequence[Any]
    converters: Mapping[int, Any]


def _written(rows: QuerySet[Any, Any]) -> _Written:
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    return _Written(sql, parameters, compiler.get_converters([column for column, *_ in compiler.select]))


def _value(parameter: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(parameter, Given):
        return parameter.output_field.get_db_prep_value(given[parameter.value], connection)
    return parameter


def _converted(row: Sequence[Any], converters: Mapping[int, Any]) -> tuple[Any, ...]:
    values = list(row)
    for place, (functions, column) in converters.items():
        for function in functions:
            values[place] = function(values[place], column, connection)
    return tuple(values)
