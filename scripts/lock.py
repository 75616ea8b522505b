"""Compiles both locks from `backend/pyproject.toml`, with hashes and without addresses; what is locked stays so."""

from __future__ import annotations

from pathlib import Path

from console import BACKEND, quietly
from install import LOCKS, VENV, install

COMMAND: list[str | Path] = [
    VENV / "bin" / "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet",
]  # fmt: skip

if __name__ == "__main__":
    install("dev", frontend=False)
    sorry = "The packages could not be resolved."
    quietly([*COMMAND, "-o", LOCKS["run"]], cwd=BACKEND, sorry=sorry)
    development: list[str | Path] = ["--group", "pyproject.toml:dev", "-o", LOCKS["dev"]]
    quietly([*COMMAND, *development], cwd=BACKEND, sorry=sorry)
