"""Puts in place what the project needs, and nothing twice.

A virtual environment with one of the two locks, the front end's packages, and the built front end. Each leaves a stamp
with the fingerprint of what it was made from, so that a second start costs milliseconds.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from console import BACKEND, CACHE, FRONTEND, REPOSITORY, fail, quietly, step

Lock = Literal["run", "dev"]
VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
LOCKS: dict[Lock, Path] = {"run": BACKEND / "requirements.lock", "dev": BACKEND / "requirements-dev.lock"}
OLDEST_NODE = (20, 19)
NOT_SOURCE = {"node_modules", "dist", "coverage", "testing"}
"""Folders of the front end that do not change what is built."""


def install(lock: Lock, *, frontend: bool = True) -> None:
    """Makes the environment fit for running (`run`) or for developing (`dev`, which contains the other)."""
    with _one_at_a_time():
        packages, built = _Stamp.of_packages(), _Stamp.of_build()
        if frontend and not (packages.fits() and built.fits()):
            require_node()
        # Both wait for the network most of the time, so they do it together.
        with ThreadPoolExecutor() as together:
            node = together.submit(install_node, packages) if frontend else None
            install_python(lock)
            if node:
                node.result()
        if frontend:
            build_frontend(built)


class _Stamp:
    """A file beside a result, with the fingerprint of what the result was made from."""

    def __init__(self, file: Path, wanted: str, result: Path) -> None:
        self.file, self.wanted, self.result = file, wanted, result

    @classmethod
    def of_packages(cls) -> _Stamp:
        modules = FRONTEND / "node_modules"
        return cls(modules / "accredit.stamp", fingerprint([FRONTEND / "package-lock.json"]), modules)

    @classmethod
    def of_build(cls) -> _Stamp:
        sources = fingerprint(_frontend_sources())
        return cls(FRONTEND / "node_modules" / "accredit-build.stamp", sources, FRONTEND / "dist" / "index.html")

    def fits(self) -> bool:
        return self.result.exists() and self.file.exists() and self.file.read_text() == self.wanted

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Removes the stamp for as long as the result is being made, and sets it when that went well."""
        self.file.unlink(missing_ok=True)
        yield
        self.file.write_text(self.wanted)


def install_python(lock: Lock) -> None:
    """The virtual environment, with exactly the packages of the lock."""
    stamp = VENV / "accredit.stamp"
    wanted = f"{lock} {fingerprint([LOCKS[lock]])}"
    fitting = {wanted, f"dev {fingerprint([LOCKS['dev']])}"}
    if PYTHON.exists() and stamp.exists() and stamp.read_text() in fitting:
        return
    if not PYTHON.exists() or not _works(PYTHON):
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            fail(f"{sys.executable} has no venv module; on Debian and Ubuntu: apt-get install python3-venv")
        with step(f"Making a virtual environment with Python {sys.version.split()[0]}"):
            quietly(
                [sys.executable, "-m", "venv", "--clear", VENV],
                sorry=f"No virtual environment could be made in {VENV}.",
            )
    stamp.unlink(missing_ok=True)
    with step(f"Installing the Python packages of {LOCKS[lock].name}"):
        environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
        environment.setdefault("UV_HTTP_TIMEOUT", "180")
        offline = "The Python packages could not be installed; check the connection to the package index and try again."
        quietly([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], sorry=offline)
        quietly(
            [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", LOCKS[lock]],
            env=environment,
            sorry=offline,
        )
    stamp.write_text(wanted)


def install_node(stamp: _Stamp) -> None:
    """The front end's packages, exactly as locked."""
    if stamp.fits():
        return
    offline = (
        "The front end's packages could not be installed; check the connection to the package registry and try again."
    )
    with step("Installing the front end's packages"), stamp.renewed():
        quietly(["npm", "ci", "--no-audit", "--no-fund"], cwd=FRONTEND, sorry=offline)


def build_frontend(stamp: _Stamp) -> None:
    """The single-page app in `frontend/dist`, from the sources as they are now."""
    if stamp.fits():
        return
    with step("Building the front end"), stamp.renewed():
        quietly(["npm", "run", "build"], cwd=FRONTEND, sorry="The front end could not be built; its output is above.")
        # A .gz beside each text: WhiteNoise sends it to whoever takes it, which is every browser.
        compress: list[str | Path] = [PYTHON, "-m", "whitenoise.compress", FRONTEND / "dist"]
        quietly(compress, sorry="The built front end could not be compressed; the output is above.")


def require_node() -> None:
    """Ends with a sentence when Node.js or npm is missing or too old."""
    advice = f"Accredit needs Node.js {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer with npm to build its front end"
    if not shutil.which("node") or not shutil.which("npm"):
        missing = "node" if not shutil.which("node") else "npm"
        fail(f"{advice}, and `{missing}` was not found; install it and try again.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = re.match(r"v(\d+)\.(\d+)", version)
    if not numbers or (int(numbers[1]), int(numbers[2])) < OLDEST_NODE:
        fail(f"{advice}, and this is {version or 'an unknown version'}; install a newer one and try again.")


def _works(python: Path) -> bool:
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return not subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode


def _frontend_sources() -> list[Path]:
    found: list[Path] = []
    for folder, names, files in os.walk(FRONTEND):
        names[:] = sorted(name for name in names if name not in NOT_SOURCE)
        found += [Path(folder, name) for name in sorted(files) if ".test." not in name]
    return found


def fingerprint(files: list[Path]) -> str:
    """One value for the names and contents of these files, on this kind of machine."""
    digest = hashlib.sha256(f"{sys.platform} {os.uname().machine}".encode())
    for file in files:
        digest.update(f"{file.relative_to(REPOSITORY)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two targets started at once must not install into one another's feet."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    install("run" if sys.argv[1:] == ["run"] else "dev", frontend="--no-frontend" not in sys.argv)
