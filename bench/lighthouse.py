"""Lighthouse on the built catalogue and course page of a fresh trial: the median of three."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from statistics import median

from chromium import chromium
from console import REPOSITORY, quietly, step
from install import fingerprint, install, require_node
from installation import Installation
from processes import free_ports

from .context import Bench
from .figures import Figure

GOALS = {"performance": 90, "accessibility": 100, "best-practices": 95}
PLACES = {"catalogue": "/", "course page": "/courses/consent-and-capacity-in-practice"}


HERE = REPOSITORY / "bench" / "lighthouse"
"""Its package.json and lock: a tool of the benchmark alone, so it is no dependency of the front end."""


def run(bench: Bench) -> list[Figure]:
    """Mobile form, simulated throttling: Lighthouse's own defaults."""
    install("dev")
    program = _program()
    trial = Installation(bench.folder / "trial", *free_ports(3))
    trial.prepare()
    before = len(bench.processes.children)
    trial.start(bench.processes)
    found = [figure for name, path in PLACES.items() for figure in _page(bench, program, name, trial.url + path)]
    bench.processes.stop_these(*bench.processes.children[before:])
    return found


def _program() -> Path:
    """Installs what the lock names, unless it is there."""
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules" / "accredit.stamp"
    wanted = fingerprint([lock])
    if not stamp.exists() or stamp.read_text() != wanted:
        require_node()
        offline = "Lighthouse could not be installed; check the connection to the package registry and try again."
        with step("Installing Lighthouse"):
            quietly(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, sorry=offline)
        stamp.write_text(wanted)
    return HERE / "node_modules" / ".bin" / "lighthouse"


def _page(bench: Bench, program: Path, name: str, url: str) -> list[Figure]:
    reports = [_report(bench.folder, program, url) for _ in range(1 if bench.quick else 3)]
    return [
        Figure("Lighthouse", f"{name}: {category}", "points", median(report[category] for report in reports), goal=goal)
        for category, goal in GOALS.items()
    ]


def _report(folder: Path, program: Path, url: str) -> dict[str, float]:
    file = folder / "lighthouse.json"
    command = [
        str(program), url, "--quiet", "--output=json", f"--output-path={file}",
        f"--only-categories={','.join(GOALS)}", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium()}, capture_output=True, text=True, timeout=180, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed: {done.stderr[-1500:]}")
    categories = json.loads(file.read_text())["categories"]
    return {name: round(categories[name]["score"] * 100) for name in GOALS}
