"""On PostgreSQL the database itself refuses to change or delete a version of a credit rule."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION accreditation_rule_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'accreditation_creditruleversion is append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER accreditation_rule_append_only BEFORE UPDATE OR DELETE ON accreditation_creditruleversion
    FOR EACH ROW EXECUTE FUNCTION accreditation_rule_refuse();
"""
ALLOW = """
DROP TRIGGER accreditation_rule_append_only ON accreditation_creditruleversion;
DROP FUNCTION accreditation_rule_refuse();
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ALLOW, params=None)


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0002_credit_rule_versions")]
    operations = [migrations.RunPython(refuse, allow)]
