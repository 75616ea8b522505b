"""On PostgreSQL the database itself refuses to change or delete an entry of the ledger."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION cpd_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'cpd_ledgerentry is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER cpd_ledger_append_only BEFORE UPDATE OR DELETE ON cpd_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION cpd_ledger_refuse();
"""
ALLOW = """
DROP TRIGGER cpd_ledger_append_only ON cpd_ledgerentry;
DROP FUNCTION cpd_ledger_refuse();
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ALLOW, params=None)


class Migration(migrations.Migration):
    dependencies = [("cpd", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
