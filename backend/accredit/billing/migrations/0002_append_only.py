"""On PostgreSQL the database itself refuses to rewrite what sellers are owed and what was invoiced.

Balance entries and the lines of invoices are only ever added; of an invoice only what is known later may be filled in:
where its file lies and when it was mailed. Numbers without gaps stay so: nothing can be deleted.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION billing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER billing_balance_append_only BEFORE UPDATE OR DELETE ON billing_balanceentry
    FOR EACH ROW EXECUTE FUNCTION billing_refuse();
CREATE TRIGGER billing_invoice_line_append_only BEFORE UPDATE OR DELETE ON billing_invoiceline
    FOR EACH ROW EXECUTE FUNCTION billing_refuse();
CREATE TRIGGER billing_invoice_kept BEFORE DELETE ON billing_invoice
    FOR EACH ROW EXECUTE FUNCTION billing_refuse();
CREATE TRIGGER billing_invoice_frozen BEFORE UPDATE ON billing_invoice
    FOR EACH ROW WHEN (
        to_jsonb(NEW) - '{pdf_key,pdf_sha256,mailed_at}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{pdf_key,pdf_sha256,mailed_at}'::text[]
    ) EXECUTE FUNCTION billing_refuse();
"""
ALLOW = """
DROP TRIGGER billing_invoice_frozen ON billing_invoice;
DROP TRIGGER billing_invoice_kept ON billing_invoice;
DROP TRIGGER billing_invoice_line_append_only ON billing_invoiceline;
DROP TRIGGER billing_balance_append_only ON billing_balanceentry;
DROP FUNCTION billing_refuse();
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ALLOW, params=None)


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
