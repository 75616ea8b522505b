"""A whole Accredit on this machine: the app with its worker, and the sandbox in place of Stripe, Zoom and mail."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from console import BACKEND, CACHE, REPOSITORY, fail, quietly, step
from install import PYTHON, fingerprint
from processes import LOOPBACK, Processes, answers, is_free, listens

KEPT = ("accredit.sqlite3", "accredit.sqlite3-shm", "accredit.sqlite3-wal", "files", "sandbox", "logs", "demo.json",
        "secrets.json", "prepared", "run.lock")  # fmt: skip
"""All that an installation writes into its data directory."""


@dataclass(frozen=True)
class Installation:
    """Where an installation listens (loopback only) and keeps its data."""

    data_dir: Path
    port: int
    sandbox_port: int
    smtp_port: int

    @classmethod
    def from_environment(cls) -> Installation:
        """PORT, DATA_DIR, SANDBOX_PORT and SMTP_PORT, each with its default."""
        port = _port("PORT", 8000)
        return cls(
            data_dir=data_dir_from_environment(),
            port=port,
            sandbox_port=_port("SANDBOX_PORT", port + 1),
            smtp_port=_port("SMTP_PORT", port + 25),
        )

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Where the sandbox's mailbox and payment pages are."""
        return f"http://{LOOPBACK}:{self.sandbox_port}"

    def refuse_taken_ports(self) -> None:
        """Ends with a sentence that names the first port that somebody else has."""
        wanted = {"PORT": self.port, "SANDBOX_PORT": self.sandbox_port, "SMTP_PORT": self.smtp_port}
        for variable, port in wanted.items():
            if not is_free(port):
                fail(f"Port {port} is taken; choose another one: make run {variable}={port + 100}")

    def lock(self) -> TextIO:
        """Held as long as the installation runs; ends with a sentence when another process holds it."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        file = (self.data_dir / "run.lock").open("a+")
        if not take(file):
            file.seek(0)
            fail(f"Accredit already runs on the data in {self.data_dir} ({file.read().strip()}).")
        file.truncate(0)
        file.write(f"process {os.getpid()}, {self.url}")
        file.flush()
        return file

    def environment(self) -> dict[str, str]:
        """What the app is told."""
        return _inherited() | {
            "MODE": "trial",
            "DATA_DIR": str(self.data_dir),
            "HOST": LOOPBACK,
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "SANDBOX_URL": self.sandbox_url,
            "STRIPE_API_BASE": self.sandbox_url,
            "ZOOM_API_URL": f"{self.sandbox_url}/zoom/v2",
            "ZOOM_OAUTH_URL": f"{self.sandbox_url}/zoom/oauth",
            "SMTP_HOST": LOOPBACK,
            "SMTP_PORT": str(self.smtp_port),
            "JOBS_BACKEND": "database",
            "WORKER_THREAD": "true",
            **self._secrets(),
        }

    def prepare(self) -> None:
        """Migrates and seeds; does nothing when this version has done so at this address before."""
        stamp = self.data_dir / "prepared"
        wanted = f"{self.url} {self.sandbox_url} {fingerprint(sorted(BACKEND.glob('accredit/*/migrations/*.py')))}"
        if stamp.exists() and stamp.read_text() == wanted:
            return
        (self.data_dir / "logs").mkdir(parents=True, exist_ok=True)
        with step("Preparing the database and the demo"):
            for command in (["migrate"], ["seed_demo", "--skip-checks"]):  # the first has made Django's checks
                quietly(
                    [PYTHON, "manage.py", *command],
                    cwd=BACKEND,
                    env=self.environment(),
                    sorry=f"`manage.py {command[0]}` failed; its output is above. `make reset` starts from nothing.",
                )
        stamp.write_text(wanted)

    def start(self, processes: Processes) -> None:
        """Starts both processes and returns when they answer."""
        logs = self.data_dir / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        self._start_sandbox(processes)
        serve = [str(PYTHON), "-m", "uvicorn", "config.asgi:application", "--host", LOOPBACK, "--port", str(self.port)]
        sockets = ["--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
        quiet = ["--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5"]
        processes.start("app", [*serve, *sockets, *quiet], cwd=BACKEND, env=self.environment(), log=logs / "app.log")
        processes.wait_until(lambda: answers(f"{self.sandbox_url}/healthz") and listens(self.smtp_port), "The sandbox")
        processes.wait_until(lambda: answers(f"{self.url}/health/ready"), "The app")
        note = CACHE / "trials" / str(self.port)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(str(self.data_dir))

    def _start_sandbox(self, processes: Processes) -> None:
        known = self._secrets()
        (self.data_dir / "sandbox").mkdir(parents=True, exist_ok=True)
        told = {
            "SANDBOX_PORT": str(self.sandbox_port),
            "SANDBOX_SMTP_PORT": str(self.smtp_port),
            "SANDBOX_DATA_DIR": str(self.data_dir / "sandbox"),
            "SANDBOX_API_KEY": known["STRIPE_API_KEY"],
            "SANDBOX_WEBHOOK_SECRET": known["STRIPE_WEBHOOK_SECRET"],
            "SANDBOX_WEBHOOK_URL": f"{self.url}/api/payments/webhook/",
            "SANDBOX_ZOOM_CLIENT_SECRET": known["ZOOM_CLIENT_SECRET"],
            "SANDBOX_ZOOM_WEBHOOK_SECRET": known["ZOOM_WEBHOOK_SECRET"],
            "SANDBOX_ZOOM_WEBHOOK_URL": f"{self.url}/api/integrations/zoom/webhook/",
        }
        log = self.data_dir / "logs" / "sandbox.log"
        processes.start("sandbox", [PYTHON, "-m", "sandbox"], cwd=BACKEND, env=_inherited() | told, log=log)

    def demo(self) -> dict[str, Any]:
        """What the seed wrote down for people: accounts and what to look at."""
        demo: dict[str, Any] = json.loads((self.data_dir / "demo.json").read_text())
        return demo

    def _secrets(self) -> dict[str, str]:
        """Random secrets of this installation, each made once."""
        file = self.data_dir / "secrets.json"
        known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        if not {"SECRET_KEY", "ZOOM_WEBHOOK_SECRET"} <= known.keys():
            made = {
                "SECRET_KEY": secrets.token_urlsafe(64),
                "SECRET_WRAPPING_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
                "STRIPE_API_KEY": f"sk_test_{secrets.token_hex(16)}",
                "STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(16)}",
                "ZOOM_CLIENT_SECRET": secrets.token_hex(16),
                "ZOOM_WEBHOOK_SECRET": secrets.token_hex(16),
            }
            known = made | known
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
                json.dump(known, output, indent=1)
        return known


def data_dir_from_environment() -> Path:
    """DATA_DIR, by default `.data` in the repository."""
    return Path(os.environ.get("DATA_DIR") or REPOSITORY / ".data").expanduser().absolute()


def data_dir_of(port: int) -> Path:
    """Where the installation on this port keeps its data: DATA_DIR, or what it noted when it started."""
    note = CACHE / "trials" / str(port)
    if not os.environ.get("DATA_DIR") and note.exists():
        return Path(note.read_text())
    return data_dir_from_environment()


def take(file: TextIO) -> bool:
    """Whether the lock on this file is ours now (it goes with our process)."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _port(variable: str, default: int) -> int:
    given = os.environ.get(variable) or str(default)
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        fail(f"{variable} must be a port number between 1 and 65535, and {given!r} is not.")
    return int(given)


def _inherited() -> dict[str, str]:
    """The part of our environment that programs need to work at all; no setting of another installation leaks in."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "USER")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONUNBUFFERED": "1"}
