"""What a web server has loaded before its first request: what it always needs, and nothing that few requests need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BACKEND = Path(__file__).resolve().parents[2]
NOT_AT_FIRST = (
    "PIL",
    "av",
    "channels",
    "cryptography",
    "django.test",
    "drf_spectacular.openapi",
    "drf_spectacular.plumbing",
    "google",
    "httpx",
    "icalendar",
    "jwt",
    "lxml",
    "pydantic",
    "pyhanko",
    "pyld",
    "rest_framework_simplejwt",
    "sandbox",
    "segno",
    "stripe",
    "typst",
    "unittest",
    "uvicorn",
    "webvtt",
    "websockets",
)
"""Each costs memory in every process and time at every start. Import it in the function that needs it."""
PROGRAM = """
import json, os, sys
import config.wsgi
from django.urls import get_resolver
get_resolver().check()
alone = sorted(sys.modules)
from config import server
server.load()
from django.db import connections
from accredit.core.ids import new_id
new_id()
born = []
for _ in range(2):
    reading, writing = os.pipe()
    if not os.fork():
        os.write(writing, str(new_id()).encode())
        os._exit(0)
    born.append(os.read(reading, 36).decode())
    os.wait()
print(json.dumps({
    "alone": alone, "threads": len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1,
    "connected": connections["default"].connection is not None, "born": born,
}))
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, Any]:
    """A process that has loaded the application, and then what workers share."""
    env = {**os.environ, "MODE": "test"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=BACKEND, env=env, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("module", NOT_AT_FIRST)
def test_what_few_requests_need_is_not_loaded_at_the_start(loaded: dict[str, Any], module: str) -> None:
    there = [name for name in loaded["alone"] if name == module or name.startswith(f"{module}.")]
    assert not there, f"{module} comes with the application. `python -X importtime -c 'import config.wsgi'` says why."


def test_what_workers_share_holds_no_connection_and_no_thread(loaded: dict[str, Any]) -> None:
    assert not loaded["connected"]
    assert loaded["threads"] == 1


def test_workers_that_are_forked_give_different_ids(loaded: dict[str, Any]) -> None:
    assert len({one.rpartition("-")[2] for one in loaded["born"]}) == 2
