"""Child processes that end with us, whatever happens to us."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Protocol

from console import REPOSITORY, fail

LEASH = Path(__file__).with_name("leash.py")
LOOPBACK = "127.0.0.1"


class Process(Protocol):
    """What is asked of a process of ours; `subprocess.Popen` is one."""

    @property
    def pid(self) -> int: ...
    @property
    def stdin(self) -> IO[bytes] | None: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


@dataclass
class Child:
    """A process of ours: what people call it, and where it writes."""

    name: str
    log: Path
    process: Process

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""


class Processes(contextlib.AbstractContextManager["Processes"]):
    """Starts children on a leash; leaving the context ends them, the last started first."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path = REPOSITORY,
        user: str | None = None,
        polite: str = "SIGTERM",
    ) -> Child:
        """Starts `command`; its output goes to the file `log`. `polite` is the signal that asks it to end."""
        leash = [sys.executable, str(LEASH), "--signal", polite, *(["--user", user] if user else []), "--"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*leash, *map(str, command)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                start_new_session=True,
            )
        child = Child(name, log, process)
        self.children.append(child)
        return child

    def ended(self) -> Child | None:
        """The first child that is no longer there."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def wait_until(self, ready: Callable[[], bool], what: str, *, within: float = 60) -> None:
        """Waits for `ready`; ends with a sentence when a child ends first or the seconds run out."""
        until = time.monotonic() + within
        while not ready():
            if ended := self.ended():
                fail(f"{ended.last_words()}\nThe {ended.name} ended while starting; its log is {ended.log}.")
            if time.monotonic() > until:
                logs = ", ".join(str(child.log) for child in self.children)
                fail(f"{what} did not answer within {within:.0f} s; look at {logs}.")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends all children and waits for it."""
        self.stop_these(*self.children)

    def stop_these(self, *children: Child) -> None:
        """Ends these children, the last one first, and waits for it."""
        for child in reversed(children):
            self.children.remove(child)
            if child.process.stdin:
                child.process.stdin.close()
            with contextlib.suppress(ProcessLookupError):
                child.process.terminate()
            try:
                child.process.wait(15)
            except subprocess.TimeoutExpired:
                child.process.kill()

    def __exit__(self, *_: object) -> None:
        self.stop()


@contextlib.contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turns a polite signal into an exception, so that `with` blocks clean up."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Different loopback ports that nobody listens on at the moment."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def listens(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def answers(url: str) -> bool:
    """Whether a GET there gives 2xx."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status < 300)
    except (urllib.error.URLError, OSError):
        return False
