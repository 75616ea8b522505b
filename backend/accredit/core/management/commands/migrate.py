"""`manage.py migrate`, which fills an empty database in half the time.

When a migration adds a table, an index or a constraint, Django builds the classes of all tables anew that are related
to it, and of those that are related to them, which here is nearly all of them each time. For an empty database only the
class is touched to which something is added. What the database is told is the same. One that holds anything is migrated
as Django does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        is_empty = not MigrationRecorder(connections[options["database"]]).applied_migrations()
        with related_left_alone() if is_empty else nullcontext():
            super().handle(*args, **options)


@contextmanager
def related_left_alone() -> Iterator[None]:
    """In this process, for a while."""
    ours = {"add_model": _add_model, "_append_option": _append_option}
    djangos = {name: getattr(ProjectState, name) for name in ours}
    _take(ours)
    try:
        yield
    finally:
        _take(djangos)


def _take(methods: dict[str, Any]) -> None:
    for name, method in methods.items():
        setattr(ProjectState, name, method)


def _add_model(self: Any, model_state: ModelState) -> None:
    """The new class tells those that it points to of itself."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if _is_rendered(self):
        self.apps.render_multiple([model_state])


def _append_option(self: Any, app_label: str, model_name: str, option: str, added: object) -> None:
    """`option` is `indexes` or `constraints`, which no other class has to know of."""
    options = self.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if _is_rendered(self):
        meta = self.apps.get_model(app_label, model_name)._meta
        setattr(meta, option, list(options[option]))
        vars(meta).pop("total_unique_constraints", None)


def _is_rendered(state: ProjectState) -> bool:
    return "apps" in vars(state)
