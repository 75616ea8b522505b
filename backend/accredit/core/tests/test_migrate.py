from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.db import models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from accredit.core.management.commands.migrate import related_left_alone

KEY = ("id", models.BigAutoField(primary_key=True))


def _houses() -> ProjectState:
    """One table, whose class has been built."""
    state = ProjectState()
    state.add_model(ModelState("town", "House", [KEY, ("name", models.CharField(max_length=9))]))
    assert state.apps
    return state


def _rooms() -> ModelState:
    house = models.ForeignKey("town.House", models.CASCADE, related_name="rooms")
    return ModelState("town", "Room", [KEY, ("house", house)])


def test_the_command_is_ours() -> None:
    assert get_commands()["migrate"] == "accredit.core"


def test_a_new_table_is_known_where_it_points_to_and_builds_nothing_else_anew() -> None:
    state = _houses()
    house = state.apps.get_model("town", "House")
    with related_left_alone():
        state.add_model(_rooms())
    assert state.apps.get_model("town", "House") is house
    assert [relation.name for relation in house._meta.related_objects] == ["rooms"]
    assert state.apps.get_model("town", "Room")._meta.get_field("house").related_model is house


def test_a_new_constraint_is_in_the_class_and_in_none_of_before() -> None:
    state = _houses()
    before = state.clone()
    once = models.UniqueConstraint(fields=["name"], name="house_once")
    with related_left_alone():
        state.add_constraint("town", "house", once)
    meta: Any = state.apps.get_model("town", "House")._meta
    assert (meta.constraints, meta.total_unique_constraints) == ([once], [once])
    assert before.models["town", "house"].options["constraints"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("applied", "ours"), [({}, True), ({("accounts", "0001_initial"): None}, False)])
def test_a_database_that_holds_anything_is_migrated_as_django_does_it(
    monkeypatch: pytest.MonkeyPatch, applied: dict[tuple[str, str], None], ours: bool
) -> None:
    plain = ProjectState.add_model
    seen: list[bool] = []

    def look(self: Any, *args: Any, **options: Any) -> ProjectState:
        seen.append(ProjectState.add_model is not plain)
        return self._create_project_state()  # type: ignore[no-any-return]

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: applied)
    monkeypatch.setattr(MigrationExecutor, "migrate", look)
    call_command("migrate", verbosity=0)
    assert seen == [ours]
    assert ProjectState.add_model is plain
