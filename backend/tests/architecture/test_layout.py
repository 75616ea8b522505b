"""The tree is as ARCHITECTURE.md says it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .layout import APPS, BACKEND, app_levels, contract, entries, existing_apps, sources

LONGEST_FILE = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "shared", "signals"}


def _relative(path: Path) -> str:
    return str(path.relative_to(BACKEND))


def test_every_app_has_its_place_in_the_order() -> None:
    assert existing_apps() - set(app_levels()) == set()


def test_the_inner_layers_of_every_app_are_checked() -> None:
    containers = {entry.removeprefix("accredit.") for entry in entries(contract("inside")["containers"])}
    assert containers == existing_apps() - {"core", "workflows"}


def test_every_app_is_installed_and_has_tests() -> None:
    without = [name for name in sorted(existing_apps()) if not list((APPS / name / "tests").glob("test_*.py"))]
    assert without == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        _relative(path): length for path in sources() if (length := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}, "split by use case"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [_relative(path) for path in sources() if VAGUE_NAMES & {path.stem, path.parent.name}]
    assert vague == []


def test_no_model_signal_is_used() -> None:
    users = [
        _relative(path)
        for path in sources()
        if re.search(r"django\.db\.models\.signals|django\.dispatch", path.read_text())
    ]
    assert users == []


def test_nothing_catches_every_exception_without_saying_why() -> None:
    bare = [
        f"{_relative(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_no_unfinished_work_is_committed_without_an_issue() -> None:
    unfinished = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK|TEMPORARY)\b(?!.*#\d+)")
    marks = [
        f"{_relative(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if unfinished.search(line)
    ]
    assert marks == []


@pytest.mark.parametrize("path", sources(tests=True), ids=_relative)
def test_every_test_asserts_something(path: Path) -> None:
    tests = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert [test.name for test in tests if not _asserts(test)] == []


SAYS_SO = ("audit", "verify_", "assert_", "_assert_", "expect", "_expect", "check", "_check_")


def _asserts(test: ast.FunctionDef) -> bool:
    """By itself, or through a function whose name says that it does."""
    calls = [_called(node.func) for node in ast.walk(test) if isinstance(node, ast.Call)]
    return any(isinstance(node, ast.Assert) for node in ast.walk(test)) or any(
        name == "raises" or name.startswith(SAYS_SO) for name in calls
    )


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
