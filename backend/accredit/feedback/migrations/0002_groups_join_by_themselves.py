"""Groups join the results by themselves. The index is made while people go on answering."""

from django.db import migrations, models

from accredit.core.index_migrations import AddIndexBesideWrites


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="anonymousresponse",
            name="waits",
            field=models.JSONField(null=True),
        ),
        AddIndexBesideWrites(
            model_name="anonymousresponse",
            index=models.Index(
                condition=models.Q(("waits__isnull", False)), fields=["survey"], name="anonymous_response_waiting"
            ),
        ),
    ]
