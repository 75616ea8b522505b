"""How the scripts speak: plain lines, one sentence for a failure, a figure for what took time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

REPOSITORY = Path(__file__).resolve().parents[1]
BACKEND = REPOSITORY / "backend"
FRONTEND = REPOSITORY / "frontend"
CACHE = REPOSITORY / ".cache"


def say(text: str = "") -> None:
    """One line to the person, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fail(sentence: str) -> NoReturn:
    """Ends the script with one sentence and exit code 1."""
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(1)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is being done, and how long it took. Another step may begin meanwhile."""
    started = time.monotonic()
    say(f"{what} …")
    yield
    say(f"{what}: {time.monotonic() - started:.1f} s")


def quietly(
    command: Sequence[str | Path], *, cwd: Path = REPOSITORY, env: Mapping[str, str] | None = None, sorry: str
) -> None:
    """Runs a command and shows its output only when it fails, followed by the sentence `sorry`."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**(os.environ if env is None else env), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-8000:])
        fail(sorry)
