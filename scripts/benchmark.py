"""Measures what Accredit does a second against ceilings of the same run, and prints one table.

ONLY=name measures one part; QUICK=1 tries everything out with small tables and short rounds. Brings its own PostgreSQL
and its own Redis-compatible server (DATABASE_URL and REDIS_URL name others; there it works in a database of its own,
which it drops again).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from console import BACKEND, REPOSITORY, fail
from install import PYTHON, install
from processes import Processes, ending_on_signals
from servers import postgresql, redis

DATABASE = f"accredit_bench_{os.getpid()}"


def main() -> None:
    """Installs, starts the servers, measures, and leaves nothing behind but the results."""
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-bench-") as name, Processes() as servers:
        install("dev", frontend=False)
        folder = Path(name)
        server, cache = postgresql(servers, folder), redis(servers, folder)
        _administer(server, f"CREATE DATABASE {DATABASE}")
        try:
            sys.exit(_measure(urlsplit(server)._replace(path=f"/{DATABASE}").geturl(), cache, folder))
        finally:
            _administer(server, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _measure(database_url: str, redis_url: str, folder: Path) -> int:
    data = folder / "data"
    data.mkdir()
    told = {
        "MODE": "test",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DATA_DIR": str(data),
        "JOBS_BACKEND": "database",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join(map(str, (BACKEND, REPOSITORY / "scripts", REPOSITORY))),
    }
    env = {**os.environ, **told}
    # Installations run compiled modules; a shell that forbids writing them would have each process compile all of them.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([PYTHON, "-m", "bench"], cwd=REPOSITORY, env=env, check=False)
    return done.returncode


def _administer(url: str, statement: str) -> None:
    program = "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    done = subprocess.run([PYTHON, "-c", program, url, statement], capture_output=True, text=True, check=False)
    if done.returncode:
        fail(f"{done.stderr.strip()}\nThe benchmark could not make or drop its own database on that server.")


if __name__ == "__main__":
    main()
