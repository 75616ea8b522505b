"""Accredit as production runs it: app servers and a worker as processes, a database, a cache, and the sandbox."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
from django.conf import settings
from nginx import own_nginx
from processes import LOOPBACK, Child, Processes, answers, free_ports, listens
from servers import own_redis

from accredit.billing.tests.stand import API_KEY, WEBHOOK_SECRET, Stand

from .databases import BACKEND
from .nursery import Born

KILL = "SIGKILL"
"""What a child's leash passes on when asked to end it: nobody here gets to say goodbye."""
RETRIES = "0.2,0.3,0.5," + ",".join(["1"] * 60)
THREADS = 16
"""Of an app server, as the operator's page says."""
PATIENCE = 60.0
Found = TypeVar("Found")
http = httpx.Client(timeout=30)


def until(look: Callable[[], Found], what: str, *, seconds: float = PATIENCE) -> Found:
    """The first true answer of `look`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.05)
    return found


@dataclass
class Deployment:
    """What runs, and how to start and kill it. All of it ends with `processes`."""

    folder: Path
    database_url: str
    processes: Processes
    settings_module: str = "config.settings"
    told: Mapping[str, str] = field(default_factory=dict)
    """What app servers and workers are told beside the usual."""
    ports: list[int] = field(default_factory=lambda: free_ports(6))
    nurseries: dict[str, Child] = field(default_factory=dict)
    """By the environment of what is born there. They stay as long as the deployment does."""

    @property
    def url(self) -> str:
        return self.address(0)

    @property
    def stand(self) -> Stand:
        """The payment sandbox, to be looked at and told to misbehave."""
        return Stand(f"http://{LOOPBACK}:{self.ports[2]}")

    def address(self, number: int) -> str:
        """Of the first or the second app server."""
        return f"http://{LOOPBACK}:{self.ports[number]}"

    @property
    def front(self) -> str:
        """Of the proxy before the servers of sockets."""
        return self.address(5)

    def start_sandbox(self) -> None:
        told = {
            "SANDBOX_PORT": str(self.ports[2]),
            "SANDBOX_SMTP_PORT": str(self.ports[3]),
            "SANDBOX_DATA_DIR": str(self.folder / "sandbox"),
            "SANDBOX_API_KEY": API_KEY,
            "SANDBOX_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "SANDBOX_WEBHOOK_URL": f"{self.url}/api/payments/webhook/",
            "SANDBOX_RETRY_DELAYS": RETRIES,
            "SANDBOX_SETTLE_DELAY": "3600",
        }
        (self.folder / "sandbox").mkdir(exist_ok=True)
        self._start("sandbox", ["-m", "sandbox"], told)
        ready = f"{self.stand.url}/healthz"
        self.processes.wait_until(lambda: answers(ready) and listens(self.ports[3]), "The sandbox")

    def start_cache(self) -> Child:
        return own_redis(self.processes, self.folder, self.ports[4], polite=KILL)

    def start_app(self, number: int = 0, *, wait: bool = True) -> Child:
        """An app server, by the operator's page."""
        serve = ["granian", "--interface", "wsgi", "--host", LOOPBACK, "--port", str(self.ports[number])]
        threads = ["--blocking-threads", str(THREADS)]
        child = self._fork(f"app-{number}", [*serve, *threads, "config.wsgi:application"], self._environment())
        if wait:
            self.wait_for_app(number)
        return child

    def start_proxy(self) -> Child:
        """An nginx before both servers of sockets, by the operator's page; pages are asked of the same two."""
        first, second = self.ports[:2]
        upstream = {8000: first, 8010: second, 8001: first, 8011: second}
        return own_nginx(self.processes, self.folder, self.ports[5], upstream=upstream, polite=KILL)

    def start_sockets(self, number: int = 0, *, wait: bool = True) -> Child:
        """A server of sockets behind the proxy, by the operator's page; it answers the API as well."""
        serve = ["uvicorn", "config.asgi:application", "--host", LOOPBACK, "--port", str(self.ports[number])]
        sockets = ["--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
        behind = {**self._environment(), "PUBLIC_URL": self.front, "PROXIES": "1"}
        child = self._fork(f"sockets-{number}", [*serve, *sockets], behind)
        if wait:
            self.wait_for_app(number)
        return child

    def wait_for_app(self, number: int = 0) -> None:
        self.processes.wait_until(lambda: answers(f"{self.address(number)}/health/ready"), f"App server {number}")

    def start_worker(self, number: int = 0) -> Child:
        return self._fork(f"worker-{number}", ["manage", "worker"], self._environment())

    def kill(self, *children: Child) -> None:
        """`kill -9` of processes and whatever they started. They were alive until then."""
        for child in children:
            child.process.terminate()
        for child in children:
            assert child.process.wait(15) == 128 + 9, f"{child.name} had ended by itself:\n{child.last_words()}"
            self.processes.children.remove(child)

    def charges(self, **where: Any) -> list[dict[str, Any]]:
        """Every charge that the sandbox made."""
        found: list[dict[str, Any]] = []
        while True:
            after = {"starting_after": found[-1]["id"]} if found else {}
            page = self.stand.get("charges", limit="100", **where, **after)
            found += page["data"]
            if not page["has_more"]:
                return found

    def mails(self, address: str) -> list[str]:
        """The subjects of what was mailed to somebody."""
        messages = http.get(f"{self.stand.url}/mail/api/messages", params={"to": address}).json()["messages"]
        return [message["subject"] for message in messages]

    def deliveries(self, state: str = "") -> list[dict[str, Any]]:
        """The sandbox's own record of the webhooks that it sent."""
        answer = http.get(f"{self.stand.url}/_control/api/deliveries", params={"state": state} if state else {})
        found: list[dict[str, Any]] = answer.json()["deliveries"]
        return found

    def _fork(self, name: str, command: list[str], told: Mapping[str, str]) -> Child:
        """A process of the product: module and arguments, as `python -m` takes them."""
        key = json.dumps(told)
        nursery = self.nurseries.get(key)
        if nursery is None:
            address = self.folder / f"nursery-{len(self.nurseries)}"
            nursery = self._start(address.name, ["-m", "tests.faults.nursery", str(address)], told)
            self.nurseries[key] = nursery
            self.processes.wait_until(address.exists, "The nursery")
        log = self._log(name)
        child = Child(name, log, Born(self.folder / nursery.name, command, log))
        self.processes.children.append(child)
        return child

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}-{time.monotonic_ns()}.log"

    def _start(self, name: str, arguments: list[str], told: Mapping[str, str]) -> Child:
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR", "TZ") if key in os.environ}
        log = self._log(name)
        command = [sys.executable, *arguments]
        env = {**inherited, "PYTHONUNBUFFERED": "1", **told}
        return self.processes.start(name, command, log=log, env=env, cwd=BACKEND, polite=KILL)

    def _environment(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": self.settings_module,
            "MODE": "test",
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"redis://{LOOPBACK}:{self.ports[4]}/0",
            "PUBLIC_URL": self.url,
            "SECRET_KEY": settings.SECRET_KEY,
            "SECRET_WRAPPING_KEYS": ",".join(settings.SECRET_WRAPPING_KEYS),
            "STRIPE_API_BASE": self.stand.url,
            "STRIPE_API_KEY": API_KEY,
            "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "SMTP_PORT": str(self.ports[3]),
            **self.told,
        }
