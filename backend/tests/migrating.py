"""`manage.py migrate` for the databases of tests, in a quarter of the time.

When a migration adds a table, an index or a constraint, Django builds the classes of all tables anew that are related
to it, and of those that are related to them. Here only the class is touched to which something is added. What the
database is told is the same, which tests.architecture.test_tables watches; a trial migrates without this.

    python -m tests.migrating
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.core.management import call_command
from django.db.migrations.state import ModelState, ProjectState


def leave_the_related_alone() -> None:
    """From now on, in this process."""
    state: Any = ProjectState
    state.add_model, state._append_option = _add_model, _append_option


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


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    leave_the_related_alone()
    call_command("migrate", verbosity=0)
