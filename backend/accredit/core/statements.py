"""Statements that are sent again and again, written once.

For a short read the ORM takes several times longer to write the SQL than PostgreSQL to answer it, and PostgreSQL longer
to plan it than to run it. A `Statement` is a queryset that the ORM writes once in a process and PostgreSQL plans once
in a connection; only the values of its `Given` places change. Hot reads use it, nothing else needs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model, QuerySet, Value


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
    unique rule forbids is left out, which the ORM does not tell."""

    def __init__(self, model: type[Model], *, unless_there: bool = False) -> None:
        self._fields = model._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
        self._sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}){conflict}'  # noqa: S608

    def add(self, row: Model) -> bool:
        """Sends it; whether the row is new. Raises IntegrityError as the ORM does."""
        values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in self._fields]
        with planned_cursor() as cursor:
            cursor.execute(self._sql, values)
            is_new = bool(cursor.rowcount)
        state = row._state  # noqa: SLF001 - as `save` does
        state.adding, state.db = not is_new, connection.alias
        return is_new


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
