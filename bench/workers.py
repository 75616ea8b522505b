"""What a web worker weighs and how long it takes to be there, against bare Django and DRF."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from statistics import median

from console import BACKEND, REPOSITORY
from install import PYTHON

from . import seeding
from .context import Bench
from .figures import Figure, compared
from .load import load, request
from .serving import BARE, OURS, SHARING, Server, serve, weight

CEILING = "bare Django and DRF with one list, under granian as it comes"
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


MEMORY = "A worker's memory after warm-up"


def run(bench: Bench) -> list[Figure]:
    """Weighed after a few hundred requests."""
    seeding.catalogue(1000)
    return [*_alone(bench), *_together(bench), *_imports(bench), *_readiness(bench)]


def _alone(bench: Bench) -> list[Figure]:
    """One worker each under granian as it comes: nothing is shared."""
    ours = serve(bench.processes, OURS, bench.folder, workers=1)
    bare = serve(bench.processes, BARE, bench.folder, workers=1, env=WITH_DRF)
    _warm(bench, ours, bare)
    weights = [weight(server.workers()[0]) for server in (ours, bare)]
    bench.processes.stop_these(ours.child, bare.child)
    return [
        Figure(MEMORY, f"alone, {what}", "MiB", round(mine, 1), ceiling=round(other, 1), ceiling_is=CEILING,
               ratio=round(mine / other, 3), goal=1.2 if what == "PSS" else None, at_most=True)
        for what, mine, other in zip(("PSS", "RSS"), *weights, strict=True)
    ]  # fmt: skip


def _together(bench: Bench) -> list[Figure]:
    """Servers of one, two and four workers: ours loaded before they are forked, the other granian as it comes."""
    mine, other = {}, {}
    for workers in (1, 2, 4):
        ours = serve(bench.processes, OURS, bench.folder, workers=workers, server=SHARING)
        bare = serve(bench.processes, BARE, bench.folder, workers=workers, env=WITH_DRF)
        _warm(bench, ours, bare)
        mine[workers], other[workers] = ours.pss_mib(), bare.pss_mib()
        bench.processes.stop_these(ours.child, bare.child)
    further, bare_further = (mine[4] - mine[1]) / 3, (other[4] - other[1]) / 3
    return [
        Figure(MEMORY, "each further one, forked", "MiB", round(further, 1), ceiling=round(bare_further, 1),
               ceiling_is=CEILING, ratio=round(further / bare_further, 3), goal=1.2, at_most=True),
        *(Figure(MEMORY, f"all processes of a server of {count}", "MiB", round(mine[count], 1),
                 ceiling=round(other[count], 1), ceiling_is=CEILING, ratio=round(mine[count] / other[count], 3),
                 at_most=True)
          for count in mine),
    ]  # fmt: skip


def _warm(bench: Bench, ours: Server, bare: Server) -> None:
    for server, paths in ((ours, READ), (bare, ("/drf/",))):
        requests = [request("GET", path, port=server.port) for path in paths]
        load(server.port, requests, seconds=bench.seconds, connections=8)


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
