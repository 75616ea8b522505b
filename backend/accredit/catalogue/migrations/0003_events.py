"""Events beside courses. The new columns are filled for rows that are there by a job, which migration 0004 owes."""

import datetime

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import accredit.core.clock
import accredit.core.ids

NEVER = datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.UTC)
FORMATS = [("in_person", "in_person"), ("online", "online"), ("hybrid", "hybrid"), ("on_demand", "on_demand")]


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
    dependencies = [("catalogue", "0002_search_column"), ("organizations", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="catalogueitem",
            name="kind",
            field=models.CharField(choices=[("course", "course"), ("event", "event")], max_length=10),
        ),
        migrations.AddField(
            model_name="catalogueitem",
            name="format",
            field=models.CharField(choices=FORMATS, db_default="on_demand", default="on_demand", max_length=10),
        ),
        migrations.AddField(
            model_name="catalogueitem",
            name="place",
            field=models.CharField(blank=True, db_default="", default="", max_length=550),
        ),
        migrations.AddField(
            model_name="catalogueitem", name="starts_on", field=models.DateField(null=True)
        ),
        migrations.AddField(
            model_name="catalogueitem", name="ends_on", field=models.DateField(null=True)
        ),
        migrations.AddField(
            model_name="catalogueitem",
            name="soonest_at",
            field=models.DateTimeField(db_default=NEVER, default=NEVER),
        ),
        migrations.AddField(
            model_name="catalogueitem",
            name="open_until",
            field=models.DateTimeField(db_default=NEVER, default=NEVER),
        ),
        migrations.CreateModel(
            name="CatalogueCredit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=accredit.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=accredit.core.clock.now, editable=False)),
                ("recognised_id", models.UUIDField()),
                ("amount_hundredths", models.PositiveIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="catalogue.catalogueitem",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "recognised_id"), name="catalogue_credit_once"),
                ],
                "indexes": [
                    models.Index(
                        fields=["recognised_id", "amount_hundredths", "item"], name="catalogue_credit_worth"
                    ),
                ],
            },
        ),
        AddIndexBesideWrites(
            model_name="catalogueitem",
            index=models.Index(
                condition=models.Q(("is_listed", True)), fields=["soonest_at", "id"], name="catalogue_soonest"
            ),
        ),
        AddIndexBesideWrites(
            model_name="catalogueitem",
            index=models.Index(
                condition=models.Q(("is_listed", True)),
                fields=["kind", "-published_at", "-id"],
                name="catalogue_kind",
            ),
        ),
    ]
