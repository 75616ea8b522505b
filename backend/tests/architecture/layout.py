"""What the architecture tests know about the source tree: its files, and the order of the apps."""

from __future__ import annotations

import configparser
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[2]
REPOSITORY = BACKEND.parent
APPS = BACKEND / "accredit"


def contract(name: str) -> configparser.SectionProxy:
    """One contract of `.importlinter`."""
    parser = configparser.ConfigParser()
    parser.read(BACKEND / ".importlinter")
    return parser[f"importlinter:contract:{name}"]


def entries(value: str) -> list[str]:
    """The lines of a multi-line value."""
    return [line.strip() for line in value.splitlines() if line.strip()]


def app_levels() -> dict[str, int]:
    """Each app's height: a higher app may know a lower one; apps of one height do not know each other."""
    layers = entries(contract("apps")["layers"])
    return {app.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for app in layer.split("|")}


def existing_apps() -> set[str]:
    """The packages below `accredit`."""
    return {init.parent.name for init in APPS.glob("*/__init__.py")}


def sources(*, tests: bool = False) -> list[Path]:
    """Our Python files, without migrations; with `tests` only the tests, else all but them."""
    found = [path for folder in ("accredit", "config", "sandbox", "tests") for path in (BACKEND / folder).rglob("*.py")]
    kept = [path for path in found if "migrations" not in path.parts]
    return sorted(path for path in kept if ("tests" in path.relative_to(BACKEND).parts) is tests)
