"""Which named constraint a database refused a row for."""

from __future__ import annotations

from django.db import IntegrityError, models


def violates(error: IntegrityError, model: type[models.Model], name: str) -> bool:
    """Whether `error` came from the constraint `name` of `model`.

    PostgreSQL names it. SQLite names check constraints and indexes, but for a plain unique constraint only its columns.
    """
    diagnostics = getattr(error.__cause__, "diag", None)
    if diagnostics is not None:
        return bool(diagnostics.constraint_name == name)
    text = str(error)
    if name in text:
        return True
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.name == name:
            columns = (getattr(model._meta.get_field(field), "column", "") for field in constraint.fields)
            return text.endswith(": " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns))
    return False
