"""Runs one command that must not outlive its parent.

The parent holds the other end of our standard input. When that closes, for whatever reason, or when we are asked to
stop, the command's whole process group gets its polite signal, and after a grace period the one that cannot be refused.

    python leash.py [--signal NAME] [--grace SECONDS] [--user NAME] -- command …
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
from types import FrameType


def main() -> int:
    """Exit code of the command, or 128 + the signal that ended it."""
    parser = argparse.ArgumentParser(prog="leash.py")
    parser.add_argument("--signal", default="SIGTERM")
    parser.add_argument("--grace", type=int, default=10)
    parser.add_argument("--user")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    polite = signal.Signals[given.signal]

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: None)  # until there is something to stop
    child = subprocess.Popen(
        given.command[1:],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        user=given.user,
        group=_group_of(given.user),
        extra_groups=[] if given.user else None,
    )

    def send(number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)

    def stop(_number: int, _frame: FrameType | None) -> None:
        send(polite)
        signal.alarm(given.grace)

    def wait_for_the_parent() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGALRM, lambda *_: send(signal.SIGKILL))
    threading.Thread(target=wait_for_the_parent, daemon=True).start()
    code = child.wait()
    send(signal.SIGKILL)  # what the command may have left behind in its group
    return code if code >= 0 else 128 - code


def _group_of(user: str | None) -> int | None:
    if not user:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid


if __name__ == "__main__":
    # os._exit: the thread still sits in a read of standard input.
    code = main()
    sys.stdout.flush()
    os._exit(code)
