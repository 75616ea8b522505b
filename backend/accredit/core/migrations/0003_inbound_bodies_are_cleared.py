"""Bodies of handled deliveries are emptied after a time. The index is made while deliveries go on."""

from django.db import migrations, models

from accredit.core.index_migrations import AddIndexBesideWrites


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("core", "0002_inbound_is_collected")]
    operations = [
        migrations.AddField(
            model_name="inboundmessage",
            name="body_cleared_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="inboundmessage",
            name="body_hash",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        AddIndexBesideWrites(
            model_name="inboundmessage",
            index=models.Index(
                condition=models.Q(("body_cleared_at", None), ("status", "handled")),
                fields=["handled_at"],
                name="inbound_to_clear",
            ),
        ),
    ]
