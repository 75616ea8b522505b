"""A stored delivery is collected by a worker, which owes its handling. The index is made while deliveries go on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class AddIndexBesideWrites(AddIndexConcurrently):
    """Only PostgreSQL needs it, and only there it is known."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="inboundmessage",
            name="request_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="inboundmessage",
            name="status",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("queued", "Queued"),
                    ("handled", "Handled"),
                    ("failed", "Failed"),
                ],
                default="received",
                max_length=10,
            ),
        ),
        AddIndexBesideWrites(
            model_name="inboundmessage",
            index=models.Index(
                condition=models.Q(("status", "received")), fields=["created_at"], name="inbound_received"
            ),
        ),
    ]
