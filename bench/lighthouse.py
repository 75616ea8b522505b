"""Lighthouse on the built catalogue of a fresh trial, when it is there: the median of three."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from statistics import median

from chromium import chromium
from console import FRONTEND, say
from install import install
from installation import Installation
from processes import free_ports

from .context import Bench
from .figures import Figure

GOALS = {"performance": 90, "accessibility": 100, "best-practices": 95}
PLACES = {"catalogue": "/", "course page": "/courses/consent-and-capacity-in-practice"}


def run(bench: Bench) -> list[Figure]:
    """Mobile form, simulated throttling: Lighthouse's own defaults. Skipped, with a sentence, where it is not there."""
    here = FRONTEND / "node_modules" / ".bin" / "lighthouse"
    program = str(here) if here.exists() else shutil.which("lighthouse")
    if program is None:
        say("  Skipped: Lighthouse is not here. `npm install --no-save lighthouse@12.8.2` in frontend/ brings it.")
        return []
    install("dev")
    trial = Installation(bench.folder / "trial", *free_ports(3))
    trial.prepare()
    before = len(bench.processes.children)
    trial.start(bench.processes)
    found = [figure for name, path in PLACES.items() for figure in _page(bench, program, name, trial.url + path)]
    bench.processes.stop_these(*bench.processes.children[before:])
    return found


def _page(bench: Bench, program: str, name: str, url: str) -> list[Figure]:
    reports = [_report(bench.folder, program, url) for _ in range(1 if bench.quick else 3)]
    return [
        Figure("Lighthouse", f"{name}: {category}", "points", median(report[category] for report in reports), goal=goal)
        for category, goal in GOALS.items()
    ]


def _report(folder: Path, program: str, url: str) -> dict[str, float]:
    file = folder / "lighthouse.json"
    command = [
        program, url, "--quiet", "--output=json", f"--output-path={file}",
        f"--only-categories={','.join(GOALS)}", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium()}, capture_output=True, text=True, timeout=180, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed: {done.stderr[-1500:]}")
    categories = json.loads(file.read_text())["categories"]
    return {name: round(categories[name]["score"] * 100) for name in GOALS}
