"""What a web worker weighs and how long it takes to be there, against bare Django and DRF."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from console import BACKEND, REPOSITORY
from install import PYTHON

from . import seeding
from .context import Bench
from .figures import Figure, compared
from .load import load, request
from .serving import BARE, OURS, Server, serve

WITH_DRF = {"BARE_WITH_DRF": "1"}
READ = (
    "/health/live",
    "/api/discover/?page_size=50",
    "/api/discover/?search=clinical",
    "/api/courses/category/",
    "/api/courses/course/",
    f"/api/courses/course/{seeding.MODEL_SLUG}/",
    "/api/accreditation/accreditors/",
)
"""Asked of ours before it is weighed."""


def run(bench: Bench) -> list[Figure]:
    """One worker each, weighed after a few hundred requests."""
    seeding.catalogue(1000)
    ours = serve(bench.processes, OURS, bench.folder, workers=1)
    bare = serve(bench.processes, BARE, bench.folder, workers=1, env=WITH_DRF)
    for server, paths in ((ours, READ), (bare, ("/drf/",))):
        requests = [request("GET", path, port=server.port) for path in paths]
        load(server.port, requests, seconds=bench.seconds, connections=4)
    weights = [_weight(ours), _weight(bare)]
    found = [
        Figure("A worker", f"memory after warm-up, {what}", "MiB", round(mine, 1), ceiling=round(other, 1),
               ceiling_is="bare Django and DRF with one list", ratio=round(mine / other, 3),
               goal=1.2 if what == "PSS" else None, at_most=True)
        for what, mine, other in zip(("PSS", "RSS"), *weights, strict=True)
    ]  # fmt: skip
    bench.processes.stop_these(ours.child, bare.child)
    return [*found, *_imports(bench), *_readiness(bench)]


def _weight(server: Server) -> tuple[float, float]:
    """Proportional and resident set of its worker, in MiB."""
    [pid] = server.workers()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split()[0].rstrip(":"): int(line.split()[1]) for line in lines[1:]}
    return sizes["Pss"] / 1024, sizes["Rss"] / 1024


def _imports(bench: Bench) -> list[Figure]:
    """The application imported in a fresh interpreter, in turns."""
    mine, other, cpu = [], [], []
    for number in range(bench.rounds + 1):
        took, used = _import("config.wsgi", {})
        bare, _ = _import("bench.bare.wsgi", WITH_DRF)
        if number:
            mine.append(took)
            cpu.append(used)
            other.append(bare)
    figure = compared("A worker", "import until ready", mine, other, unit="s", at_most=True,
                      ceiling_is="bare Django and DRF")  # fmt: skip
    figure.more = {"cpu_seconds": round(median(cpu), 3)}
    figure.note = f"{median(cpu):.2f} s of processor time"
    limit = Figure("A worker", "import until ready, alone", "s", round(median(mine), 2), goal=1.8, at_most=True)
    return [figure, limit]


def _import(module: str, env: Mapping[str, str]) -> tuple[float, float]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(BACKEND), str(REPOSITORY)]), **env}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    program = f"import {module}, os; t = os.times(); print(t.user + t.system)"
    began = time.perf_counter()
    done = subprocess.run([PYTHON, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, float(done.stdout)


def _readiness(bench: Bench) -> list[Figure]:
    """From the start of granian to the first answer."""
    mine: list[float] = []
    other: list[float] = []
    for _ in range(bench.rounds):
        for application, times, env in ((OURS, mine, {}), (BARE, other, WITH_DRF)):
            server = serve(bench.processes, application, bench.folder, workers=1, env=env)
            times.append(server.ready_in)
            bench.processes.stop_these(server.child)
    return [compared("A worker", "start until the first answer", mine, other, unit="s",
                     ceiling_is="bare Django and DRF under the same server")]  # fmt: skip
