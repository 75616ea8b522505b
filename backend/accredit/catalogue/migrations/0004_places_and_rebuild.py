"""The words of places (PostgreSQL only; SQLite searches by LIKE), and the job that fills what 0003 has added.

The job is owed only where there is something to list: a fresh installation has no rows to make anew.
"""

from django.db import migrations

from accredit.core import clock

CREATE = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS catalogue_place ON catalogue_catalogueitem
    USING gin (to_tsvector('simple', place)) WHERE is_listed
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX CONCURRENTLY IF EXISTS catalogue_place")


def owe_rebuild(apps, schema_editor):
    if apps.get_model("learning", "Course").objects.exists() or apps.get_model("events", "Event").objects.exists():
        apps.get_model("core", "Job").objects.create(
            name="catalogue.rebuild", args=["course", ""], run_at=clock.now()
        )


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("catalogue", "0003_events"),
        ("core", "0001_initial"),
        ("events", "0001_initial"),
        ("learning", "0001_initial"),
    ]
    operations = [migrations.RunPython(create, drop), migrations.RunPython(owe_rebuild, nothing)]
