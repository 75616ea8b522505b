"""The two servers, side by side on one machine, and rounds that take turns between them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console import BACKEND, REPOSITORY
from install import PYTHON
from processes import LOOPBACK, Child, Processes, answers, free_ports

from .load import Load

OURS, BARE = "config.wsgi:application", "bench.bare.wsgi:application"
GRANIAN, SHARING = "granian", "config.server"
"""granian as it comes, and as our operators start it: loaded once, then forked."""
THREADS = 2
"""A worker's threads, each with a connection of its own: enough to go on while one waits for the database."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A granian with so many workers."""

    name: str
    port: int
    child: Child
    ready_in: float
    """Seconds from its start to its first answer."""

    def cpu_seconds(self) -> float:
        """What all its processes have used so far."""
        return sum(_cpu_of(pid) for pid in _tree(self.child.process.pid))

    def pss_mib(self) -> float:
        """What all its processes hold, in MiB: what several share is counted once."""
        return sum(weight(pid)[0] for pid in _tree(self.child.process.pid))

    def workers(self) -> list[int]:
        """The processes that serve: the leaves of its tree."""
        return [pid for pid in _tree(self.child.process.pid) if not _children(pid)]


@dataclass
class Round:
    """What was measured of one server, in its turns."""

    loads: list[Load] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        return [load.rate for load in self.loads]


def serve(
    processes: Processes,
    application: str,
    folder: Path,
    *,
    workers: int,
    env: Mapping[str, str] | None = None,
    server: str = GRANIAN,
) -> Server:
    """Start one of the two under granian, with the arguments that `docs/operator.md` advises."""
    port = free_ports(1)[0]
    name = f"{application.partition(':')[0]}-{workers}-{port}"
    command: Sequence[str | Path] = (
        PYTHON, "-m", server, "--interface", "wsgi", "--host", LOOPBACK, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", "600",
        "--no-ws", "--log-level", "warning", application,
    )  # fmt: skip
    environment = {**os.environ, "PORT": str(port), "PYTHONPATH": os.pathsep.join([str(BACKEND), str(REPOSITORY)])}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    began = time.monotonic()
    child = processes.start(name, command, log=folder / f"{name}.log", env={**environment, **(env or {})})
    health = "health/live" if application == OURS else "api/discover/"
    while not answers(f"http://{LOOPBACK}:{port}/{health}"):
        if ended := processes.ended():
            raise RuntimeError(f"{ended.name} ended:\n{ended.last_words()}")
        if time.monotonic() - began > 60:
            raise TimeoutError(f"{name} did not answer within 60 s:\n{child.last_words()}")
        time.sleep(0.02)
    return Server(name, port, child, time.monotonic() - began)


def take_turns(rounds: int, contestants: Mapping[str, tuple[Server, Callable[[], Load]]]) -> dict[str, Round]:
    """A B A B …, after one short turn each to warm up. An unexpected answer ends the measurement."""
    found = {name: Round() for name in contestants}
    for number in range(rounds + 1):
        for name, (server, run) in contestants.items():
            before = server.cpu_seconds()
            load = run()
            if load.unexpected:
                raise RuntimeError(f"{name}: {load.unexpected} of {load.answers} answers were not what was asked for.")
            if number:
                found[name].loads.append(load)
                found[name].cpu_ms.append((server.cpu_seconds() - before) * 1000 / max(load.answers, 1))
    return found


def weight(pid: int) -> tuple[float, float]:
    """Proportional and resident set of a process, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split()[0].rstrip(":"): int(line.split()[1]) for line in lines[1:]}
    return sizes["Pss"] / 1024, sizes["Rss"] / 1024


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _tree(pid: int) -> list[int]:
    return [pid, *(below for child in _children(pid) for below in _tree(child))]


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS
