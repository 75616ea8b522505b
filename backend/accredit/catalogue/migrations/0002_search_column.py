"""PostgreSQL only: a generated tsvector with a GIN index. SQLite searches by LIKE."""

from django.db import migrations

CREATE = (
    """
    ALTER TABLE catalogue_catalogueitem ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('english', summary), 'B')
        || setweight(to_tsvector('english', organization_name || ' ' || category_name), 'B')
        || setweight(to_tsvector('english', words), 'C')
    ) STORED
    """,
    "CREATE INDEX catalogue_search ON catalogue_catalogueitem USING gin (search)",
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in CREATE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE catalogue_catalogueitem DROP COLUMN search")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
