"""Finds the browser that the journeys are played in, or gets it, or says how to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from console import fail, quietly, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HOW = "The browser tests need Chromium; install it (Debian: apt-get install chromium) or set CHROMIUM to its path."


def chromium() -> str:
    """The path of a Chromium or Chrome; on Debian, root gets the distribution's."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given) or fail(f"CHROMIUM names {given}, and there is no such program.")
    if found := _found():
        return found
    if os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with step("Installing Debian's chromium"):
            quietly(["apt-get", "update", "-qq"], env=quiet, sorry=HOW)
            quietly(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=quiet, sorry=HOW)
    return _found() or fail(HOW)


def _found() -> str | None:
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or (str(MAC) if MAC.exists() else None)
