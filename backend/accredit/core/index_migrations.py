"""Indexes that come and go while others write to their tables, for migrations with `atomic = False`."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class AddIndexBesideWrites(AddIndexConcurrently):
    """Only PostgreSQL needs it, and only there it is known."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class DropKeyIndexBesideWrites(migrations.AlterField):
    """A foreign key, now with `db_index=False`, that had an index of its own. Nothing but the index goes; Django's own
    operation also makes the key anew, and reads the whole table for it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        if field.db_index:
            schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))  # noqa: SLF001 - as Django does
            return
        others = {one.name for one in (*model._meta.indexes, *model._meta.constraints)}
        own = schema_editor._constraint_names(model, [field.column], index=True, exclude=others)  # noqa: SLF001
        beside = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
        for name in own:
            schema_editor.execute(f"DROP INDEX {beside}{schema_editor.quote_name(name)}", params=None)
