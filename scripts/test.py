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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from chromium import chromium
from console import BACKEND, FRONTEND, REPOSITORY, fail, say
from install import PYTHON, install
from installation import Installation
from nginx import nginx
from processes import Processes, ending_on_signals, free_ports
from servers import postgresql, redis

RESULTS = "ACCREDIT_TEST_RESULTS"
"""Tells the process of one part where to leave its reports for the one that started it, which speaks for all."""


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
        env = {
            "DATABASE_URL": postgresql(servers, folder, for_tests=True),
            "REDIS_URL": redis(servers, folder),
            "NGINX": nginx(),
        }
        return _pytest(folder, "backend", ["--ignore=tests/e2e", *TWO_WORKERS], env)


def sqlite(folder: Path) -> bool:
    """Migrations, the seed, every endpoint's happy path and tenant isolation on SQLite, as a trial runs."""
    env = {"DATABASE_URL": "", "REDIS_URL": ""}
    return _pytest(folder, "sqlite", ["--ignore=tests/e2e", *TWO_WORKERS, "-m", ON_SQLITE], env)


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

        def over_http(journey: int) -> bool:
            command = [PYTHON, REPOSITORY / "scripts" / "journey.py"]
            return _succeeds(command, REPOSITORY, {**env, "JOURNEY": str(journey)})

        with ThreadPoolExecutor(max_workers=1) as beside:
            others = [beside.submit(over_http, journey) for journey in (1, 3)]
            in_browser = _pytest(folder, "browser", ["tests/e2e", "-p", "no:xdist"], env)
            # Connects Zoom, which the browser has to find unconnected.
            return all([in_browser, *(other.result() for other in others), over_http(2)])


TWO_WORKERS = ("-n", "2", "--dist", "worksteal")
"""Each takes half of the files and has what it has begun for itself; who is through first takes over from the other.
Dealt out a few at a time, the tests of a file came to both, and both started the servers that such a file starts."""
ON_SQLITE = "(happy or isolation or seed) and not (postgresql or race)"
PARTS: dict[str, Callable[[Path], bool]] = {
    "backend": backend,
    "sqlite": sqlite,
    "browser": browser,
    "frontend": frontend,
}
LANES = (("backend",), ("browser", "frontend", "sqlite"))
"""What runs side by side. Both take about as long, so that no processor waits while the other is at the last part."""


def main() -> None:
    started = time.monotonic()
    wanted = os.environ.get("PART")
    if wanted and wanted not in PARTS:
        fail(f"PART must be one of {', '.join(PARTS)}, and {wanted!r} is not.")
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-test-") as name:
        install("dev")
        outcomes = [_alone(wanted, Path(name))] if wanted else _side_by_side(Path(name))
    failed = [outcome.part for outcome in outcomes if not outcome.passed]
    if RESULTS not in os.environ:
        say("; ".join(map(str, outcomes)))
        minutes, seconds = divmod(round(time.monotonic() - started), 60)
        say(f"{'FAILED: ' + ', '.join(failed) if failed else 'All tests passed'} in {minutes} min {seconds} s.")
    sys.exit(1 if failed else 0)


def _alone(part: str, folder: Path) -> Outcome:
    """Runs one part here, and keeps its reports where RESULTS says."""
    folder = Path(os.environ.get(RESULTS) or folder, part)
    folder.mkdir()
    since = time.monotonic()
    outcome = Outcome(part, PARTS[part](folder), time.monotonic() - since)
    return _counted(outcome, folder / f"{part}.xml")


def _side_by_side(folder: Path) -> list[Outcome]:
    """Runs each part as a process of its own, in lanes, and shows what it said when it ends."""
    waiting = [list(lane) for lane in LANES]
    running: dict[int, tuple[str, float, subprocess.Popen[bytes]]] = {}
    outcomes: list[Outcome] = []
    try:
        while running or any(waiting):
            for number, lane in enumerate(waiting):
                if lane and number not in running:
                    part = lane.pop(0)
                    say(f"== {part}: {_about(part)} …")
                    running[number] = (part, time.monotonic(), _begun(part, folder))
            time.sleep(0.2)
            for number, (part, since, process) in list(running.items()):
                if process.poll() is not None:
                    del running[number]
                    outcome = Outcome(part, not process.returncode, time.monotonic() - since)
                    outcomes.append(_counted(outcome, folder / part / f"{part}.xml"))
                    said = (folder / f"{part}.log").read_text(errors="replace").strip()
                    say(f"\n== {part}: {_about(part)}\n{said}\n")
    finally:
        for _, _, process in running.values():
            process.terminate()
        for _, _, process in running.values():
            process.wait(30)
    return sorted(outcomes, key=lambda outcome: list(PARTS).index(outcome.part))


def _begun(part: str, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / f"{part}.log").open("wb") as log:
        env = {**os.environ, "PART": part, RESULTS: str(folder)}
        return subprocess.Popen([PYTHON, __file__], stdout=log, stderr=subprocess.STDOUT, env=env)


def _about(part: str) -> str:
    return (PARTS[part].__doc__ or "").splitlines()[0]


def _pytest(folder: Path, part: str, arguments: Sequence[str], env: Mapping[str, str]) -> bool:
    mode = {"MODE": "test", "JOBS_BACKEND": "database", "LOG_LEVEL": "CRITICAL", "DATA_DIR": str(folder / "data")}
    return _succeeds(
        [PYTHON, "-m", "pytest", "-q", f"--junitxml={folder / part}.xml", *arguments], BACKEND, {**mode, **env}
    )


def _succeeds(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str]) -> bool:
    return not subprocess.run(list(map(str, command)), cwd=cwd, env=_environment(env), check=False).returncode


def _environment(env: Mapping[str, str]) -> dict[str, str]:
    """Ours, in which Python keeps what it compiles: two dozen processes of a run import the same modules."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **env}


def _counted(outcome: Outcome, report: Path) -> Outcome:
    """With the figures of the JUnit report. A part that ran no test has not passed."""
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            outcome.tests += int(suite.get("tests", "0"))
            outcome.skipped += int(suite.get("skipped", "0"))
    outcome.passed = outcome.passed and outcome.tests > 0
    return outcome


if __name__ == "__main__":
    main()
