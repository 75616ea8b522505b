"""Runs every test: sets up what is missing, brings its own servers, and leaves nothing behind.

PART=backend|sqlite|frontend|browser runs one part. DATABASE_URL and REDIS_URL replace the servers that it would start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chromium import chromium
from console import BACKEND, FRONTEND, REPOSITORY, fail, say
from install import PYTHON, install
from installation import Installation
from processes import Processes, ending_on_signals, free_ports
from servers import postgresql, redis


@dataclass
class Outcome:
    """How one part went."""

    part: str
    passed: bool
    seconds: float
    tests: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        verdict = "" if self.passed else " FAILED"
        return f"{self.part} {self.tests} tests{skipped} in {self.seconds:.0f} s{verdict}"


def backend(folder: Path) -> bool:
    """Everything but the browser, on PostgreSQL and a Redis-compatible server, in random order."""
    with Processes() as servers:
        env = {"DATABASE_URL": postgresql(servers, folder), "REDIS_URL": redis(servers, folder)}
        return _pytest(folder, "backend", ["--ignore=tests/e2e", "-n", "2"], env)


def sqlite(folder: Path) -> bool:
    """Migrations, the seed, every endpoint's happy path and tenant isolation on SQLite, as a trial runs."""
    env = {"DATABASE_URL": "", "REDIS_URL": ""}
    return _pytest(folder, "sqlite", ["--ignore=tests/e2e", "-n", "2", "-m", ON_SQLITE], env)


def frontend(folder: Path) -> bool:
    """The front end's unit and component tests."""
    report = [f"--outputFile.junit={folder / 'frontend.xml'}", "--reporter=default", "--reporter=junit"]
    return _succeeds(["npm", "test", "--", *report], FRONTEND, {})


def browser(folder: Path) -> bool:
    """The journeys on a fresh trial: in a real browser, with axe on every page, and over HTTP."""
    path = chromium()
    port, sandbox_port, smtp_port = free_ports(3)
    trial = Installation(folder / "trial", port, sandbox_port, smtp_port)
    with Processes() as processes:
        trial.prepare()
        trial.start(processes)
        env = {
            "BASE_URL": trial.url,
            "SANDBOX_URL": trial.sandbox_url,
            "DATA_DIR": str(trial.data_dir),
            "CHROMIUM": path,
        }
        played = _pytest(folder, "browser", ["tests/e2e", "-p", "no:xdist"], env)
        say("The journeys over HTTP:")
        return _succeeds([PYTHON, REPOSITORY / "scripts" / "journey.py"], REPOSITORY, env) and played


ON_SQLITE = "(happy or isolation or seed) and not (postgresql or race)"
PARTS: dict[str, Callable[[Path], bool]] = {
    "backend": backend,
    "sqlite": sqlite,
    "frontend": frontend,
    "browser": browser,
}


def main() -> None:
    started = time.monotonic()
    wanted = os.environ.get("PART")
    if wanted and wanted not in PARTS:
        fail(f"PART must be one of {', '.join(PARTS)}, and {wanted!r} is not.")
    outcomes: list[Outcome] = []
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-test-") as name:
        install("dev")
        for part in [wanted] if wanted else PARTS:
            say(f"\n== {part}: {(PARTS[part].__doc__ or '').splitlines()[0]}")
            folder = Path(name, part)
            folder.mkdir()
            since = time.monotonic()
            outcomes.append(Outcome(part, PARTS[part](folder), time.monotonic() - since))
            _count(outcomes[-1], folder / f"{part}.xml")
    failed = [outcome.part for outcome in outcomes if not outcome.passed]
    say("\n" + "; ".join(map(str, outcomes)))
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    say(f"{'FAILED: ' + ', '.join(failed) if failed else 'All tests passed'} in {minutes} min {seconds} s.")
    sys.exit(1 if failed else 0)


def _pytest(folder: Path, part: str, arguments: Sequence[str], env: Mapping[str, str]) -> bool:
    mode = {"MODE": "test", "JOBS_BACKEND": "database", "LOG_LEVEL": "CRITICAL", "DATA_DIR": str(folder / "data")}
    return _succeeds(
        [PYTHON, "-m", "pytest", "-q", f"--junitxml={folder / part}.xml", *arguments], BACKEND, {**mode, **env}
    )


def _succeeds(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str]) -> bool:
    return not subprocess.run(list(map(str, command)), cwd=cwd, env={**os.environ, **env}, check=False).returncode


def _count(outcome: Outcome, report: Path) -> None:
    """Takes the figures from the JUnit report. A part that ran no test has not passed."""
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            outcome.tests += int(suite.get("tests", "0"))
            outcome.skipped += int(suite.get("skipped", "0"))
    outcome.passed = outcome.passed and outcome.tests > 0


if __name__ == "__main__":
    main()
