"""A process that has loaded the product once, and from which app servers and workers are forked, each on its own.

`config.server` does the same for the workers of an app server. These tests start eighty, and to load the product takes
each a second of a processor.

    python -m tests.faults.nursery <path of its socket>
"""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path


class Born:
    """A process that was forked for us, to be watched and killed like one of `subprocess`."""

    stdin = None

    def __init__(self, nursery: Path, command: Sequence[str], log: Path) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(nursery))
        self._said = self._line.makefile("rw")
        self._said.write(json.dumps([*command, str(log)]) + "\n")
        self._said.flush()
        self.pid = int(self._said.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        if (code := self._look(timeout)) is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def terminate(self) -> None:
        """`kill -9`, for it and what it has started."""
        if self.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)

    kill = terminate

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._line], [], [], timeout)[0]:
            self.returncode = int(self._said.readline())
            self._said.close()
            self._line.close()
        return self.returncode


def _serve(address: str) -> None:
    """Load the product and wait for calls. Each is answered by a keeper of its own, which is forked here."""
    from config import server

    server.load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{address}.new")
        listener.listen()
        Path(f"{address}.new").rename(address)
        while True:
            line, _ = listener.accept()
            with line:
                if not os.fork():
                    listener.close()
                    return _keep(line)


def _keep(line: socket.socket) -> None:
    """Fork the process that was asked for, tell its number and how it ended; it does not outlive who asked."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said = line.makefile("rw")
    module, *arguments, log = json.loads(said.readline())
    if not (child := os.fork()):
        said.close()
        line.close()
        return _become(module, arguments, log)
    os.setpgid(child, child)
    print(child, file=said, flush=True)

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)

    def kill_when_left() -> None:
        line.recv(1)
        kill()

    threading.Thread(target=kill_when_left, daemon=True).start()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    kill()  # what it may have left behind in its group
    print(code if code >= 0 else 128 - code, file=said, flush=True)
    os._exit(0)


def _become(module: str, arguments: list[str], log: str) -> None:
    """`python -m module arguments`, in this process."""
    for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, log, os.O_WRONLY | os.O_CREAT)):
        os.dup2(os.open(path, how), number)
    os.dup2(1, 2)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
