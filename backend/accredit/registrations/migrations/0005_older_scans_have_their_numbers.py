"""Scans that were kept before they were numbered get the numbers that they would have had, so that a number says
whether a ticket was scanned before."""

from django.db import migrations

NUMBER = """
    UPDATE registrations_scan SET number = counted.number
    FROM (
        SELECT s.id, row_number() OVER (PARTITION BY s.registration_id ORDER BY s.received_at, s.id) AS number
        FROM registrations_scan s
        JOIN registrations_registration r ON r.id = s.registration_id AND r.event_id = s.event_id
    ) counted
    WHERE counted.id = registrations_scan.id AND registrations_scan.number IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("registrations", "0004_counted_sessions_stay")]
    operations = [migrations.RunSQL(NUMBER, migrations.RunSQL.noop)]
