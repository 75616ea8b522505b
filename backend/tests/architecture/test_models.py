"""Foreign keys follow the order of the apps. import-linter cannot see a model that is named as a string."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignObject, Model

from .layout import app_levels


def _app_of(model: type[Model]) -> str | None:
    module = model.__module__.split(".")
    return module[1] if module[0] == "accredit" else None


def _links_between_apps() -> Iterator[tuple[str, str, str, ForeignObject[Any, Any]]]:
    """(description, from app, to app, field) of every link between two of our apps."""
    for model in apps.get_models(include_auto_created=True):
        origin = _app_of(model)
        for field in model._meta.get_fields():
            if not isinstance(field, Field) or not field.is_relation or field.related_model is None:
                continue
            assert not isinstance(field.related_model, str), f"{model.__name__}.{field.name} is not resolved"
            target = _app_of(field.related_model)
            if origin and target and origin != target and isinstance(field, ForeignObject):
                yield f"{model.__name__}.{field.name} ({origin} → {target})", origin, target, field


def test_no_foreign_key_points_up_or_sideways() -> None:
    levels = app_levels()
    upward = [what for what, origin, target, _ in _links_between_apps() if levels[target] >= levels[origin]]
    assert upward == []


def test_a_lower_app_gets_no_attribute_from_a_higher_one() -> None:
    named = [what for what, _, _, field in _links_between_apps() if not field.remote_field.hidden]
    assert named == [], "links between apps say related_name='+'"


def test_no_model_uses_an_untyped_link() -> None:
    untyped = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if _app_of(model)
        for field in model._meta.private_fields
        if type(field).__name__.startswith("Generic")
    ]
    assert untyped == []


def test_every_constraint_and_index_of_ours_has_a_name_of_our_own() -> None:
    nameless = [
        f"{model.__name__}: {constraint}"
        for model in apps.get_models()
        if _app_of(model)
        for constraint in [*model._meta.constraints, *model._meta.indexes]
        if not constraint.name
    ]
    together = [model.__name__ for model in apps.get_models() if _app_of(model) and model._meta.unique_together]
    assert nameless + together == []
