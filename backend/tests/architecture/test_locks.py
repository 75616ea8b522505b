"""The two locks belong together, and to what the project declares."""

from __future__ import annotations

import re
import tomllib

from .layout import BACKEND


def _locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", (BACKEND / name).read_text(), re.MULTILINE))


def _plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def test_the_development_lock_contains_the_runtime_lock() -> None:
    assert _locked("requirements.lock").items() <= _locked("requirements-dev.lock").items()


def test_every_declared_package_is_locked() -> None:
    declared = tomllib.loads((BACKEND / "pyproject.toml").read_text())
    runtime = {_plain(requirement) for requirement in declared["project"]["dependencies"]}
    development = {_plain(requirement) for requirement in declared["dependency-groups"]["dev"]}
    assert runtime - set(_locked("requirements.lock")) == set()
    assert development - set(_locked("requirements-dev.lock")) == set()


def test_the_locks_name_no_place_to_download_from() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (BACKEND / lock).read_text()
    assert '"resolved": "http' not in (BACKEND.parent / "frontend" / "package-lock.json").read_text()
