"""Keys that begin another index of their table lose their own, which each scan and each place had to write as well."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accredit.core.index_migrations import DropKeyIndexBesideWrites


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("events", "0001_initial"),
        ("organizations", "0002_course_review_required"),
        ("registrations", "0005_older_scans_have_their_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        DropKeyIndexBesideWrites(
            model_name="attendanceinterval",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="registration",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="registration",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="scan",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="scan",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="scan",
            name="registration",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registrations.registration",
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="sessionattendance",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
            ),
        ),
        DropKeyIndexBesideWrites(
            model_name="sessionattendance",
            name="registration",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="registrations.registration",
            ),
        ),
    ]
