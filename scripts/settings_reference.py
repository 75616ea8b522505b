"""Writes what `config.env.Environment` says about itself. Runs inside the virtual environment.

settings_reference.py env|table OUTPUT
"""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from config.env import REPOSITORY, Environment


def rows() -> list[tuple[str, str, str]]:
    """Variable, default as it would be written in an environment file, description."""
    found = []
    for setting in fields(Environment):
        default = setting.default
        if isinstance(default, Path):
            default = default.relative_to(REPOSITORY) if default.is_relative_to(REPOSITORY) else default
        text = str(default).lower() if isinstance(default, bool) else str(default)
        found.append((setting.name.upper(), text, setting.metadata["description"]))
    return found


def example() -> str:
    """Every variable with its description and default, commented out."""
    lines = ["# Every setting with its default. Made by `make schema` from backend/config/env.py; do not edit."]
    for name, default, description in rows():
        lines += ["", f"# {description}", f"#{name}={default}"]
    return "\n".join(lines) + "\n"


def table() -> str:
    """The same for people who read: a page of documentation."""
    lines = [
        "# Settings",
        "",
        "The environment is the only configuration. Production refuses to start on a missing or default secret, and",
        "says which. Made by `make schema` from `backend/config/env.py`; do not edit.",
        "",
        "| variable | default | what it is for |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{name}` | {f'`{default}`' if default else ''} | {text} |" for name, default, text in rows()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    kind, output = sys.argv[1:]
    Path(output).write_text(example() if kind == "env" else table())
