"""The tables that the migrations make are the ones that the models describe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

MODELS = [model for model in apps.get_models() if model.__module__.startswith("accredit.")]


def _missing(declared: Callable[[type[Model]], list[str]], there: Callable[[str], set[str]]) -> dict[str, set[str]]:
    found = {model._meta.label: set(declared(model)) - there(model._meta.db_table) for model in MODELS}
    return {label: names for label, names in found.items() if names}


def _declared_columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.local_concrete_fields]


def _declared_names(model: type[Model]) -> list[str]:
    return [str(one.name) for one in [*model._meta.constraints, *model._meta.indexes]]


def _columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608 - our names
        return {column[0] for column in cursor.description}


def _constraints_and_indexes(table: str) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return set(connection.introspection.get_constraints(cursor, table))
        # Django's reading of SQLite's own text stops at an expression in an index.
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s", [table])
        return {word for (statement,) in cursor.fetchall() for word in (statement or "").split('"')[1::2]}


@pytest.mark.happy
@pytest.mark.django_db
def test_every_column_of_a_model_is_in_its_table() -> None:
    assert _missing(_declared_columns, _columns) == {}


@pytest.mark.happy
@pytest.mark.django_db
def test_every_constraint_and_index_of_a_model_is_in_its_table() -> None:
    assert _missing(_declared_names, _constraints_and_indexes) == {}
