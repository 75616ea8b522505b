"""Regenerates what is generated (`make schema`), or says what is out of date (`--check`).

The OpenAPI file comes from the views, the front end's types from the OpenAPI file, the schema of the socket from its
frames, `.env.example` and the table of settings from the typed list of environment variables. All of them are
committed and none is edited by hand.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from console import BACKEND, FRONTEND, REPOSITORY, fail, quietly, say
from install import PYTHON, install

OPENAPI = REPOSITORY / "docs" / "openapi.yaml"
SETTINGS = REPOSITORY / "docs" / "settings.md"
SOCKET = REPOSITORY / "docs" / "socket.schema.json"


def openapi(folder: Path) -> str:
    """The API as drf-spectacular describes it, validated; a warning is a failure."""
    made = folder / "openapi.yaml"
    quietly(
        [PYTHON, "manage.py", "spectacular", "--file", made, "--validate", "--fail-on-warn"],
        cwd=BACKEND,
        sorry="The OpenAPI file could not be made; the views named above need a description.",
    )
    return made.read_text()


def types(folder: Path) -> str:
    """The front end's types of the API, from the OpenAPI file made just before."""
    made = folder / "schema.d.ts"
    quietly(
        ["npx", "--no-install", "openapi-typescript", folder / "openapi.yaml", "--output", made],
        cwd=FRONTEND,
        sorry="The front end's types could not be made from the OpenAPI file.",
    )
    return made.read_text()


def settings(kind: str) -> Callable[[Path], str]:
    """`.env.example` or the operator's table, from `config.env.Environment`."""

    def make(folder: Path) -> str:
        made = folder / kind
        reference = REPOSITORY / "scripts" / "settings_reference.py"
        quietly([PYTHON, reference, kind, made], sorry="config/env.py could not be read.")
        return made.read_text()

    return make


def socket(folder: Path) -> str:
    """What goes over the socket, from the typed frames of community."""
    made = folder / "socket.schema.json"
    reference = REPOSITORY / "scripts" / "socket_schema.py"
    quietly([PYTHON, reference, made], sorry="The frames of the socket could not be read.")
    return made.read_text()


GENERATED: dict[Path, Callable[[Path], str]] = {
    OPENAPI: openapi,
    FRONTEND / "src" / "api" / "schema.d.ts": types,
    REPOSITORY / ".env.example": settings("env"),
    SETTINGS: settings("table"),
    SOCKET: socket,
}


def main() -> None:
    """Writes every generated file, or with `--check` only compares."""
    install("dev", frontend=False)
    stale: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for path, make in GENERATED.items():
            text, before = make(Path(name)), path.read_text() if path.exists() else ""
            if text == before:
                continue
            relative = str(path.relative_to(REPOSITORY))
            if "--check" in sys.argv:
                stale.append(relative)
                say(
                    "\n".join(list(difflib.unified_diff(before.splitlines(), text.splitlines(), lineterm="", n=1))[:60])
                )
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
                say(f"{relative} is new")
    if stale:
        fail(f"Out of date: {', '.join(stale)}. Run `make schema` and commit the result.")


if __name__ == "__main__":
    main()
