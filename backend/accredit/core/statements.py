"""Statements that are sent again and again, written once.

For a short read the ORM takes several times longer to write the SQL than PostgreSQL to answer it, and PostgreSQL longer
to plan it than to run it. A `Statement` is a queryset that the ORM writes once in a process and PostgreSQL plans once
in a connection; only the values of its `Given` places change. Hot reads use it, nothing else needs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, JSONField, Model, QuerySet, Value

from accredit.core.ids import new_id

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
            real = connections[connection.alias]  # asked for each value, the proxy costs more than the answer
            cursor.execute(written.sql, [_value(one, given, real) for one in written.parameters])
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

    def add_like(self, row: Model, varying: Mapping[str, Sequence[Any]]) -> None:
        """Sends as many rows as these lists are long: each is like `row`, which is not sent itself, but for the columns
        that have a list, and for its key. For thousands: to make a model of each costs more than to send it. On
        PostgreSQL one statement. Raises IntegrityError as the ORM does."""
        many = len(next(iter(varying.values())))
        lists: dict[str, Sequence[Any]] = {"id": [new_id() for _ in range(many)], **varying}
        real = connections[connection.alias]
        fields = {str(field.column): field for field in self._fields}
        fixed = {
            name: field.get_db_prep_save(field.pre_save(row, add=True), real)
            for name, field in fields.items()
            if name not in lists
        }
        if many and connection.vendor == "postgresql":
            self._add_lists(fixed, lists)
            return
        for first in range(0, many, AT_ONCE):
            part = range(first, min(first + AT_ONCE, many))
            values = [
                fixed[name] if name in fixed else field.get_db_prep_save(lists[name][place], real)
                for place in part
                for name, field in fields.items()
            ]
            with planned_cursor() as cursor:
                cursor.execute(f"{self._into} VALUES {', '.join([self._places] * len(part))}{self._conflict}", values)

    def _add_lists(self, fixed: Mapping[str, Any], lists: Mapping[str, Sequence[Any]]) -> None:
        types = {str(field.column): field.db_type(connection) for field in self._fields}
        arrays = ", ".join(f"%s::{'text' if types[one] == 'jsonb' else types[one]}[]" for one in lists)
        names = ", ".join(f'"{one}"' for one in lists)
        chosen = ", ".join(f"%s::{kind}" if one in fixed else f'"{one}"::{kind}' for one, kind in types.items())
        # Only names and types of the model's own columns stand in the text.
        source = f"SELECT {chosen} FROM unnest({arrays}) AS listed ({names})"  # noqa: S608  # nosec B608
        values = [*(fixed[one] for one in types if one in fixed), *map(_array, lists.values())]
        with planned_cursor() as cursor:
            cursor.execute(f"{self._into} {source}{self._conflict}", values)

    def _columns(self, rows: Sequence[Model]) -> list[list[Any]]:
        real = connections[connection.alias]  # as above
        return [[field.get_db_prep_save(field.pre_save(row, add=True), real) for row in rows] for field in self._fields]


def _array(values: Sequence[Any]) -> Any:
    """As PostgreSQL writes it down, where that is plain: the driver takes ten times longer."""
    if all(isinstance(one, UUID) for one in values):
        return "{" + ",".join([one.hex for one in values]) + "}"
    if all(isinstance(one, int) for one in values):
        return "{" + ",".join(map(str, values)) + "}"
    return [one if isinstance(one, str) else json_text(one) for one in values]


class Numbered:
    """A statement for PostgreSQL alone with places such as `%(name)s`. For each one that is long or takes many values
    the driver looks for its places anew whenever it is sent; here they are found once."""

    def __init__(self, text: str) -> None:
        names: dict[str, int] = {}
        self.text = _PLACE.sub(lambda found: f"${names.setdefault(found[1], len(names) + 1)}", text)
        self._names = tuple(names)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """What is sent along with `text`."""
        return [given[name] for name in self._names]

    def rows(self, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Sends it. One query, and a transaction by itself unless there is one."""
        # Inside another it needs a point to which its failure goes back.
        alone = transaction.atomic() if connection.in_atomic_block else nullcontext()
        with alone, connection.numbered_cursor() as cursor:  # type: ignore[attr-defined]  # of our own backend
            cursor.execute(self.text, self.values(given))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


_PLACE = re.compile(r"%\((\w+)\)s")


def given_of(name: str, row: Model) -> dict[str, Any]:
    """The values of a new row, as `<name>_<column>`, for a statement that writes it together with others."""
    real = connections[connection.alias]
    given = {}
    for field in row._meta.concrete_fields:
        value = field.pre_save(row, add=True)
        is_json = isinstance(field, JSONField) and value is not None
        given[f"{name}_{field.column}"] = json_text(value) if is_json else field.get_db_prep_save(value, real)
    return given


def json_text(value: Any) -> str:
    """JSON as `insert_given` takes it, which the driver then need not write each time."""
    return _encoder.encode(value).decode()


_encoder = msgspec.json.Encoder()


def insert_given(name: str, model: type[Model], *, source: str, taken: Mapping[str, str] | None = None) -> str:
    """Writes the values of `given_of` once for each row of `source`, but for columns that are `taken` from it by an
    expression. JSON may be given as text."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    from_source = taken or {}
    places = ", ".join(
        from_source.get(str(field.column), f"%({name}_{field.column})s::{field.db_type(connection)}")
        for field in fields
    )
    # All names are the model's own; values go apart.
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {places} FROM {source}'  # noqa: S608  # nosec B608


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


def _value(parameter: Any, given: Mapping[str, Any], real: BaseDatabaseWrapper) -> Any:
    if isinstance(parameter, Given):
        return parameter.output_field.get_db_prep_value(given[parameter.value], real)
    return parameter


def _converted(row: Sequence[Any], converters: Mapping[int, Any]) -> tuple[Any, ...]:
    values = list(row)
    for place, (functions, column) in converters.items():
        for function in functions:
            values[place] = function(values[place], column, connection)
    return tuple(values)
