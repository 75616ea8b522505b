"""Formats the code of all parts and applies the fixes that are safe."""

from __future__ import annotations

from console import BACKEND, FRONTEND, REPOSITORY, quietly, say
from install import PYTHON, install

if __name__ == "__main__":
    install("dev", frontend=False)
    ruff = PYTHON.parent / "ruff"
    for folder in (BACKEND, REPOSITORY / "scripts", REPOSITORY / "bench"):
        quietly([ruff, "check", "--fix", "--exit-zero", "."], cwd=folder, sorry="ruff could not run.")
        quietly([ruff, "format", "."], cwd=folder, sorry="ruff could not format.")
    if (FRONTEND / "node_modules").exists():
        quietly(["npm", "run", "format"], cwd=FRONTEND, sorry="The front end could not be formatted.")
    say("Formatted.")
